package client_test

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

const typeJSON = "application/json"

// ripestat reads an answer from testdata; SOURCES.md says whose it is.
func ripestat(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "ripestat", name+".json"))
	require.NoError(t, err)
	require.NotEmpty(t, data)
	return string(data)
}

func route(prefix string, origin resource.ASN) roa.Question {
	return roa.Question{Prefix: netip.MustParsePrefix(prefix), Origin: origin}
}

// theRoute is what the tests ask about, on loopback.
var theRoute = route("192.0.2.0/24", 64496)

// state is an answer about theRoute.
func state(status string, roas ...string) string {
	return `{"status":"ok","status_code":200,"data_call_name":"rpki-validation","time":"2026-07-13T05:30:41.532505",` +
		`"data":{"resource":"64496","prefix":"192.0.2.0/24","status":"` + status + `","validating_roas":[` + strings.Join(roas, ",") + `]}}`
}

// listed is one of an answer's ROAs.
func listed(origin resource.ASN, prefix string, maxLength int, validity string) string {
	return fmt.Sprintf(`{"origin":"%s","prefix":%q,"max_length":%d,"validity":%q}`, origin, prefix, maxLength, validity)
}

// roaClient asks a loopback server for ROAs.
func roaClient(t testing.TB, handler http.HandlerFunc) *client.Client {
	t.Helper()
	client := plainClient(t, handler)
	return with(lookup.Settings{ROAURL: client.Server + "/data.json"}, nil)
}

func TestRecordedStatesComeThrough(t *testing.T) {
	tests := []struct {
		file     string
		question roa.Question
		state    roa.State
		covering string
		time     string
	}{
		{"valid", route("240e:108:1140::/48", 134768), roa.Valid, "[240e:108:1140::/48-48 AS134768]", "2026-07-13T04:57:27.013127Z"},
		{"unknown", route("0.0.0.0/0", 211834), roa.NotFound, "[]", "2026-07-13T05:30:41.532505Z"},
		{"aws-guide", route("2001:db8::/32", 16509), roa.Valid, "[2001:db8::/32-48 AS14618 2001:db8::/32-48 AS16509 2001:db8::/32-48 AS64496]", "2023-02-24T15:24:30.773654Z"},
		{"made-version-0.2", route("193.0.0.0/21", 3333), roa.Valid, "[193.0.0.0/21-21 AS3333]", "0001-01-01T00:00:00Z"},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			body := ripestat(t, test.file)
			client := roaClient(t, always(http.StatusOK, typeJSON, body))
			answer, err := client.ROA(t.Context(), test.question)
			require.NoError(t, err)
			require.Equal(t, test.state, answer.Validity.State)
			require.Equal(t, test.question, answer.Validity.Question)
			require.Equal(t, test.covering, fmt.Sprint(answer.Validity.Covering))
			require.Equal(t, body, string(answer.Body))
			require.Equal(t, test.time, answer.Time.Format(time.RFC3339Nano))
		})
	}
}

func TestOneStateIsOneRequestToRIPEstat(t *testing.T) {
	var seen []*http.Request
	client := with(lookup.Settings{}, roundTrip(func(req *http.Request) (*http.Response, error) {
		seen = append(seen, req)
		return response(req, http.StatusOK, "application/json; charset=utf-8", ripestat(t, "valid")), nil
	}))
	answer, err := client.ROA(t.Context(), route("240e:108:1140::/48", 134768))
	require.NoError(t, err)
	require.Len(t, seen, 1)
	require.Equal(t, "https://stat.ripe.net/data/rpki-validation/data.json?prefix=240e%3A108%3A1140%3A%3A%2F48&resource=134768&sourceapp=byoasn", seen[0].URL.String())
	require.Equal(t, http.MethodGet, seen[0].Method)
	require.Equal(t, typeJSON, seen[0].Header.Get("Accept"))
	require.Equal(t, "identity", seen[0].Header.Get("Accept-Encoding"))
	require.Equal(t, ourName, seen[0].UserAgent())
	require.Equal(t, seen[0].URL.String(), answer.URL)
	require.Equal(t, []string{answer.URL}, answer.Chain)
}

