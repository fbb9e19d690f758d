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
	s := sourceReader{raw: e.source, decoder: jsontext.NewDecoder(bytes.NewBuffer(e.source))}
	endless := false
	s.each('[', func() {
		s.first = math.MaxInt64
		s.each('{', s.member)
		if s.first == math.MaxInt64 {
			endless = true
		} else {
			s.last = max(s.last, s.first)
		}
	})
	if len(e.trustAnchor) == 0 {
		e.trustAnchor = append(e.trustAnchor, s.anchor...)
	}
	if e.expires == 0 && !endless {
		e.expires = s.last
	}
	e.source = e.source[:0]
	return s.tal
}

// A sourceReader goes through a source, which is JSON without doubt: the entry's
// decoder has read past it.
type sourceReader struct {
	raw         []byte
	decoder     *jsontext.Decoder
	anchor      []byte
	tal         []byte // its member's text
	first, last int64  // the ends of one ROA's chain, and of all
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
	switch s.name() {
	case "tal":
		raw, _ := s.decoder.ReadValue()
		if raw.Kind() == '"' && len(s.anchor) == 0 {
			s.anchor, _ = jsontext.AppendUnquote(nil, raw)
			s.tal = bytes.TrimLeft(s.raw[before:s.decoder.InputOffset()], ", \t\r\n")
		}
	case "validity", "chainValidity":
		s.each('{', func() {
			isEnd := s.name() == "notAfter"
			raw, _ := s.decoder.ReadValue()
			if end := parseEndJSON(raw); isEnd && end != 0 {
				s.first = min(s.first, end)
			}
		})
	default:
		s.decoder.SkipValue()
	}
}

func (s *sourceReader) name() string {
	token, _ := s.decoder.ReadToken()
	return token.String()
}
