package roa

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// entries reads the array of VRPs that an export in JSON calls "roas".
type entries struct {
	in     *window
	into   *answers
	slow   entryReader // of entries that scanEntry does not read
	buffer bytes.Buffer
}

// enough is what nearly every entry fits in, with the blanks before it.
const enough = 4 << 10

func (l *entries) read() error {
	if err := l.punctuation(":"); err != nil {
		return err
	}
	switch c := l.next(); {
	case c == '[':
		l.in.advance(1)
	case l.atEnd():
		return cutShort()
	default:
		return &SyntaxError{Path: "/roas", What: "is " + kindOf(c) + ", expected an array"}
	}
	if l.next() == ']' {
		return &SyntaxError{Path: "/roas", What: "is empty: the validator had no data when it wrote it"}
	}
	var e entry
	for {
		if err := l.entry(&e); err != nil {
			return err
		}
		if err := l.into.add(&e); err != nil {
			return err
		}
		last := l.next() == ']'
		if err := l.punctuation(",]"); last || err != nil {
			return err
		}
		l.next()
	}
}

// next skips blanks. It returns the character behind them, which it leaves
// there, or 0 at the file's end.
func (l *entries) next() byte {
	for {
		for i, c := range l.in.rest() {
			if !isBlank(c) {
				l.in.advance(i)
				return c
			}
		}
		l.in.advance(len(l.in.rest()))
		if !l.in.more() {
			return 0
		}
	}
}

// atEnd says whether nothing is left, after next.
func (l *entries) atEnd() bool { return len(l.in.rest()) == 0 }

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// punctuation takes one character.
func (l *entries) punctuation(wanted string) error {
	c := l.next()
	switch {
	case l.atEnd():
		return cutShort()
	case bytes.IndexByte([]byte(wanted), c) < 0:
		what := "is not JSON at byte " + strconv.FormatInt(l.in.offset, 10)
		return &SyntaxError{Path: l.path(), What: what + ": " + quote(string(rune(c))) + " in the place of one of " + quote(wanted)}
	}
	l.in.advance(1)
	return nil
}

// path is that of the entry that is being read.
func (l *entries) path() string { return entryPath(l.into.entries) }

func entryPath(index int) string { return "/roas/" + strconv.Itoa(index) }

// entry reads one entry.
func (l *entries) entry(e *entry) error {
	l.in.fill(enough)
	if n, ok := scanEntry(l.in.rest(), e); ok {
		l.in.advance(n)
		return nil
	}
	return l.slowly(e)
}

// slowly reads an entry of any form, or says what is wrong with it.
func (l *entries) slowly(e *entry) error {
	if l.slow.decoder == nil {
		l.slow.decoder = jsontext.NewDecoder(&l.buffer)
	}
	for {
		l.buffer = *bytes.NewBuffer(l.in.rest())
		l.slow.decoder.Reset(&l.buffer)
		l.slow.index, l.slow.begun = l.into.entries, l.in.offset
		err := l.slow.read(e)
		switch {
		case err == nil:
			l.in.advance(int(l.slow.decoder.InputOffset()))
			return nil
		case !errors.Is(err, io.ErrUnexpectedEOF):
			return err
		case l.in.full():
			return &BoundError{Path: l.path(), What: "bytes", Most: maxValue}
		case !l.in.double():
			return err
		}
	}
}
