package client_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

const typeText = "text/plain;charset=utf-8"

// A pair is a loopback server that speaks RDAP and the database's REST together,
// and notes what it is asked.
type pair struct {
	rdap, database http.HandlerFunc

	mu    sync.Mutex
	asked []string
}

func (p *pair) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, req.URL.EscapedPath())
	p.mu.Unlock()
	if strings.HasPrefix(req.URL.Path, "/ripe") {
		p.database(w, req)
		return
	}
	p.rdap(w, req)
}

// both asks a loopback server that stands for RIPE NCC's two.
func both(t *testing.T, rdap, database http.HandlerFunc) (*pair, lookup.Settings) {
	t.Helper()
	p := &pair{rdap: rdap, database: database}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	return p, lookup.Settings{Server: server.URL, Registry: registry.RIPE}
}

// ofRIPE answers as RIPE NCC's RDAP about a number.
func ofRIPE(w http.ResponseWriter, req *http.Request) {
	n := asked(req)
	answer(w, http.StatusOK, typeRDAP, fmt.Sprintf(`{"objectClassName":"autnum","handle":"AS%s","startAutnum":%s,"endAutnum":%s,"port43":"whois.ripe.net",`+
		`"remarks":[{"description":["one","two"]}]}`, n, n, n))
}

// object is an aut-num as the database has it.
func object(n, source string) string {
	return "aut-num:        AS" + n + "\nas-name:        EXAMPLE\ndescr:          one\nremarks:        two\nsource:         " + source + "\n"
}

const noEntries = "%ERROR:101: no entries found\n%\n% No entries found in source RIPE.\n"

func TestBothReadingsOfRIPENCCComeBack(t *testing.T) {
	for _, source := range []string{"RIPE", "RIPE # Filtered"} {
		body := object("64496", source)
		p, settings := both(t, ofRIPE, always(http.StatusOK, typeText, body))
		got, err := with(settings, nil).Record(t.Context(), asn(64496))
		require.NoError(t, err)
		require.Equal(t, []string{"/autnum/64496", "/ripe/aut-num/AS64496.txt"}, p.asked, "two requests")
		require.False(t, got.Record.TellsFields())
		require.NotNil(t, got.Database)
		require.NoError(t, got.Database.Err)
		require.True(t, got.Database.Record.TellsFields())
		require.Equal(t, registry.RIPE, got.Database.Record.Registry)
		require.Equal(t, body, string(got.Database.Body))
		require.Equal(t, settings.Server+"/ripe/aut-num/AS64496.txt", got.Database.URL)
		require.Equal(t, []string{got.Database.URL}, got.Database.Chain)
		require.Equal(t, []string{settings.Server + "/autnum/64496"}, got.Chain)
	}
}

func TestOnlyRIPENCCsDatabaseIsAsked(t *testing.T) {
	var urls []string
	c := with(lookup.Settings{Pace: lookup.Pace{"arin": 0, "ripe": 0, "apnic": 0}}, roundTrip(func(req *http.Request) (*http.Response, error) {
		urls = append(urls, req.URL.String()+" "+req.Header.Get("Accept")+" "+req.UserAgent())
		if req.URL.Host == "rest.db.ripe.net" {
			return response(req, http.StatusOK, typeText, object("8283", "RIPE")), nil
		}
		return registries(req)
	}))
	for _, n := range []resource.ASN{2914, 9269, 28000, 37271} {
		got, err := c.Record(t.Context(), asn(n))
		require.NoError(t, err)
		require.Nil(t, got.Database, "one request for any other")
	}
	require.Len(t, urls, 4)
	urls = nil
	got, err := c.Record(t.Context(), asn(8283))
	require.NoError(t, err)
	require.NoError(t, got.Database.Err)
	require.Len(t, urls, 2)
	require.Equal(t, "https://rest.db.ripe.net/ripe/aut-num/AS8283.txt text/plain "+ourName, urls[1])
}

