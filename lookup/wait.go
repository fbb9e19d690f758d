package lookup

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/resource"
)

// WaitOptions says how often [Client.Wait] looks. The zero value is polite.
type WaitOptions struct {
	Interval time.Duration // before the second look; 0 is 5 min
	Longest  time.Duration // what the interval grows to; 0 is 30 min
}

// Wait looks up a number again and again, until look says that it has seen
// what is waited for. It calls look after each lookup, with what the lookup
// gave. The interval grows by a half each time, as what was not published in an
// hour takes a day, and is never shorter than the server's Retry-After.
//
// It returns nil when look is done. When the context ends, it returns an
// [*Error] that is [Timeout] or [Cancelled]; and when a lookup fails in a way
// that no waiting mends (a number that is not public, no server, a wrong
// setting), that error.
func (c *Client) Wait(ctx context.Context, n resource.ASN, opts WaitOptions, look func(*Answer, error) (done bool)) error {
	return opts.poll(ctx, func() (*Answer, error) { return c.ASN(ctx, n) }, look)
}

// WaitNetwork is [Client.Wait] for an address range.
func (c *Client) WaitNetwork(ctx context.Context, p netip.Prefix, opts WaitOptions, look func(*Answer, error) (done bool)) error {
	return opts.poll(ctx, func() (*Answer, error) { return c.Network(ctx, p) }, look)
}

func (o WaitOptions) poll(ctx context.Context, ask func() (*Answer, error), look func(*Answer, error) bool) error {
	interval := orDefault(o.Interval, 5*time.Minute)
	longest := max(interval, orDefault(o.Longest, 30*time.Minute))
	for {
		answer, err := ask()
		if ctx.Err() != nil {
			return ended(ctx)
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
		if sleep(ctx, pause) != nil {
			return ended(ctx)
		}
		interval = min(interval+interval/2, longest)
	}
}

// beyondWaiting says whether the same lookup will always fail.
func (e *Error) beyondWaiting() bool {
	return e.Kind == NoServer || e.Kind == NotPublic || e.Kind == Misuse
}

func ended(ctx context.Context) error {
	return interruption(nil, ctx.Err())
}
