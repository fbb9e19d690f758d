package client_test

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
)

// inChild runs the calling test again in a process of its own, as a process
// reads its settings for proxies and its roots once. It reports whether this is
// the child.
func inChild(t *testing.T, settings ...string) bool {
	t.Helper()
	const mark = "LOOKUP_TEST_CHILD"
	if os.Getenv(mark) != "" {
		return true
	}
	child := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	child.Env = append(os.Environ(), append(settings, mark+"=1", "NO_PROXY=", "no_proxy=")...)
	out, err := child.CombinedOutput()
	require.NoError(t, err, string(out))
	return false
}

func TestTheProxyOfTheEnvironmentIsUsed(t *testing.T) {
	asked := make(chan string, 10)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		asked <- req.Method + " " + req.Host
		http.Error(w, "", http.StatusBadGateway)
	}))
	defer proxy.Close()
	setting := strings.Replace(proxy.URL, "http://", "http://alice:hunter2@", 1)
	if inChild(t, "HTTPS_PROXY="+setting, "https_proxy="+setting) {
		client := with(lookup.Settings{}, nil)
		_, err := client.Record(t.Context(), asn(2914))
		require.Equal(t, lookup.Connection, why(t, err).Kind)
		require.ErrorContains(t, err, "Bad Gateway")
		require.NotContains(t, err.Error(), "hunter2")
		return
	}
	require.Equal(t, "CONNECT rdap.arin.net:443", <-asked)
	require.Empty(t, asked)
}

func TestTheClientsOwnTransportSpeaksHTTP2OverTLS(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the roots of this system cannot be set by an environment variable")
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.ProtoMajor != 2 {
			w.WriteHeader(http.StatusHTTPVersionNotSupported)
			return
		}
		faithful(w, req)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()

	roots := filepath.Join(t.TempDir(), "roots.pem")
	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	require.NoError(t, os.WriteFile(roots, root, 0o600))
	if inChild(t, "SSL_CERT_FILE="+roots, "LOOKUP_TEST_SERVER="+server.URL) {
		client := with(lookup.Settings{Server: os.Getenv("LOOKUP_TEST_SERVER")}, nil)
		_, err := client.Record(t.Context(), asn(64496))
		require.NoError(t, err)
		before := runtime.NumGoroutine()
		client.CloseIdleConnections()
		requireGoroutines(t, before-1)
	}
}