func TestANumberThatWasTransferredIsReadWhereItIsNow(t *testing.T) {
	var hosts []string
	moved := map[string]string{
		"https://rdap.db.ripe.net/autnum/8283":       "https://rdap.arin.net/registry/autnum/8283",
		"https://rdap.arin.net/registry/autnum/2914": "https://rdap.db.ripe.net/autnum/2914",
	}
	c := with(lookup.Settings{Pace: lookup.Pace{"arin": 0, "ripe": 0}}, roundTrip(func(req *http.Request) (*http.Response, error) {
		hosts = append(hosts, req.URL.Host)
		if req.URL.Host == "rest.db.ripe.net" {
			return response(req, http.StatusOK, typeText, object("2914", "RIPE")), nil
		}
		return web(moved)(req)
	}))
	got, err := c.Record(t.Context(), asn(8283))
	require.NoError(t, err)
	require.Nil(t, got.Database, "ARIN's now")
	got, err = c.Record(t.Context(), asn(2914))
	require.NoError(t, err)
	require.NoError(t, got.Database.Err, "RIPE NCC's now")
	require.Equal(t, []string{"rdap.db.ripe.net", "rdap.arin.net", "rdap.arin.net", "rdap.db.ripe.net", "rest.db.ripe.net"}, hosts)
}

