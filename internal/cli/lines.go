package cli

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// A lineReader reads lines of any length, and keeps the first maxLine bytes of
// each: one that is too long does not end the reading.
type lineReader struct {
	r   *bufio.Reader
	err error // of the stream, once it has failed
}

// maxLine bounds a line of a batch. A message has some 80 bytes.
const maxLine = 64 << 10

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, maxLine)}
}

// next returns a line without its ending, LF or CRLF, and false at the end.
func (l *lineReader) next() (line []byte, ok bool) {
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
	line, _ = bytes.CutSuffix(line, []byte("\n"))
	line, _ = bytes.CutSuffix(line, []byte("\r"))
	return line, true
}
