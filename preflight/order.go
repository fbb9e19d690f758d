package preflight

import (
	"fmt"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// An ordered report has its checks in the order of what a reader wants to know
// first.
type ordered struct {
	wrong  []Check // what fails, then what is unknown and decides, then warnings
	passed []Check
	idle   []Check // that were not made
}

func (report *Report) ordered() (o ordered) {
	for _, verdict := range []Verdict{Fail, Unknown, Warn} {
		for _, c := range report.Checks {
			if c.Verdict == verdict && !c.aside() {
				if slices.Contains(report.Steps, c.Fix) {
					c.Fix = "" // said already
				}
				o.wrong = append(o.wrong, c)
			}
		}
	}
	for _, c := range report.Checks {
		switch {
		case c.aside():
			o.idle = append(o.idle, c)
		case c.Verdict == Pass:
			o.passed = append(o.passed, c)
		}
	}
	return o
}

// counts says how many checks came to what, in words.
func (report *Report) counts() string {
	o := report.ordered()
	numbers := map[Verdict]int{}
	for _, c := range o.wrong {
		numbers[c.Verdict]++
	}
	var parts []string
	for _, part := range []struct {
		n    int
		text string
	}{
		{numbers[Fail], fmt.Sprint(numbers[Fail], " failed")}, {numbers[Unknown], fmt.Sprint(numbers[Unknown], " unknown")},
		{numbers[Warn], problem.Count(numbers[Warn], "warning")},
		{len(o.passed), fmt.Sprint(len(o.passed), " passed")}, {len(o.idle), fmt.Sprint(len(o.idle), " not made")},
	} {
		if part.n > 0 {
			parts = append(parts, part.text)
		}
	}
	return strings.Join(parts, ", ")
}

// because adds to a check's summary which other check it is unknown for.
func (c Check) because() string {
	if c.Because == "" {
		return ""
	}
	return " (because of " + string(c.Because) + ")"
}

// pages are where the references can be read.
var pages = map[string]string{
	guide.asn:      "https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoasn.html",
	guide.cidr:     "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/byoip-onboard.html",
	rfc5280.asn:    "https://www.rfc-editor.org/rfc/rfc5280",
	ianaTables.asn: "https://www.iana.org/assignments/iana-as-numbers-special-registry/iana-as-numbers-special-registry.xhtml",
}
