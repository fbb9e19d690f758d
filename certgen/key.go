package certgen

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"github.com/byoasn/byoasn/internal/pkcs8"
	"github.com/byoasn/byoasn/problem"
)

// DefaultBits is the size of key that AWS's documentation makes, and the only
// one it speaks of.
const DefaultBits = 2048

const (
	minBits = 2048  // NIST SP 800-131A revision 2: smaller RSA keys are disallowed
	maxBits = 16384 // OpenSSL's own bound (OPENSSL_RSA_MAX_MODULUS_BITS)

	usualExponent = 65537
)

// NewKey makes an RSA key of 2048, 3072 or 4096 bits. 4096 can take seconds.
func NewKey(bits int) (*rsa.PrivateKey, error) {
	switch bits {
	case 2048, 3072, 4096:
		return rsa.GenerateKey(rand.Reader, bits)
	}
	return nil, fmt.Errorf("cannot make an RSA key of %d bits: choose 2048 (the only size AWS documents), 3072 or 4096", bits)
}

// MarshalKey writes a key as PEM, PKCS#8, encrypted with the passphrase: PBES2
// with PBKDF2-HMAC-SHA-256 (600,000 iterations) and AES-256-CBC. An empty
// passphrase is an error. The result has been decrypted again before it is
// returned; in all it takes some tenths of a second.
func MarshalKey(key *rsa.PrivateKey, passphrase []byte) ([]byte, error) {
	der, err := marshalPKCS8(key)
	if err != nil {
		return nil, err
	}
	defer clear(der)
	encrypted, err := pkcs8.Encrypt(der, passphrase)
	if err != nil {
		return nil, err
	}
	if err := reopen(encrypted, passphrase, der); err != nil {
		return nil, fmt.Errorf("the key just encrypted does not open again: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: encrypted}), nil
}

// reopen checks that what was written can be read: a key file that does not
// open is otherwise found out when the key is needed.
func reopen(encrypted, passphrase, der []byte) error {
	parsed, err := pkcs8.Parse(encrypted)
	if err != nil {
		return err
	}
	again, err := parsed.Decrypt(passphrase)
	if err != nil {
		return err
	}
	defer clear(again)
	if !bytes.Equal(again, der) {
		return errors.New("it holds something else")
	}
	return nil
}

// MarshalPlainKey writes a key as PEM, PKCS#8, not encrypted.
func MarshalPlainKey(key *rsa.PrivateKey) ([]byte, error) {
	der, err := marshalPKCS8(key)
	if err != nil {
		return nil, err
	}
	defer clear(der)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

func marshalPKCS8(key *rsa.PrivateKey) ([]byte, error) {
	if key == nil {
		return nil, errors.New("there is no private key to write")
	}
	if err := checkSize(key.N.BitLen()); err != nil {
		return nil, err
	}
	return x509.MarshalPKCS8PrivateKey(key)
}

// checkSize refuses keys that are too weak or too slow to use.
func checkSize(bits int) error {
	switch {
	case bits < minBits:
		return &problem.Problem{ID: keySize, What: fmt.Sprintf("the RSA key has %d bits, fewer than the %d that are safe", bits, minBits), Fix: "make a new key"}
	case bits > maxBits:
		return &problem.Problem{ID: keySize, What: fmt.Sprintf("the RSA key has %d bits, more than the %d that are taken", bits, maxBits), Fix: fmt.Sprintf("make a new key of %d", DefaultBits)}
	}
	return nil
}
