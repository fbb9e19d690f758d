package client_test

import (
	"compress/gzip"
	"io"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
)

// raw takes over the connection, writes what is given, and hangs up: by a
// reset, or in order.
func raw(reset bool, written string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, written)
		if tcp, ok := conn.(*net.TCPConn); ok && reset {
			tcp.SetLinger(0)
		}
	}
}

// stuck takes over the connection, writes what is given, and says no more.
func stuck(written string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, written)
		io.Copy(io.Discard, conn) // until the client hangs up
	}
}

// drip writes a byte at a time, for as long as anybody listens.
func drip(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", typeRDAP)
		w.WriteHeader(status)
		for req.Context().Err() == nil {
			io.WriteString(w, " ")
			http.NewResponseController(w).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// endless writes for as long as anybody reads, and counts.
func endless(status int, written *atomic.Int64) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", typeRDAP)
		w.WriteHeader(status)
		for chunk := strings.Repeat(" ", 32<<10); ; {
			n, err := io.WriteString(w, chunk)
			written.Add(int64(n))
			if err != nil {
				return
			}
		}
	}
}

// bomb is 16 MB of blanks in 16 KB, sent whether asked for or not.
func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", typeRDAP)
	w.Header().Set("Content-Encoding", "gzip")
	http.NewResponseController(w).Flush()
	zipped := gzip.NewWriter(w)
	defer zipped.Close()
	for range 16 {
		io.WriteString(zipped, strings.Repeat(" ", 1<<20))
	}
}

func withHeader(name, value string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set(name, value)
		next(w, req)
	}
}

// A fault is a server's, and what the lookup of AS64496 has to say of it.
type fault struct {
	name    string
	handler http.HandlerFunc
	kind    problem.ID
	says    string
	absent  bool
	again   bool // may be tried again
}

const head = "HTTP/1.1 200 OK\r\nContent-Type: application/rdap+json\r\n"

