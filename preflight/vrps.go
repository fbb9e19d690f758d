package preflight

import (
	"fmt"
	"strings"
	"time"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// outdated says why the ROAs that were given cannot be relied on, or "".
func (e *Evidence) outdated() string {
	if e.ROAs == nil || len(e.known()) == 0 || e.ROAs.Generated.IsZero() {
		return ""
	}
	made, read := e.ROAs.Generated, e.ROAs.Read
	if read.IsZero() {
		read = e.Now
	}
	switch age := read.Sub(made); {
	case read.IsZero():
		return fmt.Sprintf("The validated ROAs are of %s, and no time was given to judge for.", timeText(made))
	case age > oldest:
		return fmt.Sprintf("The validated ROAs are of %s, more than a day before they were read: what changed since is not in them.", timeText(made))
	case age < -skew:
		return fmt.Sprintf("The validated ROAs are of %s, which is to come: one of the clocks is wrong.", timeText(made))
	}
	return ""
}

// ageless is said of a file that does not tell how old it is.
const ageless = "it does not tell when it was made, and may be old"

// unsure says why a ROA that was not found may be there all the same, or "".
func (e *Evidence) unsure() string {
	why := e.ROAs.Missing(e.signsROAs())
	if e.ROAs.Generated.IsZero() {
		why = strings.TrimPrefix(why+"; "+ageless, "; ")
	}
	return why
}

// signsROAs is the registry that signs ROAs for the range, as far as is known:
// by the ROAs that cover it, or its record.
func (e *Evidence) signsROAs() string {
	for _, v := range e.known() {
		if name := v.Registry(); name != "" {
			return name
		}
	}
	if e.isRange() && e.Record != nil {
		return string(e.Record.Registry)
	}
	return ""
}

func timeText(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// describeRoutes says the states of routes of one prefix, and what covers or did
// cover it.
func describeRoutes(routes ...roa.Validity) string {
	if len(routes) == 0 {
		return ""
	}
	var words []string
	for _, v := range routes {
		words = append(words, fmt.Sprintf("AS%s: %s", v.Origin, v.State))
	}
	covered := "no ROA covers it"
	if v := routes[0]; len(v.Covering) > 0 {
		covered = "covered by " + listVRPs(v.Covering)
	}
	if v := routes[0]; len(v.Ended) > 0 {
		covered += ", no more by " + listVRPs(v.Ended)
	}
	return strings.Join(append(words, covered), "; ")
}

func listVRPs(vrps []roa.VRP) string {
	var list []string
	const most = 4
	for i, vrp := range vrps {
		if i == most {
			list = append(list, fmt.Sprintf("and %d more", len(vrps)-most))
			break
		}
		text := vrp.String()
		if !vrp.Expires.IsZero() {
			text += " until " + timeText(vrp.Expires)
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

// sourced adds where the ROAs were read.
func (e *Evidence) sourced(seen string) string {
	x := e.ROAs
	if x == nil || x.Name == "" {
		return seen
	}
	seen = strings.TrimSpace(seen + " (" + x.Name)
	switch {
	case !x.Generated.IsZero():
		seen += ", of " + timeText(x.Generated)
	case x.Entries > 0:
		seen += ", of unknown age"
	}
	return seen + ")"
}

func asList(numbers []resource.ASN) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = "AS" + n.String()
	}
	return strings.Join(words, " and ")
}
