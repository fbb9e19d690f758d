package preflight

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/byoasn/byoasn/rdap"
)

// Text writes the report for a terminal: the answer, what to do, then the
// checks, of which those that pass, and those that another one leaves unknown,
// have a line each, then what it is about and the next command. Paint colours a verdict's
// word; nil leaves it as it is.
func (report *Report) Text(paint func(v rdap.Verdict, word string) string) string {
	if paint == nil {
		paint = func(_ rdap.Verdict, word string) string { return word }
	}
	var b strings.Builder
	answer, rest, _ := strings.Cut(report.Headline, ":")
	fmt.Fprintf(&b, "%s:%s\n", paint(report.Verdict, answer), visible(rest))
	if len(report.Steps) > 0 {
		b.WriteString("\nTo do:\n")
		for i, step := range report.Steps {
			fmt.Fprintf(&b, "%3d. %s\n", i+1, visible(step))
		}
	}
	b.WriteString("\nChecks:\n")
	for _, c := range report.Checks {
		c.text(&b, paint)
	}
	b.WriteString("\nAbout:\n")
	for _, fact := range report.facts() {
		fmt.Fprintf(&b, "  %-20s%s\n", fact[0], visible(fact[1]))
	}
	if report.Next != "" {
		fmt.Fprintf(&b, "\nNext:\n  %s\n", visible(report.Next))
	}
	return b.String()
}

// text writes a check: its verdict, ID and summary, and what was seen if that
// is not as it should be.
func (c Check) text(b *strings.Builder, paint func(rdap.Verdict, string) string) {
	word := string(c.Verdict)
	if c.aside() {
		word = "-"
	}
	pad := strings.Repeat(" ", len("unknown")-len(word))
	summary := visible(c.Summary)
	if c.Because != "" {
		summary += " (" + string(c.Because) + ")"
	}
	fmt.Fprintf(b, "  %s%s  %-27s%s\n", paint(c.Verdict, word), pad, c.ID, summary)
	if c.Verdict == rdap.Pass || c.aside() && c.Because == "" {
		return
	}
	for _, row := range [][2]string{{"seen: ", c.Seen}, {"do: ", c.Mend}, {"see: ", c.Reference}} {
		if row[1] != "" {
			fmt.Fprintf(b, "%38s%s%s\n", "", row[0], visible(row[1]))
		}
	}
}

// visible makes text from outside fit for a terminal and a page: control
// characters could move the cursor, or begin a line that looks like ours.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
}
