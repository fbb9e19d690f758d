package client_test

import (
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
)

// innerHosts are where no redirect of a registry may lead.
var innerHosts = []string{
	"0.0.0.0", "[::]", "0.1.2.3", "127.0.0.1", "127.9.9.9", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:0:0]", "[::7f00:1]",
	"localhost", "LOCALHOST", "localhost.", "rdap.localhost",
	"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "169.254.169.254", "224.0.0.1", "255.255.255.255",
	"[fd00::1]", "[fe80::1]", "[fe80::1%25eth0]", "[fec0::1]", "[ff02::1]", "[::ffff:10.0.0.1]", "[64:ff9b::10.0.0.1]", "[2002:a00:1::]",
}

func TestARedirectIntoAnInnerNetworkIsNotFollowed(t *testing.T) {
	const start = "https://rdap.arin.net/registry/autnum/2914"
	for _, host := range innerHosts {
		t.Run(host, func(t *testing.T) {
			c := with(lookup.Settings{}, web(map[string]string{start: "https://" + host + "/autnum/2914"}))
			_, err := c.Record(t.Context(), asn(2914))
			require.Equal(t, lookup.Redirect, why(t, err).Kind)
			require.ErrorContains(t, err, "it leads to ")
			require.Equal(t, []string{start}, why(t, err).Chain, "nothing else was asked")
		})
	}
}

func TestARedirectToAPublicAddressIsFollowed(t *testing.T) {
	for _, host := range []string{"rdap.example.net", "193.0.6.142", "172.32.0.1", "[2001:67c:2e8::1]", "[64:ff9b::193.0.6.142]", "rdap-localhost.example", "localhost.example"} {
		c := with(lookup.Settings{}, web(map[string]string{"https://rdap.arin.net/registry/autnum/2914": "https://" + host + "/autnum/2914"}))
		answer, err := c.Record(t.Context(), asn(2914))
		require.NoError(t, err, host)
		require.Equal(t, "https://"+host+"/autnum/2914", answer.URL)
	}
}

func TestAServerThatTheCallerNamedMayBeAnywhere(t *testing.T) {
	for _, host := range []string{"10.0.0.1", "[fd00::1]", "rdap.corp.example"} {
		start := "https://" + host + "/autnum/2914"
		c := with(lookup.Settings{Server: "https://" + host}, web(map[string]string{start: "https://" + host + "/there"}))
		_, err := c.Record(t.Context(), asn(2914))
		require.NotErrorIs(t, err, lookup.Redirect, host)

		c = with(lookup.Settings{Server: "https://" + host}, web(map[string]string{start: "https://10.0.0.2/autnum/2914"}))
		_, err = c.Record(t.Context(), asn(2914))
		require.ErrorIs(t, err, lookup.Redirect, "its neighbour is not named")
	}
}

func TestAServerOnThisMachineMayLeadToItsNeighbours(t *testing.T) {
	for _, next := range []string{"http://127.0.0.2/autnum/64496", "http://[::1]/autnum/64496", "http://localhost/autnum/64496", "https://127.0.0.1:8443/autnum/64496"} {
		c := with(lookup.Settings{Server: "http://127.0.0.1/"}, web(map[string]string{"http://127.0.0.1/autnum/64496": next}))
		answer, err := c.Record(t.Context(), asn(64496))
		require.NoError(t, err)
		require.Equal(t, next, answer.URL)
	}
	for _, next := range []string{"https://0.0.0.0/", "https://[::]/", "https://10.0.0.1/", "https://169.254.169.254/"} {
		c := with(lookup.Settings{Server: "http://127.0.0.1/"}, web(map[string]string{"http://127.0.0.1/autnum/64496": next}))
		_, err := c.Record(t.Context(), asn(64496))
		require.ErrorIs(t, err, lookup.Redirect, next)
	}
}

// trusting is a transport of the client's own kind that trusts a server, and
// reaches every host but those it is told of through a proxy, as the names that a
// test gives do not resolve.
func trusting(t *testing.T, server *httptest.Server, direct ...string) *http.Transport {
	t.Helper()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		there, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			return
		}
		here, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		io.WriteString(here, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { io.Copy(there, here); there.Close() }()
		io.Copy(here, there)
		here.Close()
	}))
	t.Cleanup(proxy.Close)
	transport := client.NewTransport()
	transport.Proxy = func(req *http.Request) (*url.URL, error) {
		for _, host := range direct {
			if req.URL.Hostname() == host {
				return nil, nil
			}
		}
		return url.Parse(proxy.URL)
	}
	transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	transport.TLSClientConfig.RootCAs.AddCert(server.Certificate())
	transport.TLSClientConfig.ServerName = "example.com" // httptest's
	return transport
}

