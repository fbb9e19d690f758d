package qr

import (
	"bytes"
	"compress/flate"
	"io"
	"slices"
	"strings"
	"unicode"
)

// maxText is how much text is read, in bytes: every code some ten times.
const maxText = 1 << 20

// Collect makes the file of the texts of its codes: each text may hold one code
// or many, in any order. Codes that come again are left out. White space is
// forgiven wherever it stands, since mail folds long lines, and so is "QR-Code:"
// before a code, which zbarimg prints. Nothing else is. Its error is an [*Error];
// one that is [Missing] says which codes to scan yet.
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
			return nil, fail(TooLarge, "the texts have more than %d bytes: give each code once", maxText)
		}
		for _, line := range split(text) {
			p, err := parsePiece(line)
			if err != nil {
				return nil, err
			}
			pieces = append(pieces, p)
		}
	}
	if len(pieces) == 0 {
		return nil, fail(NoCode, "there is no code: expected texts that begin with %s%s", tag, version)
	}
	return pieces, nil
}

// split cuts a text where a code begins. The tag's hyphen is in no piece.
func split(text string) []string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	text = strings.ReplaceAll(text, "QR-Code:", "")
	before, rest, found := strings.Cut(text, tag)
	var lines []string
	if before != "" {
		lines = append(lines, before) // to be refused
	}
	for found {
		before, rest, found = strings.Cut(rest, tag)
		lines = append(lines, tag+before)
	}
	return lines
}

// join puts the pieces of one file in their order.
func join(pieces []piece) (string, error) {
	ordered := make([]string, pieces[0].count)
	for _, p := range pieces {
		switch {
		case p.file != pieces[0].file, p.count != pieces[0].count:
			return "", fail(TwoFiles, "there are codes of two files: %s has %d codes, %s has %d; scan those of one alone", pieces[0].file, pieces[0].count, p.file, p.count)
		case ordered[p.number-1] != "" && ordered[p.number-1] != p.letters:
			return "", fail(Conflict, "code %d of %d came twice with different content: scan them all again", p.number, p.count)
		}
		ordered[p.number-1] = p.letters
	}
	var lacking []int
	for i, letters := range ordered {
		if letters == "" {
			lacking = append(lacking, i+1)
		}
	}
	if len(lacking) > 0 {
		return "", missing(lacking, len(ordered))
	}
	return strings.Join(ordered, ""), nil
}

func notTheFile() *Error {
	return fail(BadFile, "the codes do not make the file that they name: have them made again")
}

// decompress undoes compress and base32, and stops at MaxSize.
func decompress(letters string) ([]byte, error) {
	packed, err := alphabet.DecodeString(letters)
	if err != nil || alphabet.EncodeToString(packed) != letters {
		return nil, notTheFile()
	}
	rest := bytes.NewReader(packed)
	file, err := io.ReadAll(io.LimitReader(flate.NewReaderDict(rest, []byte(words)), MaxSize+1))
	switch {
	case err != nil, rest.Len() > 0 && len(file) <= MaxSize:
		return nil, notTheFile()
	case len(file) > MaxSize:
		return nil, fail(TooLarge, "the codes unpack to more than %d bytes", MaxSize)
	}
	return slices.Clip(file), nil
}
