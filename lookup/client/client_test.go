package client_test

import (
	"context"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

func TestRecordedAnswersComeThroughAsTheyAre(t *testing.T) {
	tests := []struct {
		file     string
		number   resource.ASN
		prefix   string
		registry registry.Registry
	}{
		{"arin-autnum-2914", 2914, "", registry.ARIN},
		{"ripe-autnum-8283", 8283, "", registry.RIPE},
		{"ripe-autnum-16276-2021-no-range", 16276, "", registry.RIPE},
		{"apnic-autnum-9269", 9269, "", registry.APNIC},
		{"lacnic-autnum-28000", 28000, "", registry.LACNIC},
		{"registrobr-autnum-53170-truncated", 53170, "", registry.LACNIC},
		{"afrinic-autnum-37271", 37271, "", registry.AFRINIC},
		{"apnic-ip-1.1.1.0-24", 0, "1.1.1.0/24", registry.APNIC},
		{"arin-ip-2620-119-35-carriage-returns", 0, "2620:119:35::/48", registry.ARIN},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			body := recorded(t, test.file)
			client := tlsClient(t, always(http.StatusOK, typeRDAP, string(body)))
			var answer *lookup.Answer
			var err error
			if test.prefix == "" {
				answer, err = client.Record(t.Context(), asn(test.number))
			} else {
				answer, err = client.Record(t.Context(), cidr(test.prefix))
			}
			require.NoError(t, err)
			require.Equal(t, body, answer.Body)
			require.Equal(t, test.registry, answer.Record.Registry)
			parsed, err := rdap.ParseJSON(body)
			require.NoError(t, err)
			require.Equal(t, parsed.Texts, answer.Record.Texts)
		})
	}
}

func TestOneNumberIsOneRequest(t *testing.T) {
	var seen []*http.Request
	client := plainClient(t, func(w http.ResponseWriter, req *http.Request) {
		seen = append(seen, req)
		faithful(w, req)
	})
	answer, err := client.Record(t.Context(), asn(12345))
	require.NoError(t, err)
	require.Len(t, seen, 1)
	require.Equal(t, http.MethodGet, seen[0].Method)
	require.Equal(t, "/autnum/12345", seen[0].RequestURI)
	require.Equal(t, "byoasn (+https://github.com/byoasn/byoasn)", seen[0].UserAgent())
	require.Equal(t, "application/rdap+json, application/json", seen[0].Header.Get("Accept"))
	require.Equal(t, "identity", seen[0].Header.Get("Accept-Encoding"))
	require.Empty(t, seen[0].Cookies())

	require.Equal(t, client.Server+"/autnum/12345", answer.URL)
	require.Equal(t, []string{answer.URL}, answer.Chain)
	require.Zero(t, answer.Snapshot, "no bootstrap was asked for a server that was named")
	require.Equal(t, resource.ASN(12345), answer.Record.First)
}

func TestPathsAreThoseThatEveryRegistryTakes(t *testing.T) {
	var path, agent string
	client := plainClient(t, func(w http.ResponseWriter, req *http.Request) {
		path, agent = req.RequestURI, req.UserAgent()
		http.NotFound(w, req)
	})
	base := client.Server
	for server, prefix := range map[string]string{base: "", base + "/": "", base + "/rdap": "/rdap", base + "/rdap/": "/rdap"} {
		client := with(lookup.Settings{Server: server, UserAgent: "test/1"}, nil)
		_, err := client.Record(t.Context(), asn(64496))
		require.Error(t, err)
		require.Equal(t, prefix+"/autnum/64496", path)
		require.Equal(t, "test/1", agent)
		for _, network := range []string{"192.0.2.0/24", "2001:db8::/32", "203.0.113.7/32"} {
			_, err = client.Record(t.Context(), cidr(network))
			require.Error(t, err)
			require.Equal(t, prefix+"/ip/"+network, path)
		}
		client.CloseIdleConnections()
	}
}

func TestTheBootstrapChoosesTheServer(t *testing.T) {
	tests := []struct {
		number   resource.ASN
		url      string
		registry registry.Registry
	}{
		{16509, "https://rdap.arin.net/registry/autnum/16509", registry.ARIN},
		{8283, "https://rdap.db.ripe.net/autnum/8283", registry.RIPE},
		{9269, "https://rdap.apnic.net/autnum/9269", registry.APNIC},
		{28000, "https://rdap.lacnic.net/rdap/autnum/28000", registry.LACNIC},
		{37271, "https://rdap.afrinic.net/rdap/autnum/37271", registry.AFRINIC},
	}
	client := with(lookup.Settings{}, roundTrip(registries))
	for _, test := range tests {
		answer, err := client.Record(t.Context(), asn(test.number))
		require.NoError(t, err)
		require.Equal(t, test.url, answer.URL)
		require.Equal(t, test.registry, answer.Registry)
		require.Equal(t, test.registry, answer.Record.Registry, "the host tells where the record does not")
		require.Equal(t, "2026-06-01", answer.Snapshot.Format(time.DateOnly))
	}
}

