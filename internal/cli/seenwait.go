package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/seen"
)

// look asks RIPEstat: once, or with --wait until the range is seen or the time is up.
func (s *seenFlags) look(ctx context.Context, a *app, in seen.Input) (*seen.Report, error) {
	if special, found := resource.OfCIDR(in.Prefix).Special(); found && s.ripestat == "" {
		return nil, fmt.Errorf("%s is not public: %s (%s)", in.Prefix, special.Reason, special.Reference)
	}
	if s.save != "" {
		if err := mayCreate(s.save, s.force); err != nil {
			return nil, err
		}
	}
	a.attend()
	network := a.network(lookup.Settings{LookingGlassURL: s.ripestat, Timeout: s.timeout, Retry: lookup.Retry{Times: s.retries}})
	if s.wait > 0 {
		limited, cancel := context.WithTimeout(ctx, s.wait)
		defer cancel()
		ctx = limited
	}
	report, glass, err := s.looks(ctx, a, network, in)
	if err != nil {
		return nil, err
	}
	return report, s.keep(a, glass)
}

// looks looks until it is a yes, or the context ends; without --wait once. What
// the last look that came to its end saw is the answer.
func (s *seenFlags) looks(ctx context.Context, a *app, network ripestat, in seen.Input) (report *seen.Report, last *lookup.LookingGlass, err error) {
	shown := newGrowth(a)
	defer shown.end()
	for {
		glass, asked := network.LookingGlass(ctx, in.Prefix)
		if misused(asked) {
			return nil, nil, asked
		}
		switch in.Now = a.Now(); {
		case report != nil && ctx.Err() != nil: // a look that the end cut short
		case last != nil && glass == nil:
			a.note("%s: %s", in.Now.Format(time.TimeOnly+" UTC"), asked)
		default:
			if in.Glass, in.Err, last = glass, asked, glass; glass != nil && glass.Asked.IsZero() {
				glass.Asked = in.Now
			}
			if report, err = s.judge(a, in); err != nil {
				return nil, nil, err
			}
			in.History = report.History
			if s.wait > 0 {
				shown.step(report)
			}
		}
		if s.wait == 0 || report.Verdict == preflight.Pass {
			return report, last, nil
		}
		if ended := pause(ctx, s.pauseAfter(asked)); ended != nil {
			shown.end()
			a.note("%s: this is what the last look saw", why(ended))
			return report, last, nil
		}
	}
}

// pauseAfter is how long to wait before the next look: longer if RIPEstat says so.
func (s *seenFlags) pauseAfter(err error) time.Duration {
	if f, ok := errors.AsType[*lookup.Error](err); ok {
		return max(s.every, f.RetryAfter)
	}
	return s.every
}

// pause waits, unless the context ends before.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return ctx.Err()
	}
}

// why says why the waiting has ended.
func why(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "the time is up"
	}
	return "interrupted"
}

// keep writes the answer to the file of --save.
func (s *seenFlags) keep(a *app, glass *lookup.LookingGlass) error {
	switch {
	case s.save == "":
		return nil
	case glass == nil:
		a.note("there is no answer to keep in %s", s.save)
		return nil
	}
	if err := create(s.save, glass.Body, 0o644, s.force); err != nil {
		return err
	}
	a.note("kept RIPEstat's answer in %s", s.save)
	return nil
}

// A growth shows the share of peers as it grows: on a terminal a line that is drawn
// anew, elsewhere a note for each look.
type growth struct {
	a     *app
	drawn bool // a line on the terminal
}

func newGrowth(a *app) *growth { return &growth{a: a} }

func (g *growth) step(r *seen.Report) {
	at := r.At.Format(time.TimeOnly + " UTC")
	if len(r.History) == 0 {
		g.a.note("%s: no answer", at)
		return
	}
	now := r.History[len(r.History)-1]
	counts := fmt.Sprintf("%.0f %% of %d peers (own %d, Amazon %d, others %d)", now.Share()*100, now.Of, now.Own, now.Amazon, now.Other)
	if g.a.quiet || !host.IsTerminal(g.a.Stderr) {
		g.a.note("%s: %s", at, counts)
		return
	}
	g.drawn = true
	left := host.Columns(g.a.Stderr) - len(at) - len(counts) - len("  ") - len("  ") - 1
	fmt.Fprintf(g.a.Stderr, "\r\033[K%s  %s  %s", at, seen.Bar(now.Share(), min(max(left, 5), 40)), counts)
}

// end leaves the last line where it is, and begins a new one.
func (g *growth) end() {
	if g.drawn {
		fmt.Fprintln(g.a.Stderr)
		g.drawn = false
	}
}