func TestRangesAreReadByTheKeyThatTheDatabaseHas(t *testing.T) {
	for _, test := range []struct{ of, start, end, version, path, body string }{
		{"192.0.2.0/24", "192.0.0.0", "192.0.3.255", "v4", "/ripe/inetnum/192.0.0.0%20-%20192.0.3.255.txt", "inetnum: 192.0.0.0 - 192.0.3.255\nnetname: X\nsource: RIPE\n"},
		{"192.0.2.0/24", "192.0.2.0", "192.0.2.191", "v4", "/ripe/inetnum/192.0.2.0%20-%20192.0.2.191.txt", "inetnum: 192.0.2.0 - 192.0.2.191\nnetname: X\nsource: RIPE\n"},
		{"2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "v6", "/ripe/inet6num/2001:db8::/32.txt", "inet6num: 2001:db8::/32\nnetname: X\nsource: RIPE\n"},
	} {
		record := fmt.Sprintf(`{"objectClassName":"ip network","handle":"X","startAddress":%q,"endAddress":%q,"ipVersion":%q,"port43":"whois.ripe.net"}`, test.start, test.end, test.version)
		p, settings := both(t, always(http.StatusOK, typeRDAP, record), always(http.StatusOK, typeText, test.body))
		got, err := with(settings, nil).Record(t.Context(), cidr(test.of))
		require.NoError(t, err)
		require.Equal(t, test.path, p.asked[1])
		require.NoError(t, got.Database.Err)
		require.Equal(t, test.start, got.Database.Record.Start.String())
	}
	p, settings := both(t, always(http.StatusOK, typeRDAP, `{"objectClassName":"ip network","handle":"X","startAddress":"2001:db8::","endAddress":"2001:db8::5","ipVersion":"v6","port43":"whois.ripe.net"}`), http.NotFound)
	got, err := with(settings, nil).Record(t.Context(), cidr("2001:db8::/126"))
	require.NoError(t, err)
	require.ErrorIs(t, got.Database.Err, lookup.WrongObject)
	require.Len(t, p.asked, 1)

	p, settings = both(t, always(http.StatusNotFound, typeRDAP, `{"errorCode":404}`), always(http.StatusNotFound, typeText, noEntries))
	for of, path := range map[string]string{"192.0.2.0/24": "/ripe/inetnum/192.0.2.0%20-%20192.0.2.255.txt", "192.0.2.5/32": "/ripe/inetnum/192.0.2.5%20-%20192.0.2.5.txt", "0.0.0.0/0": "/ripe/inetnum/0.0.0.0%20-%20255.255.255.255.txt", "2001:db8:8000::/33": "/ripe/inet6num/2001:db8:8000::/33.txt"} {
		p.asked = nil
		_, err = with(settings, nil).Record(t.Context(), cidr(of))
		require.True(t, why(t, err).Absent())
		require.Equal(t, path, p.asked[1], "the range itself, where RDAP names none")
	}
}

// Every way in which the database can disagree or fail: it is never a record, and
// "not there" only in the database's own words.
func TestWhatTheDatabaseGivesInstead(t *testing.T) {
	nonauth := func(w http.ResponseWriter, req *http.Request) {
		http.Redirect(w, req, "/ripe-nonauth/aut-num/AS64496.txt", http.StatusMovedPermanently)
	}
	for _, test := range []struct {
		name    string
		handler http.HandlerFunc
		kind    problem.ID
		says    string
	}{
		{"no such object", always(404, typeText, noEntries), lookup.NotFound, "no entries found"},
		{"no such object, without a percent sign", always(404, typeText, "ERROR:101: no entries found\n"), lookup.NotFound, "no entries found"},
		{"no such object, with status 200", always(200, typeText, noEntries), lookup.NotFound, "no entries found"},
		{"a 404 of a web server", http.NotFound, lookup.NotDatabase, ""},
		{"a 404 of RDAP", always(404, typeRDAP, `{"errorCode":404}`), lookup.NotDatabase, "application/rdap+json"},
		{"an empty 404", always(404, "", ""), lookup.NotDatabase, "empty"},
		{"a web page", always(200, "text/html", "<html>"), lookup.NotDatabase, "web page"},
		{"a web page as text", always(200, typeText, "<html>"), lookup.NotDatabase, "web page"},
		{"XML", always(200, "application/xml", "<whois-resources/>"), lookup.NotDatabase, ""},
		{"nothing", always(200, typeText, ""), lookup.NotDatabase, "empty"},
		{"prose", always(200, typeText, "please sign in"), lookup.NotDatabase, ""},
		{"a redirect to RIPE-NONAUTH", nonauth, lookup.Redirect, "RIPE-NONAUTH"},
		{"a redirect to plain http elsewhere", withHeader("Location", "http://192.0.2.1/", always(302, "", "")), lookup.Redirect, "not https"},
		{"a copy in RIPE-NONAUTH", always(200, typeText, object("64496", "RIPE-NONAUTH")), lookup.WrongObject, "RIPE-NONAUTH"},
		{"another number", always(200, typeText, object("64497", "RIPE")), lookup.WrongObject, "AS64497"},
		{"another registry's", always(200, typeText, object("64496", "APNIC")), lookup.WrongObject, "not an object of RIPE NCC"},
		{"another class", always(200, typeText, "inetnum: 192.0.2.0 - 192.0.2.255\nsource: RIPE\n"), lookup.WrongObject, "class"},
		{"too often", withHeader("Retry-After", "7", always(429, "text/html", "<html>")), lookup.RateLimited, "try again in 7s"},
		{"too often, in the database's words", always(403, typeText, "%ERROR:201: access denied\n"), lookup.RateLimited, "access denied"},
		{"refused", always(403, "", ""), lookup.Refused, ""},
		{"a failure", always(500, typeText, "%ERROR:100: internal error\n"), lookup.ServerFailure, "internal error"},
		{"a failure of a proxy", always(502, "text/html", "<html>"), lookup.ServerFailure, ""},
		{"a hangup", raw(true, ""), lookup.Connection, ""},
		{"a body without its end", raw(false, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\naut-num: AS64496\n"), lookup.NotDatabase, "cut short"},
		{"silence", stuck(""), lookup.Timeout, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, settings := both(t, ofRIPE, test.handler)
			settings.Timeout = 300 * time.Millisecond
			got, err := with(settings, nil).Record(t.Context(), asn(64496))
			require.NoError(t, err, "what RDAP says stands for itself")
			require.NotNil(t, got.Record)
			require.Nil(t, got.Database.Record)
			e := why(t, got.Database.Err)
			require.Equal(t, test.kind, e.Kind, "%v", e)
			require.ErrorContains(t, e, test.says)
			require.NotContains(t, e.Error(), "RDAP server")
			require.Equal(t, e.URL, got.Database.URL)
		})
	}
}

func TestTheDatabaseIsAskedForJSONWhereItRefusesText(t *testing.T) {
	const asJSON = `{"objects":{"object":[{"attributes":{"attribute":[{"name":"aut-num","value":"AS64496"},{"name":"descr","value":"one"},{"name":"source","value":"RIPE"}]}}]}}`
	const noneAsJSON = `{"errormessages":{"errormessage":[{"severity":"Error","text":"ERROR:101: no entries found\n\nNo entries found in source RIPE.\n"}]}}`
	for _, test := range []struct {
		name string
		text http.HandlerFunc // what the text's URL gives
		json http.HandlerFunc
		kind problem.ID // "" is a record
	}{
		{"not acceptable", always(406, "", ""), always(200, "application/json", asJSON), ""},
		{"of another type", always(200, "application/xml", "<whois-resources/>"), always(200, "application/json;charset=utf-8", asJSON), ""},
		{"JSON at once, for text", always(200, "application/json", asJSON), always(200, "application/json", asJSON), ""},
		{"no such URL", http.NotFound, always(200, "application/json", asJSON), ""},
		{"no such URL, and no such object", http.NotFound, always(404, "application/json", noneAsJSON), lookup.NotFound},
		{"neither", http.NotFound, http.NotFound, lookup.NotDatabase},
		{"RDAP", always(406, "", ""), always(200, "application/json", autnum(64496)), lookup.NotDatabase},
		{"too often", always(406, "", ""), always(429, "", ""), lookup.RateLimited},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, settings := both(t, ofRIPE, func(w http.ResponseWriter, req *http.Request) {
				if strings.HasSuffix(req.URL.Path, ".json") {
					require.Equal(t, "application/json", req.Header.Get("Accept"))
					test.json(w, req)
					return
				}
				test.text(w, req)
			})
			got, err := with(settings, nil).Record(t.Context(), asn(64496))
			require.NoError(t, err)
			require.Equal(t, []string{"/autnum/64496", "/ripe/aut-num/AS64496.txt", "/ripe/aut-num/AS64496.json"}, p.asked)
			if test.kind != "" {
				require.Equal(t, test.kind, why(t, got.Database.Err).Kind, "%v", got.Database.Err)
				return
			}
			require.NoError(t, got.Database.Err)
			require.Equal(t, asJSON, string(got.Database.Body))
			require.True(t, got.Database.Record.TellsFields())
		})
	}
	t.Run("a definite answer is not asked for twice", func(t *testing.T) {
		for _, handler := range []http.HandlerFunc{always(404, typeText, noEntries), always(429, "", ""), always(500, "", ""), always(200, "text/html", "<html>"), always(200, typeText, "prose")} {
			p, settings := both(t, ofRIPE, handler)
			_, err := with(settings, nil).Record(t.Context(), asn(64496))
			require.NoError(t, err)
			require.Len(t, p.asked, 2)
		}
	})
}

