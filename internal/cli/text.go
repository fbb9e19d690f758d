package cli

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// newText reads a text in UTF-8 as it is, and one that a byte-order mark says to be
// in UTF-16, as Windows PowerShell writes files, in UTF-8. One in UTF-16 without a
// mark is an error: nothing tells it from bytes that are no text.
func newText(r io.Reader) io.Reader {
	buffered := bufio.NewReaderSize(r, maxLine)
	start, _ := buffered.Peek(2)
	switch {
	case bytes.Equal(start, []byte{0xff, 0xfe}):
		return &utf16Reader{r: buffered, order: binary.LittleEndian}
	case bytes.Equal(start, []byte{0xfe, 0xff}):
		return &utf16Reader{r: buffered, order: binary.BigEndian}
	case bytes.IndexByte(start, 0) >= 0:
		return failing{errors.New("it is UTF-16 without a byte-order mark, or no text at all: save it as UTF-8")}
	}
	return buffered
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// A utf16Reader turns UTF-16 into UTF-8, less the mark.
type utf16Reader struct {
	r       *bufio.Reader
	order   binary.ByteOrder
	decoded []byte // and not yet read
}

func (u *utf16Reader) Read(into []byte) (int, error) {
	for len(u.decoded) < utf8.UTFMax {
		r, err := u.next()
		if err != nil && len(u.decoded) == 0 {
			return 0, err
		}
		if err != nil {
			break
		}
		if r != '\ufeff' {
			u.decoded = utf8.AppendRune(u.decoded, r)
		}
		if u.r.Buffered() < 4 && len(u.decoded) > 0 {
			break // the rest has to be waited for
		}
	}
	n := copy(into, u.decoded)
	u.decoded = u.decoded[n:]
	return n, nil
}

// next returns a character; half of one is none.
func (u *utf16Reader) next() (rune, error) {
	unit, err := u.unit()
	if err != nil || !utf16.IsSurrogate(rune(unit)) {
		return rune(unit), err
	}
	low, err := u.unit()
	return utf16.DecodeRune(rune(unit), rune(low)), err
}

func (u *utf16Reader) unit() (uint16, error) {
	var unit [2]byte
	_, err := io.ReadFull(u.r, unit[:])
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, errors.New("it is UTF-16 and ends in the middle of a character")
	}
	return u.order.Uint16(unit[:]), err
}

// A lineReader reads the lines of a text of any length, and keeps the first maxLine
// bytes of each: one that is too long does not end the reading.
type lineReader struct {
	r    *bufio.Reader
	what string // the text, in an error
	err  error  // of the stream, once it has failed
}

// maxLine bounds a line of a batch. A message has some 80 bytes.
const maxLine = 64 << 10

// newLineReader looks at what comes first: a private key, given by mistake, fails
// before any line of it is read.
func newLineReader(what string, r io.Reader) *lineReader {
	l := &lineReader{r: bufio.NewReaderSize(newText(r), maxLine), what: what}
	if _, err := l.r.Peek(1); err != nil && !errors.Is(err, io.EOF) {
		l.err = err
		return l
	}
	start, _ := l.r.Peek(l.r.Buffered())
	l.err = secretGiven(what, start)
	if l.err == nil && bytes.IndexByte(start, 0) >= 0 {
		l.err = errors.New("it is not text")
	}
	return l
}

// next returns a line without its ending, LF or CRLF, and false at the end.
func (l *lineReader) next() (line []byte, ok bool) {
	if l.err != nil {
		return nil, false
	}
	chunk, err := l.r.ReadSlice('\n')
	line = bytes.Clone(chunk)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = l.r.ReadSlice('\n')
	}
	if err != nil && !errors.Is(err, io.EOF) {
		l.err = err
		return nil, false
	}
	if err != nil && len(line) == 0 {
		return nil, false
	}
	if l.err = secretGiven(l.what, line); l.err != nil {
		return nil, false
	}
	line, _ = bytes.CutSuffix(line, []byte("\n"))
	line, _ = bytes.CutSuffix(line, []byte("\r"))
	return line, true
}
