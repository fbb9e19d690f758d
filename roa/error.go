package roa

import (
	"fmt"
	"strings"
	"unicode"
)

// A SyntaxError says what is wrong with a file of VRPs, and where.
type SyntaxError struct {
	Path string // a JSON pointer (RFC 6901), "line 12", or "" for the whole
	What string // to be read after Path

	err error
}

func (e *SyntaxError) Error() string {
	if e.Path == "" {
		return "the file of VRPs " + e.What
	}
	return "the file of VRPs is malformed: " + e.Path + " " + e.What
}

// Unwrap returns [io.ErrUnexpectedEOF] for a file that is cut short where that
// can be told, and nil for every other error.
func (e *SyntaxError) Unwrap() error { return e.err }

// A BoundError is a file that is larger than any that is read.
type BoundError struct {
	Path string // where, as in [SyntaxError]
	What string // what there is too much of: "bytes", "levels of nesting"
	Most int    // how many are read
}

func (e *BoundError) Error() string {
	where := "the file of VRPs"
	if e.Path != "" {
		where += ": " + e.Path
	}
	return fmt.Sprintf("%s has more than the %d %s that are read", where, e.Most, e.What)
}

// quote shows a text of the file.
func quote[T string | []byte](s T) string { return `"` + clip(string(s)) + `"` }

// clip is as much as an error repeats of a file: a few words, and nothing that
// a terminal would act on.
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
