package cli

import (
	"fmt"
	"time"
)

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
