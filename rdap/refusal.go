package rdap

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
)

// An ErrorObject is a registry's answer that there is no record: an RDAP error
// response (RFC 9083 section 6), or the same said in whois or REST, with Code set
// to the HTTP status that RDAP would have.
type ErrorObject struct {
	Source      Source // the form in which it was said; RPSL for all whois
	Code        int    // an HTTP status, such as 404; 0 if the answer names none
	Title       string
	Description []string
}

// Absent says whether the registry has no record of what was asked for: a
// definite answer, where every other is none.
func (e *ErrorObject) Absent() bool { return e.Code == statusNotFound }

// Limited says whether the registry was asked too often.
func (e *ErrorObject) Limited() bool { return e.Code == statusTooMany }

func (e *ErrorObject) Error() string {
	words := []string{fmt.Sprintf("the registry answers with error %d", e.Code)}
	if e.Code == 0 {
		words[0] = "the registry answers with an error"
	}
	for _, text := range append([]string{e.Title}, e.Description...) {
		if text = strings.TrimSpace(text); text != "" && len(words) < 4 {
			words = append(words, problem.Clip(text, problem.MaxShown))
		}
	}
	return strings.Join(words, ": ")
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

// noMatch is how ARIN says that it has nothing.
const noMatch = "No match found for "

// explainMissing says what an answer without a record is.
func (a *whoisAnswer) explainMissing() error {
	if failure := a.failure(); failure != nil {
		if a.source == REST {
			failure.Source = REST
		}
		return failure
	}
	if len(a.objects) > 0 {
		return a.otherClass()
	}
	return &problem.Problem{ID: NoObject, Field: "the record", What: "has comments only, and no object"}
}

// otherClass says which objects there are instead.
func (a *whoisAnswer) otherClass() error {
	o := a.objects[0]
	for _, candidate := range a.objects {
		if begins(candidate.class()) {
			o = candidate
			break
		}
	}
	p := &problem.Problem{ID: OtherClass, Field: "the record", What: "has an object of class " + problem.Quote(o.class()) + ", which carries no certificate",
		Fix: "give the answer about the AS number or range itself: an aut-num, inetnum, inet6num, ASNumber or NetRange"}
	if source := o.routing(); source != "" {
		p.What += "; it is of the routing registry " + problem.Clip(source, problem.MaxShown)
	}
	return p
}

// failure is what the comments say of why there is no record, or nil.
func (a *whoisAnswer) failure() *ErrorObject {
	if len(a.candidates) > 0 {
		return nil
	}
	for i, comment := range a.comments {
		if failure := failureOf(comment.text); failure != nil {
			failure.Description = following(a.comments[i:])
			if failure.Absent() && !a.isRegistrys(comment.text, failure.Description) {
				failure.Code = 0
			}
			return failure
		}
	}
	return nil
}

// isRegistrys says whether an answer that there is nothing is a registry's own.
// Servers of domains and routing registries say the same of what they never had.
func (a *whoisAnswer) isRegistrys(said string, rest []string) bool {
	for _, line := range rest {
		if _, source, found := strings.Cut(strings.TrimRight(line, "."), "No entries found in source "); found {
			return registry.Of(registry.Source, source) != ""
		}
	}
	return strings.HasPrefix(said, "ERROR:") || strings.HasPrefix(said, noMatch) ||
		slices.ContainsFunc(a.comments, func(c comment) bool { return registry.Of(registry.Banner, c.text) != "" })
}

// following returns the comments that stand on the lines right after the first.
func following(comments []comment) []string {
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
			return &ErrorObject{Source: RPSL, Code: statusOf(number), Title: strings.TrimSpace(title)}
		}
	}
	for _, f := range failures {
		if strings.HasPrefix(strings.ToLower(comment), f.start) {
			return &ErrorObject{Source: RPSL, Code: f.code, Title: comment}
		}
	}
	return nil
}

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
