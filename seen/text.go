package seen

import (
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
)

// Text returns the report for a terminal, with a newline at the end. Paint colours a
// word by a verdict; nil leaves it as it is.
func (r *Report) Text(paint func(v preflight.Verdict, word string) string) string {
	if paint == nil {
		paint = func(_ preflight.Verdict, word string) string { return word }
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", paint(r.Verdict, r.Headline))
	if len(r.Origins) > 0 {
		b.WriteString("\n")
	}
	for _, route := range r.Origins {
		fmt.Fprintf(&b, "  %-6s  %-20s %9s  %5s  %s\n", route.Whose, route.name(), problem.Count(route.Peers, "peer"), percent(route.Share), Bar(route.Share, 30))
	}
	b.WriteString("\n")
	for _, c := range r.Checks {
		pad := strings.Repeat(" ", 7-len(c.Verdict))
		fmt.Fprintf(&b, "%s%s  %-14s  %s\n", paint(c.Verdict, string(c.Verdict)), pad, c.ID, c.Summary)
		if c.Seen != "" {
			fmt.Fprintf(&b, "%25s%s\n", "", problem.Visible(c.Seen))
		}
	}
	for i, step := range r.Steps {
		if i == 0 {
			b.WriteString("\nWhat to do:\n")
		}
		fmt.Fprintf(&b, "  %d. %s\n", i+1, step)
	}
	for _, message := range r.Messages {
		fmt.Fprintf(&b, "\nRIPEstat says: %s\n", problem.Visible(message))
	}
	fmt.Fprintf(&b, "\n%s\n", r.about())
	return b.String()
}

// about says what the numbers are.
func (r *Report) about() string {
	return fmt.Sprintf("A share is of %d peers of RIPE RIS's collectors. %s or more are a yes, less than %s a no.", r.Expected, percent(Enough), percent(few))
}

// Bar draws a share from 0 to 1 in so many columns.
func Bar(share float64, columns int) string {
	filled := min(max(int(share*float64(columns)+0.5), 0), columns)
	return strings.Repeat("#", filled) + strings.Repeat(".", columns-filled)
}
