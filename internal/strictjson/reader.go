package strictjson

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Options are how strict a [Reader] is, and what its problems say.
type Options struct {
	Field    string // what the text is, as a sentence begins: "the record"
	Fix      string // what to do about a problem that has no fix of its own
	MaxSize  int    // in bytes
	MaxDepth int    // levels of nesting, the outermost object included
	Plain    bool   // whether to refuse strings with escapes that they do not need
}

// A Reader reads one JSON text, value after value.
type Reader struct {
	options    Options
	data       []byte
	decoder    *jsontext.Decoder
	start, end int // the bytes of what was read last

	names map[string]string // members' names: most come again and again
}

// NewReader returns a reader at the beginning of a text. Its error is for a
// text that need not be read any further.
func NewReader(data []byte, options Options) (*Reader, error) {
	r := &Reader{options: options, data: data, names: make(map[string]string, 32)}
	switch {
	case len(data) > options.MaxSize:
		return nil, r.whole(TooLarge, fmt.Sprintf("is larger than %d bytes", options.MaxSize))
	case bytes.HasPrefix(data, []byte("\ufeff")):
		p := r.whole(ByteOrderMark, "begins with a byte-order mark")
		p.Fix = "save it as UTF-8 without one"
		return nil, p
	}
	r.decoder = jsontext.NewDecoder(bytes.NewBuffer(data))
	return r, nil
}

// Kind is the kind of the next value, as jsontext has it ('"', '0', '{', '[',
// 'n', 't', 'f'), or 0 if there is none.
func (r *Reader) Kind() jsontext.Kind { return r.decoder.PeekKind() }

// Object reads an object. It calls member with each name, in the order of the
// text; member reads or skips the value.
func (r *Reader) Object(member func(name string) error) error {
	if err := r.enter('{'); err != nil {
		return err
	}
	for r.Kind() != '}' {
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

// Array reads an array. It calls element before each element, which reads it.
func (r *Reader) Array(element func(i int) error) error {
	if err := r.enter('['); err != nil {
		return err
	}
	for i := 0; r.Kind() != ']'; i++ {
		if err := element(i); err != nil {
			return err
		}
	}
	return r.leave()
}

// Text reads a string.
func (r *Reader) Text() (string, error) {
	if r.Kind() != '"' {
		return "", r.mismatch('"')
	}
	return r.string()
}

// Uint32 reads a whole number of 32 bits, written with digits alone.
func (r *Reader) Uint32() (uint32, error) {
	if r.Kind() != '0' {
		return 0, r.mismatch('0')
	}
	raw, err := r.value()
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(string(raw), 10, 32)
	if err != nil {
		p := r.Fault(BadValue, "is not a whole number from 0 to 4294967295", "")
		p.Seen = string(raw)
		return 0, p
	}
	return uint32(n), nil
}

// Skip reads past a value of any type.
func (r *Reader) Skip() error {
	outside := r.decoder.StackDepth()
	for {
		if _, err := r.decoder.ReadToken(); err != nil {
			return r.syntax(err)
		}
		if r.decoder.StackDepth() <= outside {
			return nil
		}
		if err := r.checkDepth(); err != nil {
			return err
		}
	}
}

// SkipMember skips the value of a member that is not read. Where its name is one
// that is known but for the case of its letters, that is a fault: the value would
// be missed in silence.
func (r *Reader) SkipMember(name string, known []string) error {
	if err := r.CheckCase(name, known); err != nil {
		return err
	}
	return r.Skip()
}

// CheckCase refuses a name that differs from one that is known in nothing but
// the case of its letters.
func (r *Reader) CheckCase(name string, known []string) error {
	at := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, name) })
	if at < 0 || known[at] == name {
		return nil
	}
	return r.Fault(OtherCase, "is not written "+strconv.Quote(known[at]), "")
}

// End refuses anything but white space after the value.
func (r *Reader) End() error {
	if _, err := r.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		p := r.whole(TrailingData, "has more after its end")
		p.Start, p.End = int(r.decoder.InputOffset()), len(r.data)
		return p
	}
	return nil
}

func (r *Reader) enter(bracket jsontext.Kind) error {
	if r.Kind() != bracket {
		return r.mismatch(bracket)
	}
	if err := r.leave(); err != nil {
		return err
	}
	return r.checkDepth()
}

// leave reads a bracket.
func (r *Reader) leave() error {
	if _, err := r.decoder.ReadToken(); err != nil {
		return r.syntax(err)
	}
	r.end = int(r.decoder.InputOffset())
	r.start = r.end - 1
	return nil
}

func (r *Reader) checkDepth() error {
	if r.decoder.StackDepth() > r.options.MaxDepth {
		return r.whole(TooLarge, fmt.Sprintf("has more than %d levels of nesting", r.options.MaxDepth))
	}
	return nil
}

// value reads a string or number as it is written.
func (r *Reader) value() ([]byte, error) {
	raw, err := r.decoder.ReadValue()
	if err != nil {
		return nil, r.syntax(err)
	}
	r.end = int(r.decoder.InputOffset())
	r.start = r.end - len(raw)
	return raw, nil
}

// name reads a member's name.
func (r *Reader) name() (string, error) {
	raw, err := r.value()
	if err != nil {
		return "", err
	}
	if bytes.IndexByte(raw, '\\') >= 0 {
		return r.unquote(raw)
	}
	if name, again := r.names[string(raw[1:len(raw)-1])]; again {
		return name, nil
	}
	name := string(raw[1 : len(raw)-1])
	if len(r.names) < maxNames && len(name) < maxNames {
		r.names[name] = name
	}
	return name, nil
}

// maxNames bounds how many names are kept, and how long they are.
const maxNames = 100

// string reads a string.
func (r *Reader) string() (string, error) {
	raw, err := r.value()
	if err != nil {
		return "", err
	}
	return r.unquote(raw)
}

// unquote returns what a string says.
func (r *Reader) unquote(raw []byte) (string, error) {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1]), nil
	}
	text, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return "", r.Fault(Spelling, "is not a text", "")
	}
	if r.options.Plain {
		if again, err := jsontext.AppendQuote(nil, text); err != nil || !bytes.Equal(again, raw) {
			return "", r.Fault(Spelling, "is written with escapes that it does not need", "")
		}
	}
	return string(text), nil
}
