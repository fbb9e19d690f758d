package roa

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/byoasn/byoasn/problem"
)

// The names that exporters give to the columns that are read, in small letters
// and without what is no letter.
var (
	columnASN         = []string{"asn", "originas", "origin"}
	columnPrefix      = []string{"ipprefix", "prefix"}
	columnMaxLength   = []string{"maxlength", "maxprefixlength"}
	columnTrustAnchor = []string{"trustanchor", "ta", "tal"}
	columnExpires     = []string{"expires", "notafter"}
)

// separators are what stands between fields, the usual one first: spreadsheets
// write semicolons where the comma is decimal.
const separators = ",;\t"

// A lines is a file of CSV while it is read.
type lines struct {
	in        *bufio.Reader
	line      int
	separator byte
	any       bool // whether there was an entry
	fields    [][]byte

	width                                        int // columns
	asn, prefix, maxLength, trustAnchor, expires int // where they are; the last two may be -1
}

// readCSV reads a table with a header. Every line has to end in a line break,
// as exporters write it: without one, the last line may be cut shorl.
func readCSV(in *bufio.Reader, add func(*entry) error) error {
	l := &lines{in: in}
	line, err := l.first()
	switch {
	case errors.Is(err, io.EOF):
		return &problem.Problem{ID: emptyFile, Field: theFile, What: "has comments and no VRP", Fix: exportAgain}
	case err != nil:
		return err
	}
	if err := l.header(line); err != nil {
		return err
	}
	var e entry
	for {
		line, err := l.next()
		switch {
		case errors.Is(err, io.EOF) && !l.any:
			return &problem.Problem{ID: emptyFile, Field: theFile, What: "has a header and no VRP: the validator had no data when it wrote it", Fix: exportAgain}
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := l.split(line); err != nil {
			return err
		}
		if err := l.entry(&e); err != nil {
			return err
		}
		l.any = true
		if err := add(&e); err != nil {
			return err
		}
	}
}

// first reads the header, past comments and what tells a spreadsheet the
// separator ("sep=;").
func (l *lines) first() ([]byte, error) {
	for {
		line, err := l.next()
		if err != nil || line[0] != '#' && !bytes.HasPrefix(line, []byte("sep=")) {
			return line, err
		}
	}
}

// header finds the separator and the columns.
func (l *lines) header(line []byte) error {
	for _, l.separator = range []byte(separators) {
		if l.split(line) == nil && l.columns() {
			return l.twice()
		}
	}
	return l.fault("is no header of VRPs: expected a header such as ASN,IP Prefix,Max Length,Trust Anchor, or an object of JSON")
}

// columns finds the columns in the header's fields.
func (l *lines) columns() bool {
	find := func(names []string) int {
		return slices.IndexFunc(l.fields, func(field []byte) bool { return slices.Contains(names, columnName(field)) })
	}
	l.width = len(l.fields)
	l.asn, l.prefix, l.maxLength = find(columnASN), find(columnPrefix), find(columnMaxLength)
	l.trustAnchor, l.expires = find(columnTrustAnchor), find(columnExpires)
	return l.asn >= 0 && l.prefix >= 0 && l.maxLength >= 0
}

// columnName is a column's name by its letters alone: "max_length" is
// "Max Length".
func columnName(field []byte) string {
	return strings.Map(func(c rune) rune {
		switch {
		case 'A' <= c && c <= 'Z':
			return c - 'A' + 'a'
		case strings.ContainsRune(" \t_-", c):
			return -1
		}
		return c
	}, string(field))
}

// twice refuses a header that has a column twice: which one counts, nobody can
// tell.
func (l *lines) twice() error {
	seen := make(map[string]struct{}, len(l.fields))
	for _, field := range l.fields {
		name := columnName(field)
		for _, names := range [][]string{columnASN, columnPrefix, columnMaxLength, columnTrustAnchor, columnExpires} {
			if slices.Contains(names, name) {
				name = names[0]
			}
		}
		if _, has := seen[name]; has {
			return l.fault("has the column " + quote(field) + " twice")
		}
		seen[name] = struct{}{}
	}
	return nil
}

// entry reads the line's VRP. A Max Length that is empty is the prefix's, as in
// RIPE NCC's archives of roas.csv (RFC 9582 section 4.3.2.2).
func (l *lines) entry(e *entry) error {
	if len(l.fields) != l.width {
		return l.fault(fmt.Sprintf("has %d fields, expected the %d of the header", len(l.fields), l.width))
	}
	var why string
	if e.asn, why = parseASN(l.fields[l.asn]); why != "" {
		return l.fault("has an ASN that " + why)
	}
	if e.prefix, why = parsePrefix(l.fields[l.prefix]); why != "" {
		return l.fault("has a prefix that " + why)
	}
	e.maxLength = e.prefix.Bits()
	if text := l.fields[l.maxLength]; len(text) > 0 {
		if e.maxLength, why = parseLength(text); why != "" {
			return l.fault("has a maximum length that " + why)
		}
	}
	if why = e.checkLength(); why != "" {
		return l.fault("has a maximum length that " + why)
	}
	e.trustAnchor, e.expires = nil, 0
	if l.trustAnchor >= 0 {
		e.trustAnchor = l.fields[l.trustAnchor]
	}
	if l.expires >= 0 && len(l.fields[l.expires]) > 0 {
		e.expires = parseEnd(l.fields[l.expires])
	}
	return nil
}

// next reads the next line, or is io.EOF.
func (l *lines) next() ([]byte, error) {
	line, err := l.in.ReadSlice('\n')
	l.line++
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return nil, tooLarge(l.place(), "bytes", maxLine)
	case err != nil && len(line) > 0:
		return nil, &problem.Problem{ID: cutShortFile, Field: theFile, Path: l.place(), What: "has no line break at its end: the file may be cut short", Fix: exportAgain, Err: io.ErrUnexpectedEOF}
	case err != nil:
		return nil, err
	}
	line = bytes.TrimSuffix(line[:len(line)-1], []byte("\r"))
	if len(line) == 0 && l.onlyBreaks() {
		return nil, io.EOF
	}
	if why := l.unfit(line); why != "" {
		return nil, l.fault(why)
	}
	return line, nil
}

