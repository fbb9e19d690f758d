package handoff

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// A reader reads a file and refuses all that the printer would not print, but
// for white space between its tokens.
type reader struct {
	file    File
	decoder *jsontext.Decoder
}

// read reads the one JSON object that a file is.
func read(file File, data []byte, most int, members func(r *reader) []member) error {
	r := &reader{file: file}
	if err := r.open(data, most); err != nil {
		return err
	}
	r.decoder = jsontext.NewDecoder(bytes.NewBuffer(data))
	if err := r.object(members(r)...); err != nil {
		return err
	}
	if _, err := r.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return &Error{ID: TrailingData, File: file, What: "has more after its end", Mend: anew}
	}
	return nil
}

// anew is the mend for what no editor and no mail does to a file.
const anew = "have the file made or sent again"

// open refuses what need not be read any further.
func (r *reader) open(data []byte, most int) error {
	switch {
	case len(data) > most:
		return &Error{ID: TooLarge, File: r.file, What: fmt.Sprintf("is larger than %d bytes", most), Mend: "make several requests of fewer messages"}
	case bytes.HasPrefix(data, []byte("\ufeff")):
		return &Error{ID: ByteOrderMark, File: r.file, What: "begins with a byte-order mark", Mend: "save it as UTF-8 without one"}
	case !utf8.Valid(data):
		return &Error{ID: NotUTF8, File: r.file, What: "is not UTF-8", Mend: anew}
	}
	return nil
}

// A member is what an object may have. Members stand in the order of a list.
type member struct {
	name     string
	optional bool
	read     func() error
}

// object reads an object with these members.
func (r *reader) object(members ...member) error {
	if err := r.enter('{'); err != nil {
		return err
	}
	next := 0
	for r.decoder.PeekKind() != '}' {
		name, err := r.name()
		if err != nil {
			return err
		}
		at := slices.IndexFunc(members, func(m member) bool { return m.name == name })
		if at < 0 {
			return r.stranger(name, members)
		}
		if at < next {
			return r.fault(MemberOrder, "stands after "+quote(members[next-1].name)+", and belongs before it", anew)
		}
		if early := required(members[next:at]); early != "" {
			return r.fault(MemberOrder, "stands before "+quote(early)+", or that is missing", anew)
		}
		if err := members[at].read(); err != nil {
			return err
		}
		next = at + 1
	}
	if err := r.leave(); err != nil {
		return err
	}
	if lacking := required(members[next:]); lacking != "" {
		return r.fault(MissingMember, "has no member "+quote(lacking), anew)
	}
	return nil
}

// required is the first name in a list that must be there, or "".
func required(members []member) string {
	for _, m := range members {
		if !m.optional {
			return m.name
		}
	}
	return ""
}

// stranger refuses a member that has no business here.
func (r *reader) stranger(name string, members []member) error {
	for _, m := range members {
		if strings.EqualFold(m.name, name) {
			return r.fault(OtherCase, "is not written "+quote(m.name), anew)
		}
	}
	return r.fault(ExtraMember, "is no member of this format", "do not use the file: have it made again")
}

// objects reads an array of 1 to MaxMessages objects; each reads the i-th.
func (r *reader) objects(each func(i int) error) error {
	if err := r.enter('['); err != nil {
		return err
	}
	i := 0
	for ; r.decoder.PeekKind() != ']'; i++ {
		if i == MaxMessages {
			return tooMany(r.file)
		}
		if err := each(i); err != nil {
			return err
		}
	}
	if i == 0 {
		return r.fault(NoMessages, "has no message", anew)
	}
	return r.leave()
}

func (r *reader) enter(bracket jsontext.Kind) error {
	if r.decoder.PeekKind() != bracket {
		return r.mismatch(bracket)
	}
	_, err := r.decoder.ReadToken()
	return r.syntax(err)
}

func (r *reader) leave() error {
	_, err := r.decoder.ReadToken()
	return r.syntax(err)
}

// name reads a member's name.
func (r *reader) name() (string, error) {
	raw, err := r.decoder.ReadValue()
	if err != nil {
		return "", r.syntax(err)
	}
	return r.unquote(raw)
}

// text reads a string.
func (r *reader) text() (string, error) {
	if r.decoder.PeekKind() != '"' {
		return "", r.mismatch('"')
	}
	raw, err := r.decoder.ReadValue()
	if err != nil {
		return "", r.syntax(err)
	}
	return r.unquote(raw)
}

// unquote reads a string that is written with no more escapes than it needs.
func (r *reader) unquote(raw []byte) (string, error) {
	text, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return "", r.fault(Spelling, "is not a text", anew)
	}
	again, err := jsontext.AppendQuote(nil, text)
	if err != nil || !bytes.Equal(again, raw) {
		return "", r.fault(Spelling, "is written with escapes that it does not need", anew)
	}
	return string(text), nil
}

var kindNames = map[jsontext.Kind]string{
	'n': "null", 't': "a boolean", 'f': "a boolean",
	'"': "a string", '0': "a number", '{': "an object", '[': "an array",
}

// mismatch refuses the next value, which is not of the kind that is wanted.
func (r *reader) mismatch(want jsontext.Kind) error {
	token, err := r.decoder.ReadToken()
	if err != nil {
		return r.syntax(err)
	}
	return r.fault(WrongType, fmt.Sprintf("is %s, expected %s", kindNames[token.Kind()], kindNames[want]), anew)
}

// fault is an error about what was read last.
func (r *reader) fault(id ID, what, mend string) error {
	return &Error{ID: id, File: r.file, Path: pointer(string(r.decoder.StackPointer())), What: what, Mend: mend}
}

// bad is an error about the value that was read last, for which err says more.
func (r *reader) bad(id ID, err error) error {
	return &Error{ID: id, File: r.file, Path: pointer(string(r.decoder.StackPointer())), What: "is refused: " + err.Error(), err: err}
}

// syntax makes an error of the decoder's.
func (r *reader) syntax(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &Error{ID: CutShort, File: r.file, What: "is cut short: its JSON has no end", Mend: anew, err: io.ErrUnexpectedEOF}
	}
	e := &Error{ID: NotJSON, File: r.file, What: "is not JSON", Mend: anew}
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		e.Path = pointer(string(syntactic.JSONPointer))
		e.What = fmt.Sprintf("is not JSON at byte %d", syntactic.ByteOffset)
		if errors.Is(err, jsontext.ErrDuplicateName) {
			e.ID, e.What = DuplicateMember, "stands twice in its object"
		}
	}
	return e
}
