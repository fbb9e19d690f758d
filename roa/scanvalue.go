package roa

import "bytes"

// value goes past any value of which scanEntry would take every part, and which
// has no more than some levels.
func (s *scanner) value(levels int) bool {
	if s.at == len(s.text) {
		return false
	}
	switch s.text[s.at] {
	case '"':
		_, ok := s.plain()
		return ok
	case '[':
		return levels > 0 && s.array(levels-1)
	case '{':
		return levels > 0 && s.object(levels-1)
	case 'n':
		rest, ok := bytes.CutPrefix(s.text[s.at:], []byte("null"))
		s.at = len(s.text) - len(rest)
		return ok
	}
	_, ok := s.number(1 << 33)
	return ok
}

func (s *scanner) array(levels int) bool {
	s.take('[')
	s.blanks()
	if s.take(']') {
		return true
	}
	for {
		s.blanks()
		if !s.value(levels) {
			return false
		}
		s.blanks()
		if s.take(']') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

// object takes up to as many members as it can keep the names of, to see that
// none is there twice.
func (s *scanner) object(levels int) bool {
	var names [8][]byte
	s.take('{')
	s.blanks()
	if s.take('}') {
		return true
	}
	for n := range names {
		s.blanks()
		name, ok := s.plain()
		s.blanks()
		if !ok || !s.take(':') {
			return false
		}
		for _, other := range names[:n] {
			if bytes.Equal(name, other) {
				return false
			}
		}
		names[n] = name
		s.blanks()
		if !s.value(levels) {
			return false
		}
		s.blanks()
		if s.take('}') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
	return false
}
