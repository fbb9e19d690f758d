package lookup

import (
	"context"
	"time"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
)

// An Answer is a record, and how it was come by.
type Answer struct {
	Record   *rdap.Record
	Body     []byte            // the record exactly as it came
	URL      string            // the URL that answered
	Chain    []string          // every URL asked, in order; URL is the last
	Registry registry.Registry // whom the bootstrap or the client chose; "" if the server is not known
	Snapshot time.Time         // when the bootstrap that chose was published; zero if none did
}

// lookup finds out whom to ask, and asks, as often as the client's Retry says.
func (c *Client) lookup(ctx context.Context, q question) (*Answer, error) {
	t, err := c.target(q)
	if err != nil {
		return nil, err
	}
	return c.fetch(ctx, t, q, nil)
}

// fetch asks a target. Of all fetches that share slots, so many are under way
// at once as slots has room for; nil sets no bound.
func (c *Client) fetch(ctx context.Context, t target, q question, slots chan struct{}) (*Answer, error) {
	return retried(ctx, c.Retry, func() (*Answer, error) {
		x := &exchange{client: c, local: t.local, slots: slots}
		reply, err := x.ask(ctx, t, q)
		if err != nil {
			return nil, err
		}
		record, err := reply.record(q)
		if err != nil {
			return nil, err
		}
		if record.Registry == "" {
			record.Registry = t.registryAt(reply.url)
		}
		return &Answer{
			Record:   record,
			Body:     reply.body,
			URL:      address(reply.url),
			Chain:    x.chain,
			Registry: t.registry,
			Snapshot: t.snapshot,
		}, nil
	})
}
