package armor

import (
	"bytes"
	"unicode/utf8"
)

// A Marker is an encapsulation boundary (RFC 7468 section 2), exact or nearly.
type Marker struct {
	Start, End    int // offsets in the text, dashes included
	Begin         bool
	Label         string // in the words of [RFC 7468], whatever blanks it has lost
	Exact         bool
	Before, After int  // how many dashes stand on either side; not counted past 64
	Hyphens       bool // and whether all of them are hyphens
	Glued         bool // no blank stands between BEGIN or END and the label
}

// Near says whether a marker was meant: two dashes on either side. Fewer are a
// marker that has lost them, or prose.
func (m Marker) Near() bool { return m.Before >= 2 && m.After >= 2 }

// Word is BEGIN or END.
func (m Marker) Word() string {
	if m.Begin {
		return "BEGIN"
	}
	return "END"
}

// String is the marker as it should be.
func (m Marker) String() string {
	if m.Label == "SSH2 PUBLIC KEY" || m.Label == "SSH2 ENCRYPTED PRIVATE KEY" {
		return "---- " + m.Word() + " " + m.Label + " ----" // RFC 4716 section 3.2
	}
	return "-----" + m.Word() + " " + m.Label + "-----"
}

// Markers returns the markers in a text, in order: also those with dashes lost,
// and the words alone.
func Markers(text []byte) []Marker {
	t := squeeze(text)
	defer clear(t.squeezed)
	return t.markers()
}

// A finder goes through squeezed text.
type finder struct {
	*text
	found []Marker
	floor int  // where the last marker ended
	odd   bool // the dashes between it and this one are not ten
}

func (t *text) markers() []Marker {
	f := &finder{text: t}
	for i := 0; i < len(t.squeezed); {
		rest := t.squeezed[i:]
		switch {
		case bytes.HasPrefix(rest, []byte("BEGIN")):
			i = f.try(i, "BEGIN")
		case bytes.HasPrefix(rest, []byte("END")):
			i = f.try(i, "END")
		default:
			i++
		}
	}
	return f.found
}

// try adds the marker whose word stands at an index of squeezed, if it is one,
// and returns where to go on.
func (f *finder) try(at int, word string) int {
	after := at + len(word)
	label, size := f.label(after)
	if size == 0 {
		return at + 1
	}
	m := Marker{Begin: word == "BEGIN", Label: label, Hyphens: true}
	start := f.before(at, &m)
	odd := f.odd
	f.odd = false
	end := f.after(after+size, &m)
	m.Start, m.End = f.offset(start), f.end(end)
	m.Glued = f.adjacent(after)
	m.Exact = !odd && !f.odd && string(f.raw[m.Start:m.End]) == "-----"+word+" "+label+"-----"
	f.found = append(f.found, m)
	f.floor = end
	return end
}

const (
	five      = 5  // the dashes of a marker
	maxDashes = 64 // more are a ruler, and are not looked at
)

// before counts the dashes up to an index, and returns where they begin. Past
// five only those count that nothing parts from the others.
func (f *finder) before(at int, m *Marker) int {
	for at > f.floor && m.Before < maxDashes {
		r, size := utf8.DecodeLastRune(f.squeezed[f.floor:at])
		if !isDash(r) || m.Before >= five && !f.adjacent(at) {
			break
		}
		m.Hyphens = m.Hyphens && r == '-'
		m.Before++
		at -= size
	}
	return at
}

// after counts the dashes from an index on, and returns where they end.
func (f *finder) after(at int, m *Marker) int {
	most := f.share(at, m)
	for m.After < most {
		r, size := utf8.DecodeRune(f.squeezed[at:])
		if !isDash(r) || m.After >= five && !f.adjacent(at) {
			break
		}
		m.Hyphens = m.Hyphens && r == '-'
		m.After++
		at += size
	}
	return at
}

// share says how many of the dashes from an index on are this marker's, where the
// words of another follow right after them: those up to the blank that is nearest
// to the fifth, or half of them. What is prose gets none of a true marker's.
func (f *finder) share(at int, m *Marker) int {
	all, parted := 0, -1
	for {
		if !f.adjacent(at) && distance(all) < distance(parted) {
			parted = all
		}
		r, size := utf8.DecodeRune(f.squeezed[at:])
		if !isDash(r) || all == maxDashes {
			break
		}
		all++
		at += size
	}
	rest := f.squeezed[at:]
	switch {
	case !bytes.HasPrefix(rest, []byte("BEGIN")) && !bytes.HasPrefix(rest, []byte("END")):
		return maxDashes
	case all == 2*five && parted <= 0:
		return five
	case m.Before < 2:
		return 0
	case parted >= 0:
		return parted
	}
	f.odd = true
	return (all + 1) / 2
}

// distance is how far a count of dashes is from five.
func distance(n int) int {
	if n < 0 {
		return maxDashes
	}
	return max(n-five, five-n)
}
