package armor

import (
	"sort"
	"unicode"
	"unicode/utf8"
)

// A text is read without its white space, so that a line may be broken anywhere,
// within a marker as well.
type text struct {
	raw      []byte
	squeezed []byte
	at       []int32 // where in raw each byte of squeezed stands
}

// squeeze takes out white space, and what has no width.
func squeeze(raw []byte) *text {
	t := &text{raw: raw, squeezed: make([]byte, 0, len(raw)), at: make([]int32, 0, len(raw))}
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if !isBlank(r) {
			for range size {
				t.squeezed = append(t.squeezed, raw[i])
				t.at = append(t.at, int32(i))
				i++
			}
			continue
		}
		i += size
	}
	return t
}

// isBlank says whether a character is white space, or not seen at all: those are
// lost and gained on the same ways.
func isBlank(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r == ' ' || r >= '\t' && r <= '\r'
	case r == '\u00ad': // a soft hyphen is a dash
		return false
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
}

// isLetter says whether a byte is in base64's alphabet, padding aside.
func isLetter(b byte) bool {
	return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '/'
}

// isDash tells the hyphen and what word processors make of two or three.
func isDash(r rune) bool {
	switch {
	case r == '-', r >= '\u2010' && r <= '\u2015':
		return true
	}
	return r == '\u00ad' || r == '\u2212' || r == '\ufe58' || r == '\ufe63' || r == '\uff0d'
}

// offset is where in raw an index of squeezed stands; its end is after the last
// character that is left.
func (t *text) offset(index int) int {
	if index == len(t.at) {
		return len(t.raw)
	}
	return int(t.at[index])
}

// end is where in raw the character before an index of squeezed ends.
func (t *text) end(index int) int {
	if index == 0 {
		return 0
	}
	return int(t.at[index-1]) + 1
}

// index is the first of squeezed that stands at an offset of raw or after it.
func (t *text) index(offset int) int {
	return sort.Search(len(t.at), func(i int) bool { return int(t.at[i]) >= offset })
}

// adjacent says whether nothing was taken out before an index of squeezed.
func (t *text) adjacent(index int) bool {
	return index > 0 && index < len(t.at) && t.at[index-1]+1 == t.at[index]
}
