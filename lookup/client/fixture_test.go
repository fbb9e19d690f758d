package client_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/resource"
)

const typeRDAP = "application/rdap+json"

// recorded reads an answer from testdata; SOURCES.md says whose it is.
func recorded(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "records", name+".json"))
	require.NoError(t, err)
	require.NotEmpty(t, data)
	return data
}

// autnum is the smallest record of a number.
func autnum(n resource.ASN) string {
	return fmt.Sprintf(`{"rdapConformance":["rdap_level_0"],"objectClassName":"autnum","handle":"AS%s","startAutnum":%s,"endAutnum":%s}`, n, n, n)
}

// asked is the number that a request is about.
func asked(req *http.Request) resource.ASN {
	n, err := resource.ParseASN(req.URL.Path[strings.LastIndexByte(req.URL.Path, '/')+1:])
	if err != nil {
		return 0
	}
	return n
}

// answer writes a whole answer.
func answer(w http.ResponseWriter, status int, media, body string) {
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	io.WriteString(w, body)
}

// faithful answers every question about a number with its record.
func faithful(w http.ResponseWriter, req *http.Request) {
	answer(w, http.StatusOK, typeRDAP, autnum(asked(req)))
}

// always gives the same answer.
func always(status int, media, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { answer(w, status, media, body) }
}

// ourName is how a client names itself.
const ourName = "byoasn (+https://github.com/byoasn/byoasn)"

// with is a client of the settings; a nil transport is its own.
func with(s lookup.Settings, transport http.RoundTripper) *client.Client {
	return &client.Client{Settings: s, Transport: transport}
}

func asn(n resource.ASN) resource.Resource { return resource.OfASN(n) }

func cidr(p string) resource.Resource { return resource.OfCIDR(netip.MustParsePrefix(p)) }

// numbers are resources that are AS numbers.
func numbers(of iter.Seq[resource.ASN]) iter.Seq[resource.Resource] {
	return func(yield func(resource.Resource) bool) {
		for n := range of {
			if !yield(asn(n)) {
				return
			}
		}
	}
}

// plainClient asks a loopback server over plain http.
func plainClient(t testing.TB, handler http.HandlerFunc) *client.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	client := with(lookup.Settings{Server: server.URL}, nil)
	t.Cleanup(func() { client.CloseIdleConnections(); server.Close() })
	return client
}

// tlsClient asks a loopback server over TLS, and trusts it.
func tlsClient(t testing.TB, handler http.HandlerFunc) *client.Client {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of handshakes that the client breaks off
	server.StartTLS()
	t.Cleanup(server.Close)
	return with(lookup.Settings{Server: server.URL}, server.Client().Transport)
}

// A roundTrip is a transport without a network.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// response is what a transport returns.
func response(req *http.Request, status int, media, body string) *http.Response {
	return &http.Response{
		StatusCode: status,
		Header:     http.Header{"Content-Type": {media}},
		Body:       io.NopCloser(bytes.NewReader([]byte(body))),
		Request:    req,
	}
}

// registries is a transport by which every registry answers faithfully.
func registries(req *http.Request) (*http.Response, error) {
	return response(req, http.StatusOK, typeRDAP, autnum(asked(req))), nil
}

// why is the error that a lookup has to have ended with.
func why(t testing.TB, err error) *lookup.Error {
	t.Helper()
	var e *lookup.Error
	require.ErrorAs(t, err, &e)
	require.ErrorIs(t, err, e.Kind)
	require.NotEmpty(t, e.Kind.Error())
	require.NotContains(t, err.Error(), "%!")
	require.NotContains(t, err.Error(), "\n")
	require.Less(t, len(err.Error()), 1500)
	return e
}

// requireGoroutines waits until no more goroutines are left than there were.
func requireGoroutines(t testing.TB, before int) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			stacks := make([]byte, 64<<10)
			t.Fatalf("goroutines are left behind:\n%s", stacks[:runtime.Stack(stacks, true)])
		}
	}
}
