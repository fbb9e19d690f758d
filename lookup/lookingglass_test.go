package lookup_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

func recorded(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/looking-glass-2025-06-24.json")
	require.NoError(t, err)
	return string(data)
}

func TestARecordedLookingGlassIsRead(t *testing.T) {
	g, err := lookup.ParseLookingGlass([]byte(recorded(t)))
	require.NoError(t, err)
	require.Equal(t, netip.MustParsePrefix("140.78.0.0/16"), g.Resource)
	require.Equal(t, time.Date(2025, 6, 24, 3, 7, 22, 0, time.UTC), g.Asked)
	require.Equal(t, time.Date(2025, 6, 24, 3, 6, 23, 0, time.UTC), g.Latest)
	require.Equal(t, []lookup.SeenRoute{{
		Prefix: netip.MustParsePrefix("140.78.0.0/16"), Origin: 1205, Path: "34854 6939 1853 1853 1205",
		Collector: "RRC00", Peer: "2.56.11.1", Seen: time.Date(2025, 6, 24, 3, 7, 19, 0, time.UTC),
		Updated: time.Date(2025, 6, 18, 10, 54, 36, 0, time.UTC),
	}}, g.Routes)
	require.Equal(t, 1, g.Peers())
}

func TestTheFormsThatRIPEstatHas(t *testing.T) {
	text := recorded(t)
	tests := map[string]struct {
		text  string
		check func(*testing.T, *lookup.LookingGlass)
	}{
		"the origin as a number": {strings.Replace(text, `"asn_origin":"1205"`, `"asn_origin":1205`, 1), func(t *testing.T, g *lookup.LookingGlass) {
			require.Equal(t, resource.ASN(1205), g.Routes[0].Origin)
		}},
		"the times in data": {strings.Replace(strings.Replace(text, `"query_time":"2025-06-24T03:07:22","latest_time":"2025-06-24T03:06:23",`, "", 1),
			`"data":{`, `"data":{"query_time":"2025-06-24T03:07:22","latest_time":"2025-06-24T03:06:23.5",`, 1), func(t *testing.T, g *lookup.LookingGlass) {
			require.Equal(t, "03:07:22", g.Asked.Format(time.TimeOnly))
			require.Equal(t, 500*time.Millisecond, time.Duration(g.Latest.Nanosecond()))
		}},
		"a path that ends in a set": {strings.NewReplacer(`"asn_origin":"1205"`, `"asn_origin":"{1205,64496}"`, "1853 1205", "1853 {1205,64496}").Replace(text), func(t *testing.T, g *lookup.LookingGlass) {
			require.Zero(t, g.Routes[0].Origin)
			require.Equal(t, []resource.ASN{1205, 64496}, g.Routes[0].Set)
		}},
		"a warning": {strings.Replace(text, `"messages":[]`, `"messages":[["warning","data may be old"]]`, 1), func(t *testing.T, g *lookup.LookingGlass) {
			require.Equal(t, []string{"warning: data may be old"}, g.Messages)
		}},
		"nobody who sees it": {text[:strings.Index(text, `{"rrc":`)] + text[strings.Index(text, `]},"query_time"`):], func(t *testing.T, g *lookup.LookingGlass) {
			require.Empty(t, g.Routes)
			require.Empty(t, g.Announcements())
			require.Zero(t, g.Peers())
		}},
		"a more specific route": {strings.Replace(text, `"prefix":"140.78.0.0/16","peer"`, `"prefix":"140.78.3.0/24","peer"`, 1), func(t *testing.T, g *lookup.LookingGlass) {
			require.Equal(t, "140.78.3.0/24", g.Routes[0].Prefix.String())
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.NotEqual(t, text, test.text)
			g, err := lookup.ParseLookingGlass([]byte(test.text))
			require.NoError(t, err)
			test.check(t, g)
		})
	}
}