func TestStatesAreDecidedByTheROAs(t *testing.T) {
	own, short := listed(64496, "192.0.2.0/24", 24, "valid"), listed(64496, "192.0.0.0/16", 16, "invalid_length")
	other, otherShort := listed(64497, "192.0.2.0/24", 24, "invalid_asn"), listed(64497, "192.0.0.0/16", 16, "invalid_length")
	tests := []struct {
		name, body string
		state      roa.State
	}{
		{"valid", state("valid", own), roa.Valid},
		{"valid among others", state("valid", other, short, own), roa.Valid},
		{"unknown", state("unknown"), roa.NotFound},
		{"another origin", state("invalid_asn", other), roa.InvalidASN},
		{"too short", state("invalid_length", short), roa.InvalidLength},
		{"AS 0", state("invalid_asn", listed(0, "192.0.2.0/24", 24, "invalid_asn")), roa.InvalidASN},
		{"Routinator puts the origin first", state("invalid_asn", other, short), roa.InvalidLength},
		{"Routinator counts any ROA that is too short", state("invalid_length", otherShort), roa.InvalidASN},
		{"numbers instead of texts", strings.ReplaceAll(state("valid", own), `"64496"`, `64496`), roa.Valid},
		{"AS before the number", strings.ReplaceAll(state("valid", own), `"64496"`, `"AS64496"`), roa.Valid},
		{"ROAs without a validity", state("valid", `{"origin":"64496","prefix":"192.0.2.0/24","max_length":24}`), roa.Valid},
		{"members that are not known", strings.Replace(state("valid", own), `{`, `{"x":{"y":[1]},`, 1), roa.Valid},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer, err := roaClient(t, always(http.StatusOK, typeJSON, test.body)).ROA(t.Context(), theRoute)
			require.NoError(t, err)
			require.Equal(t, test.state, answer.Validity.State)
		})
	}
}

func TestNobodyOriginatesFromAS0(t *testing.T) {
	body := strings.Replace(state("invalid_asn", listed(0, "192.0.2.0/24", 24, "invalid_asn")), `"resource":"64496"`, `"resource":"0"`, 1)
	answer, err := roaClient(t, always(http.StatusOK, typeJSON, body)).ROA(t.Context(), route("192.0.2.0/24", 0))
	require.NoError(t, err)
	require.Equal(t, roa.InvalidASN, answer.Validity.State)
	require.True(t, answer.Validity.AS0())
}

