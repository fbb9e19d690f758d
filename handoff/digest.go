package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// A Digest is the SHA-256 of a request as [Request.Marshal] prints it.
type Digest [sha256.Size]byte

// The short form is groups of decimal digits: they are said in any language and
// look alike in no font. Each group is 5 bytes (40 bits) of the digest, as a
// big-endian number modulo 100000.
const (
	groups     = 6
	groupBytes = 5
	groupRange = 100000
)

// Groups are the six groups of the short form, each of five decimal digits: to
// compare one after the other, or to ask for one.
func (d Digest) Groups() [6]string {
	var parts [groups]string
	for i := range parts {
		var n uint64
		for _, b := range d[i*groupBytes:][:groupBytes] {
			n = n<<8 | uint64(b)
		}
		parts[i] = fmt.Sprintf("%05d", n%groupRange)
	}
	return parts
}

// String is the short form, to compare by eye or read aloud: the 30 decimal
// digits, in groups of five, that the package comment explains.
func (d Digest) String() string {
	parts := d.Groups()
	return strings.Join(parts[:], " ")
}

// Full is the whole digest in lower-case hexadecimal, as sha256sum prints it.
func (d Digest) Full() string { return hex.EncodeToString(d[:]) }

// MarshalText returns the same as [Digest.Full].
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.Full()), nil }

// UnmarshalText reads what [Digest.Full] writes, and nothing else.
func (d *Digest) UnmarshalText(text []byte) error {
	parsed, err := parseDigest(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

func parseDigest(text string) (Digest, error) {
	raw, err := hex.DecodeString(text)
	if err == nil && len(raw) == sha256.Size {
		if d := Digest(raw); d.Full() == text {
			return d, nil
		}
	}
	return Digest{}, fmt.Errorf("expected a SHA-256 digest, 64 lower-case hexadecimal digits, found %s", problem.Quote(text))
}