func faults() []fault {
	rdapError := func(code string) string {
		return `{"errorCode":` + code + `,"title":"A title","description":["one","two\u001b[31m"]}`
	}
	good := autnum(64496)
	return []fault{
		{"a 404 with an RDAP error", always(404, typeRDAP, rdapError("404")), lookup.NotFound, "A title one two", true, false},
		{"a 404 with nothing", always(404, "", ""), lookup.NotFound, "(status 404)", true, false},
		{"a 404 of RDAP's type alone", always(404, typeRDAP, "{}"), lookup.NotFound, "no such object", true, false},
		{"a rate limit with another status", always(403, typeRDAP, rdapError("429")), lookup.RateLimited, "A title one two", false, true},
		{"LACNIC's rate limit, with status 200", always(200, typeRDAP, `{"rdapConformance":["rdap_level_0"],"notices":[{"title":"Rate Limit Notice","description":["You have exceeded the query limit"]}]}`), lookup.RateLimited, "asked too often", false, true},
		{"a 404 with a web page", always(404, "text/html", "<html>no</html>"), lookup.NotRDAP, "the URL may be wrong", false, false},
		{"a 404 with plain text", http.NotFound, lookup.NotRDAP, `"text/plain", so the URL may be wrong`, false, false},
		{"a 404 with other JSON", always(404, "application/json", `{"message":"no"}`), lookup.NotRDAP, "not an RDAP error", false, false},
		{"a 200 with a 404 inside", always(200, typeRDAP, rdapError("404")), lookup.NotFound, "A title", true, false},
		{"a 200 with a 429 inside", withHeader("Retry-After", "7", always(200, typeRDAP, rdapError("429"))), lookup.RateLimited, "try again in 7s", false, true},
		{"a 200 with a 403 inside", always(200, typeRDAP, rdapError("403")), lookup.Refused, "(status 403)", false, false},
		{"a 200 with a 503 inside", always(200, typeRDAP, rdapError("503")), lookup.ServerFailure, "(status 503)", false, true},
		{"a 200 with a recorded 501 inside", nil, lookup.ServerFailure, "Nameserver not supported", false, true},
		{"a 200 with an unknown error inside", always(200, typeRDAP, rdapError("700")), lookup.NotRDAP, "", false, false},

		{"a 429 with RIPE's web page and no time", always(429, "text/html", "<html>"), lookup.RateLimited, "ask more slowly", false, true},
		{"a 429 with seconds", withHeader("Retry-After", "120", always(429, typeRDAP, rdapError("429"))), lookup.RateLimited, "try again in 2m0s", false, true},
		{"a 429 with a date that has passed", withHeader("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT", always(429, "", "")), lookup.RateLimited, "try again in 0s", false, true},
		{"a 429 with rubbish", withHeader("Retry-After", "soon", always(429, "", "")), lookup.RateLimited, "ask more slowly", false, true},
		{"a 429 until the end of time", withHeader("Retry-After", "99999999999999999999", always(429, "", "")), lookup.RateLimited, "try again in 24h0m0s", false, true},
		{"a 401", always(401, "", ""), lookup.Refused, "refuses", false, false},
		{"a 403 that may be a limit", always(403, "text/html", "<html>"), lookup.Refused, "asked too often", false, false},
		{"a 400", always(400, typeRDAP, rdapError("400")), lookup.Refused, "A title", false, false},
		{"a 410", always(410, "", ""), lookup.Refused, "(status 410)", false, false},
		{"a 500", always(500, "", ""), lookup.ServerFailure, "(status 500)", false, true},
		{"a 503 with a time", withHeader("Retry-After", "3", always(503, "", "")), lookup.ServerFailure, "try again in 3s", false, true},
		{"a 599", always(599, "", ""), lookup.ServerFailure, "", false, true},
		{"a 204", always(204, "", ""), lookup.NotRDAP, "(status 204)", false, false},
		{"a 206", always(206, typeRDAP, good), lookup.NotRDAP, "(status 206)", false, false},
		{"a 304", always(304, "", ""), lookup.Redirect, "(status 304)", false, false},
		{"a 101", stuck("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"), lookup.NotRDAP, "(status 101)", false, false},

		{"a web page", always(200, "text/html; charset=utf-8", "<!doctype html>"), lookup.NotRDAP, "web page", false, false},
		{"a web page that says it is RDAP", always(200, typeRDAP, "\n <html>"), lookup.NotRDAP, "web page", false, false},
		{"RDAP that says it is text", always(200, "text/plain", good), lookup.NotRDAP, `of type "text/plain"`, false, false},
		{"RDAP that says nothing", raw(false, "HTTP/1.1 200 OK\r\nContent-Length: "+strconv.Itoa(len(good))+"\r\n\r\n"+good), lookup.NotRDAP, "no media type", false, false},
		{"a media type that is none", always(200, "application/rdap+json/x", good), lookup.NotRDAP, "", false, false},
		{"nothing", always(200, typeRDAP, ""), lookup.NotRDAP, "empty", false, false},
		{"JSON cut short", always(200, typeRDAP, good[:len(good)-5]), lookup.NotRDAP, "", false, true},
		{"not JSON", always(200, typeRDAP, "hello"), lookup.NotRDAP, "", false, false},
		{"two records", always(200, typeRDAP, good+good), lookup.NotRDAP, "", false, false},
		{"an object of no class", always(200, typeRDAP, `{"message":"hello"}`), lookup.NotRDAP, "no object class", false, false},
		{"invalid UTF-8", always(200, typeRDAP, strings.Replace(good, "AS64496", "AS\xff", 1)), lookup.NotRDAP, "", false, false},
		{"a member twice", always(200, typeRDAP, strings.Replace(good, "{", `{"startAutnum":1,`, 1)), lookup.NotRDAP, "", false, false},
		{"a huge number", always(200, typeRDAP, strings.Replace(good, `"startAutnum":64496`, `"startAutnum":`+strings.Repeat("9", 5000), 1)), lookup.NotRDAP, "", false, false},
		{"a number past 32 bits", always(200, typeRDAP, strings.Replace(good, `"startAutnum":64496`, `"startAutnum":4294967296`, 1)), lookup.NotRDAP, "", false, false},
		{"another class", always(200, typeRDAP, `{"objectClassName":"entity","handle":"X"}`), lookup.WrongObject, `"entity"`, false, false},
		{"a network", always(200, typeRDAP, `{"objectClassName":"ip network","startAddress":"192.0.2.0","endAddress":"192.0.2.255","ipVersion":"v4"}`), lookup.WrongObject, `class "ip network"`, false, false},
		{"another number", always(200, typeRDAP, autnum(64497)), lookup.WrongObject, "asked for AS64496, got AS64497 to AS64497", false, false},

		{"a slow drip", drip(200), lookup.Timeout, "", false, true},
		{"silence", func(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }, lookup.Timeout, "", false, true},
		{"half a header, then silence", stuck(head[:20]), lookup.Timeout, "", false, true},
		{"a 500 that drips", drip(500), lookup.ServerFailure, "", false, true},
		{"a compressed drip", withHeader("Content-Encoding", "gzip", drip(200)), lookup.NotRDAP, "compressed", false, false},
		{"a gzip bomb", bomb, lookup.NotRDAP, "compressed", false, false},
		{"a body longer than any record", always(200, typeRDAP, good+strings.Repeat(" ", maxBody)), lookup.TooLarge, "more than 65536 bytes", false, false},
		{"a header longer than any", withHeader("X", strings.Repeat("x", 200<<10), always(200, typeRDAP, good)), lookup.Connection, "", false, true},
		{"a reset before the header", raw(true, ""), lookup.Connection, "", false, true},
		{"a hang-up before the header", raw(false, ""), lookup.Connection, "", false, true},
		{"a reset in the header", raw(true, head[:30]), lookup.Connection, "", false, true},
		{"a hang-up in the header", raw(false, head[:30]), lookup.Connection, "", false, true},
		{"a hang-up in the body", raw(false, head+"Content-Length: 5000\r\n\r\n"+good), lookup.NotRDAP, "cut short after " + strconv.Itoa(len(good)), false, true},
		{"a hang-up in a chunk", raw(false, head+"Transfer-Encoding: chunked\r\n\r\n1000\r\n"+good), lookup.NotRDAP, "cut short", false, true},
		{"chunks that are none", raw(false, head+"Transfer-Encoding: chunked\r\n\r\nxyz\r\n"+good), lookup.Connection, "", false, true},
		{"another protocol", raw(false, "220 mail.example.net ESMTP\r\n"), lookup.Connection, "", false, true},
	}
}

