package client

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/byoasn/byoasn/lookup"
)

// retried asks until there is an answer, or it is no use to go on.
func retried[T any](ctx context.Context, r lookup.Retry, ask func() (*T, error)) (*T, error) {
	for tried := 0; ; tried++ {
		answer, err := ask()
		var e *lookup.Error
		if tried >= r.Times || !errors.As(err, &e) || !e.Temporary() {
			return answer, err
		}
		wait, worthwhile := pauseBefore(r, tried, e)
		if deadline, set := ctx.Deadline(); set && time.Until(deadline) <= wait {
			worthwhile = false
		}
		if !worthwhile {
			return nil, err
		}
		if err := sleep(ctx, wait); err != nil {
			return nil, interruption(ctx, e.Chain, err)
		}
	}
}

// pauseBefore is how long to wait before the next try, and whether that is within
// bounds.
func pauseBefore(r lookup.Retry, tried int, e *lookup.Error) (time.Duration, bool) {
	longest := orDefault(r.Longest, 2*time.Minute)
	if e.RetryAfter > longest {
		return 0, false
	}
	wait := orDefault(r.First, time.Second)
	for range tried {
		if wait *= 2; wait >= longest {
			break
		}
	}
	half := min(wait, longest) / 2
	wait = half + rand.N(half+1)
	if e.RetryAfter > wait { // the others were told the same: not all at once
		wait = e.RetryAfter + rand.N(e.RetryAfter/10+1)
	}
	return wait, true
}

// sleep waits, unless the context ends first.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
