package lookup

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// Retry says how often a lookup that failed is made again. Only what may be
// better the next time is: too many requests, a failing server, a timeout, a
// broken connection. The wait doubles with each try, is drawn at random between
// its half and its whole, and is never shorter than the server's Retry-After.
//
// A try that would come after the context's deadline, or after a longer wait
// than Longest, is not made: the lookup ends with the error that it has.
type Retry struct {
	Times   int           // tries after the first; 0 is none
	First   time.Duration // the wait before the first of them; 0 is 1 s
	Longest time.Duration // of all waits; 0 is 2 min
}

// retried asks until there is an answer, or it is no use to go on.
func retried[T any](ctx context.Context, r Retry, ask func() (*T, error)) (*T, error) {
	for tried := 0; ; tried++ {
		answer, err := ask()
		var e *Error
		if tried >= r.Times || !errors.As(err, &e) || !e.Temporary() {
			return answer, err
		}
		wait, worthwhile := r.wait(tried, e)
		if deadline, set := ctx.Deadline(); set && time.Until(deadline) <= wait {
			worthwhile = false
		}
		if !worthwhile {
			return nil, err
		}
		if interrupted := sleep(ctx, wait); interrupted != nil {
			return nil, interruption(e.Chain, interrupted)
		}
	}
}

// wait is how long to wait before the next try, and whether that is within
// bounds.
func (r Retry) wait(tried int, e *Error) (time.Duration, bool) {
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

func orDefault(d, preset time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return preset
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
