package roa

import (
	"bufio"
	"bytes"
	"io"
	"slices"
)

// scan reads a file to its end and hands on each entry, which is good until the
// next. It fills in what the file tells about itself. An answer of RIPEstat is
// returned as it came, for it has no entries of its own.
func (x *Export) scan(r io.Reader, each func(*entry) error) (saved []byte, err error) {
	src := &source{r: r}
	in := bufio.NewReaderSize(src, maxLine)
	t := tally{export: x, each: each, anchors: make(map[string]struct{})}
	if err = detect(&in, x); err == nil {
		switch x.Format {
		case CSV:
			err = readCSV(in, t.add)
		default:
			saved, err = readJSON(in, src, x, t.add)
		}
	}
	switch {
	case src.err != nil: // what the parsers make of it is of no interest
		return nil, src.err
	case err != nil:
		return nil, err
	}
	t.finish()
	return saved, nil
}

// A tally counts the entries of a file before it hands them on, and notes their
// trust anchors.
type tally struct {
	export  *Export
	each    func(*entry) error
	anchors map[string]struct{}
	tals    [][]byte // the texts of members of sources that name one
}

func (t *tally) add(e *entry) error {
	t.export.Entries++
	switch {
	case len(e.trustAnchor) > 0:
	case len(e.source) == 0 || t.named(e.source):
		return t.each(e)
	default:
		if tal := e.settle(); tal != nil && len(t.tals) < maxTals {
			t.tals = append(t.tals, bytes.Clone(tal))
		}
	}
	if _, has := t.anchors[string(e.trustAnchor)]; !has && len(e.trustAnchor) > 0 {
		if t.anchors[string(e.trustAnchor)] = struct{}{}; len(t.anchors) > maxAnchors {
			return tooLarge("", "trust anchors", maxAnchors)
		}
	}
	return t.each(e)
}

// maxTals bounds the work for each entry: there are five trust anchors.
const maxTals = 16

// named says whether the first trust anchor in an entry's source was noted
// before: then the text of its member is the same, and nothing else in JSON can
// look like that.
func (t *tally) named(source []byte) bool {
	at := bytes.Index(source, []byte(`"tal"`))
	return at >= 0 && slices.ContainsFunc(t.tals, func(tal []byte) bool { return bytes.HasPrefix(source[at:], tal) })
}

// finish puts the trust anchors that entries name in the place of the metadata's.
func (t *tally) finish() {
	if len(t.anchors) > 0 {
		t.export.TrustAnchors = t.export.TrustAnchors[:0]
	}
	for name := range t.anchors {
		t.export.TrustAnchors = append(t.export.TrustAnchors, name)
	}
	slices.Sort(t.export.TrustAnchors)
}

// A source is the reader of a file, within bounds.
type source struct {
	r     io.Reader
	size  int64
	since int64 // bytes read since the last token of JSON: see jsonReader.token
	json  bool  // whether that is bounded
	err   error // other than the file's end
}

func (s *source) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.r.Read(p)
	s.size += int64(n)
	s.since += int64(n)
	switch {
	case s.size > maxSize:
		s.err = tooLarge("", "bytes", maxSize)
	case s.json && s.since > maxValue+maxLine: // as much as may have been read ahead
		s.err = tooLarge("", "bytes of one value", maxValue)
	case err != nil && err != io.EOF:
		s.err = err
	default:
		return n, err
	}
	return 0, s.err
}