func TestTheCallersRegistryIsAskedInTheBootstrapsPlace(t *testing.T) {
	client := with(lookup.Settings{Registry: registry.APNIC}, roundTrip(registries))
	answer, err := client.Record(t.Context(), asn(8283))
	require.NoError(t, err)
	require.Equal(t, "https://rdap.apnic.net/autnum/8283", answer.URL)
	require.Equal(t, registry.APNIC, answer.Registry)
}

func TestARegistryNamedBesideAServerSaysWhoseItIs(t *testing.T) {
	client := plainClient(t, faithful)
	client.Registry = registry.RIPE
	answer, err := client.Record(t.Context(), asn(64496))
	require.NoError(t, err)
	require.Equal(t, registry.RIPE, answer.Registry)
	require.Equal(t, registry.RIPE, answer.Record.Registry)

	client = with(lookup.Settings{Server: "https://rdap.db.ripe.net/"}, roundTrip(registries))
	answer, err = client.Record(t.Context(), asn(2914))
	require.NoError(t, err)
	require.Equal(t, registry.RIPE, answer.Registry, "or its name does")
	require.Zero(t, answer.Snapshot)
}

func TestTheRecordOfAStrangerIsNoRegistrys(t *testing.T) {
	client := with(lookup.Settings{Registry: registry.ARIN, Pace: lookup.Pace{registry.ARIN: 0}}, web(map[string]string{
		"https://rdap.arin.net/registry/autnum/2914": "https://rdap.example.net/autnum/2914",
	}))
	answer, err := client.Record(t.Context(), asn(2914))
	require.NoError(t, err)
	require.Equal(t, registry.ARIN, answer.Registry)
	require.Empty(t, answer.Record.Registry)
}

// A closing is a body that counts how often it is closed.
type closing struct {
	io.Reader
	count *int
}

func (c closing) Close() error { *c.count++; return nil }

func TestEveryBodyIsClosed(t *testing.T) {
	closed := 0
	redirect := web(map[string]string{"https://rdap.arin.net/registry/autnum/2914": "https://rdap.db.ripe.net/autnum/2914"})
	client := with(lookup.Settings{MaxBody: 10}, roundTrip(func(req *http.Request) (*http.Response, error) {
		resp, err := redirect(req)
		resp.Body = closing{resp.Body, &closed}
		return resp, err
	}))
	_, err := client.Record(t.Context(), asn(2914))
	require.Equal(t, lookup.TooLarge, why(t, err).Kind)
	require.Equal(t, 2, closed)
}

func TestACoveringBlockIsAnAnswer(t *testing.T) {
	client := tlsClient(t, always(http.StatusOK, "application/json; charset=utf-8",
		`{"objectClassName":"autnum","handle":"AS131072 - AS132095","startAutnum":131072,"endAutnum":132095}`))
	answer, err := client.Record(t.Context(), asn(131500))
	require.NoError(t, err)
	require.Equal(t, resource.ASN(131072), answer.Record.First)

	client = tlsClient(t, always(http.StatusOK, typeRDAP,
		`{"objectClassName":"ip network","startAddress":"192.0.0.0","endAddress":"192.255.255.255","ipVersion":"v4"}`))
	_, err = client.Record(t.Context(), cidr("192.0.2.0/24"))
	require.NoError(t, err)
}

func TestWhatNobodyPublishesIsRefusedBeforeAnyRequest(t *testing.T) {
	silent := roundTrip(func(req *http.Request) (*http.Response, error) {
		t.Error("asked", req.URL)
		return nil, http.ErrAbortHandler
	})
	var unassigned []resource.Resource
	for _, n := range []resource.ASN{0, 112, 23456, 64496, 64512, 65535, 65552, 4200000000, 4294967295} {
		unassigned = append(unassigned, asn(n))
	}
	for _, p := range []string{"10.0.0.0/8", "192.168.1.0/24", "100.64.0.0/10", "203.0.113.0/24", "169.254.0.0/16", "2001:db8::/32", "fc00::/7", "::1/128"} {
		unassigned = append(unassigned, cidr(p))
	}
	for _, r := range unassigned {
		for _, settings := range []lookup.Settings{{}, {Registry: registry.ARIN}, {Server: "https://rdap.example.net/"}} {
			_, err := with(settings, silent).Record(t.Context(), r)
			require.Equal(t, lookup.NotPublic, why(t, err).Kind, r)
			require.ErrorContains(t, err, r.Name())
			require.False(t, why(t, err).Absent(), "nobody was asked")
		}
	}
	_, err := with(lookup.Settings{}, silent).Record(t.Context(), asn(112))
	require.ErrorContains(t, err, "RFC 7534")
}

