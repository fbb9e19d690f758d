package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// A pace is how often AWS is looked at, and for how long.
type pace struct {
	first   time.Duration // before the first look
	longest time.Duration // what the interval grows to
	limit   time.Duration // of all the waiting
	call    time.Duration // of one call, the SDK's own retries included
}

// polite is what AWS asks for: to wait longer each time. It says that
// provisioning takes a few minutes if all is well, and up to a week. The SDK has no
// limit of its own for a server that takes a request and says nothing.
var polite = pace{first: 15 * time.Second, longest: 10 * time.Minute, limit: 7 * 24 * time.Hour, call: 2 * time.Minute}

// next is the interval after another: half as long again.
func (p pace) next(interval time.Duration) time.Duration {
	return min(interval+interval/2, p.longest)
}

// disbelief is how many looks may still show what was before AWS was asked: the
// EC2 API is eventually consistent. At the polite pace they take three minutes.
const disbelief = 5

// sleep returns after the duration, or with the context's error when it ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wait looks until the ASN is provisioned, or cannot become it any more, and
// prints each change. Last is how it stood when last seen, and before how it stood
// before AWS was asked: nil if that was not now.
func (p *program) wait(ctx context.Context, i ipam, last standing, before *standing) error {
	ctx, cancel := context.WithTimeout(ctx, p.pace.limit)
	defer cancel()
	disbelieved := 0
	for interval := p.pace.first; ; interval = p.pace.next(interval) {
		if p.sleep(ctx, interval) != nil {
			return i.unfinished(ctx, last)
		}
		now, _, err := i.look(ctx)
		switch {
		case ctx.Err() != nil:
			return i.unfinished(ctx, last)
		case err != nil && passing(err):
			fmt.Fprintln(p.notes, "could not look, and will look again:", err)
			continue
		case err != nil:
			return fmt.Errorf("%w. %s", err, i.goOn(last))
		case before != nil && now == *before && disbelieved < disbelief:
			disbelieved++
			continue
		}
		before = nil
		if now != last {
			p.say(i, now)
			last = now
		}
		if ended(now) {
			return p.end(i, now)
		}
	}
}

// ended says whether waiting longer changes nothing. A state that is not known
// here may be on the way.
func ended(s standing) bool {
	switch s.state {
	case "", types.AsnStateProvisioned, types.AsnStateFailedProvision,
		types.AsnStatePendingDeprovision, types.AsnStateDeprovisioned, types.AsnStateFailedDeprovision:
		return true
	}
	return false
}

// end is what the last state means.
func (p *program) end(i ipam, s standing) error {
	switch s.state {
	case types.AsnStateProvisioned:
		return p.provisioned(i)
	case types.AsnStateFailedProvision:
		return i.failed(s)
	case "":
		return &exit{unknown, fmt.Errorf("AWS does not show AS%s any more: see aws ec2 describe-ipam-byoasn", i.number)}
	}
	return &exit{no, fmt.Errorf("AS%s is %s at AWS: somebody took it away, or AWS still shows what was before", i.number, s)}
}

// unfinished is how waiting ends that was not done.
func (i ipam) unfinished(ctx context.Context, last standing) error {
	what := "interrupted"
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		what = "the week that provisioning may take is over"
	}
	return &exit{unknown, fmt.Errorf("%s. %s", what, i.goOn(last))}
}

// goOn says how to go on.
func (i ipam) goOn(last standing) string {
	return fmt.Sprintf("AS%s was %s when last seen, and AWS goes on without this program. "+
		"The same command looks first and goes on waiting: it does not ask AWS a second time", i.number, last)
}
