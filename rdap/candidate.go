package rdap

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/certgen"
)

// A candidate is a stretch of a stream that may be a certificate.
type candidate struct {
	start, end int    // with its markers
	body       string // between them
	label      string
	forms      []Form // what the markers already tell
}

// Bounds on the work for one owner's texts, which may be hostile. An honest
// record has a handful of certificates; a lost + is found among the 1,700
// letters of one.
const (
	maxFound = 100
	maxTries = 2500 // at putting back what was lost, for all candidates together
)

// find returns what stands in a stream, in order.
func (s *stream) find() []Found {
	tries := maxTries
	var found []Found
	covered := 0
	for _, c := range append(s.marked(), candidate{start: len(s.all), end: len(s.all)}) {
		found = append(found, s.bare(covered, c.start)...)
		covered = max(covered, c.end)
		if c.label != "" {
			found = append(found, s.read(c, &tries))
		}
	}
	return found[:min(len(found), maxFound)]
}

// marked returns the candidates with at least one marker, which do not overlap.
func (s *stream) marked() []candidate {
	all := findMarkers(s.all)
	var found []candidate
	covered := 0 // where the last candidate ended
	for i := 0; i < len(all) && len(found) < maxFound; i++ {
		m, next := all[i], len(s.all)
		if i+1 < len(all) {
			next = all[i+1].start
		}
		c := candidate{start: m.start, end: m.end, label: m.label}
		switch {
		case m.begin && i+1 < len(all) && !all[i+1].begin && all[i+1].label == m.label:
			i++
			c.body, c.end = s.all[m.end:next], all[i].end
			c.note(MarkerAltered, !m.exact || !all[i].exact)
		case m.begin:
			run := base64Run().FindString(s.all[m.end:next])
			c.body, c.end = run, m.end+len(run)
			c.forms = []Form{NoMarker}
			c.note(MarkerAltered, !m.exact)
		default:
			run := base64Tail().FindString(s.all[covered:m.start])
			c.body, c.start = run, m.start-len(run)
			c.forms = []Form{NoMarker}
			c.note(MarkerAltered, !m.exact)
		}
		covered = c.end
		found = append(found, c)
	}
	return found
}

func (c *candidate) note(f Form, seen bool) {
	if seen && !slices.Contains(c.forms, f) {
		c.forms = append(c.forms, f)
	}
}

var (
	base64Run  = pattern(`^\s*(?:[A-Za-z0-9+/]{16,}\s+)*[A-Za-z0-9+/]+={0,2}`)
	base64Tail = pattern(`(?:[A-Za-z0-9+/]{16,}\s+)*[A-Za-z0-9+/]+={0,2}\s*$`)
)

// read says what a candidate is. Nothing of a private key is looked at.
func (s *stream) read(c candidate, tries *int) Found {
	f := Found{Kind: kindOf(c.label), Place: s.place(c.start)}
	if f.Kind != certgen.KindCertificate {
		return f
	}
	f.Forms = append(s.forms(c.start, c.end), c.forms...)
	if hasBlanks(c.body) {
		f.Forms = append(f.Forms, BlanksInside)
	}
	f.Certificate, f.Err = decode(squeeze(c.body))
	var other *certgen.KindError
	if errors.As(f.Err, &other) {
		return Found{Kind: other.Got, Place: f.Place}
	}
	if f.Err == nil {
		return f
	}
	if cert := restorePlus(c.body, tries); cert != nil {
		f.Certificate, f.Err = cert, nil
		f.Forms = append(f.Forms, LostPlus)
		return f
	}
	f.Forms = append(f.Forms, Unreadable)
	return f
}

// hasBlanks says whether a body has white space within a line. Around a line
// it is only the split that counts.
func hasBlanks(body string) bool {
	for line := range strings.Lines(body) {
		if strings.ContainsAny(strings.TrimSpace(line), " \t\u00a0") {
			return true
		}
	}
	return false
}

// bareStart is how the base64 of every DER structure of 256 bytes to 64 KiB
// begins: 30 82.
var bareStart = pattern(`\bMII[A-Za-z0-9+/]{13}`)

// bare returns what stands between two offsets without any marker.
func (s *stream) bare(from, to int) []Found {
	var found []Found
	const most = 64 // a hostile record could have thousands that lead nowhere
	for n := 0; n < most && from < to; n++ {
		at := bareStart().FindStringIndex(s.all[from:to])
		if at == nil {
			break
		}
		start := from + at[0]
		length := bareLength(s.all[start:to])
		from = start + max(length, at[1]-at[0])
		body := s.all[start : start+length]
		cert, err := decode(squeeze(body))
		f := Found{Kind: certgen.KindCertificate, Place: s.place(start), Certificate: cert}
		var other *certgen.KindError
		switch {
		case errors.As(err, &other):
			f = Found{Kind: other.Got, Place: f.Place}
		case err != nil:
			continue
		default:
			f.Forms = append(s.forms(start, start+length), NoMarker)
			if hasBlanks(body) {
				f.Forms = append(f.Forms, BlanksInside)
			}
		}
		found = append(found, f)
	}
	return found
}

// bareLength returns how much of a text the DER structure takes that begins it
// in base64, white space included, or 0.
func bareLength(text string) int {
	header, err := base64.StdEncoding.DecodeString(text[:8])
	if err != nil {
		return 0
	}
	der := 4 + int(header[2])<<8 + int(header[3])
	letters := (der + 2) / 3 * 4
	for i := range len(text) {
		switch text[i] {
		case ' ', '\t', '\n', '\r':
			continue
		}
		if letters--; letters == 0 {
			return i + 1
		}
	}
	return 0
}
