package lookup

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// newTransport is the transport of a client that is given none. The time for
// the header and the body is the client's Timeout, which covers both.
func newTransport() *http.Transport {
	const phase = 10 * time.Second // to connect, and again to agree on TLS
	dialer := &net.Dialer{Timeout: phase}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
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
