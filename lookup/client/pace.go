package client

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
)

// defaultPace is that of a server of no known registry.
const defaultPace = 100 * time.Millisecond

// intervalOf is the pace of the registry that a host belongs to.
func intervalOf(p lookup.Pace, host string) time.Duration {
	if isLoopback(host) {
		return 0
	}
	r := registry.OfHost(host)
	if interval, set := p[r]; set {
		return interval
	}
	if r == "" {
		return defaultPace
	}
	return r.Rule().Pace
}

// A pacer keeps requests to a host apart.
type pacer struct {
	mu   sync.Mutex
	next map[string]time.Time // by host: when the next request may start
	last map[string]time.Time // by host: when the last request did start
}

// begin notes that a request starts now, or returns how long after the last one
// it would be too soon.
func (p *pacer) begin(host string, interval time.Duration, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if wait := p.last[host].Add(interval).Sub(now); wait > 0 {
		return wait
	}
	maps.DeleteFunc(p.last, func(_ string, last time.Time) bool { return now.Sub(last) > forgotten })
	if p.last == nil {
		p.last = make(map[string]time.Time)
	}
	p.last[host] = now
	return 0
}

// forgotten is longer than any interval that a Pace has reason to set.
const forgotten = time.Hour

// wait waits for the host's next turn. It takes no turn that would come after
// the context's deadline, and says so at once.
func (p *pacer) wait(ctx context.Context, host string, interval time.Duration) error {
	if interval <= 0 {
		return ctx.Err()
	}
	turn, err := p.take(ctx, host, interval, time.Now())
	if err != nil {
		return err
	}
	return sleep(ctx, turn)
}

// take takes the host's next turn and says how far off it is.
func (p *pacer) take(ctx context.Context, host string, interval time.Duration, now time.Time) (time.Duration, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	// Turns that have passed are dropped, so that hosts do not pile up.
	maps.DeleteFunc(p.next, func(_ string, next time.Time) bool { return !next.After(now) })
	start, waiting := p.next[host]
	if !waiting {
		start = now
	}
	if deadline, set := ctx.Deadline(); set && start.After(deadline) {
		return 0, fmt.Errorf("%s has no turn for another request before the deadline: %w", host, context.DeadlineExceeded)
	}
	if p.next == nil {
		p.next = make(map[string]time.Time)
	}
	p.next[host] = start.Add(interval)
	return start.Sub(now), nil
}
