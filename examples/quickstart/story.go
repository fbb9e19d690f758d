package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/byoasn/byoasn/preflight"
)

// A story prints its steps, numbered.
type story struct {
	out   io.Writer
	steps int
}

func (s *story) tell(title string, lines ...string) {
	s.steps++
	fmt.Fprintf(s.out, "%d. %s\n", s.steps, title)
	for _, line := range lines {
		fmt.Fprintln(s.out, "   "+strings.ReplaceAll(line, "\n", "\n   "))
	}
	fmt.Fprintln(s.out)
}

// report tells what the pre-flight says, and which checks are no pass.
func (s *story) report(r *preflight.Report) {
	lines := []string{r.Headline}
	for _, c := range r.Checks {
		if c.Verdict != preflight.Pass {
			lines = append(lines, fmt.Sprintf("%s: %s", c.Verdict, c.ID))
		}
	}
	for _, step := range r.Steps {
		lines = append(lines, "To do: "+step)
	}
	s.tell("The pre-flight", lines...)
}