// aliases of this machine, other than what is known by its spelling: what the
// resolver has from its own files.
func alias(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"ip6-localhost", "ip6-loopback", "localhost.localdomain", "localhost4"} {
		if addrs, err := net.DefaultResolver.LookupNetIP(t.Context(), "ip", name); err == nil && addrs[0].IsLoopback() {
			return name
		}
	}
	name, err := os.Hostname()
	require.NoError(t, err)
	addrs, err := net.DefaultResolver.LookupNetIP(t.Context(), "ip", name)
	if err != nil || !addrs[0].IsPrivate() && !addrs[0].IsLoopback() {
		t.Skip("this machine has no name of its own in an inner network")
	}
	return name
}

// A name that resolves to this machine is found at the connection; one that a
// proxy resolves is the proxy's affair, which may itself be on this machine.
func TestWhatANameResolvesToIsLookedAtBeforeAnythingIsSent(t *testing.T) {
	hidden := alias(t)
	requests := 0
	server := quiet(httptest.NewUnstartedServer(nil))
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if requests++; req.Host == "rdap.arin.net" {
			_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
			http.Redirect(w, req, "https://"+net.JoinHostPort(hidden, port)+"/autnum/2914", http.StatusFound)
			return
		}
		faithful(w, req)
	})
	server.StartTLS()
	defer server.Close()

	c := with(lookup.Settings{}, trusting(t, server, hidden))
	_, err := c.Record(t.Context(), asn(2914))
	require.Equal(t, lookup.Redirect, why(t, err).Kind, "%v", err)
	require.ErrorContains(t, err, "it leads to ")
	require.Len(t, why(t, err).Chain, 2)
	require.Equal(t, 1, requests, "nothing was sent there")
	c.CloseIdleConnections()

	c = with(lookup.Settings{}, trusting(t, server))
	_, err = c.Record(t.Context(), asn(2914))
	require.NoError(t, err, "the proxy goes there")
	c.CloseIdleConnections()

	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	c = with(lookup.Settings{Server: "https://" + net.JoinHostPort(hidden, port)}, trusting(t, server, hidden))
	if addrs, _ := net.DefaultResolver.LookupNetIP(t.Context(), "ip", hidden); addrs[0].Is4() && addrs[0].IsLoopback() {
		_, err = c.Record(t.Context(), asn(2914))
		require.NoError(t, err, "the caller named it")
		c.CloseIdleConnections()
	}
}

func TestEachRequestIsObserved(t *testing.T) {
	c := plainClient(t, func(w http.ResponseWriter, req *http.Request) {
		if !strings.HasPrefix(req.URL.Path, "/there/") {
			http.Redirect(w, req, "/there"+req.URL.Path, http.StatusFound)
			return
		}
		answer(w, http.StatusNotFound, typeRDAP, `{"errorCode":404}`)
	})
	var seen []client.Exchange
	c.Observe = func(x client.Exchange) { seen = append(seen, x) }
	_, err := c.Record(t.Context(), asn(64496))
	require.True(t, why(t, err).Absent())
	require.Len(t, seen, 2)
	require.Equal(t, c.Server+"/autnum/64496", seen[0].URL)
	require.Equal(t, http.StatusFound, seen[0].Status)
	require.Equal(t, http.StatusNotFound, seen[1].Status)
	require.Equal(t, len(`{"errorCode":404}`), seen[1].Bytes)
	require.Positive(t, seen[1].Took)
	require.NoError(t, seen[1].Err)

	seen = nil
	broken := with(lookup.Settings{}, roundTrip(func(*http.Request) (*http.Response, error) { return nil, io.EOF }))
	broken.Observe = c.Observe
	_, err = broken.Record(t.Context(), asn(2914))
	require.ErrorIs(t, err, lookup.Connection)
	require.Len(t, seen, 1)
	require.Zero(t, seen[0].Status)
	require.ErrorIs(t, seen[0].Err, lookup.Connection)
}
