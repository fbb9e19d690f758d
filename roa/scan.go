package roa

import "github.com/byoasn/byoasn/resource"

// The members that scanEntry knows, as bits of a set.
const (
	memberASN = 1 << iota
	memberPrefix
	memberMaxLength
	memberTA
	memberExpires
	memberSource

	membersNeeded = memberASN | memberPrefix | memberMaxLength
)

// scanEntry reads an entry as nearly all are written: an object of members that
// it knows, each once, of strings in plain ASCII and whole numbers. It returns
// how long the entry is. Of anything else, wrong or not, or cut off, it says no:
// that is for entryReader, which reads all of these and the same from them.
func scanEntry(text []byte, e *entry) (n int, ok bool) {
	s := scanner{text: text}
	if !s.take('{') {
		return 0, false
	}
	*e = entry{}
	for seen := 0; ; {
		member := s.member(e)
		if member == 0 || seen&member != 0 {
			return 0, false
		}
		seen |= member
		s.blanks()
		if s.take(',') {
			s.blanks()
			continue
		}
		whole := s.take('}') && seen&membersNeeded == membersNeeded
		return s.at, whole && e.checkLength() == ""
	}
}

// A scanner goes through a text that may end anywhere.
type scanner struct {
	text []byte
	at   int
}

// member reads a name and its value, and says which it is: 0 for none.
func (s *scanner) member(e *entry) int {
	s.blanks()
	name, ok := s.plain()
	s.blanks()
	if !ok || !s.take(':') {
		return 0
	}
	s.blanks()
	member := 0
	switch string(name) {
	case "asn":
		member = memberASN
		ok = s.asn(&e.asn)
	case "prefix":
		member = memberPrefix
		text, isPlain := s.plain()
		e.prefix, ok = scanPrefix(text)
		ok = ok && isPlain
	case "maxLength":
		member = memberMaxLength
		var value uint64
		value, ok = s.number(128)
		e.maxLength = int(value)
	case "ta":
		member = memberTA
		e.trustAnchor, ok = s.plain()
	case "expires":
		member = memberExpires
		_, ok = s.number(1 << 33) // seconds, until the year 2242
	case "source":
		member = memberSource
		begin := s.at
		ok = s.value(3)
		e.source = s.text[begin:s.at]
	}
	if !ok {
		return 0
	}
	return member
}

// asn reads a number, or a string of one with or without "AS".
func (s *scanner) asn(into *resource.ASN) bool {
	if s.at < len(s.text) && s.text[s.at] != '"' {
		value, ok := s.number(1<<32 - 1)
		*into = resource.ASN(value)
		return ok
	}
	text, ok := s.plain()
	if len(text) > 2 && text[0] == 'A' && text[1] == 'S' {
		text = text[2:]
	}
	value, n := scanDecimal(text, 1<<32-1)
	*into = resource.ASN(value)
	return ok && n > 0 && n == len(text)
}

// number reads digits that something follows which ends a number.
func (s *scanner) number(most uint64) (uint64, bool) {
	value, n := scanDecimal(s.text[s.at:], most)
	s.at += n
	if n == 0 || s.at == len(s.text) {
		return 0, false
	}
	c := s.text[s.at]
	return value, c == ',' || c == '}' || isBlank(c)
}

// plain reads a string of printable ASCII without an escape.
func (s *scanner) plain() ([]byte, bool) {
	if !s.take('"') {
		return nil, false
	}
	begin := s.at
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		switch {
		case c == '"':
			return s.text[begin : s.at-1], true
		case c == '\\' || c < ' ' || c > '~':
			return nil, false
		}
	}
	return nil, false
}

func (s *scanner) take(c byte) bool {
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) blanks() {
	for s.at < len(s.text) && isBlank(s.text[s.at]) {
		s.at++
	}
}
