package client_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// web is a transport of several hosts: a redirect for each URL in the map, and
// a record everywhere else.
func web(redirects map[string]string) roundTrip {
	return func(req *http.Request) (*http.Response, error) {
		to, found := redirects[req.URL.String()]
		if !found {
			return registries(req)
		}
		resp := response(req, http.StatusFound, "text/html", "<html>moved")
		resp.Header.Set("Location", to)
		return resp, nil
	}
}

func TestRedirectsToOtherRegistriesAreFollowed(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		client := with(lookup.Settings{Registry: registry.APNIC, Pace: lookup.Pace{registry.APNIC: 0}}, roundTrip(func(req *http.Request) (*http.Response, error) {
			resp, err := web(map[string]string{
				"https://rdap.apnic.net/autnum/2497":       "https://jpnic.rdap.apnic.net/autnum/2497",
				"https://jpnic.rdap.apnic.net/autnum/2497": "/rdap/autnum/2497#top",
			})(req)
			if resp.StatusCode == http.StatusFound {
				resp.StatusCode = status
			}
			return resp, err
		}))
		answer, err := client.Record(t.Context(), asn(2497))
		require.NoError(t, err)
		require.Equal(t, registry.APNIC, answer.Registry)
		require.Equal(t, "https://jpnic.rdap.apnic.net/rdap/autnum/2497", answer.URL)
		require.Equal(t, []string{
			"https://rdap.apnic.net/autnum/2497",
			"https://jpnic.rdap.apnic.net/autnum/2497",
			"https://jpnic.rdap.apnic.net/rdap/autnum/2497",
		}, answer.Chain)
	}
}

func TestATransferredNumberIsTheOtherRegistrys(t *testing.T) {
	client := with(lookup.Settings{}, web(map[string]string{
		"https://rdap.arin.net/registry/autnum/2914": "https://rdap.db.ripe.net/autnum/2914",
	}))
	answer, err := client.Record(t.Context(), asn(2914))
	require.NoError(t, err)
	require.Equal(t, registry.ARIN, answer.Registry, "whom the bootstrap chose")
	require.Equal(t, registry.RIPE, answer.Record.Registry, "whose record it is")
}

func TestUnsafeRedirectsAreNotFollowed(t *testing.T) {
	const start = "https://rdap.arin.net/registry/autnum/2914"
	tests := []struct {
		name, to, says string
	}{
		{"to plain http", "http://rdap.arin.net/registry/autnum/2914", "not https"},
		{"to plain http elsewhere", "http://rdap.example.net/", "not https"},
		{"to plain http on this machine", "http://127.0.0.1/", "not https"},
		{"to this machine", "https://127.0.0.1/autnum/2914", "this machine"},
		{"to this machine by IPv6", "https://[::1]/", "this machine"},
		{"to this machine by name", "https://localhost:8443/", "this machine"},
		{"to another scheme", "file:///etc/passwd", "not https"},
		{"with a password", "https://alice:hunter2@rdap.arin.net/", "user name"},
		{"to itself", start, "in a circle"},
		{"to itself by a fragment", start + "#again", "in a circle"},
		{"to what is not a URL", "https://[", "no URL"},
		{"to nowhere", "", "status 302"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client := with(lookup.Settings{Pace: lookup.Pace{registry.ARIN: 0}}, web(map[string]string{start: test.to}))
			_, err := client.Record(t.Context(), asn(2914))
			e := why(t, err)
			require.Equal(t, lookup.Redirect, e.Kind, "%v", err)
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), "hunter2")
			require.Equal(t, []string{start}, e.Chain, "nothing else was asked")
			require.False(t, e.Temporary())
		})
	}
}

func TestACircleOfTwoIsSeen(t *testing.T) {
	client := with(lookup.Settings{Pace: lookup.Pace{registry.ARIN: 0, registry.RIPE: 0}}, web(map[string]string{
		"https://rdap.arin.net/registry/autnum/2914": "https://rdap.db.ripe.net/autnum/2914",
		"https://rdap.db.ripe.net/autnum/2914":       "https://rdap.arin.net/registry/autnum/2914",
	}))
	_, err := client.Record(t.Context(), asn(2914))
	require.Equal(t, lookup.Redirect, why(t, err).Kind)
	require.ErrorContains(t, err, "in a circle")
	require.Len(t, why(t, err).Chain, 2)
}

func TestFiveRedirectsAreFollowedAndNoMore(t *testing.T) {
	for length := 4; length <= 8; length++ {
		client := tlsClient(t, func(w http.ResponseWriter, req *http.Request) {
			hop := 0
			fmt.Sscan(req.URL.Query().Get("hop"), &hop)
			if hop == length {
				faithful(w, req)
				return
			}
			http.Redirect(w, req, fmt.Sprintf("%s?hop=%d", req.URL.Path, hop+1), http.StatusMovedPermanently)
		})
		answer, err := client.Record(t.Context(), asn(64496))
		if length <= 5 {
			require.NoError(t, err)
			require.Len(t, answer.Chain, length+1)
			continue
		}
		require.Equal(t, lookup.Redirect, why(t, err).Kind)
		require.ErrorContains(t, err, "more than 5")
		require.Len(t, why(t, err).Chain, 6)
	}
}

func TestPlainHTTPStaysOnLoopback(t *testing.T) {
	last := httptest.NewServer(http.HandlerFunc(faithful))
	defer last.Close()
	tests := map[string]bool{
		last.URL + "/autnum/64496":              true,
		"http://192.0.2.1/autnum/64496":         false,
		"http://rdap.arin.net/registry/autnum/": false,
	}
	for to, followed := range tests {
		client := plainClient(t, func(w http.ResponseWriter, req *http.Request) { http.Redirect(w, req, to, http.StatusFound) })
		answer, err := client.Record(t.Context(), asn(64496))
		if followed {
			require.NoError(t, err)
			require.Equal(t, []string{client.Server + "/autnum/64496", to}, answer.Chain)
			continue
		}
		require.Equal(t, lookup.Redirect, why(t, err).Kind)
		require.ErrorContains(t, err, "not https")
	}
}

func TestHTTPSIsNeverLeftEvenForLoopback(t *testing.T) {
	requests := 0
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		requests++
		faithful(w, req)
	}))
	defer plain.Close()
	client := tlsClient(t, func(w http.ResponseWriter, req *http.Request) {
		http.Redirect(w, req, plain.URL+req.URL.Path, http.StatusFound)
	})
	_, err := client.Record(t.Context(), asn(64496))
	require.Equal(t, lookup.Redirect, why(t, err).Kind)
	require.Zero(t, requests)
}

func TestAFailureAtTheEndOfAChainNamesItAll(t *testing.T) {
	client := plainClient(t, func(w http.ResponseWriter, req *http.Request) {
		if !strings.HasPrefix(req.URL.Path, "/there/") {
			http.Redirect(w, req, "/there"+req.URL.Path, http.StatusFound)
			return
		}
		answer(w, http.StatusNotFound, typeRDAP, `{"errorCode":404}`)
	})
	_, err := client.Record(t.Context(), asn(resource.ASN(64496)))
	e := why(t, err)
	require.True(t, e.Absent())
	require.Equal(t, client.Server+"/there/autnum/64496", e.URL)
	require.Equal(t, []string{client.Server + "/autnum/64496", e.URL}, e.Chain)
}
