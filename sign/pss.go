package sign

import (
	"bytes"
	"crypto"
	_ "crypto/sha1" // the hashes that a diagnosis tries
	_ "crypto/sha512"
	"crypto/subtle"
	"encoding/binary"
)

// A pssEncoding is an encoded message of EMSA-PSS (RFC 8017 section 9.1), taken
// apart with one choice of hashes.
type pssEncoding struct {
	hash, mgf crypto.Hash
	salt      []byte
	h         []byte // the hash over eight zero bytes, the digest and the salt
	evidence  int    // how many bits had to be as they are
}

// enough evidence tells an encoding from noise when the text is not known: of the
// signatures of other keys one in 2^59 passes, with 25 pairs of hashes. The
// largest salt leaves no padding to look at, only 16 bits: what tools make when
// they are asked for SHA-256 and no salt length is recognised all the same, and
// said to be likely.
const enough, little = 64, 16

// diagnosePSS tries every pair of hashes. A pair under which a known text was
// signed is certain; otherwise the best evidence counts.
func diagnosePSS(em []byte, modulusBits int, message []byte) *VerifyError {
	var best *pssEncoding
	for _, hash := range hashes {
		for _, mgf := range hashes {
			enc := openPSS(em, modulusBits, hash, mgf)
			if enc == nil {
				continue
			}
			if text := enc.recognise(message); text != unknownText {
				return enc.error(text)
			}
			if (enc.evidence >= enough || enc.isLargestSalt()) && (best == nil || enc.evidence > best.evidence) {
				best = enc
			}
		}
	}
	if best == nil {
		return nil
	}
	return best.error(unknownText)
}

// openPSS undoes the mask of an encoded message, or returns nil if it is none
// with these hashes. It follows RFC 8017 section 9.1.2 from step 3, and takes
// any salt length.
func openPSS(em []byte, modulusBits int, hash, mgf crypto.Hash) *pssEncoding {
	unused := -(modulusBits - 1) & 7 // bits of the first byte, which must be zero
	if unused == 0 {
		if em[0] != 0 {
			return nil
		}
		em = em[1:]
	}
	dbLen := len(em) - hash.Size() - 1
	if dbLen < 1 || em[len(em)-1] != 0xbc || em[0]>>(8-unused) != 0 {
		return nil
	}
	h := em[dbLen : len(em)-1]
	db := make([]byte, dbLen)
	subtle.XORBytes(db, em[:dbLen], mgf1(mgf, h, dbLen))
	db[0] &= 0xff >> unused
	salt, found := bytes.CutPrefix(bytes.TrimLeft(db, "\x00"), []byte{1})
	if !found {
		return nil
	}
	padding := dbLen - 1 - len(salt)
	return &pssEncoding{hash: hash, mgf: mgf, salt: salt, h: h, evidence: 8*padding + 16}
}

func (enc *pssEncoding) isLargestSalt() bool {
	return enc.evidence == little && enc.hash == crypto.SHA256 && enc.mgf == crypto.SHA256
}

// recognise returns the text whose digest is in the encoding.
func (enc *pssEncoding) recognise(message []byte) string {
	zeros := make([]byte, 8)
	return recognise(message, func(text []byte) bool {
		return bytes.Equal(enc.h, sum(enc.hash, zeros, sum(enc.hash, text), enc.salt))
	})
}

func (enc *pssEncoding) error(text string) *VerifyError {
	e := &VerifyError{Hash: enc.hash, MGF: enc.mgf, Salt: len(enc.salt), Text: text}
	switch {
	case enc.hash != crypto.SHA256:
		e.Reason = OtherHash
	case enc.mgf != crypto.SHA256:
		e.Reason = OtherMGF
	case len(enc.salt) != saltLength:
		e.Reason = OtherSalt
	default:
		e.Reason = OtherMessage
	}
	return e
}

// mgf1 makes a mask of n bytes from a seed (RFC 8017 appendix B.2.1).
func mgf1(hash crypto.Hash, seed []byte, n int) []byte {
	var mask []byte
	for counter := uint32(0); len(mask) < n; counter++ {
		mask = append(mask, sum(hash, seed, binary.BigEndian.AppendUint32(nil, counter))...)
	}
	return mask[:n]
}
