package roa

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// A jsonReader reads an export in JSON. Everything but the entries of "roas"
// goes through jsontext, which is strict: no name twice in an object, no letter
// that is not UTF-8. The entries, which are nearly all of the file, are read by
// scanEntry where they look as exporters write them, and by jsontext where they
// do not.
type jsonReader struct {
	src     *source
	decoder *jsontext.Decoder
	begun   int64 // where in the file the decoder's input began
	into    *answers

	names     []string // of the outermost object, so far
	generated time.Time
}

func readJSON(in *bufio.Reader, src *source, into *answers) (generated time.Time, err error) {
	src.json = true
	r := &jsonReader{src: src, decoder: jsontext.NewDecoder(in), begun: src.size - int64(in.Buffered()), into: into}
	if err := r.object(in); err != nil {
		return time.Time{}, err
	}
	if !slices.Contains(r.names, "roas") {
		return time.Time{}, &SyntaxError{What: `has no member "roas": expected a validator's export of VRPs in JSON`}
	}
	if _, err := r.token(); !errors.Is(err, errEnd) {
		return time.Time{}, &SyntaxError{What: "is followed by more text: expected one JSON object"}
	}
	return r.generated, nil
}

// object reads the outermost object.
func (r *jsonReader) object(in io.Reader) error {
	if _, err := r.token(); err != nil {
		return err
	}
	for {
		token, err := r.token()
		if err != nil {
			return err
		}
		if token.Kind() == '}' {
			return nil
		}
		name := token.String()
		if r.names = append(r.names, name); len(r.names) > maxMembers {
			return &BoundError{What: "members", Most: maxMembers}
		}
		switch name {
		case "roas":
			err = r.roas(in)
		case "metadata":
			err = r.metadata()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
}

// roas reads the array of entries, from the bytes behind the decoder. Then it
// puts a new decoder in the place of the old, and makes it believe that it has
// read the members up to here, with null for values. So it goes on to check
// what follows: that the names still differ, and that the object has an end.
func (r *jsonReader) roas(in io.Reader) error {
	list := &entries{
		in:   newWindow(r.src, in, r.decoder.UnreadBuffer(), r.begun+r.decoder.InputOffset()),
		into: r.into,
	}
	if err := list.read(); err != nil {
		return err
	}
	var past bytes.Buffer
	for i, name := range r.names {
		quoted, err := jsontext.AppendQuote(nil, name)
		if err != nil {
			return err
		}
		past.WriteByte("{,"[min(i, 1)])
		past.Write(quoted)
		past.WriteString(":null")
	}
	r.begun = list.in.offset - int64(past.Len())
	rest := bytes.NewReader(list.in.rest())
	r.decoder = jsontext.NewDecoder(io.MultiReader(&past, rest, in))
	for range 1 + 2*len(r.names) {
		if _, err := r.token(); err != nil {
			return err
		}
	}
	return nil
}

// skip reads past a value of any type.
func (r *jsonReader) skip() error {
	outside := r.decoder.StackDepth()
	for {
		if _, err := r.token(); err != nil {
			return err
		}
		if r.decoder.StackDepth() <= outside {
			return nil
		}
	}
}

// errEnd is the end of the file, where it may be.
var errEnd = errors.New("the end")

// token reads a token, within bounds: the decoder holds as much of the file as
// the token is long, and the names of each object that is open.
func (r *jsonReader) token() (jsontext.Token, error) {
	r.src.since = 0
	token, err := r.decoder.ReadToken()
	if err != nil {
		if errors.Is(err, io.EOF) && r.decoder.StackDepth() == 0 && r.decoder.InputOffset() > 0 {
			return token, errEnd
		}
		return token, syntaxError(err, "", r.begun)
	}
	depth := r.decoder.StackDepth()
	if depth > maxDepth {
		return token, &BoundError{Path: clip(string(r.decoder.StackPointer())), What: "levels of nesting", Most: maxDepth}
	}
	if kind, length := r.decoder.StackIndex(depth); kind == '{' && length > 2*maxMembers {
		return token, &BoundError{Path: clip(string(r.decoder.StackPointer())), What: "members", Most: maxMembers}
	}
	return token, nil
}

// syntaxError puts an error of a decoder into ours. Its input is at the path in
// the file, and begins there at an offset.
func syntaxError(err error, path string, begun int64) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return cutShort()
	}
	var syntactic *jsontext.SyntacticError
	if !errors.As(err, &syntactic) {
		return err
	}
	path = clip(path + string(syntactic.JSONPointer))
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return &SyntaxError{Path: path, What: "stands twice in its object"}
	}
	what := strings.TrimPrefix(syntactic.Err.Error(), "jsontext: ")
	what = fmt.Sprintf("is not JSON at byte %d: %s", begun+syntactic.ByteOffset, clip(what))
	return &SyntaxError{Path: path, What: what}
}

func cutShort() error {
	return &SyntaxError{What: "is cut short: its JSON has no end", err: io.ErrUnexpectedEOF}
}

// kindOf is what the value is that a character begins.
func kindOf(c byte) string {
	switch {
	case c == 'n':
		return "null"
	case c == 't' || c == 'f':
		return "a boolean"
	case c == '"':
		return "a string"
	case c == '{':
		return "an object"
	case c == '[':
		return "an array"
	case c == '-' || '0' <= c && c <= '9':
		return "a number"
	}
	return "no JSON"
}
