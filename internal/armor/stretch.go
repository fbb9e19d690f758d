package armor

import (
	"unicode/utf8"
)

// A Stretch is a part of a text in which one thing in PEM stands, or is left of
// it.
type Stretch struct {
	Label       string  // of its markers; "" where it has none
	Begin, End  *Marker // nil where it is missing
	Start, Stop int     // offsets in the text, markers included
	Body        []byte  // what stands between them; a part of the text
	BodyStart   int     // and where
}

// Exact says whether it stands there as it is published: see the package comment.
func (s Stretch) Exact() bool {
	return s.Whole() && !s.Altered() && len(s.Body) > 0 && Foreign(s.Body) < 0
}

// Whole says whether it has both of its markers, exact or not.
func (s Stretch) Whole() bool { return s.Begin != nil && s.End != nil }

// Altered says whether a marker that it has is not exact.
func (s Stretch) Altered() bool {
	return s.Begin != nil && !s.Begin.Exact || s.End != nil && !s.End.Exact
}

// Blanks says whether white space of any sort stands in its body, line breaks
// apart: those are what splits it over lines.
func (s Stretch) Blanks() bool {
	for i := 0; i < len(s.Body); {
		r, size := utf8.DecodeRune(s.Body[i:])
		if isBlank(r) && r != '\n' && r != '\r' {
			return true
		}
		i += size
	}
	return false
}

// Scan returns the stretches of a text, in order.
func Scan(data []byte) []Stretch {
	t := squeeze(data)
	defer clear(t.squeezed)
	var found []Stretch
	covered := 0
	for _, s := range t.marked() {
		found = append(t.bare(found, covered, s.Start), s)
		covered = s.Stop
	}
	return t.bare(found, covered, len(data))
}

// marked returns the stretches that have a marker.
func (t *text) marked() []Stretch {
	near := t.markers()
	var found []Stretch
	covered := 0 // where the last one ended
	for i := 0; i < len(near); i++ {
		if !near[i].Near() {
			continue
		}
		m := &near[i]
		next := nextNear(near, i+1)
		var s Stretch
		switch {
		case m.Begin && next < len(near) && !near[next].Begin && near[next].Label == m.Label:
			end := &near[next]
			s = t.stretch(m.Start, m.End, end.Start, end.End)
			s.Begin, s.End = m, end
			i = next
		case m.Begin:
			limit := len(t.raw)
			if next < len(near) {
				limit = near[next].Start
			}
			end := runAfter(t.raw, m.End, limit)
			s = t.stretch(m.Start, m.End, end, end)
			s.Begin = m
		default:
			start := runBefore(t.raw, covered, m.Start)
			s = t.stretch(start, start, m.Start, m.End)
			s.End = m
		}
		s.Label = m.Label
		covered = s.Stop
		found = append(found, s)
	}
	return found
}

// nextNear is the index of the next marker that was meant as one.
func nextNear(all []Marker, from int) int {
	for from < len(all) && !all[from].Near() {
		from++
	}
	return from
}

func (t *text) stretch(start, bodyStart, bodyEnd, stop int) Stretch {
	return Stretch{Start: start, Stop: stop, Body: t.raw[bodyStart:bodyEnd:bodyEnd], BodyStart: bodyStart}
}

// minWord is how long a word is at least that more base64 follows: words of
// prose are shorter.
const minWord = 16

// runAfter returns where the base64 ends that begins at an offset: after its last
// word, which may be short.
func runAfter(raw []byte, from, limit int) int {
	at, end := from, from
	for {
		at = skipBlanks(raw, at, limit)
		start := at
		for at < limit && isLetter(raw[at]) {
			at++
		}
		if at == start {
			return end
		}
		if end = at; at-start < minWord || at < limit && raw[at] == '=' {
			return skipPadding(raw, end, limit)
		}
	}
}

// runBefore returns where the base64 begins that ends at an offset.
func runBefore(raw []byte, floor, to int) int {
	at := skipBlanksBack(raw, floor, to)
	for n := 0; n < 2 && at > floor && raw[at-1] == '='; n++ {
		at--
	}
	start := to
	for first := true; ; first = false {
		word := at
		for at > floor && isLetter(raw[at-1]) {
			at--
		}
		if at == word || !first && word-at < minWord {
			return start
		}
		start = at
		at = skipBlanksBack(raw, floor, at)
		if at == start {
			return start
		}
	}
}

func skipPadding(raw []byte, at, limit int) int {
	for n := 0; n < 2 && at < limit && raw[at] == '='; n++ {
		at++
	}
	return at
}

func skipBlanks(raw []byte, at, limit int) int {
	for at < limit {
		r, size := utf8.DecodeRune(raw[at:limit])
		if !isBlank(r) {
			break
		}
		at += size
	}
	return at
}

func skipBlanksBack(raw []byte, floor, at int) int {
	for at > floor {
		r, size := utf8.DecodeLastRune(raw[floor:at])
		if !isBlank(r) {
			break
		}
		at -= size
	}
	return at
}
