package client

import (
	"context"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/resource"
)

// fetch asks a target, as often as the client's Retry says. Of all fetches that
// share slots, so many are under way at once as slots has room for; nil sets no
// bound.
func (c *Client) fetch(ctx context.Context, t target, r resource.Resource, slots chan struct{}) (*lookup.Answer, error) {
	return retried(ctx, c.Retry, func() (*lookup.Answer, error) {
		x := &exchange{client: c, local: t.local, slots: slots}
		reply, err := x.ask(ctx, t, r)
		if err != nil {
			return nil, err
		}
		record, err := reply.record(r)
		if err != nil {
			return nil, err
		}
		if record.Registry == "" {
			record.Registry = t.registryAt(reply.url)
		}
		return &lookup.Answer{
			Record:   record,
			Body:     reply.body,
			URL:      address(reply.url),
			Chain:    x.chain,
			Registry: t.registry,
			Snapshot: t.snapshot,
		}, nil
	})
}
