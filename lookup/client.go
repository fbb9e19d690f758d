package lookup

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A Client fetches records. Its zero value is ready and asks the registry that
// IANA's bootstrap names. Many goroutines can use it at once; it must not be
// copied or changed after its first use.
type Client struct {
	// Server is the base URL of the one server to ask, instead of the
	// registry's: https, or plain http on a loopback address (127.0.0.0/8, ::1
	// or localhost). A server on a loopback address may be asked for ASNs that
	// are not public, and has no Pace.
	Server string

	// Registry is whom to ask, instead of the one that the bootstrap chooses.
	// Beside Server, it says whose server that is.
	Registry registry.Registry

	Bootstrap    *Bootstrap // nil is Embedded
	BootstrapURL string     // where RefreshBootstrap looks; "" is https://data.iana.org/rdap/

	// ROAURL is the data call that ROA asks, without its query: https, or plain
	// http on a loopback address. "" is RIPEstat's,
	// https://stat.ripe.net/data/rpki-validation/data.json.
	ROAURL string

	// Transport makes the requests. Nil is one of the client's own: TLS 1.2 or
	// later, proxies from the environment, limits on each phase and on the
	// header's size. Another is used as it is, with the client's limits around
	// it, but the header's size is its own affair.
	Transport http.RoundTripper

	Timeout   time.Duration // for each request, redirects apart, body included; 0 is 30 s
	MaxBody   int64         // of an answer, in bytes; 0 is rdap.MaxSize
	Retry     Retry         // when to try again; the zero value never does
	Pace      Pace          // how fast to ask each registry; nil is the default of each
	UserAgent string        // "" is DefaultUserAgent

	once sync.Once
	own  own
}

// own is what a client makes for itself at its first use.
type own struct {
	transport http.RoundTripper
	bootstrap *Bootstrap
	pacer     pacer
}

// DefaultUserAgent is how a client names itself to a server.
const DefaultUserAgent = "byoasn (+https://github.com/byoasn/byoasn)"

const defaultTimeout = 30 * time.Second

// ASN fetches the record of an autonomous system number, with one request where
// no server redirects. The record may be that of a block that covers the
// number: whether it serves is [rdap.Judge]'s to say. Its error is an [*Error].
func (c *Client) ASN(ctx context.Context, n resource.ASN) (*Answer, error) {
	return c.lookup(ctx, question{number: n})
}

// Network fetches the record of an address range: the most specific block that
// is registered, which may be smaller or larger than the range. A prefix with
// host bits is refused. Its error is an [*Error].
func (c *Client) Network(ctx context.Context, p netip.Prefix) (*Answer, error) {
	return c.lookup(ctx, question{prefix: p, isNetwork: true})
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
		c.own.transport = newTransport()
	}
	if c.own.bootstrap == nil {
		c.own.bootstrap = Embedded()
	}
}

func (c *Client) timeout() time.Duration {
	if c.Timeout > 0 {
		return c.Timeout
	}
	return defaultTimeout
}

func (c *Client) maxBody() int64 {
	if c.MaxBody > 0 {
		return c.MaxBody
	}
	return rdap.MaxSize
}

func (c *Client) userAgent() string {
	if c.UserAgent != "" {
		return c.UserAgent
	}
	return DefaultUserAgent
}

// checkUserAgent refuses what no header can carry.
func (c *Client) checkUserAgent() error {
	if strings.ContainsFunc(c.UserAgent, unicode.IsControl) {
		return &Error{Kind: Misuse, Detail: "the user agent has a control character in it"}
	}
	return nil
}
