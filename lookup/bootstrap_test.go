package lookup_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// about is a resource by its text.
func about(t testing.TB, text string) resource.Resource {
	t.Helper()
	r, err := resource.Parse(text)
	require.NoError(t, err)
	return r
}

// serverFor is what a bootstrap says without the date.
func serverFor(t testing.TB, b *lookup.Bootstrap, text string) (url string, whose registry.Registry, found bool) {
	t.Helper()
	server, found := b.ServerFor(about(t, text))
	require.NotZero(t, server.Published)
	return server.URL, server.Registry, found
}

func TestTheEmbeddedBootstrapIsIANAs(t *testing.T) {
	for text, published := range map[string]string{"2914": "2026-06-01", "1.1.1.0/24": "2019-06-07", "2620:119:35::/48": "2024-11-01"} {
		server, found := lookup.Embedded().ServerFor(about(t, text))
		require.True(t, found)
		require.Equal(t, published, server.Published.Format(time.DateOnly))
	}

	sources, err := os.ReadFile("bootstrap/SOURCES.md")
	require.NoError(t, err)
	for _, name := range []string{"asn.json", "ipv4.json", "ipv6.json"} {
		file, err := os.ReadFile("bootstrap/" + name)
		require.NoError(t, err)
		sum := sha256.Sum256(file)
		require.Contains(t, string(sources), hex.EncodeToString(sum[:]), name)
	}
}

func TestEveryRangeGoesToItsRegistry(t *testing.T) {
	type server struct {
		url      string
		registry registry.Registry
	}
	servers := map[string]server{
		"https://rdap.afrinic.net/rdap/":  {"https://rdap.afrinic.net/rdap/", registry.AFRINIC},
		"https://rdap.apnic.net/":         {"https://rdap.apnic.net/", registry.APNIC},
		"https://rdap.arin.net/registry/": {"https://rdap.arin.net/registry/", registry.ARIN},
		"https://rdap.lacnic.net/rdap/":   {"https://rdap.lacnic.net/rdap/", registry.LACNIC},
		"https://rdap.db.ripe.net/":       {"https://rdap.db.ripe.net/", registry.RIPE},
	}
	b := lookup.Embedded()
	for _, name := range []string{"asn", "ipv4", "ipv6"} {
		for _, service := range services(t, name) {
			want := servers[service[1][0]]
			require.NotEmpty(t, want)
			for _, entry := range service[0] {
				got, found := server{}, false
				first, last, isSpan := strings.Cut(entry, "-")
				got.url, got.registry, found = serverFor(t, b, first)
				if isSpan {
					require.Equal(t, want, got, entry)
					got.url, got.registry, found = serverFor(t, b, last)
				}
				require.True(t, found, entry)
				require.Equal(t, want, got, entry)
			}
		}
	}
}

// services are a file's, read without the package's own reader.
func services(t *testing.T, name string) [][][]string {
	t.Helper()
	data, err := os.ReadFile("bootstrap/" + name + ".json")
	require.NoError(t, err)
	var file struct{ Services [][][]string }
	require.NoError(t, json.Unmarshal(data, &file))
	require.Len(t, file.Services, 5)
	return file.Services
}

func TestWhatIsInNoRangeHasNoServer(t *testing.T) {
	b := lookup.Embedded()
	for _, p := range []string{"0", "23456", "64496", "65535", "100000", "4000000000", "4294967295", "10.0.0.0/8", "127.0.0.1/32", "0.0.0.0/0", "4000::/3", "fe80::/10"} {
		_, _, found := serverFor(t, b, p)
		require.False(t, found, p)
	}
	_, found := b.ServerFor(resource.Resource{})
	require.False(t, found)
}

func TestTheLongestBlockDecides(t *testing.T) {
	b, err := lookup.ParseBootstrap(nil, file(`[["192.0.0.0/8"],["https://rdap.arin.net/registry/"]],[["192.0.2.0/24"],["https://rdap.db.ripe.net/"]]`), nil)
	require.NoError(t, err)
	for p, want := range map[string]registry.Registry{"192.0.2.0/24": registry.RIPE, "192.0.2.128/25": registry.RIPE, "192.0.0.0/16": registry.ARIN, "192.0.3.0/24": registry.ARIN} {
		_, got, found := serverFor(t, b, p)
		require.True(t, found)
		require.Equal(t, want, got, p)
	}
}

// file is a bootstrap file with services.
func file(services string) []byte {
	return []byte(`{"version":"1.0","publication":"2026-01-02T03:04:05Z","services":[` + services + `]}`)
}

