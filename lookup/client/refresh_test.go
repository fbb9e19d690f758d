package client_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/stretchr/testify/require"
)

func TestRefreshFetchesTheThreeFiles(t *testing.T) {
	var paths []string
	client := plainClient(t, func(w http.ResponseWriter, req *http.Request) {
		paths = append(paths, req.URL.Path)
		data, err := os.ReadFile("../bootstrap/" + strings.TrimPrefix(req.URL.Path, "/rdap/"))
		if err != nil {
			http.NotFound(w, req)
			return
		}
		text := strings.Replace(string(data), `"publication": "20`, `"publication": "21`, 1)
		answer(w, http.StatusOK, "application/json", text)
	})
	client.BootstrapURL = client.Server + "/rdap/"
	b, err := client.RefreshBootstrap(t.Context())
	require.NoError(t, err)
	require.Equal(t, []string{"/rdap/asn.json", "/rdap/ipv4.json", "/rdap/ipv6.json"}, paths)
	server, _ := b.ServerFor(asn(8283))
	require.Equal(t, "2126-06-01", server.Published.Format(time.DateOnly))

	fresh := with(lookup.Settings{Bootstrap: b}, roundTrip(registries))
	found, err := fresh.Record(t.Context(), asn(8283))
	require.NoError(t, err)
	require.Equal(t, server.Published, found.Snapshot)
}

func TestRefreshAsksIANA(t *testing.T) {
	var urls []string
	client := with(lookup.Settings{}, roundTrip(func(req *http.Request) (*http.Response, error) {
		urls = append(urls, req.URL.String()+" "+req.UserAgent())
		return response(req, http.StatusServiceUnavailable, "", ""), nil
	}))
	_, err := client.RefreshBootstrap(t.Context())
	require.Equal(t, lookup.ServerFailure, why(t, err).Kind)
	require.Equal(t, []string{"https://data.iana.org/rdap/asn.json " + ourName}, urls)
}

func TestRefreshTakesNothingElse(t *testing.T) {
	tests := []struct {
		name    string
		handler http.HandlerFunc
		kind    problem.ID
	}{
		{"a web page", always(200, "text/html", "<html>"), lookup.NotRDAP},
		{"nothing with a 404", always(404, "application/json", ""), lookup.NotRDAP},
		{"nothing", always(200, "application/json", ""), lookup.NotRDAP},
		{"not found", http.NotFound, lookup.NotRDAP},
		{"a redirect to plain http", func(w http.ResponseWriter, req *http.Request) {
			http.Redirect(w, req, "http://192.0.2.1/", http.StatusFound)
		}, lookup.Redirect},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client := plainClient(t, test.handler)
			client.BootstrapURL = client.Server
			_, err := client.RefreshBootstrap(t.Context())
			require.Equal(t, test.kind, why(t, err).Kind)
			require.False(t, why(t, err).Absent(), "nothing was said of any number")
		})
	}
	_, err := with(lookup.Settings{BootstrapURL: "http://data.iana.org/rdap/"}, nil).RefreshBootstrap(t.Context())
	require.Equal(t, lookup.Misuse, why(t, err).Kind)
}

func TestARefreshOfTheSettingsIsMadeOnceBeforeTheFirstLook(t *testing.T) {
	fetched := map[string]int{}
	failing := true
	client := with(lookup.Settings{Refresh: true, Pace: lookup.Pace{"ripe": 0, "": 0}}, roundTrip(func(req *http.Request) (*http.Response, error) {
		if req.URL.Host != "data.iana.org" {
			return registries(req)
		}
		fetched[req.URL.Path]++
		if failing {
			return response(req, http.StatusServiceUnavailable, "", ""), nil
		}
		data, err := os.ReadFile("../bootstrap/" + strings.TrimPrefix(req.URL.Path, "/rdap/"))
		return response(req, http.StatusOK, "application/json", strings.Replace(string(data), `"publication": "20`, `"publication": "21`, 1)), err
	}))
	_, err := client.Record(t.Context(), asn(8283))
	require.Equal(t, lookup.ServerFailure, why(t, err).Kind)
	failing = false
	for range 2 {
		answer, err := client.Record(t.Context(), asn(8283))
		require.NoError(t, err)
		require.Equal(t, 2126, answer.Snapshot.Year())
	}
	require.Equal(t, map[string]int{"/rdap/asn.json": 2, "/rdap/ipv4.json": 1, "/rdap/ipv6.json": 1}, fetched)
}
