package rdap

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"github.com/byoasn/byoasn/internal/armor"
)

// A stream is all the text of one owner, a line after the other, so that a
// certificate can be followed over the ends of lines and remarks.
type stream struct {
	record *Record
	all    []byte  // the pieces, each with a newline behind it
	pieces []piece // in order
}

// A piece is one line, cleaned of what gets in the way of reading it.
type piece struct {
	start      int    // offset in stream.all
	raw        string // as it stands in the record, less the line's end
	text, line int    // where it stands
	forms      []Form // what was cleaned off
	cut        int    // how many bytes of that stood before the rest
}

func newStream(r *Record, texts []int) *stream {
	s := &stream{record: r}
	for _, t := range texts {
		for l, raw := range r.Texts[t].Lines {
			p := piece{start: len(s.all), raw: strings.TrimRight(raw, "\r\n"), text: t, line: l}
			cleaned, undone := armor.Clean([]byte(p.raw), armor.Prefixed, armor.Entities, armor.Escaped)
			for _, form := range undone {
				p.forms = append(p.forms, Form(form))
			}
			if slices.Equal(undone, []armor.Form{armor.Prefixed}) {
				p.cut = len(p.raw) - len(cleaned)
			}
			s.all = append(append(s.all, cleaned...), '\n')
			s.pieces = append(s.pieces, p)
		}
	}
	return s
}

// at returns the index of the piece that holds an offset.
func (s *stream) at(offset int) int {
	return sort.Search(len(s.pieces), func(i int) bool { return s.pieces[i].start > offset }) - 1
}

// forms says what keeps a stretch from being read as it stands. One that is in
// the record letter by letter, on one line, has nothing.
func (s *stream) forms(stretch armor.Stretch) []Form {
	if s.isWhole(stretch) {
		return nil
	}
	first, last := s.at(stretch.Start), s.at(stretch.Stop-1)
	var forms []Form
	add := func(f Form, seen bool) {
		if seen && !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	text := s.all[stretch.Start:stretch.Stop]
	add(splitTexts, s.pieces[first].text != s.pieces[last].text)
	add(splitLines, s.pieces[first].text == s.pieces[last].text && first != last)
	for _, p := range s.pieces[first : last+1] {
		for _, f := range p.forms {
			add(f, true)
		}
	}
	add(splitLines, len(forms) == 0 && bytes.ContainsAny(text, "\r\n"))
	add(noMarker, !stretch.Whole())
	add(markerAltered, stretch.Altered() || stretch.Label == "X509 CERTIFICATE")
	add(blanksInside, stretch.Blanks())
	add(mailBroken, isMailBroken(text))
	add(textBeside, stretch.Exact() && len(forms) == 0)
	add(blanksInside, len(forms) == 0)
	return forms
}

// The lengths at which mail servers break lines: Postfix after 998 characters,
// with CR, LF and a blank (RFC 5322 section 2.1.1), others somewhat before. What
// stands before the certificate in its line makes the first one shorter.
const (
	longestMailLine = 998
	nearMailLine    = longestMailLine - 48
)

// isMailBroken says whether white space stands in a certificate's line exactly
// where a mail server breaks one, and nowhere else.
func isMailBroken(text []byte) bool {
	begin, end := len("-----BEGIN CERTIFICATE-----"), len(text)-len("-----END CERTIFICATE-----")
	from, broken := 0, false
	for at := begin; at < end; at++ {
		if !isSpace(text[at]) {
			continue
		}
		if at-from < nearMailLine || at-from > longestMailLine {
			return false
		}
		for from, broken = at, true; at+1 < end && isSpace(text[at+1]); at++ {
			from = at + 1
		}
	}
	return broken && len(text)-from <= longestMailLine+1
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// isWhole says whether a stretch is a certificate's, exact, on one line of the
// record, with at most blanks right before and after it.
func (s *stream) isWhole(stretch armor.Stretch) bool {
	if !stretch.Exact() || stretch.Label != "CERTIFICATE" {
		return false
	}
	first, last := s.at(stretch.Start), s.at(stretch.Stop-1)
	if first != last {
		return false
	}
	p := s.pieces[first]
	at, stop := p.cut+stretch.Start-p.start, p.cut+stretch.Stop-p.start
	if stop > len(p.raw) || p.raw[at:stop] != string(s.all[stretch.Start:stretch.Stop]) {
		return false // what was cleaned is in it
	}
	return isApart(p.raw[:at], false) && isApart(p.raw[stop:], true)
}

// isApart says whether what stands before or after a certificate leaves it alone:
// nothing, a blank or a tab, or another's marker.
func isApart(beside string, after bool) bool {
	if beside == "" {
		return true
	}
	if after {
		return beside[0] == ' ' || beside[0] == '\t' || strings.HasPrefix(beside, "-----BEGIN ")
	}
	last := beside[len(beside)-1]
	return last == ' ' || last == '\t' || strings.HasSuffix(beside, "-----")
}

func (s *stream) place(offset int) Place {
	p := s.pieces[s.at(offset)]
	return s.record.place(p.text, p.line)
}
