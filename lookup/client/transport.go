package client

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/byoasn/byoasn/lookup"
)

// NewTransport returns the transport of a client that is given none, to set
// another Proxy or roots in TLSClientConfig without losing the limits: TLS 1.2
// or later, 10 s for each phase of a connection, 64 KB of header, and no
// redirect into an inner network. The time for the header and the body is the
// client's Timeout, which covers both. Proxies come from the environment, and may
// be anywhere.
func NewTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dial,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    phase,
		ForceAttemptHTTP2:      true,
		MaxResponseHeaderBytes: 64 << 10, // the registries send about 1 KB
		MaxIdleConnsPerHost:    64,
		// Longer than the slowest registry's pace, so that its connection is
		// used again, and short enough to leave nothing behind for long.
		IdleConnTimeout: 15 * time.Second,
		// See exchange.transfer, which asks for no compression either way.
		DisableCompression: true,
	}
}

// phase is how long it may take to connect, and again to agree on TLS.
const phase = 10 * time.Second

// A guard goes with a request that a redirect led to, down to its connection.
type guard struct {
	host  string // where it leads
	local bool   // from a server on this machine
}

type guardKey struct{}

// guarded is the context for a request to a URL. Where the first request went,
// the caller or IANA said; where a redirect leads, nobody did.
func (x *exchange) guarded(ctx context.Context, u *url.URL) context.Context {
	first, err := url.Parse(x.chain[0])
	if err == nil && strings.EqualFold(first.Hostname(), u.Hostname()) {
		return ctx
	}
	return context.WithValue(ctx, guardKey{}, guard{u.Hostname(), x.local})
}

// dial connects. Where a guard's host itself is dialled, and not a proxy, each
// address that its name resolves to is looked at before anything is sent there.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := &net.Dialer{Timeout: phase}
	host, _, err := net.SplitHostPort(address)
	if g, set := ctx.Value(guardKey{}).(guard); set && (err != nil || strings.EqualFold(host, g.host)) {
		dialer.Control = g.control
	}
	return dialer.DialContext(ctx, network, address)
}

func (g guard) control(_, address string, _ syscall.RawConn) error {
	addr, err := netip.ParseAddrPort(address)
	if err != nil {
		return &lookup.Error{Kind: lookup.Redirect, Detail: "it leads to an address that cannot be read", Err: err}
	}
	if why := inner(addr.Addr(), g.local); why != "" {
		return &lookup.Error{Kind: lookup.Redirect, Detail: why}
	}
	return nil
}
