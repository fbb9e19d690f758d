package rdap

import (
	"strings"

	"github.com/byoasn/byoasn/registry"
)

// A comment is what the server or the client says beside the objects.
type comment struct {
	text string // without what marks it as a comment
	line int    // where it stands, from 1
}

// omissions are the signs that the server, or a paste, left out more than
// contacts. RIPE NCC's "this output has been filtered" alone is about contacts.
func (a *whoisAnswer) omissions(subject *whoisObject, whose registry.Registry) []string {
	var signs []string
	for _, comment := range a.comments {
		words := strings.ToLower(comment.text)
		if strings.Contains(words, "only primary keys") || // RIPE NCC, query flag -K
			strings.Contains(words, "reduced information") { // LACNIC, query rate limit exceeded
			signs = append(signs, comment.text)
		}
	}
	if subject.first("source") == "" && whose.Rule().EndsInSource {
		signs = append(signs, "the object has no source attribute, which is its last: it is cut short")
	}
	return signs
}
