package main

import (
	"fmt"
	"regexp"
	"strings"
)

// A rule is a word or turn that is not used, and what is said instead. CONTRIBUTING.md
// has the words that are.
type rule struct {
	not     *regexp.Regexp
	instead string
}

var rules = []rule{
	{word(`mend(s|ed|ing)?`), "fix"},
	{word(`gotten|could not be got`), "could not be fetched"},
	{word(`whosever`), "whoever's"},
	{word(`once more`), "repeat, or again"},
	{word(`feigns?`), "pretends to be"},
	{word(`none of IANA's special`), "say what it is: reserved, private, for documentation"},
	{word(`alone (?:can|will) be told|can be told with`), "say who can do what with what"},
	{word(`it is asked for on the secure`), "say who will ask for it, and where"},
	{word(`\S+ is no (?:command|time|date|day|number|file|folder|directory|message|range|object|flag|certificate|key|record|signature|page|answer|request|response|JSON|URL|list|name|ASN)\b`), `"is not a …"`},
	{word(`strconv|context canceled|context deadline|unknown unit|unmarshal|nil pointer|invalid syntax`), "plain words, not those of Go's libraries"},
	{word(`exchanged`), "swapped"},
	{word(`[Pp]re flight`), "pre-flight"},
	{word(`IP block|netblock|[Pp]refix range`), "range"},
	{word(`autnum record|AS record`), "the AS number's own object"},
}

func word(pattern string) *regexp.Regexp { return regexp.MustCompile(`\b(?:` + pattern + `)\b`) }

// wrong says which word a sentence should not have, or "".
func (s sentence) wrong() string {
	for _, r := range rules {
		for _, found := range r.not.FindAllString(s.text, -1) {
			if strings.HasPrefix(strings.ToLower(found), "there is no ") {
				continue
			}
			return fmt.Sprintf("%q: %s", found, r.instead)
		}
	}
	return ""
}
