package sign

import (
	"bytes"
	"crypto"
	"crypto/fips140"
	"crypto/rsa"
	"crypto/sha256"
	"math/big"
	"strings"
)

// diagnose looks at what a signature of the right length turns into under the
// public key. Nothing here is secret, and nothing here can make a signature
// verify: it only chooses the words.
func diagnose(pub *rsa.PublicKey, message []byte, sig Signature) *VerifyError {
	e := &VerifyError{Reason: OtherKey}
	// SHA-1 is recognised where FIPS 140-3 is enforced too: it is not relied on.
	fips140.WithoutEnforcement(func() {
		em := encodedMessage(pub, sig)
		if found := diagnosePKCS1(em, message); found != nil {
			e = found
		} else if found := diagnosePSS(em, pub.N.BitLen(), message); found != nil {
			e = found
		} else if swapped(pub, message, sig) {
			e = &VerifyError{Reason: swappedLetters, Text: sameText}
		}
	})
	return e
}

// encodedMessage is what was signed, with its padding; zeros for a number past
// the modulus.
func encodedMessage(pub *rsa.PublicKey, sig Signature) []byte {
	em := make([]byte, pub.Size())
	s := new(big.Int).SetBytes(sig)
	if s.Cmp(pub.N) >= 0 {
		return em
	}
	return s.Exp(s, big.NewInt(int64(pub.E)), pub.N).FillBytes(em)
}

// swapped says whether a signature verifies once the letters - and ~ of its text
// have changed places, as they do when the sets of AWS's tr are in another order:
// that cannot be told from the text.
func swapped(pub *rsa.PublicKey, message []byte, sig Signature) bool {
	text := strings.Map(func(r rune) rune {
		switch r {
		case '-':
			return '~'
		case '~':
			return '-'
		}
		return r
	}, sig.String())
	raw, err := alphabet.DecodeString(text)
	digest := sha256.Sum256(message)
	return err == nil && rsa.VerifyPSS(pub, crypto.SHA256, digest[:], raw, parameters) == nil
}

// hashes are the ones that a diagnosis tries, the likeliest first.
var hashes = [...]crypto.Hash{crypto.SHA256, crypto.SHA1, crypto.SHA512, crypto.SHA384, crypto.SHA224}

// digestInfos are the DER prefixes of RSASSA-PKCS1-v1_5 (RFC 8017 section 9.2,
// note 1), in the order of hashes.
var digestInfos = [len(hashes)]string{
	"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
	"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
	"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
	"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
	"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c",
}

// diagnosePKCS1 recognises 00 01 FF…FF 00 and what follows it.
func diagnosePKCS1(em, message []byte) *VerifyError {
	padding, content, found := bytes.Cut(em[1:], []byte{0})
	if em[0] != 0 || !found || len(padding) < 9 || padding[0] != 1 || len(bytes.Trim(padding[1:], "\xff")) > 0 {
		return nil
	}
	e := &VerifyError{Reason: OtherScheme}
	for i, hash := range hashes {
		if len(content) == len(digestInfos[i])+hash.Size() && bytes.HasPrefix(content, []byte(digestInfos[i])) {
			e.Hash, content = hash, content[len(digestInfos[i]):]
			break
		}
	}
	e.Text = recognise(message, func(text []byte) bool {
		for _, hash := range hashes {
			if (e.Hash == hash || e.Hash == 0) && bytes.Equal(content, sum(hash, text)) {
				return true
			}
		}
		return false
	})
	return e
}

func sum(hash crypto.Hash, parts ...[]byte) []byte {
	h := hash.New()
	for _, part := range parts {
		h.Write(part)
	}
	return h.Sum(nil)
}
