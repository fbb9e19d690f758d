package rdap

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// A jsonReader reads values of a known type, one after the other, and reports
// any of another type.
//
// It is on the tokens of github.com/go-json-experiment/json/jsontext, the syntax
// half of Go's second JSON package, for its strictness first. Measured with the
// recorded answers (101 kB, AMD EPYC, Go 1.26) and the 67 malformed records of
// the tests, by BenchmarkParseJSON and TestNoOtherDecoderIsAsStrict:
//
//	decoder                   MB/s  to openrdap's  allocations  malformed, refused
//	jsontext, as here          240            4.3         1825                  67
//	json v2, Unmarshal         315            4.9          975                  49
//	encoding/json, Unmarshal   110            1.5         1469                  42
//	openrdap's Decoder          67            1.0        14569                  19
//
// Unmarshal of version 2 is faster, but reads null and a name in another case
// as absent, and counts nothing while it allocates; what else it takes (ranges,
// addresses) would be for us to check with it too. Version 1 takes duplicate
// members and letters that are not UTF-8 besides, and openrdap's decoder wrong
// types.
type jsonReader struct {
	decoder *jsontext.Decoder
	tally   tally
}

func newJSONReader(data []byte) *jsonReader {
	return &jsonReader{decoder: jsontext.NewDecoder(bytes.NewBuffer(data))}
}

// object reads an object. It calls member for each member, which reads or
// skips the value.
func (r *jsonReader) object(member func(name []byte) error) error {
	if err := r.enter('{'); err != nil {
		return err
	}
	for r.decoder.PeekKind() != '}' {
		name, err := r.name()
		if err != nil {
			return err
		}
		if err := member(name); err != nil {
			return err
		}
	}
	return r.leave()
}

// array reads an array. It calls element before each element, which reads it.
func (r *jsonReader) array(element func() error) error {
	if err := r.enter('['); err != nil {
		return err
	}
	for r.decoder.PeekKind() != ']' {
		if err := element(); err != nil {
			return err
		}
	}
	return r.leave()
}

func (r *jsonReader) enter(bracket jsontext.Kind) error {
	if r.decoder.PeekKind() != bracket {
		return r.mismatch(bracket)
	}
	if _, err := r.decoder.ReadToken(); err != nil {
		return syntaxError(err)
	}
	return r.checkDepth()
}

func (r *jsonReader) leave() error {
	_, err := r.decoder.ReadToken()
	return syntaxError(err)
}

func (r *jsonReader) checkDepth() error {
	if r.decoder.StackDepth() > maxDepth {
		return &BoundError{What: "levels of nesting", Most: maxDepth}
	}
	return nil
}

// name reads a member's name. It is valid until the next read.
func (r *jsonReader) name() ([]byte, error) {
	raw, err := r.decoder.ReadValue()
	if err != nil {
		return nil, syntaxError(err)
	}
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1], nil
	}
	return jsontext.AppendUnquote(nil, raw)
}

// text reads a string.
func (r *jsonReader) text(into *string) error {
	if r.decoder.PeekKind() != '"' {
		return r.mismatch('"')
	}
	token, err := r.decoder.ReadToken()
	if err != nil {
		return syntaxError(err)
	}
	*into = token.String()
	return nil
}

// texts reads an array of strings, and counts them as b.
func (r *jsonReader) texts(into *[]string, b bound) error {
	return r.array(func() error {
		var s string
		if err := r.text(&s); err != nil {
			return err
		}
		*into = append(*into, s)
		return r.tally.add(b)
	})
}

// constant reads a string that can be one thing only.
func (r *jsonReader) constant(want string) error {
	var got string
	if err := r.text(&got); err != nil {
		return err
	}
	if got != want {
		return r.fault("is " + quote(got) + ", expected " + quote(want))
	}
	return nil
}

// number reads a whole number of 32 bits, written with digits alone.
func (r *jsonReader) number(into *uint32) error {
	if r.decoder.PeekKind() != '0' {
		return r.mismatch('0')
	}
	raw, err := r.decoder.ReadValue()
	if err != nil {
		return syntaxError(err)
	}
	n, err := strconv.ParseUint(string(raw), 10, 32)
	if err != nil {
		return r.fault("is " + clip(string(raw)) + ", expected a whole number from 0 to 4294967295")
	}
	*into = uint32(n)
	return nil
}

// skip reads past a value of any type.
func (r *jsonReader) skip() error {
	outside := r.decoder.StackDepth()
	for {
		if _, err := r.decoder.ReadToken(); err != nil {
			return syntaxError(err)
		}
		if r.decoder.StackDepth() <= outside {
			return nil
		}
		if err := r.checkDepth(); err != nil {
			return err
		}
	}
}

var jsonKinds = map[jsontext.Kind]string{
	'n': "null", 't': "a boolean", 'f': "a boolean",
	'"': "a string", '0': "a number", '{': "an object", '[': "an array",
}

// mismatch reports that the next value is not of the kind that is wanted.
func (r *jsonReader) mismatch(want jsontext.Kind) error {
	token, err := r.decoder.ReadToken()
	if err != nil {
		return syntaxError(err)
	}
	return r.fault(fmt.Sprintf("is %s, expected %s", jsonKinds[token.Kind()], jsonKinds[want]))
}

// fault is an error about the value that was read last.
func (r *jsonReader) fault(what string) error {
	return &SyntaxError{Path: clip(string(r.decoder.StackPointer())), What: what}
}

// syntaxError puts an error of the decoder into ours.
func syntaxError(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &SyntaxError{What: "is cut short: its JSON has no end", err: io.ErrUnexpectedEOF}
	}
	var syntactic *jsontext.SyntacticError
	if !errors.As(err, &syntactic) {
		return err
	}
	path := clip(string(syntactic.JSONPointer))
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return &SyntaxError{Path: path, What: "stands twice in its object"}
	}
	what := strings.TrimPrefix(syntactic.Err.Error(), "jsontext: ")
	return &SyntaxError{Path: path, What: fmt.Sprintf("is not JSON at byte %d: %s", syntactic.ByteOffset, clip(what))}
}
