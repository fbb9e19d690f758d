package certgen

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// readTraditional opens a PEM block encrypted as OpenSSL did before PKCS#8: the
// header DEK-Info names a cipher and an initialization vector (RFC 1421 section
// 4.6.1.3), and the key is one MD5 over passphrase and salt.
func readTraditional(block *pem.Block, form string, passphrase func() ([]byte, error)) (*KeyFile, error) {
	cipher, _, _ := strings.Cut(block.Headers["DEK-Info"], ",")
	switch cipher {
	case "DES-CBC", "DES-EDE3-CBC", "AES-128-CBC", "AES-192-CBC", "AES-256-CBC":
	default:
		return nil, &EncryptionError{Name: clip(cipher), Mend: rewriteLegacy}
	}
	if err := checkApproved("traditional PEM encryption (MD5)", rewriteApproved); err != nil {
		return nil, err
	}
	secret, err := ask(passphrase)
	if err != nil {
		return nil, err
	}
	//lint:ignore SA1019 the form is weak and still in use; it is read, with a hint, and never written
	plain, err := x509.DecryptPEMBlock(block, secret)
	if errors.Is(err, x509.IncorrectPasswordError) {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("the private key's DEK-Info or encrypted data is damaged: %w", err)
	}
	defer clear(plain)
	// A wrong passphrase leaves valid padding once in about 256 times.
	if identify(plain).kind == "" {
		return nil, ErrWrongPassphrase
	}
	key, err := parseKey(plain, form)
	if err != nil {
		return nil, err
	}
	return &KeyFile{
		Key:        key,
		Format:     form,
		Encryption: "traditional PEM encryption (one round of MD5) and " + cipher,
		Hints:      []string{"the passphrase is protected by one round of MD5 only; rewrite the file as PKCS#8 with: " + rewrite},
	}, nil
}
