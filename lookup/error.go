package lookup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/problem"
)

// An Error is why a lookup got no answer. [errors.Is] finds its Kind and what
// it was caused by, and [errors.As] a [*problem.Problem] that says the same.
type Error struct {
	Kind   problem.ID
	URL    string   // the last one asked; "" if none was
	Chain  []string // every URL asked, in order
	Status int      // HTTP's, or an RDAP error's in its place; 0 if no answer came whole
	Detail string   // what was seen, in words; may be ""
	Fix    string   // what to do about it; "" is what helps with most of its kind
	Err    error    `json:"-"` // the cause; may be nil
	Body   []byte   // the answer exactly as it came, if it is an RDAP error; else nil

	// RetryAfter is how long the server wants to be left alone, at most 24
	// hours; HasRetryAfter, whether it said so.
	RetryAfter    time.Duration
	HasRetryAfter bool

	// Database is what the registry's own database says although RDAP gave no
	// answer: see Database of [Answer]. It is nil if it was not asked.
	Database *Reading
}

func (e *Error) Error() string {
	text := e.what()
	if e.URL != "" {
		text = clip(e.URL) + ": " + text
	}
	if fix := e.fix(); fix != "" {
		text += "; " + fix
	}
	return text
}

// what says the kind in words, and what was seen.
func (e *Error) what() string {
	what := sayings[e.Kind].what
	if what == "" {
		what = e.Kind.Error()
	}
	if e.Status != 0 && e.Status != 200 {
		what += fmt.Sprintf(" (status %d)", e.Status)
	}
	switch {
	case e.Detail != "":
		what += ": " + e.Detail
	case e.Err != nil && e.Err != context.Canceled && e.Err != context.DeadlineExceeded:
		what += ": " + clip(e.Err.Error())
	}
	return what
}

func (e *Error) fix() string {
	switch {
	case e.HasRetryAfter:
		return fmt.Sprintf("try again in %s", e.RetryAfter.Round(time.Second))
	case e.Fix != "":
		return e.Fix
	}
	return sayings[e.Kind].fix
}

// Unwrap returns the problem that it is, and the cause.
func (e *Error) Unwrap() []error {
	wrapped := []error{&problem.Problem{ID: e.Kind, Seen: e.URL, What: e.what(), Fix: e.fix()}}
	if e.Err != nil {
		wrapped = append(wrapped, e.Err)
	}
	return wrapped
}

// Absent says whether the error is a definite "it is not there". Only
// [NotFound] is: a 404 that is empty or from an RDAP server. A web page with that
// status says that the URL is wrong, and is [NotRDAP]. Everything else means
// "could not find out".
func (e *Error) Absent() bool { return e.Kind == NotFound }

// Temporary says whether the same lookup may succeed when it is made again.
func (e *Error) Temporary() bool {
	switch e.Kind {
	case RateLimited, ServerFailure, Timeout, Connection:
		return true
	}
	notIt := []problem.ID{NotRDAP, NotROA, NotDatabase, NotLookingGlass}
	return slices.Contains(notIt, e.Kind) && errors.Is(e.Err, io.ErrUnexpectedEOF) // cut short
}

// beyondWaiting says whether the same lookup will always fail.
func (e *Error) beyondWaiting() bool {
	return e.Kind == NoServer || e.Kind == NotPublic || e.Kind == Misuse
}

// Ended is the error for a context that has ended: [Timeout], or [Cancelled]. It
// wraps the context's error and its cause.
func Ended(ctx context.Context) *Error {
	e := &Error{Kind: Timeout, Err: ctx.Err()}
	if errors.Is(e.Err, context.Canceled) {
		e.Kind = Cancelled
	}
	if cause := context.Cause(ctx); !errors.Is(cause, e.Err) {
		e.Err = &causedError{cause, ctx.Err()}
	}
	return e
}

// A causedError is the end of a context by the caller's own cause.
type causedError struct {
	cause, end error
}

func (e *causedError) Error() string   { return e.cause.Error() }
func (e *causedError) Unwrap() []error { return []error{e.cause, e.end} }

// clip is as much as an error repeats of what a server says: a sentence or two,
// and nothing that a terminal would act on.
func clip(s string) string {
	return problem.Clip(strings.Join(strings.Fields(s), " "), 200)
}
