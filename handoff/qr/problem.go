package qr

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// What is wrong, where a caller may do something about it at once.
const (
	TooNarrow  problem.ID = "too-narrow" // a terminal
	Incomplete problem.ID = "missing"    // codes were not given: see [Missing]
)

// What else is wrong.
const (
	tooLarge     problem.ID = "too-large"     // for codes, or for the reader
	noCode       problem.ID = "no-code"       // nothing that is a code
	notACode     problem.ID = "not-a-code"    // a text that is no code of ours
	laterVersion problem.ID = "later-version" // made by a later version of this package
	damaged      problem.ID = "damaged"       // a code whose check is wrong
	twoFiles     problem.ID = "two-files"     // codes of more than one file
	conflict     problem.ID = "conflict"      // the same code with two contents
	badFile      problem.ID = "bad-file"      // the codes do not make the file they name
)

// IDs returns every ID that the problems of this package have.
func IDs() []problem.ID {
	return []problem.ID{tooLarge, TooNarrow, noCode, notACode, laterVersion, damaged, twoFiles, conflict, Incomplete, badFile}
}

// fail makes a problem.
func fail(id problem.ID, fix, what string, args ...any) *problem.Problem {
	return &problem.Problem{ID: id, What: fmt.Sprintf(what, args...), Fix: fix}
}

// incomplete names the codes that were not given.
func incomplete(numbers []int, count int) *problem.Problem {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	verb, noun := "is", "code"
	if len(numbers) > 1 {
		verb, noun = "are", "codes"
	}
	return fail(Incomplete, "scan the rest, in any order", "%s %s of %d %s missing", noun, strings.Join(words, ", "), count, verb)
}

// quote shows the beginning of a text, and whatever is in it.
func quote(s string) string {
	const most = 40
	if len(s) > most && problem.Secret(s) == "" {
		return problem.Quote(s[:most]) + "…"
	}
	return problem.Quote(s)
}
