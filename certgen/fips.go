package certgen

import (
	"crypto/fips140"
	"fmt"
)

// A FIPSError says that a key is encrypted in a way that FIPS 140-3 does not
// approve, in a process that allows nothing else (GODEBUG=fips140=only).
type FIPSError struct {
	Name string // what is not approved, such as "DES-EDE3-CBC"
	Mend string // the commands that rewrite the file, for a machine without that rule
}

func (e *FIPSError) Error() string {
	return fmt.Sprintf("the private key is encrypted with %s, which is not approved by FIPS 140-3, and this process allows nothing else (GODEBUG=fips140=only): convert the key on another machine with: %s", e.Name, e.Mend)
}

// The ways to a file that is approved. The salt's length is named for OpenSSL
// before 3.2, which makes one too short and does not know the option.
const (
	rewriteApproved        = "openssl pkcs8 -topk8 -saltlen 16 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in OLD -out NEW (OpenSSL 3.2 or later)"
	rewriteOpenSSHApproved = "ssh-keygen -p -m PKCS8 -f OLD; then " + rewriteApproved
)

// checkApproved fails for what this process may not use, before anybody is asked
// for a passphrase.
func checkApproved(unapproved, mend string) error {
	if unapproved == "" || !fips140.Enforced() {
		return nil
	}
	return &FIPSError{Name: unapproved, Mend: mend}
}
