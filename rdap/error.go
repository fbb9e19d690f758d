package rdap

import (
	"fmt"
	"strings"
	"unicode"
)

// An ErrorObject is a registry's answer that there is no record: an RDAP error
// response (RFC 9083 section 6), or the same said in whois, with Code set to
// the HTTP status that RDAP would have.
type ErrorObject struct {
	Code        int // an HTTP status, such as 404
	Title       string
	Description []string
}

func (e *ErrorObject) Error() string {
	words := []string{fmt.Sprintf("the registry answers with error %d", e.Code)}
	for _, text := range append([]string{e.Title}, e.Description...) {
		if text = strings.TrimSpace(text); text != "" && len(words) < 4 {
			words = append(words, clip(text))
		}
	}
	return strings.Join(words, ": ")
}

// A SyntaxError says what is wrong with the form of a record, and where.
type SyntaxError struct {
	Path string // a JSON pointer (RFC 6901), "line 12", or "" for the whole
	What string // to be read after Path

	err error
}

func (e *SyntaxError) Error() string {
	if e.Path == "" {
		return "the record " + e.What
	}
	return "the record is malformed: " + e.Path + " " + e.What
}

// Unwrap returns [io.ErrUnexpectedEOF] for a record in JSON that is cut short,
// and nil for every other error.
func (e *SyntaxError) Unwrap() error { return e.err }

// A ClassError is a sound record of something else than an autonomous system
// or a network.
type ClassError struct {
	Got string // the object class, such as "entity", or "" if it has none
}

func (e *ClassError) Error() string {
	if e.Got == "" {
		return "the record has no object class: expected an autnum or an ip network"
	}
	return fmt.Sprintf("the record is of class %q, expected an autnum or an ip network", clip(e.Got))
}

// A BoundError is a record that is larger than any that is read.
type BoundError struct {
	What string // what there is too much of: "bytes", "entities"
	Most int    // how many are read
}

func (e *BoundError) Error() string {
	return fmt.Sprintf("the record has more than the %d %s that are read", e.Most, e.What)
}

// quote shows a text that a record holds.
func quote(s string) string { return `"` + clip(s) + `"` }

// clip is as much as an error repeats of what a record says of itself: a few
// words, and nothing that a terminal would act on.
func clip(s string) string {
	const longest = 80 // characters
	var out strings.Builder
	n := 0
	for _, r := range s {
		if n == longest {
			out.WriteString("…")
			break
		}
		if !unicode.IsPrint(r) {
			r = '?'
		}
		out.WriteRune(r)
		n++
	}
	return out.String()
}
