package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/rdap"
)

// checkMany reports each ASN of a file as its record comes.
func (a *app) checkMany(ctx context.Context, c *checkFlags, q rdap.Question) error {
	network, err := c.open(a, c.workers)
	if err != nil {
		return err
	}
	wanted, err := a.numbers(c)
	if err != nil {
		return err
	}
	counts := map[rdap.Verdict]int{}
	shown := newProgress(a, 1, fmt.Sprintf("of %d looked up", len(wanted)))
	defer shown.end()
	for r := range network.Records(ctx, slices.Values(wanted)) {
		if errors.Is(r.Err, lookup.Misuse) {
			return r.Err
		}
		q.ASN, _ = r.Resource.ASN()
		q.Now = a.Now()
		outcome := newChecked(q, r.Answer, r.Err)
		counts[outcome.Verdict]++
		if err := a.writeRow(c, outcome); err != nil {
			return err
		}
		shown.step()
	}
	shown.end()
	done := counts[rdap.Pass] + counts[rdap.Fail] + counts[rdap.Unknown]
	a.note("%d yes, %d no, %d unknown, %d not looked at", counts[rdap.Pass], counts[rdap.Fail], counts[rdap.Unknown], len(wanted)-done)
	switch {
	case counts[rdap.Fail] > 0:
		return errNo
	case done < len(wanted) || counts[rdap.Unknown] > 0:
		return errUnknown
	}
	return nil
}

func (a *app) writeRow(c *checkFlags, outcome checked) error {
	if c.json {
		return a.writeLine(outcome)
	}
	_, err := fmt.Fprintln(a.Stdout, outcome.row(a))
	return err
}

// checkUntil looks again and again until the certificate is published, or the
// time is up, and then reports what it saw last.
func (a *app) checkUntil(ctx context.Context, c *checkFlags, q rdap.Question) error {
	network, err := c.open(a, 0)
	if err != nil {
		return err
	}
	if err := c.mayKeep(); err != nil {
		return err
	}
	if q.Certificate != nil {
		if err := a.unfit(q.Certificate); err != nil {
			return hint(fmt.Errorf("%s: %w", inputName(c.cert), err), "AWS will not take it once it is published, so there is nothing to wait for")
		}
	}
	ctx, cancel := context.WithTimeout(ctx, c.wait)
	defer cancel()
	var answer *lookup.Answer
	var lastErr error
	look := func(got *lookup.Answer, err error) bool {
		q.Now = a.Now()
		outcome := newChecked(q, got, err)
		if ctx.Err() == nil || answer == nil && lastErr == nil {
			answer, lastErr = got, err // a look that the deadline cut short says nothing
		}
		if outcome.Verdict != rdap.Pass {
			a.note("%s: not yet: %s", q.Now.UTC().Format(time.TimeOnly+" UTC"), outcome.headline())
		}
		return outcome.Verdict == rdap.Pass || outcome.hopeless()
	}
	ask := func(ctx context.Context) (*lookup.Answer, error) { return network.Record(ctx, resourceOf(q)) }
	err = lookup.Wait(ctx, lookup.WaitOptions{}, ask, look)
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
	if err := c.keep(a, answer); err != nil {
		return err
	}
	return a.conclude(c, q, answer, lastErr)
}

// hopeless says whether no waiting will make a yes of it. That another
// certificate, even an expired one of the same key, is published so far is no
// reason to give up: it is what a renewal waits to see replaced.
func (c checked) hopeless() bool {
	return slices.ContainsFunc(c.Findings, func(f rdap.Finding) bool {
		switch f.ID {
		case rdap.RegistryNotSupported, rdap.RegistryNational, rdap.CertificateSecret:
			return f.Verdict == rdap.Fail
		}
		return false
	})
}
