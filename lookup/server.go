package lookup

import (
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/byoasn/byoasn/registry"
)

// A target is the server that a question goes to.
type target struct {
	base     *url.URL
	registry registry.Registry
	snapshot time.Time // of the bootstrap that chose it
	local    bool      // a loopback server, named by the caller
}

// target chooses the server: the client's own, its registry's, or the one that
// the bootstrap names. Nothing is asked of anybody yet.
func (c *Client) target(q question) (target, error) {
	c.once.Do(c.prepare)
	if err := c.checkUserAgent(); err != nil {
		return target{}, err
	}
	if c.Server != "" {
		return c.namedTarget(q)
	}
	if err := q.check(false); err != nil {
		return target{}, err
	}
	return c.listedTarget(q)
}

// namedTarget is the server that the caller named.
func (c *Client) namedTarget(q question) (target, error) {
	base, err := parseServer(c.Server)
	if err != nil {
		return target{}, err
	}
	t := target{base: base, registry: c.Registry, local: isLoopback(base.Hostname())}
	if t.registry == "" {
		t.registry = registry.OfHost(base.Hostname())
	}
	return t, q.check(t.local)
}

// listedTarget is a server that the bootstrap lists.
func (c *Client) listedTarget(q question) (target, error) {
	list := c.own.bootstrap
	var base string
	var found bool
	t := target{registry: c.Registry, snapshot: list.publishedFor(q)}
	switch {
	case c.Registry != "":
		base, found = list.serverOf(c.Registry)
	case q.isNetwork:
		base, t.registry, found = list.NetworkServerFor(q.prefix)
	default:
		base, t.registry, found = list.ServerFor(q.number)
	}
	if !found {
		return target{}, noServer(c.Registry, q, t.snapshot)
	}
	var err error
	t.base, err = parseServer(base)
	return t, err
}

func noServer(r registry.Registry, q question, snapshot time.Time) error {
	what := "a server for " + q.String()
	if r != "" {
		what = "a server of " + r.String()
	}
	return &Error{Kind: NoServer, Detail: "IANA's list of " + snapshot.Format(time.DateOnly) + " does not have " + what}
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
		return nil, &Error{Kind: Misuse, Detail: "the server is not a URL such as https://rdap.example.net/"}
	case u.User != nil:
		return nil, &Error{Kind: Misuse, Detail: "the server's URL has a user name or password in it: a registry takes none"}
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, &Error{Kind: Misuse, Detail: "the server's URL has a query or fragment: give the base URL alone, such as https://rdap.example.net/"}
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return u, nil
	}
	return nil, &Error{Kind: Misuse, Detail: "the server's URL is not https; plain http is for a loopback address only"}
}

// isLoopback says whether a host is this machine. A spelling that only a
// resolver understands ("127.1") is not.
func isLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback() || strings.EqualFold(host, "localhost")
}
