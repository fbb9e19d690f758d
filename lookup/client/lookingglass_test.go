package client_test

import (
	"net/http"
	"net/netip"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
)

func glass(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("../testdata/looking-glass-2025-06-24.json")
	require.NoError(t, err)
	return string(data)
}

var announced = netip.MustParsePrefix("140.78.0.0/16")

func TestTheLookingGlassIsOneRequestToRIPEstat(t *testing.T) {
	var urls []string
	c := with(lookup.Settings{}, roundTrip(func(req *http.Request) (*http.Response, error) {
		urls = append(urls, req.URL.String())
		return response(req, http.StatusOK, typeJSON, glass(t)), nil
	}))
	got, err := c.LookingGlass(t.Context(), announced)
	require.NoError(t, err)
	require.Equal(t, []string{"https://stat.ripe.net/data/looking-glass/data.json?look_back_limit=3600&resource=140.78.0.0%2F16&sourceapp=byoasn"}, urls)
	require.NotEmpty(t, got.Announcements())
	_, err = c.LookingGlass(t.Context(), netip.MustParsePrefix("10.0.0.0/8"))
	require.ErrorIs(t, err, lookup.NotPublic)
	_, err = c.LookingGlass(t.Context(), netip.Prefix{})
	require.ErrorIs(t, err, lookup.Misuse)
	require.Len(t, urls, 1)
}

func TestNoFailureIsAnEmptyLookingGlass(t *testing.T) {
	for _, test := range []struct {
		name    string
		handler http.HandlerFunc
		kind    problem.ID
	}{
		{"a web page", always(200, "text/html", "<html>"), lookup.NotLookingGlass},
		{"a 404", always(404, typeJSON, `{}`), lookup.NotLookingGlass},
		{"nothing", always(200, typeJSON, ""), lookup.NotLookingGlass},
		{"an error inside", always(200, typeJSON, `{"status":"error"}`), lookup.NotLookingGlass},
		{"another range", always(200, typeJSON, strings.ReplaceAll(glass(t), "140.78.0.0/16", "140.79.0.0/16")), lookup.WrongObject},
		{"too often", always(429, "", ""), lookup.RateLimited},
		{"a failure", always(500, "", ""), lookup.ServerFailure},
		{"a body without its end", raw(false, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{"), lookup.NotLookingGlass},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := plainClient(t, test.handler)
			c.LookingGlassURL = c.Server + "/data.json"
			got, err := c.LookingGlass(t.Context(), announced)
			require.Nil(t, got)
			require.Equal(t, test.kind, why(t, err).Kind, "%v", err)
			require.NotContains(t, err.Error(), "RDAP")
		})
	}
}

func TestALookingGlassMayBeLargerThanARecord(t *testing.T) {
	text := glass(t)
	c := plainClient(t, always(200, typeJSON, text+strings.Repeat(" ", 5<<20)))
	c.LookingGlassURL = c.Server + "/data.json"
	_, err := c.LookingGlass(t.Context(), announced)
	require.NoError(t, err)
}
