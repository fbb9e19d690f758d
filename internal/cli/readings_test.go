package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

// sends answers with a status, a media type and a body.
func sends(status int, media, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// hangs answers nothing.
func hangs(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// ripeNCC is a server that speaks RDAP and, under /ripe/, the RIPE Database's REST.
func ripeNCC(t *testing.T, rdap, database http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/", rdap)
	mux.HandleFunc("/ripe/", database)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// fixtureLine is the fixture's certificate on one line.
func fixtureLine(t *testing.T) string {
	t.Helper()
	file, err := os.ReadFile("testdata/fixture/certificate.pem")
	require.NoError(t, err)
	cert, err := certgen.ReadCertificate(file)
	require.NoError(t, err)
	return certgen.OneLine(cert)
}

// rdapOf is RIPE NCC's RDAP of AS12345, with some lines in its one remark.
func rdapOf(lines ...string) string {
	remark, _ := json.Marshal(lines)
	return `{"objectClassName": "autnum", "handle": "AS12345", "startAutnum": 12345, "endAutnum": 12345, "port43": "whois.ripe.net",
		"remarks": [{"description": ` + string(remark) + "}]}\n"
}

// autNum is the object in the database.
func autNum(attribute, line, source string) string {
	return "aut-num:        AS12345\nas-name:        EXAMPLE\n" + attribute + ":          " + line + "\nmnt-by:         EXAMPLE-MNT\nsource:         " + source + "\n"
}

const (
	textType    = "text/plain;charset=utf-8"
	rdapType    = "application/rdap+json"
	noSuchASN   = "%ERROR:101: no entries found\n%\n% No entries found in source RIPE.\n"
	yes         = "yes"
	placed      = preflight.CertificatePlacement
	isPublished = preflight.CertificatePublished
	found       = preflight.RecordFound
)

// ripeRDAP are the answers of RDAP, which AWS reads.
func ripeRDAP(line string) map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"shows it": sends(200, rdapType, rdapOf("Example", line)),
		"lacks it": sends(200, rdapType, rdapOf("Example")),
		"has none": sends(404, rdapType, `{"errorCode": 404, "title": "Not found"}`),
		"failed":   sends(500, "text/html", "<html>"),
	}
}

// ripeDatabase are the answers of the database, which tells the fields apart.
func ripeDatabase(line string) map[string]http.HandlerFunc {
	rest, _ := json.Marshal(map[string]any{"objects": map[string]any{"object": []any{map[string]any{"attributes": map[string]any{"attribute": []any{
		map[string]string{"name": "aut-num", "value": "AS12345"}, map[string]string{"name": "descr", "value": line}, map[string]string{"name": "source", "value": "RIPE"}}}}}}})
	return map[string]http.HandlerFunc{
		"descr":           sends(200, textType, autNum("descr", line, "RIPE")),
		"descr, filtered": sends(200, textType, autNum("descr", line, "RIPE # Filtered")),
		"descr, as JSON": func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, ".json") {
				sends(200, "application/json", string(rest))(w, r)
				return
			}
			sends(406, "text/plain", "")(w, r)
		},
		"remarks":   sends(200, textType, autNum("remarks", line, "RIPE")),
		"nowhere":   sends(200, textType, autNum("descr", "Example", "RIPE")),
		"no object": sends(404, textType, noSuchASN),
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/ripe-nonauth/aut-num/AS12345.txt", http.StatusMovedPermanently)
		},
		"copy":            sends(200, textType, autNum("descr", line, "RIPE-NONAUTH")),
		"other object":    sends(200, textType, strings.ReplaceAll(autNum("descr", line, "RIPE"), "12345", "12346")),
		"asked too often": sends(429, "text/html", "<html>"),
		"error":           sends(500, textType, "%ERROR:100: internal error\n"),
		"web page":        sends(200, "text/html", "<html>"),
		"slow":            hangs,
	}
}

// ripeVerdicts are what follows: "yes", or "no" or "unknown" with the check that
// decides. What is not in a row is its "".
var ripeVerdicts = map[string]map[string]string{
	"shows it": {
		"descr": yes, "descr, filtered": yes, "descr, as JSON": yes,
		"remarks": "no " + string(placed),
		"":        "unknown " + string(placed),
	},
	"lacks it": {
		"descr": "unknown " + string(isPublished), "descr, filtered": "unknown " + string(isPublished), "descr, as JSON": "unknown " + string(isPublished),
		"": "no " + string(isPublished),
	},
	"has none": {
		"descr": "unknown " + string(found), "descr, filtered": "unknown " + string(found), "descr, as JSON": "unknown " + string(found),
		"remarks": "unknown " + string(found), "nowhere": "unknown " + string(found),
		"": "no " + string(found),
	},
	"failed": {
		"descr": yes, "descr, filtered": yes, "descr, as JSON": yes,
		"remarks": "no " + string(placed),
		"nowhere": "no " + string(isPublished),
		"":        "unknown " + string(found),
	},
}

