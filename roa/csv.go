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
)

// The names that exporters give to the columns that are read.
var (
	columnASN         = []string{"ASN"}
	columnPrefix      = []string{"IP Prefix", "Prefix"}
	columnMaxLength   = []string{"Max Length", "Max prefix length"}
	columnTrustAnchor = []string{"Trust Anchor"}
)

// A table is a file of CSV while it is read.
type table struct {
	in     *bufio.Reader
	line   int
	fields [][]byte

	width                               int // columns
	asn, prefix, maxLength, trustAnchor int // where they are; trustAnchor may be -1
}

// readCSV reads a table with a header. Every line has to end in a line break,
// as exporters write it: without one, the last line may be cut short.
func readCSV(in *bufio.Reader, into *answers) error {
	t := &table{in: in}
	if err := t.next(); err != nil {
		return err
	}
	if err := t.header(); err != nil {
		return err
	}
	var e entry
	for {
		err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := t.entry(&e); err != nil {
			return err
		}
		if err := into.add(&e); err != nil {
			return err
		}
	}
	if into.entries == 0 {
		return &SyntaxError{What: "has a header and no VRP: the validator had no data when it wrote it"}
	}
	return nil
}

// header finds the columns.
func (t *table) header() error {
	find := func(names []string) int {
		return slices.IndexFunc(t.fields, func(field []byte) bool {
			return slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, string(field)) })
		})
	}
	t.width = len(t.fields)
	t.asn, t.prefix = find(columnASN), find(columnPrefix)
	t.maxLength, t.trustAnchor = find(columnMaxLength), find(columnTrustAnchor)
	if t.asn < 0 || t.prefix < 0 || t.maxLength < 0 {
		return t.fault("is no header of VRPs: expected a header such as ASN,IP Prefix,Max Length,Trust Anchor, or an object of JSON")
	}
	for i, field := range t.fields {
		if slices.ContainsFunc(t.fields[:i], func(other []byte) bool { return bytes.EqualFold(other, field) }) {
			return t.fault("has the column " + quote(field) + " twice")
		}
	}
	return nil
}

// entry reads the line's VRP. A Max Length that is empty is the prefix's, as in
// RIPE NCC's archives of roas.csv (RFC 9582 section 4.3.2.2).
func (t *table) entry(e *entry) error {
	if len(t.fields) != t.width {
		return t.fault(fmt.Sprintf("has %d fields, expected the %d of the header", len(t.fields), t.width))
	}
	var why string
	if e.asn, why = parseASN(t.fields[t.asn]); why != "" {
		return t.fault("has an ASN that " + why)
	}
	if e.prefix, why = parsePrefix(t.fields[t.prefix]); why != "" {
		return t.fault("has a prefix that " + why)
	}
	e.maxLength = e.prefix.Bits()
	if text := t.fields[t.maxLength]; len(text) > 0 {
		if e.maxLength, why = parseLength(text); why != "" {
			return t.fault("has a maximum length that " + why)
		}
	}
	if why = e.checkLength(); why != "" {
		return t.fault("has a maximum length that " + why)
	}
	e.trustAnchor = nil
	if t.trustAnchor >= 0 {
		e.trustAnchor = t.fields[t.trustAnchor]
	}
	return nil
}

// next reads the next line's fields, or is io.EOF.
func (t *table) next() error {
	line, err := t.in.ReadSlice('\n')
	t.line++
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return &BoundError{Path: t.place(), What: "bytes", Most: maxLine}
	case err != nil && len(line) > 0:
		return &SyntaxError{Path: t.place(), What: "has no line break at its end: the file may be cut short", err: io.ErrUnexpectedEOF}
	case err != nil:
		return err
	}
	line = bytes.TrimSuffix(line[:len(line)-1], []byte("\r"))
	if why := t.unfit(line); why != "" {
		return t.fault(why)
	}
	return t.split(line)
}

// unfit says why a line is no text, or is "".
func (t *table) unfit(line []byte) string {
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
func (t *table) split(line []byte) error {
	t.fields = t.fields[:0]
	for more := true; more; {
		var field []byte
		if len(line) > 0 && line[0] == '"' {
			var rest []byte
			var closed bool
			if field, rest, closed = unquote(line); !closed || len(rest) > 0 && rest[0] != ',' {
				return t.fault("has a field whose quotes are not closed, or that goes on after them")
			}
			more = len(rest) > 0
			line = rest[min(1, len(rest)):]
		} else {
			field, line, more = bytes.Cut(line, []byte(","))
			if bytes.IndexByte(field, '"') >= 0 {
				return t.fault("has quotes inside a field that does not begin with them")
			}
		}
		t.fields = append(t.fields, field)
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

func (t *table) place() string { return fmt.Sprintf("line %d", t.line) }

func (t *table) fault(what string) error { return &SyntaxError{Path: t.place(), What: what} }