func TestTheDatabaseIsReadWhereRDAPFails(t *testing.T) {
	for name, rdap := range map[string]http.HandlerFunc{
		"absent":  always(404, typeRDAP, `{"errorCode":404}`),
		"failing": always(500, "", ""),
		"slow":    stuck(""),
	} {
		t.Run(name, func(t *testing.T) {
			_, settings := both(t, rdap, always(200, typeText, object("64496", "RIPE")))
			settings.Timeout = 300 * time.Millisecond
			_, err := with(settings, nil).Record(t.Context(), asn(64496))
			e := why(t, err)
			require.NotNil(t, e.Database)
			require.NoError(t, e.Database.Err)
			require.Equal(t, resource.ASN(64496), e.Database.Record.First)
		})
	}
	t.Run("not after an interruption", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		p, settings := both(t, func(w http.ResponseWriter, req *http.Request) { cancel(); <-req.Context().Done() }, http.NotFound)
		_, err := with(settings, nil).Record(ctx, asn(64496))
		require.Equal(t, lookup.Cancelled, why(t, err).Kind)
		require.Nil(t, why(t, err).Database)
		require.Len(t, p.asked, 1)
	})
}

func TestTheDatabaseHasABaseURLOfItsOwn(t *testing.T) {
	p, settings := both(t, ofRIPE, always(200, typeText, object("64496", "RIPE")))
	settings.DatabaseURL = settings.Server + "/ripe-test/test/"
	got, err := with(settings, nil).Record(t.Context(), asn(64496))
	require.NoError(t, err)
	require.NoError(t, got.Database.Err)
	require.Equal(t, "/ripe-test/test/aut-num/AS64496.txt", p.asked[1])

	settings.DatabaseURL = "http://rest.db.ripe.net/ripe/"
	got, err = with(settings, nil).Record(t.Context(), asn(64496))
	require.NoError(t, err)
	require.ErrorIs(t, got.Database.Err, lookup.Misuse, "plain http")
	require.Len(t, p.asked, 3)
}

func TestTheDatabaseIsAskedAtThePaceOfItsRegistry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var times []time.Time
		c := with(lookup.Settings{Pace: lookup.Pace{"ripe": time.Minute}}, roundTrip(func(req *http.Request) (*http.Response, error) {
			if req.URL.Host == "rest.db.ripe.net" {
				times = append(times, time.Now())
				return response(req, http.StatusOK, typeText, object("8283", "RIPE")), nil
			}
			return registries(req)
		}))
		for range 3 {
			_, err := c.Record(t.Context(), asn(8283))
			require.NoError(t, err)
		}
		require.Len(t, times, 3)
		require.GreaterOrEqual(t, times[1].Sub(times[0]), time.Minute)
		require.GreaterOrEqual(t, times[2].Sub(times[1]), time.Minute)
	})
}
