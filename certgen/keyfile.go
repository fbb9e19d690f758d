package certgen

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/byoasn/byoasn/internal/armor"
	"github.com/byoasn/byoasn/problem"
)

// A KeyFile is a private key and what its file showed about it.
type KeyFile struct {
	Key        *rsa.PrivateKey
	Format     string             // "PKCS#8", "PKCS#1" or "OpenSSH"
	Encryption string             // how the file is encrypted, with its cost; empty when it is not
	Warnings   []*problem.Problem // what the owner should know about the file: how it is protected and written
}

// MarshalJSON refuses: a private key is written by [MarshalKey].
func (KeyFile) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a private key has no JSON form: certgen.MarshalKey writes it")
}

// ReadKey reads the one RSA private key in a file of any form that the package
// comment lists. It calls passphrase once if the key is encrypted and never
// otherwise; passphrase may be nil. What that function returns stays its own.
//
// Errors are [ErrPassphraseNeeded], [ErrWrongPassphrase], a [KindError] for
// something else than an RSA private key, an error of passphrase wrapped, or a
// [*problem.Problem]. None holds anything of the key.
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
	block, slips, err := findKey(text, 0)
	if err != nil {
		return nil, err
	}
	defer clear(block.Bytes)
	file, err := readKeyBlock(block, passphrase)
	if err != nil {
		return nil, err
	}
	file.Warnings = append(slips, file.Warnings...)
	return file, nil
}

func readKeyDER(der []byte, passphrase func() ([]byte, error)) (*KeyFile, error) {
	found := identify(der)
	switch {
	case found.form == formEncrypted:
		return readEncryptedPKCS8(der, passphrase)
	case found.kind == "" && !isLooseKey(der):
		return nil, &problem.Problem{ID: keyDamaged, What: "the input is binary, but neither PKCS#8 nor PKCS#1 in DER: it is damaged, cut short, or not a key"}
	}
	return parseKey(der, found.form)
}

func readKeyBlock(block *pem.Block, passphrase func() ([]byte, error)) (*KeyFile, error) {
	form := formPKCS8
	switch block.Type {
	case "": // DER without markers
		return readKeyDER(block.Bytes, passphrase)
	case "ENCRYPTED PRIVATE KEY":
		return readEncryptedPKCS8(block.Bytes, passphrase)
	case "OPENSSH PRIVATE KEY":
		return readOpenSSH(block, passphrase)
	case "RSA PRIVATE KEY":
		form = formPKCS1
	case "PRIVATE KEY":
	default:
		return nil, newKindError(kindPrivateKey, identifyBlock(block))
	}
	if block.Headers["DEK-Info"] != "" {
		return readTraditional(block, form, passphrase)
	}
	return parseKey(block.Bytes, form)
}

// findKey returns the one private key in the text of a file, and how it is not
// written as PEM is. Other blocks and text may stand around it. The depth is how
// often the text was decoded.
func findKey(text []byte, depth int) (*pem.Block, []*problem.Problem, error) {
	var keys, others []*pem.Block
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if keyLabel(block.Type) {
			keys = append(keys, block)
		} else {
			others = append(others, block)
		}
	}
	if damaged(text, len(keys)) {
		return readSlip(text, depth)
	}
	switch {
	case len(keys) == 1:
		return keys[0], nil, nil
	case len(keys) > 1:
		return nil, nil, severalKeys(len(keys))
	}
	for _, other := range others {
		if found := identifyBlock(other); found.kind != "" {
			return nil, nil, newKindError(kindPrivateKey, found)
		}
	}
	return readSlip(text, depth)
}

// keyLabel says whether a label is that of a private key, of any sort.
func keyLabel(label string) bool {
	kind := identifyLabel(label).kind
	return kind.isPrivate() || kind == kindTPMKey
}

func severalKeys(n int) error {
	return &problem.Problem{ID: keySeveral, What: fmt.Sprintf("the file holds %d private keys, expected one", n), Fix: "leave the right one alone in a file"}
}