func TestWhatIsNoLookingGlassIsRefused(t *testing.T) {
	text := recorded(t)
	with := func(old, new string) string { return strings.Replace(text, old, new, 1) }
	tests := map[string]struct {
		text string
		id   problem.ID
	}{
		"nothing":                        {"", "cut-short"},
		"HTML":                           {"<html>", "not-json"},
		"cut short":                      {text[:len(text)/2], "cut-short"},
		"another data call":              {with("looking-glass", "rpki-validation"), lookup.NotLookingGlass},
		"a status of error":              {with(`"status":"ok"`, `"status":"error"`), lookup.NotLookingGlass},
		"no status":                      {with(`"status":"ok",`, ""), lookup.NotLookingGlass},
		"no collectors":                  {with(`"rrcs"`, `"rows"`), lookup.NotLookingGlass},
		"collectors in capitals":         {with(`"rrcs"`, `"RRCs"`), "other-case"},
		"collectors that are null":       {text[:strings.Index(text, `[{"rrc":`)] + "null" + text[strings.Index(text, `},"query_time"`):], "wrong-type"},
		"an origin of letters":           {with(`"asn_origin":"1205"`, `"asn_origin":"x"`), lookup.NotLookingGlass},
		"an origin that the path denies": {with(`"asn_origin":"1205"`, `"asn_origin":"1206"`), lookup.NotLookingGlass},
		"the origin 0":                   {strings.NewReplacer(`"asn_origin":"1205"`, `"asn_origin":0`, "1853 1205", "1853 0").Replace(text), lookup.NotLookingGlass},
		"a set without an end":           {with("1853 1205", "1853 {1205"), lookup.NotLookingGlass},
		"a set of words":                 {with("1853 1205", "1853 {x}"), lookup.NotLookingGlass},
		"a prefix that is none":          {with(`"prefix":"140.78.0.0/16"`, `"prefix":"140.78.0.0"`), lookup.NotLookingGlass},
		"no prefix":                      {with(`"prefix":"140.78.0.0/16",`, ""), lookup.NotLookingGlass},
		"another range":                  {with(`"prefix":"140.78.0.0/16"`, `"prefix":"192.0.2.0/24"`), lookup.NotLookingGlass},
		"a time that is none":            {with("2025-06-24T03:07:19", "yesterday"), lookup.NotLookingGlass},
		"a name twice":                   {with(`"status":"ok"`, `"status":"ok","status":"ok"`), "duplicate-member"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			g, err := lookup.ParseLookingGlass([]byte(test.text))
			require.Nil(t, g)
			require.ErrorIs(t, err, test.id)
		})
	}
}

// glass makes an answer of routes: collector, peer, prefix, path.
func glass(t *testing.T, routes ...[4]string) *lookup.LookingGlass {
	t.Helper()
	var collectors []string
	for i, r := range routes {
		hops := strings.Fields(r[3])
		collectors = append(collectors, fmt.Sprintf(`{"rrc":%q,"peers":[{"peer":%q,"prefix":%q,"as_path":%q,"asn_origin":%q,"latest_time":"2026-11-25T07:00:%02d"}]}`,
			r[0], r[1], r[2], r[3], hops[len(hops)-1], i))
	}
	text := fmt.Sprintf(`{"status":"ok","data":{"rrcs":[%s]}}`, strings.Join(collectors, ","))
	require.True(t, json.Valid([]byte(text)))
	g, err := lookup.ParseLookingGlass([]byte(text))
	require.NoError(t, err)
	return g
}

func TestAnnouncementsCountEachPeerOnce(t *testing.T) {
	g := glass(t,
		[4]string{"RRC00", "192.0.2.1", "198.51.100.0/24", "1 2 64497"},
		[4]string{"RRC00", "192.0.2.1", "198.51.100.0/24", "1 3 64497"}, // the same peer
		[4]string{"RRC00", "192.0.2.2", "198.51.100.0/24", "4 64496"},
		[4]string{"RRC01", "192.0.2.1", "198.51.100.0/24", "1 64496"}, // the same address at another collector
		[4]string{"RRC01", "192.0.2.3", "198.51.100.0/22", "5 64499"},
		[4]string{"RRC01", "192.0.2.4", "198.51.100.0/24", "5 {64500,64501}"},
	)
	require.Equal(t, 5, g.Peers())
	at := func(second int) time.Time { return time.Date(2026, 11, 25, 7, 0, second, 0, time.UTC) }
	require.Equal(t, []lookup.Announcement{
		{Prefix: netip.MustParsePrefix("198.51.100.0/22"), Origin: 64499, Peers: 1, Newest: at(4)},
		{Prefix: netip.MustParsePrefix("198.51.100.0/24"), Origin: 64496, Peers: 2, Newest: at(3)},
		{Prefix: netip.MustParsePrefix("198.51.100.0/24"), Set: []resource.ASN{64500, 64501}, Peers: 1, Newest: at(5)},
		{Prefix: netip.MustParsePrefix("198.51.100.0/24"), Origin: 64497, Peers: 1, Newest: at(1)},
	}, g.Announcements())
	require.Equal(t, 10*time.Second, g.Announcements()[0].Age(at(14)))
	require.Zero(t, g.Announcements()[0].Age(at(0)))
	require.Zero(t, lookup.Announcement{}.Age(at(0)))
}

func FuzzParseLookingGlass(f *testing.F) {
	f.Add(recorded(f))
	f.Add(`{"status":"ok","data":{"rrcs":[{"rrc":"RRC00","peers":[{"prefix":"::/0","as_path":"1 {2}"}]}]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		g, err := lookup.ParseLookingGlass([]byte(text))
		if err != nil {
			require.NotEmpty(t, problem.All(err))
			return
		}
		peers := 0
		for _, a := range g.Announcements() {
			peers += a.Peers
			require.True(t, a.Origin != 0 || len(a.Set) > 0)
		}
		require.LessOrEqual(t, g.Peers(), peers)
	})
}
