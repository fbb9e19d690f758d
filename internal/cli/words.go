package cli

import (
	"fmt"
	"time"
)

// plural counts a noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// daysLeft says in words how far t is from now.
func daysLeft(t, now time.Time) string {
	days := wholeDays(t, now)
	switch {
	case t.Before(now):
		return fmt.Sprintf("expired %s ago", plural(-days, "day"))
	case days == 0:
		return "less than a day left"
	}
	return plural(days, "day") + " left"
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

// timeOf is the time to judge for: the present, or that of --at. Today is the
// present too, and any other day its first moment in UTC.
func (a *app) timeOf(text string) (time.Time, error) {
	if text == "" {
		return a.Now(), nil
	}
	for _, layout := range []string{time.DateOnly, "20060102", time.RFC3339} {
		at, err := time.Parse(layout, text)
		switch {
		case err != nil:
			continue
		case layout != time.RFC3339 && at.Equal(a.Now().UTC().Truncate(24*time.Hour)):
			return a.Now(), nil
		case at.Before(a.Now().Truncate(24 * time.Hour)):
			a.warn("--at %s is past", text)
		}
		return at, nil
	}
	return time.Time{}, fmt.Errorf("--at %q is no time: expected YYYY-MM-DD, YYYYMMDD or RFC 3339, such as 2026-12-01T09:00:00Z", text)
}
