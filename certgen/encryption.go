package certgen

import (
	"crypto/fips140"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/internal/pkcs8"
	"github.com/byoasn/byoasn/problem"
)

var (
	// ErrPassphraseNeeded says that the key is encrypted and there was no way to
	// ask for its passphrase.
	ErrPassphraseNeeded = errors.New("the private key is encrypted: its passphrase is needed")

	// ErrWrongPassphrase says that the passphrase does not open the key. A file
	// damaged in its encrypted part looks the same.
	ErrWrongPassphrase = errors.New("the passphrase does not open the private key (or the file is damaged)")
)

// The commands that make of a key file one that is read. The salt's length is
// named for OpenSSL before 3.2, which makes one that FIPS 140-3 finds too short,
// and does not know the option.
const (
	rewrite                = "openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in OLD -out NEW"
	rewriteLegacy          = "openssl pkcs8 -topk8 -provider legacy -provider default -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in OLD -out NEW"
	rewriteOpenSSH         = "ssh-keygen -p -Z aes256-ctr -f FILE"
	rewriteApproved        = "openssl pkcs8 -topk8 -saltlen 16 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in OLD -out NEW (OpenSSL 3.2 or later)"
	rewriteOpenSSHApproved = "ssh-keygen -p -m PKCS8 -f OLD; then " + rewriteApproved
)

// notRead is the problem of an encryption that cannot be opened here: its name,
// such as "pbeWithMD5AndDES-CBC", and the command that rewrites the file.
func notRead(name, command string) *problem.Problem {
	return &problem.Problem{ID: keyEncryption, What: "the private key is encrypted with " + name + ", which is not read here", Fix: "rewrite it with: " + command}
}

// tooCostly is the problem of a file that asks for more work to open it than it is
// given: it may have been made to keep the reader busy. The cost is in the plural.
func tooCostly(cost string, asked, bound uint64, fix string) *problem.Problem {
	return &problem.Problem{ID: keyCost, What: fmt.Sprintf("the private key asks for %d %s, more than the %d allowed", asked, cost, bound), Fix: "if the file is yours, " + fix}
}

// weak is the warning about a passphrase that is little protected.
func weak(by, command string) *problem.Problem {
	return &problem.Problem{ID: keyWeak, Minor: true, What: "the passphrase is protected by " + by, Fix: "rewrite the file with: " + command}
}

// checkApproved fails for what this process may not use, before anybody is asked
// for a passphrase.
func checkApproved(unapproved, command string) error {
	if unapproved == "" || !fips140.Enforced() {
		return nil
	}
	return &problem.Problem{ID: keyNotApproved,
		What: "the private key is encrypted with " + unapproved + ", which is not approved by FIPS 140-3, and this process allows nothing else (GODEBUG=fips140=only)",
		Fix:  "convert the key on another machine with: " + command}
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
	file, err := parseKey(plain, formPKCS8)
	if err != nil {
		return nil, err
	}
	file.Encryption = encrypted.String()
	if n := encrypted.Iterations(); n > 0 && n < fewIterations {
		file.Warnings = append(file.Warnings, weak(fmt.Sprintf("only %d iterations of PBKDF2", n), rewrite))
	}
	return file, nil
}

// fewIterations is where the warning begins. OpenSSL's default is 2048; what a
// tool wrote on purpose in the last decade is past this.
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

// publicError gives the errors of internal/pkcs8 this package's form.
func publicError(err error) error {
	if errors.Is(err, pkcs8.ErrPassphrase) {
		return ErrWrongPassphrase
	}
	if cost, ok := errors.AsType[*pkcs8.CostError](err); ok {
		return tooCostly(cost.Cost, cost.Asked, cost.Bound, "rewrite it with the tool that made it, asking for less")
	}
	if algorithm, ok := errors.AsType[*pkcs8.AlgorithmError](err); ok {
		if isLegacy(algorithm.Name) {
			return notRead(algorithm.Name, rewriteLegacy)
		}
		return notRead(algorithm.Name, rewrite)
	}
	return &problem.Problem{ID: keyDamaged, What: err.Error(), Err: err}
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

// readTraditional opens a PEM block encrypted as OpenSSL did before PKCS#8: the
// header DEK-Info names a cipher and an initialization vector (RFC 1421 section
// 4.6.1.3), and the key is one MD5 over passphrase and salt.
func readTraditional(block *pem.Block, form string, passphrase func() ([]byte, error)) (*KeyFile, error) {
	cipher, _, _ := strings.Cut(block.Headers["DEK-Info"], ",")
	if ivLetters(cipher) == 0 {
		return nil, notRead(clip(cipher), rewriteLegacy)
	}
	if err := checkApproved("traditional PEM encryption (MD5)", rewriteApproved); err != nil {
		return nil, err
	}
	secret, err := ask(passphrase)
	if err != nil {
		return nil, err
	}
	//lint:ignore SA1019 the form is weak and still in use; it is read, with a warning, and never written
	plain, err := x509.DecryptPEMBlock(block, secret)
	if errors.Is(err, x509.IncorrectPasswordError) {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, &problem.Problem{ID: keyDamaged, Err: err, What: "the private key's DEK-Info or encrypted data is damaged: " + err.Error()}
	}
	defer clear(plain)
	// A wrong passphrase leaves valid padding once in about 256 times.
	if identify(plain).kind == "" {
		return nil, ErrWrongPassphrase
	}
	file, err := parseKey(plain, form)
	if err != nil {
		return nil, err
	}
	file.Encryption = "traditional PEM encryption (one round of MD5) and " + cipher
	file.Warnings = append(file.Warnings, weak("one round of MD5 only", rewrite))
	return file, nil
}

// ivLetters is how many hexadecimal digits the initialization vector has in
// DEK-Info, for a cipher that is read, or 0.
func ivLetters(cipher string) int {
	switch cipher {
	case "DES-CBC", "DES-EDE3-CBC":
		return 16
	case "AES-128-CBC", "AES-192-CBC", "AES-256-CBC":
		return 32
	}
	return 0
}
