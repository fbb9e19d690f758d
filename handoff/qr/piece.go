package qr

import (
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

const (
	tag     = "BYOASN-"
	version = "1"
)

// maxFrames is the largest number of codes. Nobody scans that many.
const maxFrames = 99

// alphabet is that of RFC 4648 section 6.
var alphabet = base32.StdEncoding.WithPadding(base32.NoPadding)

// A piece is what a code's text says.
type piece struct {
	number, count int
	file, letters string
}

// The lengths of parts of a code's text, in letters.
const (
	fileLetters  = 16 // 80 bits
	checkLetters = 7  // 32 bits
	// aroundPiece is the longest text but for the piece itself.
	aroundPiece = len(tag+version+"/99/99/") + fileLetters + len("/") + len("/") + checkLetters
)

// String writes the text.
func (p piece) String() string {
	text := fmt.Sprintf("%s%s/%d/%d/%s/%s", tag, version, p.number, p.count, p.file, p.letters)
	return text + "/" + check(text)
}

func check(text string) string {
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(text)))
	return alphabet.EncodeToString(sum)
}

// parsePiece reads a text; that which String writes, and no other.
func parsePiece(text string) (piece, *problem.Problem) {
	parts := strings.Split(strings.TrimPrefix(text, tag), "/")
	if v, err := strconv.Atoi(parts[0]); err == nil && v > 1 && len(parts) > 1 {
		return piece{}, fail(laterVersion, "update byoasn on this machine", "the code was made by a later version of byoasn (format %d)", v)
	}
	if !strings.HasPrefix(text, tag) || len(parts) != 6 || parts[0] != version {
		return piece{}, fail(notACode, "expected "+tag+version+"/NUMBER/COUNT/FILE/PIECE/CHECK", "%s is no code of byoasn", quote(text))
	}
	p := piece{file: parts[3], letters: parts[4]}
	p.number, _ = strconv.Atoi(parts[1])
	p.count, _ = strconv.Atoi(parts[2])
	switch {
	case p.String() != text:
		return piece{}, fail(damaged, "scan it again", "code %s of %s is damaged or cut short, as its check tells", quote(parts[1]), quote(parts[2]))
	case p.count < 1, p.count > maxFrames, p.number < 1, p.number > p.count:
		return piece{}, fail(notACode, "", "code %d of %d is none that byoasn makes: it makes 1 to %d", p.number, p.count, maxFrames)
	case len(p.file) != fileLetters, p.letters == "":
		return piece{}, fail(notACode, "", "code %d of %d is none that byoasn makes: its parts have other lengths", p.number, p.count)
	}
	return p, nil
}
