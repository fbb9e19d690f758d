package problem

import (
	"encoding/json"
	"errors"
	"strings"
)

// An ID names a kind of problem: lower-case words with hyphens, such as
// "expiry-past". Its values are stable. It is an error so that errors.Is finds
// it in a [Problem], a [List], or whatever wraps one.
type ID string

// NoTime is the problem of whatever needs the time now and was given the zero time:
// nothing is judged by a clock that nobody set.
const NoTime ID = "no-time"

// Error returns the ID itself.
func (id ID) Error() string { return string(id) }

// A Problem is one thing that is wrong with a text, a file or an answer. Only
// ID and What are always there.
type Problem struct {
	ID    ID     `json:"id"`
	Field string `json:"field,omitempty"` // which part of the input: "expiry", "signature", "the private key"
	Path  string `json:"path,omitempty"`  // where in a file: a JSON pointer (RFC 6901), or "line 12"
	Start int    `json:"start,omitempty"` // the bytes of the input it is about, [Start, End);
	End   int    `json:"end,omitempty"`   // both 0 if they are not known
	Seen  string `json:"seen,omitempty"`  // the text it is about, as it was given
	What  string `json:"what"`            // what is wrong, to be read after Field, Path and Seen
	Fix   string `json:"fix,omitempty"`   // what to do about it
	Minor bool   `json:"minor,omitempty"` // a risk, not a refusal

	Err error `json:"-"` // the cause, if there is one; its text is not repeated
}

// Error says the field, the place, what was seen, what is wrong and the fix, on
// one line.
func (p *Problem) Error() string {
	text := p.Sentence()
	if p.Fix != "" {
		text += "; " + p.Fix
	}
	return text
}

// Sentence is the same without the fix.
func (p *Problem) Sentence() string {
	words := make([]string, 0, 4)
	for _, word := range []string{p.Field, p.Path} {
		if word != "" {
			words = append(words, word)
		}
	}
	if p.Seen != "" {
		words = append(words, Quote(p.Seen))
	}
	return strings.Join(append(words, p.What), " ")
}

// Is says whether target is the problem's ID.
func (p *Problem) Is(target error) bool {
	id, ok := target.(ID)
	return ok && id == p.ID
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// MarshalJSON writes the problem with what was seen as [Clip] shows it, so that
// a secret given in the place of something else is not in the output.
func (p *Problem) MarshalJSON() ([]byte, error) {
	type plain Problem
	shown := plain(*p)
	shown.Seen = Clip(p.Seen, MaxShown)
	return json.Marshal(shown)
}

// A List is an error that holds everything that is wrong with one input, in the
// order of the text.
type List struct {
	Problems []*Problem `json:"problems"`
	Meant    string     `json:"meant,omitempty"` // the text that was probably meant
}

func (l *List) Error() string {
	lines := make([]string, len(l.Problems))
	for i, p := range l.Problems {
		lines[i] = p.Error()
	}
	text := strings.Join(lines, "; also, ")
	if l.Meant != "" {
		text += "; probably meant: " + l.Meant
	}
	return text
}

// Unwrap returns the problems.
func (l *List) Unwrap() []error {
	errs := make([]error, len(l.Problems))
	for i, p := range l.Problems {
		errs[i] = p
	}
	return errs
}

// All returns every problem in err, in order: those of a [List], one that is
// wrapped, or none.
func All(err error) []*Problem {
	if list, ok := errors.AsType[*List](err); ok {
		return list.Problems
	}
	if p, ok := errors.AsType[*Problem](err); ok {
		return []*Problem{p}
	}
	return nil
}