const maxBody = 64 << 10

func TestAFaultyServerIsSeenForWhatItIs(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("each fault", func(t *testing.T) {
		for _, f := range faults() {
			t.Run(f.name, func(t *testing.T) {
				if f.handler == nil {
					f.handler = always(200, typeRDAP, string(recorded(t, "ripe-error-501")))
				}
				client := plainClient(t, f.handler)
				client.Timeout, client.MaxBody = 200*time.Millisecond, maxBody
				began := time.Now()
				_, err := client.Record(t.Context(), asn(64496))
				e := why(t, err)
				require.Equal(t, f.kind, e.Kind, "%v", err)
				require.ErrorContains(t, err, f.says)
				require.NotContains(t, err.Error(), "\x1b")
				require.Equal(t, f.absent, e.Absent())
				require.Equal(t, f.again, e.Temporary())
				require.Equal(t, client.Server+"/autnum/64496", e.URL)
				require.Equal(t, []string{e.URL}, e.Chain)
				require.Less(t, time.Since(began), 5*time.Second)
			})
		}
	})
	requireGoroutines(t, before)
}

func TestAnotherNetworkIsTheWrongObject(t *testing.T) {
	network := func(start, end string) string {
		return `{"objectClassName":"ip network","startAddress":"` + start + `","endAddress":"` + end + `"}`
	}
	tests := []struct {
		asked, body string
		wrong       bool
	}{
		{"192.0.2.0/24", network("192.0.3.0", "192.0.3.255"), true},
		{"192.0.2.0/24", network("192.0.0.0", "192.0.1.255"), true},
		{"192.0.2.0/24", network("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"), true},
		{"2001:db8::/48", network("192.0.2.0", "192.0.2.255"), true},
		{"192.0.2.0/24", autnum(64496), true},
		{"192.0.2.0/24", network("192.0.2.0", "192.0.2.255"), false},
		{"192.0.2.0/24", network("192.0.0.0", "192.0.255.255"), false},
		{"192.0.2.0/24", network("192.0.2.128", "192.0.2.255"), false},
	}
	for _, test := range tests {
		client := plainClient(t, always(200, typeRDAP, test.body))
		_, err := client.Record(t.Context(), cidr(test.asked))
		if !test.wrong {
			require.NoError(t, err, test.body)
			continue
		}
		require.Equal(t, lookup.WrongObject, why(t, err).Kind, "%v", err)
		require.ErrorContains(t, err, "asked for "+test.asked)
	}
}

