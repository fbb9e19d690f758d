package certgen

import (
	"errors"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/internal/pkcs8"
)

var (
	// ErrPassphraseNeeded says that the key is encrypted and there was no way to
	// ask for its passphrase.
	ErrPassphraseNeeded = errors.New("the private key is encrypted: its passphrase is needed")

	// ErrWrongPassphrase says that the passphrase does not open the key. A file
	// damaged in its encrypted part looks the same.
	ErrWrongPassphrase = errors.New("the passphrase does not open the private key (or the file is damaged)")
)

// rewrite makes of any key OpenSSL reads the file that MarshalKey would write.
const rewrite = "openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in OLD -out NEW"

// rewriteLegacy does the same with the ciphers that OpenSSL 3 has put aside.
const rewriteLegacy = "openssl pkcs8 -topk8 -provider legacy -provider default -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in OLD -out NEW"

// An EncryptionError says that a private key is encrypted in a way that is not
// read here.
type EncryptionError struct {
	Name string // such as "pbeWithMD5AndDES-CBC", or an object identifier in dots
	Mend string // the command that rewrites the file
}

func (e *EncryptionError) Error() string {
	return fmt.Sprintf("the private key is encrypted with %s, which is not read here: rewrite it with: %s", e.Name, e.Mend)
}

// A CostError says that a file asks for more work to open it than it is given:
// it may have been made to keep the reader busy.
type CostError struct {
	Cost         string // what is counted, in the plural, such as "PBKDF2 iterations"
	Asked, Bound uint64
	Mend         string
}

func (e *CostError) Error() string {
	return fmt.Sprintf("the private key asks for %d %s, more than the %d allowed: if the file is yours, %s", e.Asked, e.Cost, e.Bound, e.Mend)
}

// readEncryptedPKCS8 opens an EncryptedPrivateKeyInfo.
func readEncryptedPKCS8(der []byte, passphrase func() ([]byte, error)) (*KeyFile, error) {
	encrypted, err := pkcs8.Parse(der)
	if err != nil {
		return nil, publicError(err)
	}
	if err := checkApproved(encrypted.Unapproved(), rewriteApproved); err != nil {
		return nil, err
	}
	secret, err := ask(passphrase)
	if err != nil {
		return nil, err
	}
	plain, err := encrypted.Decrypt(secret)
	if err != nil {
		return nil, publicError(err)
	}
	defer clear(plain)
	key, err := parseKey(plain, formPKCS8)
	if err != nil {
		return nil, err
	}
	file := &KeyFile{Key: key, Format: formPKCS8, Encryption: encrypted.String()}
	if n := encrypted.Iterations(); n > 0 && n < fewIterations {
		file.Hints = append(file.Hints, fmt.Sprintf("the passphrase is protected by only %d iterations of PBKDF2; rewrite the file with 600000: %s", n, rewrite))
	}
	return file, nil
}

// fewIterations is where the hint begins. OpenSSL's default is 2048; what a tool
// wrote on purpose in the last decade is past this.
const fewIterations = 100_000

// ask calls passphrase, which may be nil.
func ask(passphrase func() ([]byte, error)) ([]byte, error) {
	if passphrase == nil {
		return nil, ErrPassphraseNeeded
	}
	secret, err := passphrase()
	if err != nil {
		return nil, fmt.Errorf("asking for the passphrase: %w", err)
	}
	return secret, nil
}

// publicError gives the errors of internal/pkcs8 this package's types.
func publicError(err error) error {
	var algorithm *pkcs8.AlgorithmError
	var cost *pkcs8.CostError
	switch {
	case errors.Is(err, pkcs8.ErrPassphrase):
		return ErrWrongPassphrase
	case errors.As(err, &cost):
		return &CostError{Cost: cost.Cost, Asked: cost.Asked, Bound: cost.Bound, Mend: "rewrite it with the tool that made it, asking for less"}
	case errors.As(err, &algorithm):
		e := &EncryptionError{Name: algorithm.Name, Mend: rewrite}
		if isLegacy(algorithm.Name) {
			e.Mend = rewriteLegacy
		}
		return e
	}
	return err
}

// isLegacy says whether OpenSSL 3 needs its legacy provider for an algorithm.
func isLegacy(name string) bool {
	for _, part := range []string{"pbeWith", "DES-CBC", "RC2", "RC4", "RC5", "CAST5", "BF", "IDEA", "SEED"} {
		if strings.HasPrefix(name, part) {
			return true
		}
	}
	return false
}
