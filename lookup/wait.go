package lookup

import (
	"context"
	"errors"
	"time"
)

// WaitOptions says how often [Wait] looks. The zero value is polite.
type WaitOptions struct {
	Interval time.Duration // before the second look; 0 is 5 min
	Longest  time.Duration // what the interval grows to; 0 is 30 min

	Pausing func(time.Duration) // is told before each pause how long it is; may be nil
}

// Wait asks again and again, until look says that it has seen what is waited
// for. It calls look after each lookup, with what the lookup gave. The interval
// grows by a half each time, as what was not published in an hour takes a day,
// and is never shorter than the server's Retry-After.
//
// It returns nil when look is done. When the context ends, it returns an
// [*Error] that is [Timeout] or [Cancelled]; and when a lookup fails in a way
// that no waiting fixes (a number that is not public, no server, a wrong
// setting), that error.
func Wait(ctx context.Context, opts WaitOptions, ask func(context.Context) (*Answer, error), look func(*Answer, error) (done bool)) error {
	if ctx == nil || ask == nil || look == nil {
		return &Error{Kind: Misuse, Detail: "there is no context, nothing to ask or nobody to look"}
	}
	interval := orDefault(opts.Interval, 5*time.Minute)
	longest := max(interval, orDefault(opts.Longest, 30*time.Minute))
	for {
		answer, err := ask(ctx)
		if ctx.Err() != nil {
			return Ended(ctx)
		}
		if look(answer, err) {
			return nil
		}
		pause := interval
		var e *Error
		if errors.As(err, &e) {
			if e.beyondWaiting() {
				return err
			}
			pause = max(pause, e.RetryAfter)
		}
		if opts.Pausing != nil {
			opts.Pausing(pause)
		}
		if !sleep(ctx, pause) {
			return Ended(ctx)
		}
		interval = min(interval+interval/2, longest)
	}
}

func orDefault(d, preset time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return preset
}

// sleep waits, and says whether the context lasted so long.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return ctx.Err() == nil
	}
}