// roaFaults are answers that must never become a state.
func roaFaults() []fault {
	own := listed(64496, "192.0.2.0/24", 24, "valid")
	good := state("valid", own)
	ok := func(body string) http.HandlerFunc { return always(http.StatusOK, typeJSON, body) }
	without := func(part string) http.HandlerFunc {
		changed := strings.Replace(good, part, "", 1)
		if changed == good {
			panic("nothing left out: " + part)
		}
		return ok(changed)
	}
	return []fault{
		{"a web page", always(200, "text/html", "<html>"), lookup.NotROA, "web page", false, false},
		{"a web page said to be JSON", ok("<html>"), lookup.NotROA, "web page", false, false},
		{"RDAP's type", always(200, typeRDAP, good), lookup.NotROA, `of type "application/rdap+json"`, false, false},
		{"no type", always(200, "", good), lookup.NotROA, "no media type", false, false},
		{"nothing", ok(""), lookup.NotROA, "is empty", false, false},
		{"compressed", bomb, lookup.NotROA, "compressed", false, false},
		{"JSON-P", ok("callback(" + good + ")"), lookup.NotROA, "not JSON", false, false},
		{"an array", ok("[" + good + "]"), lookup.NotROA, "RIPEstat's form", false, false},
		{"null", ok("null"), lookup.NotROA, "no status", false, false},
		{"an empty object", ok("{}"), lookup.NotROA, "no status", false, false},
		{"JSON without its end", ok(good[:len(good)-1]), lookup.NotROA, "cut short", false, true},
		{"a body without its end", raw(false, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"+good), lookup.NotROA, "cut short", false, true},
		{"more behind", ok(good + "{}"), lookup.NotROA, "has no status", false, false},
		{"a name twice", ok(strings.Replace(good, `"status":"ok",`, `"status":"ok","status":"ok",`, 1)), lookup.NotROA, "duplicate", false, false},
		{"a letter that is not UTF-8", ok(strings.Replace(good, "ok", "ok\xff", 1)), lookup.NotROA, "UTF-8", false, false},
		{"another type of a member", ok(strings.Replace(good, `"max_length":24`, `"max_length":"24"`, 1)), lookup.NotROA, "not JSON of RIPEstat's form", false, false},
		{"too large", ok(`{"x":"` + strings.Repeat("x", 300<<10) + `"}`), lookup.TooLarge, "more than the 262144 bytes of RIPEstat's answers that are read; check that the URL is RIPEstat's", false, false},
		{"far too large", ok(strings.Repeat(" ", 5<<20)), lookup.TooLarge, "RIPEstat's", false, false},

		{"an error inside", ok(`{"status":"error","status_code":400,"messages":[["error","prefix is \u001b[31mnot valid"]],"data":{}}`), lookup.Refused, `status is "error", error: prefix is ?[31mnot valid`, false, false},
		{"too many inside", withHeader("Retry-After", "7", ok(`{"status":"error","status_code":429,"messages":"slower","data":{}}`)), lookup.RateLimited, "try again in 7s", false, true},
		{"a failure inside", ok(`{"status":"error","status_code":500}`), lookup.ServerFailure, "(status 500)", false, true},
		{"a 404 inside", ok(`{"status":"error","status_code":404}`), lookup.NotROA, "(status 404)", false, false},
		{"maintenance", ok(`{"status":"maintenance","status_code":200,"data":{"status":"valid"}}`), lookup.NotROA, `status is "maintenance"`, false, false},
		{"ok, and a code that is not", ok(strings.Replace(good, `"status_code":200`, `"status_code":503`, 1)), lookup.ServerFailure, "", false, true},
		{"no data", ok(`{"status":"ok","status_code":200}`), lookup.NotROA, "no resource, prefix, status or validating_roas", false, false},
		{"data that are null", ok(`{"status":"ok","data":null}`), lookup.NotROA, "no resource, prefix", false, false},
		{"no resource", without(`"resource":"64496",`), lookup.NotROA, "no resource, prefix", false, false},
		{"no prefix", without(`"prefix":"192.0.2.0/24",`), lookup.NotROA, "no resource, prefix", false, false},
		{"no status of the data", without(`"status":"valid",`), lookup.NotROA, "no resource, prefix", false, false},
		{"no ROAs", without(`,"validating_roas":[` + own + `]`), lookup.NotROA, "no resource, prefix", false, false},
		{"ROAs that are null", ok(strings.Replace(good, `[`+own+`]`, `null`, 1)), lookup.NotROA, "no resource, prefix", false, false},
		{"status in another case", ok(strings.Replace(good, `"status":"valid"`, `"Status":"valid"`, 1)), lookup.NotROA, "no resource, prefix", false, false},
		{"another data call", ok(strings.Replace(good, `rpki-validation`, `rpki-history`, 1)), lookup.NotROA, `data call "rpki-history"`, false, false},
		{"an unknown status", ok(state("Valid", own)), lookup.NotROA, `unknown status "Valid"`, false, false},
		{"an empty status", ok(state("")), lookup.NotROA, `unknown status ""`, false, false},

		{"another number", ok(strings.Replace(state("invalid_asn", listed(64511, "192.0.2.0/24", 24, "")), `"resource":"64496"`, `"resource":"64497"`, 1)), lookup.WrongObject, "asked for 192.0.2.0/24 from AS64496, and it is about another route", false, false},
		{"another prefix", ok(strings.Replace(state("unknown"), `"prefix":"192.0.2.0/24","status"`, `"prefix":"192.0.0.0/16","status"`, 1)), lookup.WrongObject, "about another route", false, false},
		{"a prefix with host bits", ok(strings.Replace(good, `"prefix":"192.0.2.0/24","status"`, `"prefix":"192.0.2.1/24","status"`, 1)), lookup.NotROA, "a prefix that is none", false, false},
		{"a resource that is not a number", ok(strings.Replace(good, `"resource":"64496"`, `"resource":"192.0.2.0/24"`, 1)), lookup.NotROA, "a resource that is no AS number", false, false},
		{"a prefix that is none", ok(strings.Replace(good, `"prefix":"192.0.2.0/24","status"`, `"prefix":"192.0.2.0","status"`, 1)), lookup.NotROA, "a prefix that is none", false, false},

		{"valid without a ROA", ok(state("valid")), lookup.Contradiction, `has the status "valid", and by its 0 covering ROAs it is not-found`, false, false},
		{"valid by a ROA of others", ok(state("valid", listed(64497, "192.0.2.0/24", 24, "invalid_asn"))), lookup.Contradiction, "invalid-asn", false, false},
		{"valid by a ROA that is too short", ok(state("valid", listed(64496, "192.0.0.0/16", 16, "invalid_length"))), lookup.Contradiction, "invalid-length", false, false},
		{"valid by AS 0", ok(state("valid", listed(0, "192.0.2.0/24", 24, ""))), lookup.Contradiction, "invalid-asn", false, false},
		{"unknown with a ROA", ok(state("unknown", own)), lookup.Contradiction, "by its 1 covering ROAs it is valid", false, false},
		{"invalid without a ROA", ok(state("invalid_asn")), lookup.Contradiction, "not-found", false, false},
		{"invalid with a ROA that matches", ok(state("invalid_length", listed(64496, "192.0.0.0/16", 16, ""), own)), lookup.Contradiction, "it is valid", false, false},
		{"a wrong length where none is too short", ok(state("invalid_length", listed(64497, "192.0.2.0/24", 24, ""))), lookup.Contradiction, "invalid-asn", false, false},
		{"a wrong origin where all are right", ok(state("invalid_asn", listed(64496, "192.0.0.0/16", 16, ""))), lookup.Contradiction, "invalid-length", false, false},
		{"a ROA that does not cover", ok(state("valid", own, listed(64496, "192.0.2.0/25", 25, ""))), lookup.Contradiction, "192.0.2.0/25, which does not cover 192.0.2.0/24", false, false},
		{"a ROA of the other family", ok(state("valid", own, listed(64496, "::/0", 128, ""))), lookup.Contradiction, "does not cover", false, false},
		{"a ROA called valid that is not", ok(state("invalid_asn", listed(64497, "192.0.2.0/24", 24, "valid"))), lookup.Contradiction, `calls the ROA 192.0.2.0/24-24 AS64497 "valid"`, false, false},
		{"a ROA called invalid that is valid", ok(state("valid", listed(64496, "192.0.2.0/24", 24, "invalid_asn"))), lookup.Contradiction, "which for 192.0.2.0/24 from AS64496 is valid", false, false},
		{"a ROA with host bits", ok(state("valid", own, listed(64496, "192.0.2.1/24", 24, ""))), lookup.NotROA, `ROA number 2, a prefix that is none: "192.0.2.1/24"`, false, false},
		{"a ROA whose length is too small", ok(state("valid", own, listed(64496, "192.0.2.0/24", 23, ""))), lookup.NotROA, "max_length of 23", false, false},
		{"a ROA whose length is too great", ok(state("valid", own, listed(64496, "192.0.2.0/24", 33, ""))), lookup.NotROA, "max_length of 33", false, false},
		{"a ROA without a length", ok(state("valid", `{"origin":"64496","prefix":"192.0.2.0/24"}`)), lookup.NotROA, "no prefix or max_length", false, false},
		{"a ROA without an origin", ok(state("valid", `{"prefix":"192.0.2.0/24","max_length":24}`)), lookup.NotROA, "no AS number for an origin", false, false},
		{"a ROA that is null", ok(state("valid", `null`)), lookup.NotROA, "no AS number for an origin", false, false},

		{"a 404", always(404, typeJSON, `{"status":"error","status_code":404,"messages":[["error","no such data call"]]}`), lookup.NotROA, "no such data call", false, false},
		{"a 404 with a web page", always(404, "text/html", "<html>"), lookup.NotROA, "web page", false, false},
		{"a 400 with its reason", always(400, typeJSON, `{"status":"error","status_code":400,"messages":[["error","bad prefix"]]}`), lookup.Refused, "error: bad prefix", false, false},
		{"a 403", always(403, "", ""), lookup.Refused, "(status 403)", false, false},
		{"a 429", withHeader("Retry-After", "120", always(429, "text/html", "<html>")), lookup.RateLimited, "try again in 2m0s", false, true},
		{"a 503", always(503, "", ""), lookup.ServerFailure, "(status 503)", false, true},
		{"a 204", always(204, "", ""), lookup.NotROA, "(status 204)", false, false},
		{"a redirect to plain http", always(302, "", ""), lookup.Redirect, "", false, false},
		{"a redirect elsewhere", withHeader("Location", "http://192.0.2.1/", always(302, "", "")), lookup.Redirect, "not https; check that the URL is RIPEstat's", false, false},
		{"a hangup", raw(true, ""), lookup.Connection, "", false, true},
	}
}

func TestNoFailureIsAState(t *testing.T) {
	for _, f := range roaFaults() {
		t.Run(f.name, func(t *testing.T) {
			client := roaClient(t, f.handler)
			answer, err := client.ROA(t.Context(), theRoute)
			require.Nil(t, answer)
			e := why(t, err)
			require.Equal(t, f.kind, e.Kind, "%v", err)
			require.ErrorContains(t, err, f.says)
			require.NotContains(t, err.Error(), "\x1b")
			require.NotContains(t, err.Error(), "RDAP")
			require.False(t, e.Absent(), "only a registry's record can be absent")
			require.Equal(t, f.again, e.Temporary(), "%v", err)
			require.Contains(t, e.URL, client.ROAURL[:len(client.ROAURL)-len("/data.json")])
			require.NotEmpty(t, e.Chain)
		})
	}
}

func TestQuestionsThatHaveNoAnswerAreNotAsked(t *testing.T) {
	var requests atomic.Int64
	client := with(lookup.Settings{}, roundTrip(func(req *http.Request) (*http.Response, error) {
		requests.Add(1)
		return nil, context.Canceled
	}))
	public := netip.MustParsePrefix("3.0.0.0/24")
	for says, q := range map[string]roa.Question{
		"AS64512 is not a public number":   {Prefix: public, Origin: 64512},
		"AS0 is not a public number":       {Prefix: public, Origin: 0},
		"10.0.0.0/8 is not a public range": route("10.0.0.0/8", 16509),
		"fd00::/48 is not a public range":  route("fd00::/48", 16509),
		"fe80::/64 is not a public range":  route("fe80::/64", 16509),
		"224.0.0.0/24 is not a public":     route("224.0.0.0/24", 16509),
		"127.0.0.0/8 is not a public":      route("127.0.0.0/8", 16509),
	} {
		_, err := client.ROA(t.Context(), q)
		require.Equal(t, lookup.NotPublic, why(t, err).Kind)
		require.ErrorContains(t, err, says)
	}
	for says, q := range map[string]roa.Question{
		"the prefix is not set":                 {Origin: 16509},
		"has host bits; the network is 3.0.0.0": route("3.0.0.1/24", 16509),
		"IPv4 written as IPv6":                  route("::ffff:3.0.0.0/120", 16509),
	} {
		_, err := client.ROA(t.Context(), q)
		require.Equal(t, lookup.Misuse, why(t, err).Kind)
		require.ErrorIs(t, err, roa.NotRoute)
		require.ErrorContains(t, err, says)
	}
	for _, address := range []string{"http://stat.ripe.net/data.json", "stat.ripe.net", "https://stat.ripe.net/data.json?x=1", "https://user:hunter2@stat.ripe.net/", "ftp://127.0.0.1/"} {
		client := with(lookup.Settings{ROAURL: address}, nil)
		_, err := client.ROA(t.Context(), route("3.0.0.0/24", 16509))
		require.Equal(t, lookup.Misuse, why(t, err).Kind, address)
		require.NotContains(t, err.Error(), "hunter2")
	}
	_, err := (with(lookup.Settings{UserAgent: "a\r\nb"}, nil)).ROA(t.Context(), route("3.0.0.0/24", 16509))
	require.Equal(t, lookup.Misuse, why(t, err).Kind)
	require.Zero(t, requests.Load())
}

func TestAStateIsAskedForAgainAsRetrySays(t *testing.T) {
	var requests atomic.Int64
	client := roaClient(t, func(w http.ResponseWriter, _ *http.Request) {
		switch requests.Add(1) {
		case 1:
			answer(w, http.StatusTooManyRequests, "text/html", "<html>")
		case 2:
			answer(w, http.StatusOK, typeJSON, state("unknown")[:40])
		default:
			answer(w, http.StatusOK, typeJSON, state("unknown"))
		}
	})
	_, err := client.ROA(t.Context(), theRoute)
	require.Equal(t, lookup.RateLimited, why(t, err).Kind, "without Retry, not again")

	requests.Store(0)
	client.Retry = lookup.Retry{Times: 3, First: time.Millisecond}
	got, err := client.ROA(t.Context(), theRoute)
	require.NoError(t, err)
	require.Equal(t, roa.NotFound, got.Validity.State)
	require.Equal(t, int64(3), requests.Load())

	contradicting := roaClient(t, func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		answer(w, http.StatusOK, typeJSON, state("valid"))
	})
	contradicting.Retry = lookup.Retry{Times: 3, First: time.Millisecond}
	requests.Store(0)
	_, err = contradicting.ROA(t.Context(), theRoute)
	require.Equal(t, lookup.Contradiction, why(t, err).Kind)
	require.Equal(t, int64(1), requests.Load(), "it would say the same")
}

func TestAStateKeepsToTheContextAndTheTimeout(t *testing.T) {
	client := roaClient(t, drip(http.StatusOK))
	client.Timeout = 50 * time.Millisecond
	_, err := client.ROA(t.Context(), theRoute)
	require.Equal(t, lookup.Timeout, why(t, err).Kind)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = client.ROA(ctx, theRoute)
	require.Equal(t, lookup.Cancelled, why(t, err).Kind)
	require.ErrorIs(t, err, context.Canceled)
}

func TestRIPEstatIsAskedAtRIPEsPace(t *testing.T) {
	var starts []time.Time
	client := with(lookup.Settings{}, roundTrip(func(req *http.Request) (*http.Response, error) {
		starts = append(starts, time.Now())
		return response(req, http.StatusOK, typeJSON, ripestat(t, "valid")), nil
	}))
	for range 3 {
		_, err := client.ROA(t.Context(), route("240e:108:1140::/48", 134768))
		require.NoError(t, err)
	}
	require.GreaterOrEqual(t, starts[2].Sub(starts[0]), 190*time.Millisecond)
}
