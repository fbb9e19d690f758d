package roa

import (
	"bytes"
	"math"

	"github.com/go-json-experiment/json/jsontext"
)

// settle reads the member "source" of Routinator's jsonext: an array with an
// object for each ROA that says the same. It tells the trust anchor, if "ta" has
// not, and when the last of them ends, which is when the first certificate of
// its chain does. One from SLURM has no end. What is of another form tells
// nothing.
//
//	[{"type": "roa", "tal": "ripe", "uri": "rsync://…",
//	  "validity": {"notBefore": "2026-07-25T20:47:37Z", "notAfter": "2027-07-24T20:52:37Z"},
//	  "chainValidity": {"notBefore": "…", "notAfter": "2027-02-24T12:31:01Z"}}]
//
// It returns the text of the first trust anchor's member.
func (e *entry) settle() (tal []byte) {
	if len(e.source) == 0 {
		return nil
	}
	if e.sources == nil {
		e.sources = &sourceReader{decoder: jsontext.NewDecoder(new(bytes.Buffer))}
	}
	s := e.sources
	s.read(e.source)
	if len(e.trustAnchor) == 0 {
		e.trustAnchor = append(e.trustAnchor, s.anchor...)
	}
	if e.expires == 0 && !s.endless {
		e.expires = s.last
	}
	e.source = e.source[:0]
	return s.tal
}

// A sourceReader goes through a source, which is JSON without doubt: the entry's
// decoder has read past it.
type sourceReader struct {
	raw         []byte
	buffer      bytes.Buffer
	decoder     *jsontext.Decoder
	anchor      []byte
	tal         []byte // its member's text
	first, last int64  // the ends of one ROA's chain, and of all
	endless     bool   // one of them has no end
}

func (s *sourceReader) read(raw []byte) {
	s.buffer = *bytes.NewBuffer(raw)
	s.decoder.Reset(&s.buffer)
	s.raw, s.anchor, s.tal, s.last, s.endless = raw, s.anchor[:0], nil, 0, false
	s.each('[', func() {
		s.first = math.MaxInt64
		s.each('{', s.member)
		s.endless = s.endless || s.first == math.MaxInt64
		s.last = max(s.last, s.first)
	})
}

// each has the function read every element of an array, or member of an object.
// A value of another kind is skipped.
func (s *sourceReader) each(kind jsontext.Kind, read func()) {
	if s.decoder.PeekKind() != kind {
		s.decoder.SkipValue()
		return
	}
	s.decoder.ReadToken()
	for k := s.decoder.PeekKind(); k != ']' && k != '}' && k != 0; k = s.decoder.PeekKind() {
		read()
	}
	s.decoder.ReadToken()
}

// member reads one of a ROA.
func (s *sourceReader) member() {
	before := s.decoder.InputOffset()
	switch name, _ := s.decoder.ReadValue(); string(plain(name)) {
	case "tal":
		raw, _ := s.decoder.ReadValue()
		if raw.Kind() == '"' && len(s.anchor) == 0 {
			s.anchor = append(s.anchor, plain(raw)...)
			s.tal = bytes.TrimLeft(s.raw[before:s.decoder.InputOffset()], ", \t\r\n")
		}
	case "validity", "chainValidity":
		s.each('{', s.end)
	default:
		s.decoder.SkipValue()
	}
}

// end reads a member of a ROA's time of validity.
func (s *sourceReader) end() {
	name, _ := s.decoder.ReadValue()
	isEnd := string(plain(name)) == "notAfter"
	raw, _ := s.decoder.ReadValue()
	if !isEnd {
		return
	}
	if end := parseEndJSON(raw); end != 0 {
		s.first = min(s.first, end)
	}
}