// onlyBreaks says whether nothing but line breaks is left, as an editor adds them.
func (l *lines) onlyBreaks() bool {
	for {
		switch b, err := l.in.ReadByte(); {
		case err != nil:
			return errors.Is(err, io.EOF)
		case b != '\r' && b != '\n':
			l.in.UnreadByte()
			return false
		}
	}
}

// unfit says why a line is not text, or is "".
func (l *lines) unfit(line []byte) string {
	isASCII := true
	for _, c := range line {
		if c < ' ' && c != '\t' {
			return "has a control character in it"
		}
		isASCII = isASCII && c < utf8.RuneSelf
	}
	switch {
	case len(line) == 0:
		return "is empty"
	case !isASCII && !utf8.Valid(line):
		return "is not UTF-8"
	}
	return ""
}

// split cuts a line into fields (RFC 4180, without line breaks in fields).
// Blanks around a field are no part of it.
func (l *lines) split(line []byte) error {
	l.fields = l.fields[:0]
	blanks := " \t"
	if l.separator == '\t' {
		blanks = " "
	}
	for more := true; more; {
		var field []byte
		line = bytes.TrimLeft(line, blanks)
		if len(line) > 0 && line[0] == '"' {
			var closed bool
			field, line, closed = unquote(line)
			line = bytes.TrimLeft(line, blanks)
			if more = len(line) > 0; !closed || more && line[0] != l.separator {
				return l.fault("has a field whose quotes are not closed, or that goes on after them")
			}
			line = line[min(1, len(line)):]
		} else {
			end := bytes.IndexByte(line, l.separator)
			if more = end >= 0; more {
				field, line = line[:end], line[end+1:]
			} else {
				field = line
			}
			if field = bytes.TrimRight(field, blanks); bytes.IndexByte(field, '"') >= 0 {
				return l.fault("has quotes inside a field that does not begin with them")
			}
		}
		l.fields = append(l.fields, field)
	}
	return nil
}

// unquote reads a field in quotes, in which two stand for one.
func unquote(line []byte) (field, rest []byte, closed bool) {
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] != '"':
		case i+1 < len(line) && line[i+1] == '"':
			i++
		default:
			field = line[1:i]
			if bytes.IndexByte(field, '"') >= 0 {
				field = bytes.ReplaceAll(field, []byte(`""`), []byte(`"`))
			}
			return field, line[i+1:], true
		}
	}
	return nil, nil, false
}

func (l *lines) place() string { return fmt.Sprintf("line %d", l.line) }

func (l *lines) fault(what string) error { return fault(l.place(), what) }
