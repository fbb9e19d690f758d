package programs

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
)

// ours is a client behind a proxy of one's own, with roots of one's own, that logs
// each request; the limits of the client's own transport stay.
func ours(log *slog.Logger, proxy *url.URL, roots *x509.CertPool) *client.Client {
	transport := client.NewTransport()
	transport.Proxy = http.ProxyURL(proxy)
	transport.TLSClientConfig.RootCAs = roots
	return &client.Client{
		Settings:  lookup.Settings{UserAgent: "example-noc/1.0", Timeout: 10 * time.Second, Retry: lookup.Retry{Times: 2}},
		Transport: transport,
		Observe:   func(x client.Exchange) { log.Info("asked", "exchange", x) },
	}
}

func Example_transport() {
	server, m, _ := published()
	defer server.Close()
	var log strings.Builder
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	c := ours(slog.New(slog.NewTextHandler(&log, nil)), nil, roots)
	c.Settings = server.Settings() // not the Internet
	answer, err := c.Record(context.Background(), m.Resource())
	fmt.Println(answer.Record.Registry, err)
	fmt.Println(strings.Count(log.String(), "exchange.status=200"))
	// Output:
	// ripe <nil>
	// 2
}
