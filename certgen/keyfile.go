package certgen

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// A KeyFile is a private key and what its file showed about it.
type KeyFile struct {
	Key        *rsa.PrivateKey
	Format     string   // "PKCS#8", "PKCS#1" or "OpenSSH"
	Encryption string   // how the file is encrypted, with its cost; empty when it is not
	Hints      []string // what the owner should know about the file, each with its mend
}

// ReadKey reads the one RSA private key in a file of any form that the package
// comment lists. It calls passphrase once if the key is encrypted and never
// otherwise; passphrase may be nil. What that function returns stays its own.
//
// Errors are [ErrPassphraseNeeded], [ErrWrongPassphrase], a [KindError] for
// something else than an RSA private key, an [EncryptionError], [CostError] or
// [FIPSError] for an encryption that cannot be opened here, an error of
// passphrase wrapped, or a plain one for what is damaged. None holds anything of
// the key.
func ReadKey(data []byte, passphrase func() ([]byte, error)) (*KeyFile, error) {
	text, err := openInput(data)
	if err != nil {
		return nil, err
	}
	if byteOrder(data) != nil {
		defer clear(text) // a copy of ours, which may hold the key
	}
	if isDER(text) {
		return readKeyDER(text, passphrase)
	}
	block, err := findKey(text)
	if err != nil {
		return nil, err
	}
	defer clear(block.Bytes)
	return readKeyBlock(block, passphrase)
}

func readKeyDER(der []byte, passphrase func() ([]byte, error)) (*KeyFile, error) {
	found := identify(der)
	switch {
	case found.form == formEncrypted:
		return readEncryptedPKCS8(der, passphrase)
	case found.kind == "":
		return nil, errors.New("the input is binary, but neither PKCS#8 nor PKCS#1 in DER: it is damaged, cut short, or not a key")
	}
	key, err := parseKey(der, found.form)
	if err != nil {
		return nil, err
	}
	return &KeyFile{Key: key, Format: found.form}, nil
}

func readKeyBlock(block *pem.Block, passphrase func() ([]byte, error)) (*KeyFile, error) {
	form := formPKCS8
	switch block.Type {
	case "ENCRYPTED PRIVATE KEY":
		return readEncryptedPKCS8(block.Bytes, passphrase)
	case "OPENSSH PRIVATE KEY":
		return readOpenSSH(block, passphrase)
	case "RSA PRIVATE KEY":
		form = formPKCS1
	case "PRIVATE KEY":
	default:
		return nil, newKindError(KindPrivateKey, identifyBlock(block))
	}
	if block.Headers["DEK-Info"] != "" {
		return readTraditional(block, form, passphrase)
	}
	key, err := parseKey(block.Bytes, form)
	if err != nil {
		return nil, err
	}
	return &KeyFile{Key: key, Format: form}, nil
}

// findKey returns the one private key among the PEM blocks of a file. Other
// blocks and text may stand around it.
func findKey(text []byte) (*pem.Block, error) {
	var keys, others []*pem.Block
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if identifyLabel(block.Type).kind.isPrivate() {
			keys = append(keys, block)
		} else {
			others = append(others, block)
		}
	}
	if label := damagedKey(text, len(keys)); label != "" {
		if found := identifyLabel(label); found.kind != KindPrivateKey {
			return nil, newKindError(KindPrivateKey, found)
		}
		return nil, fmt.Errorf("the block %q is damaged: its two markers must match and each have a line of its own, with nothing but base64 between; was it cut short?", label)
	}
	switch {
	case len(keys) == 1:
		return keys[0], nil
	case len(keys) > 1:
		return nil, fmt.Errorf("the file holds %d private keys, expected one: leave the right one alone in a file", len(keys))
	}
	for _, other := range others {
		if found := identifyBlock(other); found.kind != "" {
			return nil, newKindError(KindPrivateKey, found)
		}
	}
	if found := identifyOther(text); found.kind != "" {
		return nil, newKindError(KindPrivateKey, found)
	}
	return nil, errors.New("no private key found: expected PEM with a line such as -----BEGIN PRIVATE KEY-----, or DER")
}

// damagedKey returns the label of a private key that begins and could not be
// decoded. pem.Decode passes over such a block without a word.
func damagedKey(text []byte, decoded int) string {
	for _, match := range beginMarker().FindAllSubmatch(text, -1) {
		if !identifyLabel(string(match[1])).kind.isPrivate() {
			continue
		}
		if decoded--; decoded < 0 {
			return string(match[1])
		}
	}
	return ""
}

// maxKeyDER bounds a PKCS#1 key, in bytes: one of 16384 bits takes some 9300.
// With it every number inside is small enough to be checked in good time.
const maxKeyDER = 16 << 10

// parseKey reads a plain key, in the form that its label announces, and has
// crypto/x509 validate it.
func parseKey(der []byte, form string) (*rsa.PrivateKey, error) {
	found := identify(der)
	switch {
	case found.kind == "":
		return nil, fmt.Errorf("the private key is not %s in DER: it is damaged or cut short", form)
	case found.kind != KindPrivateKey:
		return nil, newKindError(KindPrivateKey, found)
	case found.form != form:
		return nil, fmt.Errorf("the private key is announced as %s, but its content is %s: correct the words between BEGIN or END and the dashes", form, found.form)
	}
	bits, err := modulusBits(found.rsa)
	if err != nil {
		return nil, err
	}
	if err := checkSize(bits); err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS1PrivateKey(found.rsa)
	if err != nil {
		return nil, fmt.Errorf("the RSA private key is not sound: %w", err)
	}
	return key, nil
}

// modulusBits reads the size of a PKCS#1 private key before anything is
// computed with it.
func modulusBits(der []byte) (int, error) {
	if len(der) > maxKeyDER {
		return 0, fmt.Errorf("the RSA private key takes %d bytes, more than the %d of the largest that is read", len(der), maxKeyDER)
	}
	input := cryptobyte.String(der)
	var body, modulus cryptobyte.String
	if !input.ReadASN1(&body, asn1.SEQUENCE) || !body.SkipASN1(asn1.INTEGER) || !body.ReadASN1(&modulus, asn1.INTEGER) {
		return 0, errors.New("the RSA private key is not PKCS#1 in DER: it is damaged")
	}
	return bitLength(modulus), nil
}
