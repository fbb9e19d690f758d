package client

import (
	"context"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A target is the server that a question goes to.
type target struct {
	base     *url.URL
	registry registry.Registry
	snapshot time.Time // of the bootstrap that chose it
	local    bool      // a loopback server, named by the caller
}

// target chooses the server: the client's own, its registry's, or the one that
// the bootstrap names. Nothing is asked of anybody but, where the settings say
// so, IANA.
func (c *Client) target(ctx context.Context, r resource.Resource) (target, error) {
	if err := c.ready(ctx); err != nil {
		return target{}, err
	}
	if c.Server != "" {
		return c.namedTarget(r)
	}
	if err := askable(r, false); err != nil {
		return target{}, err
	}
	return c.listedTarget(ctx, r)
}

// namedTarget is the server that the caller named.
func (c *Client) namedTarget(r resource.Resource) (target, error) {
	base, err := parseServer(c.Server)
	if err != nil {
		return target{}, err
	}
	t := target{base: base, registry: c.Registry, local: isLoopback(base.Hostname())}
	if t.registry == "" {
		t.registry = registry.OfHost(base.Hostname())
	}
	return t, askable(r, t.local)
}

// listedTarget is a server that the bootstrap lists.
func (c *Client) listedTarget(ctx context.Context, r resource.Resource) (target, error) {
	list, err := c.bootstrap(ctx)
	if err != nil {
		return target{}, err
	}
	server, found := list.ServerFor(r)
	if c.Registry != "" {
		server, found = list.ServerOf(c.Registry)
	}
	if !found {
		return target{}, noServer(c.Registry, r, server.Published)
	}
	t := target{registry: server.Registry, snapshot: server.Published}
	t.base, err = parseServer(server.URL)
	return t, err
}

func noServer(whose registry.Registry, r resource.Resource, snapshot time.Time) error {
	what := "a server for " + r.Name()
	if whose != "" {
		what = "a server of " + whose.String()
	}
	return &lookup.Error{Kind: lookup.NoServer, Detail: "IANA's list of " + snapshot.Format(time.DateOnly) + " does not have " + what}
}

// registryAt tells whose server a URL is.
func (t target) registryAt(u *url.URL) registry.Registry {
	if r := registry.OfHost(u.Hostname()); r != "" {
		return r
	}
	if u.Host == t.base.Host {
		return t.registry
	}
	return ""
}

// parseServer reads the base URL of a server. Its errors do not repeat the
// text, which may have a password in it.
func parseServer(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Opaque != "" || u.Hostname() == "":
		return nil, &lookup.Error{Kind: lookup.Misuse, Detail: "the server is not a URL such as https://rdap.example.net/"}
	case u.User != nil:
		return nil, &lookup.Error{Kind: lookup.Misuse, Detail: "the server's URL has a user name or password in it: a registry takes none"}
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, &lookup.Error{Kind: lookup.Misuse, Detail: "the server's URL has a query or fragment: give the base URL alone, such as https://rdap.example.net/"}
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return u, nil
	}
	return nil, &lookup.Error{Kind: lookup.Misuse, Detail: "the server's URL is not https; plain http is for a loopback address only"}
}

// isLoopback says whether a host is this machine. A spelling that only a
// resolver understands ("127.1") is not.
func isLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback() || strings.EqualFold(host, "localhost")
}
