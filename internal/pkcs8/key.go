package pkcs8

import (
	encodingasn1 "encoding/asn1"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// ErrPassphrase says that the passphrase does not open the key. A file damaged
// in the encrypted part looks the same.
var ErrPassphrase = errors.New("the passphrase does not open the key")

// An EncryptedKey is a private key still encrypted. Its derivation's cost is
// known and within bounds.
type EncryptedKey struct {
	kdf    kdf
	cipher blockCipher
	iv     []byte
	data   []byte
}

// A kdf makes a key of n bytes from a passphrase.
type kdf interface {
	derive(passphrase []byte, n int) ([]byte, error)
	String() string
}

// Parse reads a DER EncryptedPrivateKeyInfo without decrypting it. It returns an
// [AlgorithmError] for an algorithm it does not know, a [CostError] for a
// derivation past its bounds, and a plain error for what is malformed.
func Parse(der []byte) (*EncryptedKey, error) {
	input := cryptobyte.String(der)
	var info, algorithm, data cryptobyte.String
	if !input.ReadASN1(&info, asn1.SEQUENCE) || !input.Empty() ||
		!info.ReadASN1(&algorithm, asn1.SEQUENCE) ||
		!info.ReadASN1(&data, asn1.OCTET_STRING) || !info.Empty() {
		return nil, malformed("the outer structure")
	}
	key, err := parsePBES2(algorithm)
	if err != nil {
		return nil, err
	}
	if size := key.cipher.blockSize; len(data) == 0 || len(data)%size != 0 {
		return nil, fmt.Errorf("encrypted PKCS#8: the encrypted data is %d bytes long, not whole blocks of %d: the file is cut short or damaged", len(data), size)
	}
	key.data = data
	return key, nil
}

// parsePBES2 reads the AlgorithmIdentifier and, inside it, PBES2-params: a key
// derivation function and an encryption scheme (RFC 8018 appendix A.4).
func parsePBES2(algorithm cryptobyte.String) (*EncryptedKey, error) {
	scheme, ok := readOID(&algorithm)
	if !ok {
		return nil, malformed("the encryption algorithm")
	}
	if scheme != oidPBES2 {
		return nil, &AlgorithmError{Name: Name(scheme)}
	}
	var params, derivation, encryption cryptobyte.String
	if !algorithm.ReadASN1(&params, asn1.SEQUENCE) || !algorithm.Empty() ||
		!params.ReadASN1(&derivation, asn1.SEQUENCE) ||
		!params.ReadASN1(&encryption, asn1.SEQUENCE) || !params.Empty() {
		return nil, malformed("the PBES2 parameters")
	}
	cipher, iv, err := parseCipher(encryption)
	if err != nil {
		return nil, err
	}
	kdf, err := parseKDF(derivation, cipher.keySize)
	if err != nil {
		return nil, err
	}
	return &EncryptedKey{kdf: kdf, cipher: cipher, iv: iv}, nil
}

// String names the encryption with its cost, such as
// "PBES2 with PBKDF2-HMAC-SHA-256 (2048 iterations) and AES-256-CBC".
func (k *EncryptedKey) String() string {
	return "PBES2 with " + k.kdf.String() + " and " + k.cipher.name
}

// Iterations is PBKDF2's count, or zero when the derivation is another.
func (k *EncryptedKey) Iterations() uint64 {
	if p, ok := k.kdf.(*pbkdf2Params); ok {
		return p.iterations
	}
	return 0
}

// Decrypt returns the DER of the private key, or [ErrPassphrase]. It takes the
// time that [EncryptedKey.String] lets one expect, at most about ten seconds.
func (k *EncryptedKey) Decrypt(passphrase []byte) ([]byte, error) {
	key, err := k.kdf.derive(passphrase, k.cipher.keySize)
	if err != nil {
		return nil, fmt.Errorf("deriving the key with %s: %w", k.kdf, err)
	}
	defer clear(key)
	plain, ok := k.cipher.decrypt(key, k.iv, k.data)
	if !ok {
		return nil, ErrPassphrase
	}
	rest, inner := cryptobyte.String(plain), cryptobyte.String(nil)
	if !rest.ReadASN1(&inner, asn1.SEQUENCE) || !rest.Empty() {
		clear(plain)
		return nil, ErrPassphrase
	}
	return plain, nil
}

// readOID reads an object identifier and gives it in dots.
func readOID(s *cryptobyte.String) (string, bool) {
	var oid encodingasn1.ObjectIdentifier
	if !s.ReadASN1ObjectIdentifier(&oid) {
		return "", false
	}
	return oid.String(), true
}

func malformed(part string) error {
	return fmt.Errorf("encrypted PKCS#8: %s cannot be read: the file is damaged, or not what it says it is", part)
}
