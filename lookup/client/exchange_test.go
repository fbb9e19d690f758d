package client

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
)

// A wire fails the test if anything comes through.
type wire struct{ t *testing.T }

func (w wire) RoundTrip(req *http.Request) (*http.Response, error) {
	w.t.Error("asked", req.URL)
	return nil, http.ErrAbortHandler
}

// Whatever openrdap or net/http would ask, this is the last gate.
func TestNoRequestPassesThatIsNotPermitted(t *testing.T) {
	client := &Client{Transport: wire{t}}
	client.once.Do(client.prepare)
	for local, urls := range map[bool][]string{
		false: {"http://rdap.arin.net/registry/autnum/1", "http://127.0.0.1/", "http://localhost/", "ftp://rdap.arin.net/"},
		true:  {"http://rdap.arin.net/registry/autnum/1", "http://192.0.2.1/", "ftp://127.0.0.1/"},
	} {
		for _, url := range urls {
			x := &exchange{client: client, local: local}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
			require.NoError(t, err)
			_, err = x.RoundTrip(req)
			require.ErrorIs(t, err, lookup.Redirect, url)
		}
	}
}

func TestHostsOfThePastAreForgotten(t *testing.T) {
	var p pacer
	now := time.Now()
	for i := range 10_000 {
		_, err := p.take(t.Context(), fmt.Sprintf("%d.example.net", i), time.Second, now.Add(time.Duration(i)*time.Second))
		require.NoError(t, err)
	}
	require.Len(t, p.next, 1)
}
