package cli

import (
	"context"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// soon is how long nobody wonders why nothing happens.
const soon = time.Second

// A telling network says to somebody at a terminal whom it waits for, once that has
// taken a while.
type tellingNetwork struct {
	Network
	app      *app
	settings lookup.Settings
}

func (n *tellingNetwork) Record(ctx context.Context, of resource.Resource) (*lookup.Answer, error) {
	defer n.waiting(n.registry(of))()
	return n.Network.Record(ctx, of)
}

func (n *tellingNetwork) ROA(ctx context.Context, q roa.Question) (*lookup.ROAAnswer, error) {
	defer n.waiting("RIPEstat")()
	return n.Network.ROA(ctx, q)
}

func (n *tellingNetwork) LookingGlass(ctx context.Context, p netip.Prefix) (*lookup.LookingGlass, error) {
	defer n.waiting("RIPEstat")()
	return n.Network.LookingGlass(ctx, p)
}

// registry names who is asked about a resource.
func (n *tellingNetwork) registry(of resource.Resource) string {
	switch rir := listedFor(of); {
	case n.settings.Server != "":
		return n.settings.Server
	case n.settings.Registry != "":
		return n.settings.Registry.Rule().Name
	case rir != "":
		return rir.Rule().Name
	}
	return "the registry"
}

// waiting says whom the command waits for, until it is told to end.
func (n *tellingNetwork) waiting(whom string) (end func()) {
	if !host.IsTerminal(n.app.Stderr) {
		return func() {}
	}
	timer := time.AfterFunc(soon, func() {
		if n.settings.Timeout > 0 {
			n.app.note("waiting for %s, up to %s a request", whom, n.settings.Timeout)
			return
		}
		n.app.note("waiting for %s", whom)
	})
	return func() { timer.Stop() }
}

// sayPause says when the next look is, if there is time for one.
func (a *app) sayPause(ctx context.Context) func(time.Duration) {
	return func(pause time.Duration) {
		next := a.Now().Add(pause)
		if ends, ok := ctx.Deadline(); ok && time.Until(ends) < pause {
			a.note("the next look would be at %s UTC, after the time is up", next.UTC().Format(time.TimeOnly))
			return
		}
		a.note("the next look is at %s UTC", next.UTC().Format(time.TimeOnly))
	}
}

// network is the way out of this machine with settings.
func (a *app) network(s lookup.Settings) Network {
	return &tellingNetwork{Network: a.Network(s), app: a, settings: s}
}
