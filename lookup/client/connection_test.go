package client_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
)

// quiet keeps a server from reporting the handshakes that a test makes fail.
func quiet(server *httptest.Server) *httptest.Server {
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	return server
}

// listen accepts connections and hands them over, until the test ends.
func listen(t *testing.T, handle func(net.Conn)) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go handle(conn)
		}
	}()
	return listener.Addr().String()
}

func TestAServersCertificateHasToBeTrusted(t *testing.T) {
	server := quiet(httptest.NewUnstartedServer(http.HandlerFunc(faithful)))
	server.StartTLS()
	defer server.Close()
	client := with(lookup.Settings{Server: server.URL}, nil)
	_, err := client.Record(t.Context(), asn(64496))
	require.Equal(t, lookup.TLS, why(t, err).Kind)
	var untrusted *tls.CertificateVerificationError
	require.ErrorAs(t, err, &untrusted)
	require.ErrorContains(t, err, "clock")
	require.False(t, why(t, err).Temporary())
}

func TestOldTLSIsRefused(t *testing.T) {
	server := quiet(httptest.NewUnstartedServer(http.HandlerFunc(faithful)))
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	server.StartTLS()
	defer server.Close()
	client := with(lookup.Settings{Server: server.URL}, nil)
	_, err := client.Record(t.Context(), asn(64496))
	require.Equal(t, lookup.TLS, why(t, err).Kind, "%v", err)
}

func TestAServerWithoutTLSIsNotAskedInPlainText(t *testing.T) {
	requests := 0
	client := plainClient(t, func(w http.ResponseWriter, req *http.Request) {
		requests++
		faithful(w, req)
	})
	secure := with(lookup.Settings{Server: strings.Replace(client.Server, "http:", "https:", 1)}, nil)
	_, err := secure.Record(t.Context(), asn(64496))
	require.Equal(t, lookup.TLS, why(t, err).Kind)
	require.Zero(t, requests)
}

func TestAHandshakeThatHangsTimesOut(t *testing.T) {
	address := listen(t, func(conn net.Conn) {
		io.Copy(io.Discard, conn)
		conn.Close()
	})
	client := with(lookup.Settings{Server: "https://" + address, Timeout: 100 * time.Millisecond}, nil)
	_, err := client.Record(t.Context(), asn(64496))
	require.Equal(t, lookup.Timeout, why(t, err).Kind)
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestAHandshakeThatBreaksOffIsAFailedConnection(t *testing.T) {
	address := listen(t, func(conn net.Conn) {
		io.ReadFull(conn, make([]byte, 1))
		conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
	})
	client := with(lookup.Settings{Server: "https://" + address}, nil)
	_, err := client.Record(t.Context(), asn(64496))
	require.Equal(t, lookup.Connection, why(t, err).Kind, "%v", err)
}

func TestARefusedConnectionIsSaidToBe(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(faithful))
	server.Close()
	client := with(lookup.Settings{Server: server.URL}, nil)
	_, err := client.Record(t.Context(), asn(64496))
	require.Equal(t, lookup.Connection, why(t, err).Kind)
	if runtime.GOOS != "windows" { // which has a number of its own
		require.ErrorIs(t, err, syscall.ECONNREFUSED)
	}
	require.True(t, why(t, err).Temporary())
}

func TestATransportsErrorIsToldByItsType(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	tests := map[problem.ID]error{
		lookup.DNS:        dial(&net.DNSError{Err: "no such host", Name: "rdap.arin.net", IsNotFound: true}),
		lookup.Timeout:    dial(os.ErrDeadlineExceeded),
		lookup.TLS:        &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}},
		lookup.Connection: dial(errors.New("no route to host")),
	}
	for kind, cause := range tests {
		t.Run(string(kind), func(t *testing.T) {
			client := with(lookup.Settings{}, roundTrip(func(*http.Request) (*http.Response, error) { return nil, cause }))
			_, err := client.Record(t.Context(), asn(2914))
			require.Equal(t, kind, why(t, err).Kind)
			require.ErrorIs(t, err, cause)
			require.ErrorContains(t, err, "https://rdap.arin.net/registry/autnum/2914: ")
		})
	}
}

func TestTheCallersEndOfPatienceIsToldFromTheServers(t *testing.T) {
	hang := func(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }
	client := plainClient(t, hang)

	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(50*time.Millisecond, func() { cancel(errors.New("a reason")) })
	_, err := client.Record(ctx, asn(64496))
	require.Equal(t, lookup.Cancelled, why(t, err).Kind)
	require.ErrorIs(t, err, context.Canceled)
	require.False(t, why(t, err).Temporary())

	deadline, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	_, err = client.Record(deadline, asn(64496))
	require.Equal(t, lookup.Timeout, why(t, err).Kind)
	require.ErrorIs(t, err, context.DeadlineExceeded)

	_, err = client.Record(ctx, asn(64496))
	require.Equal(t, lookup.Cancelled, why(t, err).Kind, "nothing is asked with a context that has ended")
}

func TestCancellingBreaksOffABody(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client := plainClient(t, drip(http.StatusNotFound))
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := client.Record(ctx, asn(64496))
	require.Equal(t, lookup.Cancelled, why(t, err).Kind)
}
