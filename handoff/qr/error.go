package qr

import (
	"fmt"
	"strconv"
	"strings"
)

// An ID names a kind of [Error]. Its values are stable.
type ID string

// The kinds of error.
const (
	TooLarge     ID = "too-large"     // for codes, or for the reader
	TooNarrow    ID = "too-narrow"    // a terminal
	NoCode       ID = "no-code"       // nothing that is a code
	NotACode     ID = "not-a-code"    // a text that is no code of ours
	LaterVersion ID = "later-version" // made by a later version of this package
	Damaged      ID = "damaged"       // a code whose check is wrong
	TwoFiles     ID = "two-files"     // codes of more than one file
	Conflict     ID = "conflict"      // the same code with two contents
	Missing      ID = "missing"       // codes that were not given
	BadFile      ID = "bad-file"      // the codes do not make the file they name
)

// An Error says why there are no codes for a file, or no file in codes.
type Error struct {
	ID      ID
	Missing []int // for [Missing]: the numbers of the codes that are wanting
	Count   int   // for Missing: how many codes the file has
	What    string
}

func (e *Error) Error() string { return e.What }

// fail makes an error.
func fail(id ID, format string, args ...any) *Error {
	return &Error{ID: id, What: fmt.Sprintf(format, args...)}
}

// missing names the codes that were not given.
func missing(numbers []int, count int) *Error {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	verb, noun := "is", "code"
	if len(numbers) > 1 {
		verb, noun = "are", "codes"
	}
	return &Error{ID: Missing, Missing: numbers, Count: count,
		What: fmt.Sprintf("%s %s of %d %s missing: scan the rest, in any order", noun, strings.Join(words, ", "), count, verb)}
}

// quote shows the beginning of a text, and whatever is in it.
func quote(s string) string {
	const most = 40
	if len(s) > most {
		return strconv.QuoteToASCII(s[:most]) + "…"
	}
	return strconv.QuoteToASCII(s)
}