// damaged says whether more private keys begin than could be decoded: pem.Decode
// passes over others without a word.
func damaged(text []byte, decoded int) bool {
	begun := slices.DeleteFunc(armor.Markers(text), func(m armor.Marker) bool {
		return !m.Begin || !m.Near() || !keyLabel(m.Label)
	})
	return len(begun) > decoded
}

// maxKeyDER bounds a PKCS#1 key, in bytes: one of 16384 bits takes some 9300.
// With it every number inside is small enough to be checked in good time.
const maxKeyDER = 16 << 10

// parseKey reads a plain key, in the form that its label announces. The form may
// be empty.
func parseKey(der []byte, form string) (*KeyFile, error) {
	found := identify(der)
	if found.kind == "" {
		found = looseKey(der)
		defer clear(found.loose)
	}
	switch {
	case found.kind == "":
		return nil, &problem.Problem{ID: keyDamaged, What: fmt.Sprintf("the private key is not %s in DER: it is damaged or cut short", form)}
	case found.kind != kindPrivateKey:
		return nil, newKindError(kindPrivateKey, found)
	case form != "" && found.form != form:
		return nil, &problem.Problem{ID: keyDamaged, What: fmt.Sprintf("the private key is announced as %s, but its content is %s", form, found.form), Fix: "correct the words between BEGIN or END and the dashes"}
	}
	key, err := soundKey(found.rsa)
	if errors.Is(err, keyUnsound) && found.loose == nil {
		tight := looseKey(der)
		defer clear(tight.loose)
		if again, looseErr := soundKey(tight.rsa); looseErr == nil {
			key, found, err = again, tight, nil
		}
	}
	if err != nil {
		return nil, err
	}
	file := &KeyFile{Key: key, Format: found.form}
	if found.loose != nil {
		file.Warnings = append(file.Warnings, looseWarning())
	}
	return file, nil
}

// soundKey reads PKCS#1 and has crypto/x509 validate it.
func soundKey(pkcs1 []byte) (*rsa.PrivateKey, error) {
	if err := checkPKCS1(pkcs1); err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS1PrivateKey(pkcs1)
	if err != nil {
		return nil, &problem.Problem{ID: keyUnsound, Err: err, What: "the RSA private key is not sound: " + strings.TrimPrefix(err.Error(), "x509: "),
			Fix: "copy it again from the original file; if it only stands for a key in an HSM (as AWS CloudHSM's fake PEM does), have the HSM sign"}
	}
	return key, nil
}

// checkPKCS1 looks at the numbers of a PKCS#1 private key before anything is
// computed with them: the size, and whether they are those of a key.
func checkPKCS1(der []byte) error {
	if len(der) > maxKeyDER {
		return &problem.Problem{ID: keySize, What: fmt.Sprintf("the RSA private key takes %d bytes, more than the %d of the largest that is read", len(der), maxKeyDER)}
	}
	input := cryptobyte.String(der)
	var body, modulus, exponent, first, second cryptobyte.String
	if !input.ReadASN1(&body, asn1.SEQUENCE) || !body.SkipASN1(asn1.INTEGER) || !body.ReadASN1(&modulus, asn1.INTEGER) ||
		!body.SkipASN1(asn1.INTEGER) || !body.ReadASN1(&exponent, asn1.INTEGER) ||
		!body.ReadASN1(&first, asn1.INTEGER) || !body.ReadASN1(&second, asn1.INTEGER) {
		return &problem.Problem{ID: keyDamaged, What: "the RSA private key is not PKCS#1 in DER: it is damaged"}
	}
	if err := checkSize(bitLength(modulus)); err != nil {
		return err
	}
	for _, number := range []*cryptobyte.String{&exponent, &first, &second} {
		if bitLength(*number) <= handleBits {
			return newKindError(kindPrivateKey, structure{kind: kindStandIn})
		}
	}
	return nil
}

// handleBits is the size up to which a private exponent or a prime is none, but
// fills the place of one in the file that stands for a key in an HSM, as AWS
// CloudHSM's "fake PEM" does, which has the true modulus. No true one is so small.
const handleBits = 128
