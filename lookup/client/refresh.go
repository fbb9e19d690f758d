package client

import (
	"context"
	"net/http"
	"net/url"

	"github.com/byoasn/byoasn/lookup"
)

const ianaURL = "https://data.iana.org/rdap/"

// RefreshBootstrap fetches IANA's current files, with three requests. It does
// not change the client: set the result as the Bootstrap of a new one, or let
// Settings.Refresh do both. Its error is a [*lookup.Error].
func (c *Client) RefreshBootstrap(ctx context.Context) (*lookup.Bootstrap, error) {
	if err := c.ready(ctx); err != nil {
		return nil, err
	}
	address := c.BootstrapURL
	if address == "" {
		address = ianaURL
	}
	base, err := parseServer(address)
	if err != nil {
		return nil, err
	}
	var files [3][]byte
	for i, name := range []string{"asn.json", "ipv4.json", "ipv6.json"} {
		if files[i], err = c.fetchFile(ctx, base.JoinPath(name)); err != nil {
			return nil, err
		}
	}
	b, err := lookup.ParseBootstrap(files[0], files[1], files[2])
	if err != nil {
		return nil, &lookup.Error{Kind: lookup.NotRDAP, URL: address, Err: err}
	}
	return b, nil
}

// bootstrap is the client's, or IANA's current one: fetched once, unless that
// fails.
func (c *Client) bootstrap(ctx context.Context) (*lookup.Bootstrap, error) {
	if !c.Refresh {
		return c.own.bootstrap, nil
	}
	c.refreshing.Lock()
	defer c.refreshing.Unlock()
	if c.refreshed == nil {
		b, err := c.RefreshBootstrap(ctx)
		if err != nil {
			return nil, err
		}
		c.refreshed = b
	}
	return c.refreshed, nil
}

// notAFile is what helps when IANA's files are not where they should be.
const notAFile = "check that the URL is that of IANA's files and that no proxy answers in its place"

// fetchFile fetches one of IANA's files.
func (c *Client) fetchFile(ctx context.Context, u *url.URL) ([]byte, error) {
	x := &exchange{client: c, local: isLoopback(u.Hostname())}
	reply, err := x.get(ctx, u.String(), typeJSON)
	switch {
	case err != nil:
		return nil, err
	case reply.status == http.StatusNotFound: // no word about any number
		return nil, advised(reply.fail(lookup.NotRDAP, "there is no such file", nil), notAFile)
	case reply.status != http.StatusOK:
		return nil, reply.refusal()
	case len(reply.body) == 0:
		return nil, advised(reply.fail(lookup.NotRDAP, "the file is empty", nil), notAFile)
	}
	return reply.body, nil
}
