package lookup

import (
	"context"
	"net/http"
	"net/url"
)

const ianaURL = "https://data.iana.org/rdap/"

// RefreshBootstrap fetches IANA's current files, with three requests. It does
// not change the client: set the result as the Bootstrap of a new one. Its error
// is an [*Error].
func (c *Client) RefreshBootstrap(ctx context.Context) (*Bootstrap, error) {
	c.once.Do(c.prepare)
	if err := c.checkUserAgent(); err != nil {
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
	b, err := ParseBootstrap(files[0], files[1], files[2])
	if err != nil {
		return nil, &Error{Kind: NotRDAP, URL: address, Err: err}
	}
	return b, nil
}

// fetchFile fetches one of IANA's files.
func (c *Client) fetchFile(ctx context.Context, u *url.URL) ([]byte, error) {
	x := &exchange{client: c, local: isLoopback(u.Hostname())}
	reply, err := x.get(ctx, u.String())
	switch {
	case err != nil:
		return nil, err
	case reply.status != http.StatusOK:
		return nil, reply.refusal()
	case len(reply.body) == 0:
		return nil, reply.fail(NotRDAP, "the file is empty", nil)
	}
	return reply.body, nil
}
