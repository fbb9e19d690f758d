package armor

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"slices"
)

// MaxRestored is the longest body that Restore tries, in letters: the certificate
// of a key of 16384 bits has some 7,000.
const MaxRestored = 16 << 10

// Restore looks for plus signs that a body has lost: turned into a blank (as in a
// form's data), or dropped at the beginning of a line that continues another (as
// RIPE NCC's database does), or one anywhere. It asks right of each DER structure
// that comes out whole, and returns the first that is. The slice is right's for
// the call alone; right must be sure, such as that a signature verifies.
//
// Each try costs one of tries, which bounds the work for all the bodies that
// share it.
func Restore(body []byte, tries *int, right func(der []byte) bool) ([]byte, bool) {
	words := bytes.FieldsFunc(body, isBlank)
	size := 0
	for _, word := range words {
		size += len(word)
	}
	if size == 0 || size+len(words) > MaxRestored {
		return nil, false
	}
	r := &restorer{words: words, tries: tries, right: right}
	if r.try(bytes.Join(words, []byte("+"))) {
		return r.found, true
	}
	without := bytes.Join(words, nil)
	missing := (4 - size%4) % 4
	if missing == 0 || !fits(without, missing) {
		return nil, false
	}
	r.letters = make([]byte, 0, size+missing)
	if r.between(0, missing) || missing == 1 && r.anywhere(without) {
		return r.found, true
	}
	return nil, false
}

type restorer struct {
	words   [][]byte
	letters []byte // of the words before
	tries   *int
	right   func([]byte) bool
	found   []byte
}

// try asks of letters whether they are right.
func (r *restorer) try(letters []byte) bool {
	if *r.tries <= 0 {
		return false
	}
	*r.tries--
	der, err := Decode(letters)
	return err == nil && r.check(der)
}

func (r *restorer) check(der []byte) bool {
	if !wholeDER(der) || !r.right(der) {
		return false
	}
	r.found = slices.Clone(der)
	return true
}

// between puts a plus before so many of the words from an index on, but never
// before the first.
func (r *restorer) between(from, missing int) bool {
	if from == len(r.words) {
		return missing == 0 && r.try(r.letters)
	}
	if missing > len(r.words)-from || *r.tries <= 0 {
		return false
	}
	size := len(r.letters)
	defer func() { r.letters = r.letters[:size] }()
	if from > 0 && missing > 0 {
		r.letters = append(append(r.letters, '+'), r.words[from]...)
		if r.between(from+1, missing-1) {
			return true
		}
		r.letters = r.letters[:size]
	}
	r.letters = append(r.letters, r.words[from]...)
	return r.between(from+1, missing)
}

// anywhere puts one plus before each letter in turn. From one try to the next two
// letters change places, so that two groups of four are decoded anew.
func (r *restorer) anywhere(without []byte) bool {
	letters := append([]byte{'+'}, without...)
	der := make([]byte, base64.StdEncoding.DecodedLen(len(letters)))
	n, err := base64.StdEncoding.Strict().Decode(der, letters)
	if err != nil {
		return false
	}
	last := len(bytes.TrimRight(letters, "=")) - 1
	for i := 0; *r.tries > 0; i++ {
		*r.tries--
		switch {
		case r.check(der[:n]):
			return true
		case i == last:
			return false
		}
		letters[i], letters[i+1] = letters[i+1], letters[i]
		for _, group := range []int{i / 4, (i + 1) / 4} {
			var three [4]byte // one more than is decoded, which Decode may write
			base64.StdEncoding.Decode(three[:], letters[4*group:4*group+4])
			copy(der[3*group:n], three[:3])
		}
	}
	return false
}

// fits says whether letters would be one DER structure with so many added, of
// which one may be among the first eight, that hold its length.
func fits(letters []byte, missing int) bool {
	if len(letters) < 8 {
		return false
	}
	for i := range 9 {
		header := slices.Insert(slices.Clone(letters[:8]), i, '+')
		if size, padding := bareSize(header); size > 0 && size+padding == len(letters)+missing {
			return true
		}
	}
	return false
}

// wholeDER says whether bytes are one SEQUENCE of at least 256 bytes, by the length
// that they begin with.
func wholeDER(der []byte) bool {
	return len(der) >= 4 && der[0] == 0x30 && der[1] == 0x82 &&
		int(binary.BigEndian.Uint16(der[2:])) == len(der)-4
}
