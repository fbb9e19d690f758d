package cli

import (
	"fmt"
	"time"

	"github.com/byoasn/byoasn/problem"
)

// daysLeft says in words how far t is from now.
func daysLeft(t, now time.Time) string {
	days := wholeDays(t, now)
	switch {
	case t.Before(now):
		return fmt.Sprintf("expired %s ago", problem.Count(-days, "day"))
	case days == 0:
		return "less than a day left"
	}
	return problem.Count(days, "day") + " left"
}

// wholeDays counts the days from now to t, negative when t is past. A fraction
// of a second, which certificates do not have, costs no day.
func wholeDays(t, now time.Time) int {
	return int(t.Sub(now.Truncate(time.Second)) / (24 * time.Hour))
}

// prefixed puts a text before each of several.
func prefixed(prefix string, texts []string) []string {
	var lines []string
	for _, text := range texts {
		lines = append(lines, prefix+text)
	}
	return lines
}

// inputName names an input in an error.
func inputName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// outputName names an output.
func outputName(path string) string {
	if path == "-" {
		return "standard output"
	}
	return path
}
