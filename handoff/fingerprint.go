package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// A Fingerprint is the SHA-256 of a certificate or of a public key, as
// [github.com/byoasn/byoasn/certgen.Fingerprint] and
// [github.com/byoasn/byoasn/certgen.PublicKeyFingerprint] make them. Its zero
// value is none.
type Fingerprint [sha256.Size]byte

// ParseFingerprint reads a fingerprint as String prints it. It forgives
// lower-case letters, and the lack of all colons.
func ParseFingerprint(s string) (Fingerprint, error) {
	raw, err := hex.DecodeString(strings.ReplaceAll(s, ":", ""))
	if err == nil && len(raw) == sha256.Size {
		f, upper := Fingerprint(raw), strings.ToUpper(s)
		if upper == f.String() || upper == strings.ReplaceAll(f.String(), ":", "") {
			return f, nil
		}
	}
	return Fingerprint{}, fmt.Errorf("fingerprint %s is not a SHA-256 one: expected 32 pairs of hexadecimal digits with colons between, as openssl x509 -noout -fingerprint -sha256 prints them", quote(s))
}

// String returns upper-case hexadecimal with colons.
func (f Fingerprint) String() string {
	pairs := make([]string, len(f))
	for i, b := range f {
		pairs[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(pairs, ":")
}

// IsZero says whether f is none.
func (f Fingerprint) IsZero() bool { return f == Fingerprint{} }

// MarshalText returns the same as [Fingerprint.String].
func (f Fingerprint) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads what [ParseFingerprint] reads.
func (f *Fingerprint) UnmarshalText(text []byte) error {
	parsed, err := ParseFingerprint(string(text))
	if err != nil {
		return err
	}
	*f = parsed
	return nil
}
