package rdap

import (
	"strconv"
	"strings"
)

// noMatch is how ARIN says that it has nothing.
const noMatch = "No match found for "

// explainMissing says what an answer without a record is.
func (a *whoisAnswer) explainMissing() error {
	for i, comment := range a.comments {
		if failure := failureOf(comment.text); failure != nil {
			failure.Description = paragraph(a.comments[i:])
			return failure
		}
	}
	if len(a.objects) > 0 {
		return &ClassError{Got: a.objects[0].class()}
	}
	return &SyntaxError{What: "has comments only, and no object"}
}

// paragraph returns the comments that stand on the lines right after the first.
func paragraph(comments []comment) []string {
	var lines []string
	for i, comment := range comments[1:] {
		if comment.line != comments[i].line+1 {
			break
		}
		if comment.text != "" {
			lines = append(lines, comment.text)
		}
	}
	return lines
}

// failureOf reads a comment that says why there is no record, or returns nil.
func failureOf(comment string) *ErrorObject {
	if rest, found := strings.CutPrefix(comment, "ERROR:"); found {
		digits, title, _ := strings.Cut(rest, ":")
		if number, err := strconv.Atoi(digits); err == nil {
			return &ErrorObject{Code: statusOf(number), Title: strings.TrimSpace(title)}
		}
	}
	for _, f := range failures {
		if strings.HasPrefix(strings.ToLower(comment), f.start) {
			return &ErrorObject{Code: f.code, Title: comment}
		}
	}
	return nil
}

// HTTP's status codes (RFC 9110 section 15), which RDAP's errors have for a
// code. net/http knows them too, and would link a network into this package.
const (
	statusBadRequest  = 400
	statusForbidden   = 403
	statusNotFound    = 404
	statusTooMany     = 429
	statusUnavailable = 503
)

// failures are how servers begin to say so without a number, in lower case.
var failures = []struct {
	start string
	code  int
}{
	{"no match", statusNotFound},                 // ARIN, LACNIC
	{"no entries found", statusNotFound},         // IRRd
	{"query rate limit exceeded", statusTooMany}, // LACNIC
	{"permission denied", statusForbidden},       // LACNIC
}

// statusOf gives the HTTP status of an error number of the RIPE Database, whose
// software APNIC and AFRINIC run too ("RIPE Database Query Error Messages").
func statusOf(number int) int {
	switch {
	case number == 101: // no entries found
		return statusNotFound
	case number == 201, number == 202, number == 306: // too many queries, objects, connections
		return statusTooMany
	case number == 203: // not allowed to act as a proxy
		return statusForbidden
	case number == 100, number >= 300 && number < 400: // internal error, connection closed
		return statusUnavailable
	}
	return statusBadRequest
}
