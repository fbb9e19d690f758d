package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
)

// checkMany reports each AS number and range of a file as its record comes.
func (a *app) checkMany(ctx context.Context, c *checkFlags, in preflight.Input) error {
	network, err := c.open(a, c.workers)
	if err != nil {
		return err
	}
	list, err := a.wantedList(c)
	if err != nil {
		return err
	}
	state, err := a.openState(c.state)
	if err != nil {
		return err
	}
	c.compareRIR(a, list...)
	counts := map[preflight.Verdict]int{}
	listed := map[string]bool{}
	for _, r := range list {
		listed[r.Name()] = true
	}
	var m metrics
	shown := newProgress(a, 1, fmt.Sprintf("of %d looked up", len(list)))
	defer shown.end()
	for r := range network.Records(ctx, slices.Values(list)) {
		if errors.Is(r.Err, lookup.Misuse) {
			return r.Err
		}
		in.ASN, _ = r.Resource.ASN()
		in.Prefix, _ = r.Resource.CIDR()
		report, err := a.judge(ctx, in, r.Answer, r.Err)
		if err != nil {
			return err
		}
		o := c.outcome(report)
		counts[o.Verdict]++
		m.addOutcome(report.Resource, o, report)
		before, known, turned := state.note(report.Resource, o)
		row := row{Report: report, outcome: o, Was: before.Verdict, Since: before.Since}
		if c.metrics != "-" && (turned || c.state == "") {
			if err := a.writeRow(c, row, known); err != nil {
				return err
			}
		}
		shown.step()
	}
	shown.end()
	done := counts[preflight.Pass] + counts[preflight.Fail] + counts[preflight.Unknown]
	if err := errors.Join(state.keep(c.state, listed), m.write(a, c.metrics)); err != nil {
		return err
	}
	a.note("%d yes, %d no, %d unknown, %d not looked at", counts[preflight.Pass], counts[preflight.Fail], counts[preflight.Unknown], len(list)-done)
	switch {
	case counts[preflight.Fail] > 0:
		return errNo
	case done < len(list) || counts[preflight.Unknown] > 0:
		return errUnknown
	}
	return nil
}

// A row is a report of many, and what it came to.
type row struct {
	*preflight.Report
	outcome outcome

	Ending string            `json:"ending,omitempty"` // why --fail-within makes a no of it
	Was    preflight.Verdict `json:"was,omitempty"`    // the verdict before, with --state
	Since  time.Time         `json:"wasSince,omitzero"`
}

func (a *app) writeRow(c *checkFlags, r row, known bool) error {
	if r.outcome.Check == certificateEnding {
		r.Ending = r.outcome.Seen
	}
	if c.json {
		return a.writeLine(r)
	}
	line := a.row(r.Resource, r.outcome)
	if known && c.state != "" {
		line += fmt.Sprintf(" (was %s since %s)", answers[r.Was], r.Since.Format(time.DateOnly))
	}
	_, err := fmt.Fprintln(a.Stdout, line)
	return err
}

// checkUntil looks again and again until the certificate is published, or the
// time is up, and then reports what it saw last.
func (a *app) checkUntil(ctx context.Context, c *checkFlags, in preflight.Input) error {
	network, err := c.open(a, 0)
	if err != nil {
		return err
	}
	if err := c.mayKeep(); err != nil {
		return err
	}
	if in.Certificate != nil {
		if err := a.unfit(in.Certificate); err != nil {
			return hint(fmt.Errorf("%s: %w", inputName(c.cert), err), "AWS will not take it once it is published, so there is nothing to wait for")
		}
	}
	c.compareRIR(a, wanted(in))
	ctx, cancel := context.WithTimeout(ctx, c.wait)
	defer cancel()
	var answer *lookup.Answer
	var lastErr error
	look := func(got *lookup.Answer, err error) bool {
		report, stopped := a.judge(ctx, in, got, err)
		if stopped != nil {
			return true
		}
		if ctx.Err() == nil || answer == nil && lastErr == nil {
			answer, lastErr = got, err // a look that the deadline cut short says nothing
		}
		if report.Verdict != preflight.Pass {
			a.note("%s: not yet: %s", a.Now().UTC().Format(time.TimeOnly+" UTC"), deciding(report).Summary)
		}
		return report.Verdict == preflight.Pass || hopeless(report)
	}
	ask := func(ctx context.Context) (*lookup.Answer, error) { return network.Record(ctx, wanted(in)) }
	err = lookup.Wait(ctx, lookup.WaitOptions{Pausing: a.sayPause(ctx)}, ask, look)
	switch {
	case misused(err):
		return err
	case errors.Is(err, lookup.Cancelled):
		a.note("interrupted: this is what the last look saw")
	case err != nil:
		a.note("the time is up: this is what the last look saw")
	}
	if answer == nil && lastErr == nil {
		lastErr = err // no look came to its end
	}
	if err := c.keep(a, answer, lastErr); err != nil {
		return err
	}
	return a.conclude(ctx, c, in, answer, lastErr)
}

// hopeless says whether no waiting will make a yes of it. That another
// certificate, even an expired one of the same key, is published so far is no
// reason to give up: it is what a renewal waits to see replaced.
func hopeless(report *preflight.Report) bool {
	return slices.ContainsFunc(report.Checks, func(c preflight.Check) bool {
		switch c.ID {
		case preflight.RegistrySupported:
			return c.Verdict != preflight.Pass && c.Because == ""
		case preflight.CertificateSecret:
			return c.Verdict == preflight.Fail
		}
		return false
	})
}
