package rdap_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// world are inputs that people have, with what they tell. The files are those of
// the command line's tests, whose SOURCES.md says where they are from; the
// certificate was put into them.
const world = "../internal/cli/testdata/cases"

func TestParseReadsWhatPeopleHave(t *testing.T) {
	for _, test := range []struct {
		file, about string
		source      rdap.Source
		handle      string
		registry    registry.Registry
		national    string
		referral    registry.Registry
		found       int // in all
		whole       int // whole, on the object that decides
	}{
		{"rdap-arin-asn-range-of-one-holder-made.json", "AS702", rdap.JSON, "AS701", registry.ARIN, "", "", 1, 1},
		{"rdap-ipwhois-200.57.141.161-with-cert.json", "200.57.141.0/24", rdap.JSON, "200.57.141.161", registry.LACNIC, "", "", 1, 1},
		{"rdap-quirk-entity-remarks-null.json", "AS196615", rdap.JSON, "AS196615", registry.ARIN, "", "", 1, 1},
		{"rdap-quirk-links-null.json", "AS196615", rdap.JSON, "AS196615", registry.ARIN, "", "", 1, 1},
		{"rdap-quirk-name-null.json", "AS196615", rdap.JSON, "AS196615", registry.ARIN, "", "", 1, 1},
		{"rdap-quirk-remark-title-null.json", "AS196615", rdap.JSON, "AS196615", registry.ARIN, "", "", 1, 1},
		{"rdap-quirk-status-null.json", "AS196615", rdap.JSON, "AS196615", registry.ARIN, "", "", 1, 1},
		{"rdap-quirk-status-string.json", "AS196615", rdap.JSON, "AS196615", registry.ARIN, "", "", 1, 1},
		{"record-ripe-AS196615-made.whois", "AS196615", rdap.RPSL, "AS196615", registry.RIPE, "", "", 1, 1},
		{"record-ripe-rest-AS208707.json", "AS208707", rdap.REST, "AS208707", registry.RIPE, "", "", 1, 1},
		{"whois-apnic-and-idnic-aut-num-twice.txt", "AS17451", rdap.RPSL, "AS17451", registry.APNIC, "IDNIC (APJII)", "", 2, 1},
		{"whois-apnic-jpnic-cert-in-apnic-parent-remarks.txt", "2001:240:10c::/48", rdap.RPSL, "2001:0240:010c::/48", registry.APNIC, "JPNIC", "", 1, 0},
		{"whois-apnic-krnic-cert-in-krnic-object.txt", "210.107.73.0/24", rdap.RPSL, "210.107.0.0 - 210.107.127.255", registry.APNIC, "KRNIC (KISA)", "", 1, 0},
		{"whois-debian-found-a-referral-arin-then-apnic.txt", "144.134.121.0/24", rdap.RPSL, "144.130.0.0 - 144.140.255.255", registry.APNIC, "", "", 1, 1},
		{"whois-ipwhois-200.57.141.161.txt", "200.57.141.0/24", rdap.RPSL, "200.57.128/19", registry.LACNIC, "", "", 0, 0},
		{"whois-ipwhois-2801_10_c000__-with-cert.txt", "2801:10:c000::/48", rdap.RPSL, "2801:10:c000::/48", registry.LACNIC, "", "", 1, 1},
		{"whois-jwhois-apnic-and-idnic-cert-in-apnic-only.txt", "103.18.32.0/23", rdap.RPSL, "103.18.32.0 - 103.18.33.255", registry.APNIC, "IDNIC (APJII)", "", 1, 1},
		{"whois-jwhois-krnic-112.220.69.50.txt", "112.220.69.0/24", "", "", registry.APNIC, "KRNIC (KISA)", "", 0, 0},
		{"whois-jwhois-lacnic-crcrlf-138.36.24.txt", "138.36.24.0/22", rdap.RPSL, "138.36.24/22", registry.LACNIC, "", "", 0, 0},
		{"whois-ripe-AS196615-cert-negative-serial.txt", "AS196615", rdap.RPSL, "AS196615", registry.RIPE, "", "", 1, 1},
		{"whois-twnic-source-61.230.0.0.txt", "61.230.0.0/16", rdap.RPSL, "61.230.0.0 - 61.230.255.255", registry.APNIC, "TWNIC", "", 1, 0},
		{"whois-weppos-arin_referral_apnic.txt", "144.134.121.0/24", rdap.Plain, "NET-144-130-0-0-1", "", "", registry.APNIC, 0, 0},
		{"whois-windows-sysinternals-AS208707.txt", "AS208707", rdap.RPSL, "AS208707", registry.RIPE, "", "", 1, 1},
	} {
		t.Run(test.file, func(t *testing.T) {
			record, err := rdap.Parse(fromWorld(t, test.file))
			require.NoError(t, err)
			about, err := resource.Parse(test.about)
			require.NoError(t, err)
			record = record.Select(about)
			require.Equal(t, []any{test.source, test.handle, test.registry, test.national, test.referral},
				[]any{record.Source, record.Handle, record.Registry, record.National, record.Referral})
			found := find(t, record)
			whole := 0
			for _, f := range found {
				if f.Whole() && f.Place.OnObject() {
					whole++
				}
			}
			require.Equal(t, [2]int{test.found, test.whole}, [2]int{len(found), whole})
		})
	}
}

func TestParseNamesWhatPeopleGiveInstead(t *testing.T) {
	for file, says := range map[string]string{
		"record-arin-whois-rws-AS196615.json":       "ARIN's Whois-RWS",
		"record-openrdap-cli-text-AS208707.txt":     "rdap --raw",
		"whois-jwhois-rwhois-67.229.101.40.txt":     "rwhois",
		"whois-phpwhois-AS62041-whois.radb.net.txt": `class "route"`,
		"whois-phpwhois-AS32934-whois.radb.net.txt": "routing registry RADB",
		"rdap-quirk-error-code-string-404.json":     "error 404",
		"rdap-quirk-lacnic-rate-limit-notice.json":  "Rate Limit",
		"vrps-ripestat-rpki-validation-saved.json":  "RIPEstat",
		"key-tr-d-newline.pem":                      "is PEM",
	} {
		_, err := rdap.Parse(fromWorld(t, file))
		require.ErrorContains(t, err, says, file)
	}
}

func fromWorld(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(world, file))
	require.NoError(t, err)
	require.NotEmpty(t, data)
	return data
}
