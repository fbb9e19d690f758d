package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

// judgedAt adds --at to a command whose answer depends on the time alone: it runs
// as it would then.
func (a *app) judgedAt(cmd *cobra.Command, usage string) {
	at := cmd.Flags().String("at", "", usage)
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *at == "" {
			return run(cmd, args)
		}
		then, err := a.dayOf(*at)
		if err != nil {
			return err
		}
		a.Now = func() time.Time { return then }
		return run(cmd, args)
	}
}

// atUsage is the usage of --at, where it says what is judged.
const atUsage = "judge for this `TIME`: YYYY-MM-DD, YYYYMMDD, RFC 3339, or in how long, such as 30d"

// timeOf is the time to judge for: the present, or that of --at. Today is the
// present too, and any other day its first moment in UTC.
func (a *app) timeOf(text string) (time.Time, error) {
	if text == "" {
		return a.Now(), nil
	}
	at, err := a.dayOf(text)
	if err == nil && at.Before(a.Now().Truncate(24*time.Hour)) {
		a.warn("--at %s is past", text)
	}
	return at, err
}

// dayOf is the time of --at, past or to come.
func (a *app) dayOf(text string) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, "20060102", time.RFC3339} {
		at, err := time.Parse(layout, text)
		switch {
		case err != nil:
			continue
		case layout != time.RFC3339 && at.Equal(a.Now().UTC().Truncate(24*time.Hour)):
			return a.Now(), nil
		}
		return at, nil
	}
	if fromNow, err := parseDuration(text); err == nil && fromNow >= 0 {
		return a.Now().Add(fromNow), nil
	}
	return time.Time{}, fmt.Errorf("--at %q is not a time: expected YYYY-MM-DD, YYYYMMDD, in how long such as 30d, or RFC 3339, such as 2026-12-01T09:00:00Z", text)
}