func TestPlainHTTPIsNeverChosen(t *testing.T) {
	b, err := lookup.ParseBootstrap(file(`
		[["1-10"],["http://rdap.arin.net/registry/","https://rdap.arin.net/registry/"]],
		[["11-20","25"],["http://rdap.example.net/"]],
		[["21"],["https://rdap.example.net/"]]`), nil, nil)
	require.NoError(t, err)
	url, _, found := serverFor(t, b, "5")
	require.True(t, found)
	require.Equal(t, "https://rdap.arin.net/registry/", url)
	for _, n := range []string{"11", "15", "20", "22", "25"} {
		_, _, found = serverFor(t, b, n)
		require.False(t, found, n)
	}
	url, whose, found := serverFor(t, b, "21")
	require.True(t, found)
	require.Equal(t, "https://rdap.example.net/", url)
	require.Empty(t, whose, "a server of none of the five")
	server, _ := b.ServerFor(about(t, "21"))
	require.Equal(t, "2026-01-02", server.Published.Format(time.DateOnly))
}

func TestFilesThatAreNotBootstrapFilesAreRefused(t *testing.T) {
	const server = `["https://rdap.example.net/"]`
	tests := map[string]string{
		"nothing":                    "",
		"a web page":                 "<html>",
		"JSON of another kind":       `{"a":1}`,
		"a list":                     `[]`,
		"another version":            strings.Replace(string(file(`[["1"],`+server+`]`)), "1.0", "2.0", 1),
		"no date":                    strings.Replace(string(file(`[["1"],`+server+`]`)), "2026-01-02T03:04:05Z", "0001-01-01T00:00:00Z", 1),
		"a date of another form":     strings.Replace(string(file(`[["1"],`+server+`]`)), "2026-01-02T03:04:05Z", "1 June 2026", 1),
		"no services":                string(file("")),
		"text after it":              string(file(`[["1"],`+server+`]`)) + "x",
		"a service of one list":      string(file(`[["1"]]`)),
		"a service of three lists":   string(file(`[["1"],` + server + `,[]]`)),
		"a service for nothing":      string(file(`[[],` + server + `]`)),
		"a number as a number":       string(file(`[[1],` + server + `]`)),
		"a range that ends early":    string(file(`[["5-3"],` + server + `]`)),
		"ranges that overlap":        string(file(`[["1-5"],` + server + `],[["5-9"],` + server + `]`)),
		"a number that is none":      string(file(`[["1-x"],` + server + `]`)),
		"a number past 32 bits":      string(file(`[["1-4294967296"],` + server + `]`)),
		"blocks in place of numbers": string(file(`[["192.0.2.0/24"],` + server + `]`)),
		"a URL that is none":         string(file(`[["1"],["rdap.example.net"]]`)),
		"a URL of another scheme":    string(file(`[["1"],["ftp://rdap.example.net/"]]`)),
		"a URL with a password":      string(file(`[["1"],["https://a:b@rdap.example.net/"]]`)),
		"megabytes":                  string(file(`[["1"],` + server + `]` + strings.Repeat(" ", 1<<20))),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := lookup.ParseBootstrap([]byte(text), nil, nil)
			require.ErrorIs(t, err, lookup.NotBootstrap)
			require.ErrorContains(t, err, "bootstrap file of ASNs: ")
			require.Less(t, len(err.Error()), 400)
		})
	}
	for _, entry := range []string{"192.0.2.1/24", "2001:db8::/32", "::ffff:192.0.2.0/120", "192.0.2.0", "1-5"} {
		_, err := lookup.ParseBootstrap(nil, file(`[["`+entry+`"],`+server+`]`), nil)
		require.ErrorContains(t, err, "bootstrap file of IPv4: ", entry)
	}
	_, err := lookup.ParseBootstrap(nil, nil, file(`[["192.0.2.0/24"],`+server+`]`))
	require.ErrorContains(t, err, "bootstrap file of IPv6: ")
}

func FuzzParseBootstrap(f *testing.F) {
	// Small ones: the fuzzer spends minutes on making IANA's own smaller.
	for _, services := range []string{
		`[["1-5","7"],["https://rdap.example.net/"]]`,
		`[["64496"],["http://rdap.arin.net/registry/","https://rdap.arin.net/registry/"]],[["1-9"],["https://rdap.apnic.net/"]]`,
		`[["192.0.2.0/24"],["http://rdap.example.net/"]]`,
		`[["2001:db8::/32"],["https://rdap.example.net/"]]`,
	} {
		f.Add(file(services))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if data == nil {
			return
		}
		for _, files := range [][3][]byte{{data, nil, nil}, {nil, data, nil}, {nil, nil, data}} {
			b, err := lookup.ParseBootstrap(files[0], files[1], files[2])
			if err != nil {
				require.NotEmpty(t, err.Error())
				continue
			}
			for _, text := range []string{"0", "1", "64496", "4294967295", "192.0.2.0/24", "2001:db8::/32"} {
				url, _, found := serverFor(t, b, text)
				require.Equal(t, found, strings.HasPrefix(url, "https://"))
			}
		}
	})
}
