package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
)

// client makes the client that the flags describe.
func (a *app) client(ctx context.Context, c *checkFlags) (*lookup.Client, error) {
	client := &lookup.Client{Server: c.server, Timeout: c.timeout, Retry: lookup.Retry{Times: c.retries}}
	if c.rir != "" {
		r, err := registry.Parse(c.rir)
		if err != nil {
			return nil, err
		}
		client.Registry = r
	}
	var err error
	switch {
	case c.bootstrap != "":
		client.Bootstrap, err = a.bootstrapFile(c.bootstrap)
	case c.refresh:
		client.Bootstrap, err = (&lookup.Client{Timeout: c.timeout, Retry: client.Retry}).RefreshBootstrap(ctx)
		if err != nil {
			err = fmt.Errorf("fetching IANA's list of servers: %w", err)
		} else {
			a.note("IANA's list of servers is of %s", client.Bootstrap.Published().ASN.Format(time.DateOnly))
		}
	}
	return client, err
}

func (a *app) bootstrapFile(path string) (*lookup.Bootstrap, error) {
	data, err := a.read(path)
	if err != nil {
		return nil, err
	}
	b, err := lookup.ParseBootstrap(data, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}
