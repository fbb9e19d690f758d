package lookup

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode"
)

// An Error is why a lookup got no answer. [errors.Is] finds its Kind and what
// it was caused by.
type Error struct {
	Kind   Kind
	URL    string   // the last one asked; "" if none was
	Chain  []string // every URL asked, in order
	Status int      // HTTP's, or an RDAP error's in its place; 0 if no answer came whole
	Detail string   // what was seen, in words; may be ""
	Err    error    // the cause; may be nil

	// RetryAfter is how long the server wants to be left alone, at most 24
	// hours; HasRetryAfter, whether it said so.
	RetryAfter    time.Duration
	HasRetryAfter bool

	meant bool // a 404 that an RDAP server can have meant
	roa   bool // the lookup was of a ROA's state
}

// newError is an error at the point that a chain of requests has reached.
func newError(kind Kind, chain []string, detail string, err error) *Error {
	e := &Error{Kind: kind, Chain: chain, Detail: detail, Err: err}
	if len(chain) > 0 {
		e.URL = chain[len(chain)-1]
	}
	return e
}

func (e *Error) Error() string {
	var b strings.Builder
	if e.URL != "" {
		b.WriteString(clip(e.URL) + ": ")
	}
	b.WriteString(e.Kind.Error())
	if e.Status != 0 && e.Status != http.StatusOK {
		fmt.Fprintf(&b, " (status %d)", e.Status)
	}
	switch {
	case e.Detail != "":
		b.WriteString(": " + e.Detail)
	case e.Err != nil:
		b.WriteString(": " + clip(e.Err.Error()))
	}
	if mend := e.mend(); mend != "" {
		b.WriteString("; " + mend)
	}
	return b.String()
}

func (e *Error) mend() string {
	switch {
	case e.HasRetryAfter:
		return fmt.Sprintf("try again in %s", e.RetryAfter.Round(time.Second))
	case e.roa && (e.Kind == TooLarge || e.Kind == Redirect || e.Kind == WrongObject):
		return sayings[NotROA].mend // theirs is RDAP's
	}
	return sayings[e.Kind].mend
}

// Unwrap returns the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// Absent says whether the error is a definite "it is not there". Only a 404 is,
// and only one that is empty or from an RDAP server: a web page with that status
// says that the URL is wrong. Everything else means "could not find out".
func (e *Error) Absent() bool { return e.Kind == NotFound && e.meant }

// Temporary says whether the same lookup may succeed when it is made again.
func (e *Error) Temporary() bool {
	switch e.Kind {
	case RateLimited, ServerFailure, Timeout, Connection:
		return true
	}
	return (e.Kind == NotRDAP || e.Kind == NotROA) && errors.Is(e.Err, io.ErrUnexpectedEOF) // cut short
}

// clip is as much as an error repeats of what a server says: a sentence or
// two, and nothing that a terminal would act on.
func clip(s string) string {
	const longest = 200 // characters
	var out strings.Builder
	n := 0
	for _, r := range s {
		if n == longest {
			return out.String() + "…"
		}
		if !unicode.IsPrint(r) {
			r = ' '
		}
		out.WriteRune(r)
		n++
	}
	return out.String()
}