func TestWhatTheSnapshotDoesNotHaveIsSaidWithItsDate(t *testing.T) {
	client := with(lookup.Settings{}, roundTrip(registries))
	_, err := client.Record(t.Context(), asn(4_000_000_000))
	require.Equal(t, lookup.NoServer, why(t, err).Kind)
	require.ErrorContains(t, err, "2026-06-01")
	require.ErrorContains(t, err, "name the registry or the server")
	_, err = client.Record(t.Context(), cidr("3000::/16"))
	require.Equal(t, lookup.NoServer, why(t, err).Kind)
	require.ErrorContains(t, err, "2024-11-01")
	_, err = with(lookup.Settings{Registry: "jpnic"}, nil).Record(t.Context(), asn(2497))
	require.Equal(t, lookup.NoServer, why(t, err).Kind)
}

func TestSettingsThatCannotBeRightAreRefused(t *testing.T) {
	servers := map[string]string{
		"http://rdap.example.net/":                  "not https",
		"http://192.0.2.1/":                         "not https",
		"http://127.1/":                             "not https",
		"http://localhost.example.net/":             "not https",
		"ftp://127.0.0.1/":                          "not https",
		"rdap.example.net":                          "not a URL",
		"https://":                                  "not a URL",
		"https:rdap.example.net":                    "not a URL",
		"https://alice:hunter2@rdap.example.net":    "user name or password",
		"https://alice:hunter2@rdap.example.net:x/": "not a URL",
		"https://rdap.example.net/?key=hunter2":     "query or fragment",
		"https://rdap.example.net/#hunter2":         "query or fragment",
	}
	for server, says := range servers {
		_, err := with(lookup.Settings{Server: server}, roundTrip(registries)).Record(t.Context(), asn(1))
		require.Equal(t, lookup.Misuse, why(t, err).Kind, server)
		require.ErrorContains(t, err, says, server)
		require.NotContains(t, err.Error(), "hunter2")
	}
	_, err := with(lookup.Settings{UserAgent: "a\r\nX: b"}, roundTrip(registries)).Record(t.Context(), asn(1))
	require.Equal(t, lookup.Misuse, why(t, err).Kind)
}

func TestAPrefixHasToBeANetwork(t *testing.T) {
	client := with(lookup.Settings{}, roundTrip(registries))
	for _, p := range []netip.Prefix{{}, netip.MustParsePrefix("192.0.2.1/24"), netip.MustParsePrefix("::ffff:192.0.2.0/120")} {
		_, err := client.Record(t.Context(), resource.OfCIDR(p))
		require.Equal(t, lookup.Misuse, why(t, err).Kind, p)
	}
}

func TestLoopbackServersAreReachedByEveryName(t *testing.T) {
	client := plainClient(t, faithful)
	for _, host := range []string{"127.0.0.1", "localhost", "LOCALHOST"} {
		byName := with(lookup.Settings{Server: strings.Replace(client.Server, "127.0.0.1", host, 1)}, nil)
		_, err := byName.Record(t.Context(), asn(64496))
		require.NoError(t, err, host)
		byName.CloseIdleConnections()
	}
}

func TestHundredsOfCallsShareOneClient(t *testing.T) {
	const calls = 250
	var mu sync.Mutex
	requests := map[resource.ASN]int{}
	count := func(w http.ResponseWriter, req *http.Request) {
		mu.Lock()
		requests[asked(req)]++
		mu.Unlock()
		faithful(w, req)
	}
	for name, client := range map[string]*client.Client{"plain": plainClient(t, count), "TLS": tlsClient(t, count)} {
		t.Run(name, func(t *testing.T) {
			clear(requests)
			var group sync.WaitGroup
			for i := range resource.ASN(calls) {
				group.Go(func() {
					answer, err := client.Record(context.Background(), asn(64496+i))
					if err == nil && answer.Record.First != 64496+i {
						t.Errorf("asked for %d, got %d", 64496+i, answer.Record.First)
					}
					if err != nil {
						t.Error(err)
					}
				})
			}
			group.Wait()
			require.Len(t, requests, calls)
			for n, times := range requests {
				require.Equal(t, 1, times, n)
			}
		})
	}
}
