package qr

import (
	"bytes"
	"compress/flate"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/byoasn/byoasn/problem"
)

// maxText is how much text is read, in bytes: every code some ten times.
const maxText = 1 << 20

// Collect makes the file of the texts of its codes: each text may hold one code
// or many, in any order. Codes that come again are left out. White space is
// forgiven wherever it stands, since mail folds long lines, and so are lower case
// and the "QR-Code:" that zbarimg prints before a code. Nothing else is. Its error is a
// [*problem.Problem]; after one that is [Incomplete], [Missing] says which codes to
// scan yet.
func Collect(texts ...string) ([]byte, error) {
	pieces, err := readPieces(texts)
	if err != nil {
		return nil, err
	}
	letters, err := join(pieces)
	if err != nil {
		return nil, err
	}
	file, err := decompress(letters)
	if err != nil {
		return nil, err
	}
	if fileID(file) != pieces[0].file {
		return nil, notTheFile()
	}
	return file, nil
}

// readPieces finds the codes in texts.
func readPieces(texts []string) ([]piece, error) {
	size := 0
	var pieces []piece
	for _, text := range texts {
		if size += len(text); size > maxText {
			return nil, fail(tooLarge, "give each code once", "the texts have more than %d bytes", maxText)
		}
		before, lines := split(text)
		if len(lines) > 0 && before != "" {
			return nil, fail(notACode, "leave in only the codes, which begin with "+tag+version, "%s is no code, and stands before the first", quote(before))
		}
		if before != "" {
			lines = []string{before} // to be refused
		}
		for _, line := range lines {
			p, err := parsePiece(line)
			if err != nil {
				return nil, err
			}
			pieces = append(pieces, p)
		}
	}
	if len(pieces) == 0 {
		return nil, fail(noCode, "give the texts of the codes, which begin with "+tag+version, "there is no code")
	}
	return pieces, nil
}

// split cuts a text where a code begins, and returns what is before the first.
// The tag's hyphen is in no piece.
func split(text string) (before string, lines []string) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	text = strings.ReplaceAll(text, "QR-Code:", "")
	first := strings.Index(upper(text), tag)
	if first < 0 {
		return text, nil
	}
	before, text = text[:first], upper(text[first:])
	for line := range strings.SplitSeq(text[len(tag):], tag) {
		lines = append(lines, tag+line)
	}
	return before, lines
}

// upper makes the lower-case letters of ASCII upper-case, and changes no other
// byte.
func upper(text string) string {
	folded := []byte(text)
	for i, b := range folded {
		if 'a' <= b && b <= 'z' {
			folded[i] = b - 'a' + 'A'
		}
	}
	return string(folded)
}

// Missing says which codes of a file are still to be scanned, by their numbers,
// and of how many: for a display of what has been scanned. It returns none and 0
// for texts that are no codes of one file.
func Missing(texts ...string) (numbers []int, of int) {
	pieces, err := readPieces(texts)
	if err != nil {
		return nil, 0
	}
	ordered, err := order(pieces)
	if err != nil {
		return nil, 0
	}
	return gaps(ordered), len(ordered)
}

// join puts the pieces of one file together.
func join(pieces []piece) (string, error) {
	ordered, err := order(pieces)
	if err != nil {
		return "", err
	}
	if lacking := gaps(ordered); len(lacking) > 0 {
		return "", incomplete(lacking, len(ordered))
	}
	return strings.Join(ordered, ""), nil
}

// order puts the letters of each code in its place.
func order(pieces []piece) ([]string, error) {
	ordered := make([]string, pieces[0].count)
	for _, p := range pieces {
		switch {
		case p.file != pieces[0].file, p.count != pieces[0].count:
			return nil, fail(twoFiles, "scan those of one alone", "there are codes of two files: %s has %d codes, %s has %d", pieces[0].file, pieces[0].count, p.file, p.count)
		case ordered[p.number-1] != "" && ordered[p.number-1] != p.letters:
			return nil, fail(conflict, "scan them all again", "code %d of %d came twice with different content", p.number, p.count)
		}
		ordered[p.number-1] = p.letters
	}
	return ordered, nil
}

// gaps are the numbers of the codes with no letters.
func gaps(ordered []string) []int {
	var lacking []int
	for i, letters := range ordered {
		if letters == "" {
			lacking = append(lacking, i+1)
		}
	}
	return lacking
}

func notTheFile() *problem.Problem {
	return fail(badFile, "have them made again", "the codes do not make the file that they name")
}

// decompress undoes compress and base32, and stops at maxSize.
func decompress(letters string) ([]byte, error) {
	packed, err := alphabet.DecodeString(letters)
	if err != nil || alphabet.EncodeToString(packed) != letters {
		return nil, notTheFile()
	}
	rest := bytes.NewReader(packed)
	file, err := io.ReadAll(io.LimitReader(flate.NewReaderDict(rest, []byte(words)), maxSize+1))
	switch {
	case err != nil, rest.Len() > 0 && len(file) <= maxSize:
		return nil, notTheFile()
	case len(file) > maxSize:
		return nil, fail(tooLarge, "", "the codes unpack to more than %d bytes", maxSize)
	}
	return slices.Clip(file), nil
}
