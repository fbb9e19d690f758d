package roa

import (
	"bufio"
	"bytes"
	"io"
	"time"
)

// A Format is the form of a file of VRPs.
type Format string

// The formats. The package comment has what each looks like.
const (
	JSON Format = "json"
	CSV  Format = "csv"
)

// A Result is what a file of VRPs says.
type Result struct {
	Answers   []Validity // one for each question, in their order
	Entries   int        // how many VRPs the file has, repetitions included; never 0
	Generated time.Time  // when the validator made it, as its metadata says; zero if it does not
	Format    Format
}

// Read reads a validator's export from its beginning to its end, once, and
// answers all questions by it. Without questions it only checks the file.
//
// Every entry is checked, whether it has to do with a question or not: a file
// that is wrong anywhere answers nothing. Its error is a [SyntaxError] or a
// [BoundError] about the file, wraps [ErrQuestion], or is the reader's own.
func Read(r io.Reader, questions ...Question) (*Result, error) {
	answers, err := newAnswers(questions)
	if err != nil {
		return nil, err
	}
	src := &source{r: r}
	in := bufio.NewReaderSize(src, maxLine)
	result := &Result{}
	if result.Format, err = detect(in); err == nil {
		switch result.Format {
		case JSON:
			result.Generated, err = readJSON(in, src, answers)
		case CSV:
			err = readCSV(in, answers)
		}
	}
	switch {
	case src.err != nil: // what the parsers make of it is of no interest
		return nil, src.err
	case err != nil:
		return nil, err
	}
	result.Answers, result.Entries = answers.validities(), answers.entries
	return result, nil
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
		s.err = &BoundError{What: "bytes", Most: maxSize}
	case s.json && s.since > maxValue+maxLine: // as much as may have been read ahead
		s.err = &BoundError{What: "bytes of one value", Most: maxValue}
	case err != nil && err != io.EOF:
		s.err = err
	default:
		return n, err
	}
	return 0, s.err
}

// foreign are the beginnings of files that are something else.
var foreign = []struct{ begin, what string }{
	{"\x1f\x8b", "is gzip: decompress it first"},
	{"BZh", "is bzip2: decompress it first"},
	{"\xfd7zXZ\x00", "is xz: decompress it first"},
	{"\x28\xb5\x2f\xfd", "is zstd: decompress it first"},
	{"PK\x03\x04", "is a ZIP archive: take the export out of it first"},
	{"\xff\xfe", "is UTF-16: expected UTF-8"},
	{"\xfe\xff", "is UTF-16: expected UTF-8"},
	{"<", "is a web page (HTML) or XML: check where it was fetched from"},
	{"[", "is a JSON array: expected an object with the member \"roas\""},
}

// detect tells the format by the file's first characters, and takes a byte-order
// mark off.
func detect(in *bufio.Reader) (Format, error) {
	head, err := in.Peek(512)
	if len(head) == 0 && err != nil {
		return "", &SyntaxError{What: "is empty"}
	}
	if rest, marked := bytes.CutPrefix(head, []byte("\xef\xbb\xbf")); marked {
		in.Discard(len(head) - len(rest))
		head = rest
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	for _, f := range foreign {
		if bytes.HasPrefix(text, []byte(f.begin)) {
			return "", &SyntaxError{What: f.what}
		}
	}
	switch {
	case len(text) == 0:
		return "", &SyntaxError{What: "begins with nothing but blanks: expected JSON or CSV"}
	case bytes.IndexByte(text, 0) >= 0:
		return "", &SyntaxError{What: "is binary: expected JSON or CSV"}
	case text[0] == '{':
		return JSON, nil
	}
	return CSV, nil
}
