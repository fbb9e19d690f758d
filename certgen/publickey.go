package certgen

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/bits"
	"strings"

	"golang.org/x/crypto/ssh"

	"github.com/byoasn/byoasn/internal/armor"
	"github.com/byoasn/byoasn/problem"
)

// ReadPublicKey reads an RSA public key: PEM or DER, SubjectPublicKeyInfo or
// PKCS#1, or OpenSSH's one line "ssh-rsa AAAA...". The key must have 2048 to
// 16384 bits. Anything else that is recognised is a [KindError]; for a private
// key its text is loud.
func ReadPublicKey(data []byte) (*rsa.PublicKey, error) {
	data, err := openInput(data)
	if err != nil {
		return nil, err
	}
	if isDER(data) {
		return parsePublicKey(data)
	}
	text := bytes.TrimSpace(data)
	if bytes.HasPrefix(text, []byte("ssh-rsa ")) {
		return parseSSHPublicKey(text)
	}
	return readPublicPEM(text)
}

// readPublicPEM reads the one block of a PEM file. A private key among several
// is named before anything else.
func readPublicPEM(text []byte) (*rsa.PublicKey, error) {
	markers := armor.Markers(text)
	if holdsPrivateKey(text, markers) {
		return nil, newKindError(KindPublicKey, structure{kind: KindSecretKey})
	}
	block, rest := pem.Decode(text)
	if block == nil {
		if der, ok := loosePublicKey(text); ok {
			return parsePublicKey(der)
		}
		return nil, explainNoPublicKey(text, markers)
	}
	if more, _ := pem.Decode(rest); more != nil {
		return nil, damagedPublicKey("the file holds several PEM blocks, expected one public key: leave the right one alone in a file")
	}
	if block.Type == "PUBLIC KEY" || block.Type == "RSA PUBLIC KEY" {
		return parsePublicKey(block.Bytes)
	}
	if found := identifyBlock(block); found.kind != "" {
		return nil, newKindError(KindPublicKey, found)
	}
	return nil, damagedPublicKey(fmt.Sprintf("expected a block PUBLIC KEY, found %q", clip(block.Type)))
}

// loosePublicKey forgives what ReadCertificate forgives: white space.
func loosePublicKey(text []byte) ([]byte, bool) {
	text, _ = armor.Clean(text, armor.Escaped)
	found := armor.Scan(text)
	if len(found) != 1 || !found[0].Whole() || found[0].Altered() || identifyLabel(found[0].Label).kind != KindPublicKey {
		return nil, false
	}
	der, err := armor.Decode(armor.Letters(found[0].Body))
	return der, err == nil
}

// explainNoPublicKey says what a text is in which encoding/pem finds nothing.
func explainNoPublicKey(text []byte, markers []armor.Marker) error {
	found := identifyText(text)
	for _, m := range markers {
		if m.Near() && found.kind == "" {
			found = identifyLabel(m.Label)
		}
	}
	if found.kind != "" && found.kind != KindPublicKey {
		return newKindError(KindPublicKey, found)
	}
	return &problem.Problem{ID: keyMissing, What: "no public key found: expected PEM with the line -----BEGIN PUBLIC KEY-----, DER, or a line that begins with ssh-rsa"}
}

func damagedPublicKey(what string) error {
	return &problem.Problem{ID: keyDamaged, What: what}
}

func parsePublicKey(der []byte) (*rsa.PublicKey, error) {
	found := identify(der)
	if found.kind != "" && found.kind != KindPublicKey {
		return nil, newKindError(KindPublicKey, found)
	}
	damaged := damagedPublicKey("the public key is neither SubjectPublicKeyInfo nor PKCS#1 in DER: it is damaged or cut short")
	if found.form != formSPKI {
		key, err := x509.ParsePKCS1PublicKey(der)
		if err != nil {
			return nil, damaged
		}
		return sizedKey(key)
	}
	parsed, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, damaged
	}
	key, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return nil, damaged
	}
	return sizedKey(key)
}

func parseSSHPublicKey(line []byte) (*rsa.PublicKey, error) {
	if bytes.ContainsAny(line, "\r\n") {
		return nil, damagedPublicKey("expected one ssh-rsa line, found more lines: leave the right one alone in a file")
	}
	parsed, _, _, _, err := ssh.ParseAuthorizedKey(line)
	if err != nil {
		return nil, damagedPublicKey("the ssh-rsa line is damaged or cut short: " + err.Error())
	}
	holder, ok := parsed.(ssh.CryptoPublicKey)
	if !ok {
		return nil, damagedPublicKey("the ssh-rsa line holds another type of key: it is damaged")
	}
	key, ok := holder.CryptoPublicKey().(*rsa.PublicKey)
	if !ok {
		return nil, damagedPublicKey("the ssh-rsa line holds another type of key: it is damaged")
	}
	return sizedKey(key)
}

// sizedKey returns the key if its size is one that is taken.
func sizedKey(key *rsa.PublicKey) (*rsa.PublicKey, error) {
	if err := checkSize(key.N.BitLen()); err != nil {
		return nil, err
	}
	return key, nil
}

// PublicKeyFingerprint is the SHA-256 of the key's SubjectPublicKeyInfo in DER,
// in upper-case hexadecimal with colons.
func PublicKeyFingerprint(pub *rsa.PublicKey) string {
	der, err := x509.MarshalPKIXPublicKey(pub)
	if err != nil {
		return ""
	}
	return fingerprint(der)
}

// fingerprint is the SHA-256 of data, written as openssl x509 -fingerprint does.
func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	pairs := make([]string, len(sum))
	for i, b := range sum {
		pairs[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(pairs, ":")
}

// bitLength is the size of a positive big-endian number. The byte of zero that
// keeps its sign apart counts nothing.
func bitLength(number []byte) int {
	if len(number) == 0 {
		return 0
	}
	return 8*(len(number)-1) + bits.Len8(number[0])
}