// decided is what a report comes to, in the words of the table.
func decided(t *testing.T, status int, stdout string) string {
	t.Helper()
	var report preflight.Report
	require.NoError(t, json.Unmarshal([]byte(stdout), &report), stdout)
	var deciding []problem.ID
	for _, c := range report.Checks {
		if c.Decides && c.Because == "" && c.Verdict == report.Verdict {
			deciding = append(deciding, c.ID)
		}
	}
	switch report.Verdict {
	case preflight.Pass:
		require.Zero(t, status)
		return yes
	case preflight.Fail:
		require.Equal(t, 1, status)
		require.Len(t, deciding, 1)
		return "no " + string(deciding[0])
	}
	require.Equal(t, 3, status)
	require.Len(t, deciding, 1)
	return "unknown " + string(deciding[0])
}

// signedMessage is a message about AS12345, and its signature by the fixture's key.
func signedMessage(t *testing.T) (text, signature string) {
	t.Helper()
	file, err := os.ReadFile("testdata/fixture/key.pem")
	require.NoError(t, err)
	key, err := certgen.ReadKey(file, nil)
	require.NoError(t, err)
	m, err := message.Parse("1|aws|123456789012|" + resource.ASN(12345).String() + "|20261231|SHA256|RSAPSS")
	require.NoError(t, err)
	made, err := sign.Sign(key.Key, []byte(m.String()))
	require.NoError(t, err)
	return m.String(), made.String()
}

// Each disagreement of RIPE NCC's two readings, through the command line: what is
// kept of it with --save gives the same answer, and so does each in its own file.
func TestRIPENCCsTwoReadings(t *testing.T) {
	line := fixtureLine(t)
	text, signature := signedMessage(t)
	check := []string{"check", "--json", "--asn", "12345", "--cert", filepath.Join("testdata", "fixture", "certificate.pem")}
	whole := []string{"preflight", "--json", "--message", text, "--signature", signature}
	for rdapSays, rdap := range ripeRDAP(line) {
		for databaseSays, database := range ripeDatabase(line) {
			t.Run(rdapSays+", "+databaseSays, func(t *testing.T) {
				t.Parallel()
				want, found := ripeVerdicts[rdapSays][databaseSays]
				if !found {
					want = ripeVerdicts[rdapSays][""]
				}
				timeout := "30s"
				if databaseSays == "slow" {
					timeout = "2s"
				}
				dir := t.TempDir()
				kept := filepath.Join(dir, "kept")
				online := []string{"--server", ripeNCC(t, rdap, database), "--rir", "ripe", "--retries", "0", "--timeout", timeout}
				status, stdout, all := runInProcess(t, dir, append(check, append(online, "--save", kept)...))
				require.Equal(t, want, decided(t, status, stdout), all)
				status, stdout, all = runInProcess(t, dir, append(whole, online...))
				require.Equal(t, want, decided(t, status, stdout), all)
				if _, err := os.Stat(kept); err != nil {
					require.Equal(t, "unknown record-found", want, "there is nothing to keep where neither says anything")
					return
				}
				for _, command := range [][]string{check, whole} {
					status, stdout, all = runInProcess(t, dir, append(command[:len(command):len(command)], "--record", kept))
					require.Equal(t, want, decided(t, status, stdout), all)
				}
			})
		}
	}
}

// The same for ranges, which the database has by their first and last address, or by
// their prefix.
func TestRIPENCCsTwoReadingsOfARange(t *testing.T) {
	line := fixtureLine(t)
	for _, of := range []struct{ cidr, first, last, version, path, key string }{
		{"93.175.147.0/24", "93.175.147.0", "93.175.147.255", "v4", "/ripe/inetnum/93.175.147.0 - 93.175.147.255.txt", "inetnum: 93.175.147.0 - 93.175.147.255"},
		{"2001:7fb:ff00::/48", "2001:7fb:ff00::", "2001:7fb:ff00:ffff:ffff:ffff:ffff:ffff", "v6", "/ripe/inet6num/2001:7fb:ff00::/48.txt", "inet6num: 2001:7fb:ff00::/48"},
	} {
		for attribute, want := range map[string]string{"descr": yes, "remarks": "no " + string(placed)} {
			t.Run(of.cidr+" in "+attribute, func(t *testing.T) {
				t.Parallel()
				remark, _ := json.Marshal([]string{"Example", line})
				rdap := sends(200, rdapType, fmt.Sprintf(`{"objectClassName": "ip network", "handle": "X", "startAddress": %q, "endAddress": %q, "ipVersion": %q,
					"port43": "whois.ripe.net", "remarks": [{"description": %s}]}`, of.first, of.last, of.version, remark))
				database := func(w http.ResponseWriter, r *http.Request) {
					require.Equal(t, of.path, r.URL.Path)
					sends(200, textType, of.key+"\nnetname: EXAMPLE\n"+attribute+": "+line+"\nsource: RIPE\n")(w, r)
				}
				dir := t.TempDir()
				check := []string{"check", "--json", "--cidr", of.cidr, "--cert", filepath.Join("testdata", "fixture", "certificate.pem")}
				online := append(check[:len(check):len(check)], "--server", ripeNCC(t, rdap, database), "--save", filepath.Join(dir, "kept"))
				for _, args := range [][]string{online, append(check[:len(check):len(check)], "--record", filepath.Join(dir, "kept"))} {
					status, stdout, all := runInProcess(t, dir, args)
					require.Equal(t, want, decided(t, status, stdout), all)
				}
			})
		}
	}
}
