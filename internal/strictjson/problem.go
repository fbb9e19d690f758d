package strictjson

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/byoasn/byoasn/problem"
)

// What a text is refused for. The values are stable: they are the public IDs
// of the packages that read with this one.
const (
	TooLarge        problem.ID = "too-large" // or too deep
	ByteOrderMark   problem.ID = "byte-order-mark"
	NotUTF8         problem.ID = "not-utf-8"
	NotJSON         problem.ID = "not-json"
	CutShort        problem.ID = "cut-short" // wraps io.ErrUnexpectedEOF
	TrailingData    problem.ID = "trailing-data"
	DuplicateMember problem.ID = "duplicate-member"
	OtherCase       problem.ID = "other-case" // a member's name in other letters
	WrongType       problem.ID = "wrong-type" // null too
	BadValue        problem.ID = "bad-value"
	Spelling        problem.ID = "spelling" // escapes where none are needed
)

// Fault is a problem with what was read last: a value, a member's name, or the
// object or array that has just ended. An empty fix is that of the [Options].
func (r *Reader) Fault(id problem.ID, what, fix string) *problem.Problem {
	p := r.whole(id, what)
	p.Path = shown(r.decoder.StackPointer())
	p.Start, p.End = r.start, r.end
	if fix != "" {
		p.Fix = fix
	}
	return p
}

// whole is a problem with the whole text.
func (r *Reader) whole(id problem.ID, what string) *problem.Problem {
	return &problem.Problem{ID: id, Field: r.options.Field, What: what, Fix: r.options.Fix}
}

// shown is a pointer as an error repeats it: the names in it are from the text.
func shown(pointer jsontext.Pointer) string {
	return problem.Clip(string(pointer), problem.MaxShown)
}

var kinds = map[jsontext.Kind]string{
	'n': "null", 't': "a boolean", 'f': "a boolean",
	'"': "a string", '0': "a number", '{': "an object", '[': "an array",
}

// mismatch refuses the next value, which is not of the kind that is wanted.
func (r *Reader) mismatch(want jsontext.Kind) error {
	got := r.Kind()
	var err error
	if got == '{' || got == '[' {
		err = r.leave()
	} else {
		_, err = r.value()
	}
	if err != nil {
		return err
	}
	return r.Fault(WrongType, fmt.Sprintf("is %s, expected %s", kinds[got], kinds[want]), "")
}

// syntax makes a problem of the decoder's error.
func (r *Reader) syntax(err error) error {
	if err == nil {
		return nil
	}
	if !utf8.Valid(r.data) {
		return r.invalid(NotUTF8, err)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		p := r.whole(CutShort, "is cut short: its JSON has no end")
		p.Err = io.ErrUnexpectedEOF
		return p
	}
	return r.invalid(NotJSON, err)
}

// invalid says where a text stops being JSON, and why.
func (r *Reader) invalid(id problem.ID, err error) error {
	p := r.whole(id, "is not JSON")
	syntactic, ok := errors.AsType[*jsontext.SyntacticError](err)
	if !ok {
		return p
	}
	p.Path, p.Start = shown(syntactic.JSONPointer), int(syntactic.ByteOffset)
	p.End = min(p.Start+1, len(r.data))
	why, _, _ := strings.Cut(strings.TrimPrefix(syntactic.Err.Error(), "jsontext: "), " (expecting")
	p.What = fmt.Sprintf("is not JSON at byte %d: %s", p.Start, problem.Clip(why, problem.MaxShown))
	if errors.Is(err, jsontext.ErrDuplicateName) {
		p.ID, p.What = DuplicateMember, "stands twice in its object"
	}
	return p
}