func TestDeepNestingIsNotFollowedToItsEnd(t *testing.T) {
	const depth = 500_000
	nested := strings.Repeat("[", depth) + strings.Repeat("]", depth)
	for _, member := range []string{"x", "entities", "remarks", "objectClassName"} {
		client := plainClient(t, always(200, typeRDAP, `{"`+member+`":`+nested+`,`+autnum(64496)[1:]))
		_, err := client.Record(t.Context(), asn(64496))
		require.Contains(t, []problem.ID{lookup.NotRDAP, lookup.TooLarge}, why(t, err).Kind)
	}
}

func TestTooManyOfAnythingIsTooLarge(t *testing.T) {
	entities := strings.Repeat(`{"objectClassName":"entity"},`, 10_000)
	client := plainClient(t, always(200, typeRDAP, `{"entities":[`+strings.TrimSuffix(entities, ",")+`],`+autnum(64496)[1:]))
	_, err := client.Record(t.Context(), asn(64496))
	require.Equal(t, lookup.TooLarge, why(t, err).Kind, "%v", err)
	require.ErrorContains(t, err, "entities")
}

// A reset can overtake the bytes before it, so either is right.
func TestAResetInTheBodyIsNotARecord(t *testing.T) {
	client := plainClient(t, raw(true, head+"Content-Length: 5000\r\n\r\n"+autnum(64496)))
	_, err := client.Record(t.Context(), asn(64496))
	require.Contains(t, []problem.ID{lookup.Connection, lookup.NotRDAP}, why(t, err).Kind)
	require.True(t, why(t, err).Temporary())
}

func TestAnEndlessBodyIsReadNoFurtherThanItsBound(t *testing.T) {
	for status, kind := range map[int]problem.ID{200: lookup.TooLarge, 404: lookup.NotFound, 500: lookup.ServerFailure} {
		var written atomic.Int64
		client := plainClient(t, endless(status, &written))
		client.MaxBody = maxBody
		_, err := client.Record(t.Context(), asn(64496))
		require.Equal(t, kind, why(t, err).Kind)
		// The rest is in the buffers of both ends.
		require.Less(t, written.Load(), int64(32<<20))
	}
}

func TestTheDefaultBoundsHold(t *testing.T) {
	var written atomic.Int64
	client := plainClient(t, endless(200, &written))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := client.Record(t.Context(), asn(64496))
	runtime.ReadMemStats(&after)
	require.ErrorContains(t, err, "more than 4194304 bytes")
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(64<<20))
}

func TestACompressedAnswerIsRefusedByEveryTransport(t *testing.T) {
	client := tlsClient(t, bomb)
	client.Transport = client.Transport.(*http.Transport).Clone() // with compression enabled
	_, err := client.Record(t.Context(), asn(64496))
	require.Equal(t, lookup.NotRDAP, why(t, err).Kind)
	require.ErrorContains(t, err, "compressed")
}

func TestRetryAfterIsTold(t *testing.T) {
	tests := map[string]struct {
		field string
		want  time.Duration
		has   bool
	}{
		"none":    {"", 0, false},
		"seconds": {"30", 30 * time.Second, true},
		"rubbish": {"-1", 0, false},
		"a date":  {time.Now().Add(time.Hour).UTC().Format(http.TimeFormat), time.Hour, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client := plainClient(t, withHeader("Retry-After", test.field, always(429, "", "")))
			_, err := client.Record(t.Context(), asn(64496))
			e := why(t, err)
			require.Equal(t, test.has, e.HasRetryAfter)
			require.InDelta(t, test.want, e.RetryAfter, float64(3*time.Second))
			require.Equal(t, 429, e.Status)
		})
	}
}

func TestAProxyIsBlamedOnlyWhereTheAnswerIsNotRDAPs(t *testing.T) {
	for body, proxied := range map[string]bool{
		"<html>sign in first</html>":                                          true,
		`{"objectClassName":"autnum","handle":"AS64496","startAutnum":"one"}`: false,
		`{"objectClassName":"autnum","objectClassName":"autnum"}`:             false,
		`{"objectClassName":"autnum","startAutnum":5,"endAutnum":3}`:          false,
	} {
		_, err := plainClient(t, always(200, typeRDAP, body)).Record(t.Context(), asn(64496))
		require.Equal(t, lookup.NotRDAP, why(t, err).Kind, "%v", err)
		require.Equal(t, proxied, strings.Contains(err.Error(), "proxy"), "%v", err)
	}
}
