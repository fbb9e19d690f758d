package client

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// A Client fetches records. Its zero value is ready and asks the registry that
// IANA's bootstrap names. Many goroutines can use it at once; it must not be
// copied or changed after its first use.
type Client struct {
	lookup.Settings

	// Transport makes the requests. Nil is one of [NewTransport]. Another is used
	// as it is, with the client's limits around it; but the header's size, and
	// that no redirect ends in an inner network by way of a name, are then its
	// own affair, unless it is made from NewTransport's.
	Transport http.RoundTripper

	// Observe, if it is set, is called after each request, those after a redirect
	// or a failure included, from the goroutine that made it.
	Observe func(Exchange)

	once sync.Once
	own  prepared

	refreshing sync.Mutex
	refreshed  *lookup.Bootstrap // by Settings.Refresh
}

// prepared is what a client makes for itself at its first use.
type prepared struct {
	transport http.RoundTripper
	bootstrap *lookup.Bootstrap
	pacer     pacer
}

// ourAgent is how a client names itself to a server that is told nothing else.
const ourAgent = "byoasn (+https://github.com/byoasn/byoasn)"

const defaultTimeout = 30 * time.Second

// Record fetches the record of an AS number or an address range, with one
// request where no server redirects, and with a second one to the registry's own
// database where RDAP cannot tell the fields apart: Database of the
// [lookup.Answer], or, where RDAP fails, of the [lookup.Error]. The record may be
// that of a block that covers the number, and for a range it is that of the most
// specific block that is registered, which may be smaller or larger: whether it
// serves is not said here. A range with host bits is refused. The error is a
// [*lookup.Error].
func (c *Client) Record(ctx context.Context, r resource.Resource) (*lookup.Answer, error) {
	t, err := c.target(ctx, r)
	if err != nil {
		return nil, err
	}
	return c.consult(ctx, t, r, nil)
}

// Wait is [lookup.Wait] for the record of a resource.
func (c *Client) Wait(ctx context.Context, r resource.Resource, opts lookup.WaitOptions, look func(*lookup.Answer, error) (done bool)) error {
	ask := func(ctx context.Context) (*lookup.Answer, error) { return c.Record(ctx, r) }
	return lookup.Wait(ctx, opts, ask, look)
}

// CloseIdleConnections closes the connections that are kept for a next
// request. Those of a client that is dropped close by themselves, some seconds
// after their last use.
func (c *Client) CloseIdleConnections() {
	c.once.Do(c.prepare)
	if t, ok := c.own.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// prepare fills in what the settings leave open, so that calls share it.
func (c *Client) prepare() {
	c.own.transport, c.own.bootstrap = c.Transport, c.Bootstrap
	if c.own.transport == nil {
		c.own.transport = NewTransport()
	}
	if c.own.bootstrap == nil {
		c.own.bootstrap = lookup.Embedded()
	}
}

// ready prepares the client, and refuses what cannot be asked with.
func (c *Client) ready(ctx context.Context) error {
	c.once.Do(c.prepare)
	switch {
	case ctx == nil:
		return &lookup.Error{Kind: lookup.Misuse, Detail: "there is no context"}
	case strings.ContainsFunc(c.UserAgent, unicode.IsControl): // no header can carry it
		return &lookup.Error{Kind: lookup.Misuse, Detail: "the user agent has a control character in it"}
	}
	return nil
}

func (c *Client) timeout() time.Duration { return orDefault(c.Timeout, defaultTimeout) }

func (c *Client) maxBody() int64 { return orDefault(c.MaxBody, rdap.MaxSize) }

func (c *Client) userAgent() string {
	if c.UserAgent != "" {
		return c.UserAgent
	}
	return ourAgent
}

// orDefault is a setting, or what holds if it is not set.
func orDefault[T ~int | ~int64](set, preset T) T {
	if set > 0 {
		return set
	}
	return preset
}
