package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
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

// String is the short form, to compare by eye or read aloud: the 30 decimal
// digits, in groups of five, that the package comment explains.
func (d Digest) String() string {
	parts := make([]string, groups)
	for i := range parts {
		var n uint64
		for _, b := range d[i*groupBytes:][:groupBytes] {
			n = n<<8 | uint64(b)
		}
		parts[i] = fmt.Sprintf("%05d", n%groupRange)
	}
	return strings.Join(parts, " ")
}

// Full is the whole digest in lower-case hexadecimal, as sha256sum prints it.
func (d Digest) Full() string { return hex.EncodeToString(d[:]) }

// parseFull reads what Full writes, and nothing else.
func parseFull(s string) (Digest, bool) {
	raw, err := hex.DecodeString(s)
	if err != nil || len(raw) != sha256.Size {
		return Digest{}, false
	}
	d := Digest(raw)
	return d, d.Full() == s
}
