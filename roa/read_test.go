package roa_test

import (
	"bytes"
	"errors"
	"io"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/roa"
)

// exports are as validators write them, cut down to two VRPs of one prefix
// and one of another. The forms are from their documentation and sources.
var exports = map[string]struct {
	text      string
	anchors   [2]string
	generated string // RFC 3339, or ""
}{
	"rpki-client": {`{
	"metadata": {
		"buildmachine": "validator.example.net",
		"buildtime": "2026-09-16T00:06:05Z",
		"elapsedtime": 411,
		"talfiles": [
			"/etc/rpki/afrinic.tal",
			"/etc/rpki/ripe.tal"
		],
		"roas": 388168,
		"vrps": 1014875
	},

	"roas": [
		{ "asn": 64496, "prefix": "192.0.2.0/24", "maxLength": 24, "ta": "ripe", "expires": 1790000255 },
		{ "asn": 0, "prefix": "192.0.0.0/16", "maxLength": 32, "ta": "arin", "expires": 1790000255 },
		{ "asn": 64497, "prefix": "2001:db8::/32", "maxLength": 48, "ta": "apnic", "expires": 1790000255 }
	],

	"bgpsec_keys": [
		{ "asn": 64496, "ski": "00", "pubkey": "AA==", "ta": "ripe", "expires": 1790000255 }
	],

	"aspas": [
		{ "customer_asid": 174, "expires": 1789657200, "providers": [ 0 ] }
	]
}
`, [2]string{"arin", "ripe"}, "2026-09-16T00:06:05Z"},
	"rpki-client of 2021": {`{
	"metadata": {
		"buildtime": "2021-07-26T08:04:49Z",
		"talfiles": "/etc/tals/ripe.tal"
	},

	"roas": [
		{ "asn": "AS64496", "prefix": "192.0.2.0/24", "maxLength": 24, "ta": "ripe" },
		{ "asn": "AS0", "prefix": "192.0.0.0/16", "maxLength": 32, "ta": "arin" },
		{ "asn": "AS64497", "prefix": "2001:db8::/32", "maxLength": 48, "ta": "apnic" }
	]
}
`, [2]string{"arin", "ripe"}, "2021-07-26T08:04:49Z"},
	"Routinator json": {`{
  "metadata": {
    "generated": 1685455841,
    "generatedTime": "2023-05-30T14:10:41Z"
  },
  "roas": [
    { "asn": "AS64496", "prefix": "192.0.2.0/24", "maxLength": 24, "ta": "ripe" },
    { "asn": "AS0", "prefix": "192.0.0.0/16", "maxLength": 32, "ta": "N/A" },
    { "asn": "AS64497", "prefix": "2001:db8::/32", "maxLength": 48, "ta": "apnic" }
  ],
  "routerKeys": [],
  "aspas": [{ "customer": "AS64496", "providers": ["AS64499", "AS65551"], "ta": "ripe" }]
}`, [2]string{"N/A", "ripe"}, "2023-05-30T14:10:41Z"},
	"Routinator jsonext": {`{
  "metadata": { "generated": 1658818561, "generatedTime": "2022-07-26T06:56:01Z" },
  "roas": [
    { "asn": "AS64496", "prefix": "192.0.2.0/24", "maxLength": 24, "source": [ { "type": "roa", "tal": "ripe", "uri": "rsync://rpki.example.net/0/64496.roa", "validity": { "notBefore": "2022-07-25T20:47:37Z", "notAfter": "2023-07-24T20:52:37Z" } }, { "type": "roa", "tal": "arin" } ] },
    { "asn": "AS0", "prefix": "192.0.0.0/16", "maxLength": 32, "source": [ { "type": "exception", "path": null, "comment": "local" } ] },
    { "asn": "AS64497", "prefix": "2001:db8::/32", "maxLength": 48, "source": [] }
  ]
}`, [2]string{"", "ripe"}, "2022-07-26T06:56:01Z"},
	"Cloudflare and OctoRPKI": {`{"metadata":{"counts":3,"generated":1589000000,"valid":1589003600,"signature":"","signatureDate":""},` +
		`"roas":[{"prefix":"192.0.2.0/24","maxLength":24,"asn":"AS64496","ta":"RIPE"},{"prefix":"192.0.0.0/16","maxLength":32,"asn":"AS0","ta":"ARIN"},` +
		`{"prefix":"2001:db8::/32","maxLength":48,"asn":"AS64497","ta":"APNIC"}]}`, [2]string{"ARIN", "RIPE"}, "2020-05-09T04:53:20Z"},
	"FORT json": {"{ \"roas\" : [\n  { \"asn\" : \"AS64496\", \"prefix\" : \"192.0.2.0/24\", \"maxLength\" : 24 },\n" +
		"  { \"asn\" : \"AS0\", \"prefix\" : \"192.0.0.0/16\", \"maxLength\" : 32 },\n  { \"asn\" : \"AS64497\", \"prefix\" : \"2001:db8::/32\", \"maxLength\" : 48 }\n]}\n", [2]string{}, ""},
	"numbers in strings, spelled in other ways": {`{"roas":[{"asn":"64496","prefix":"192.0.2.0/24","maxLength":24,"t\u0061":"r\u00efpe"},` +
		`{"asn":"as0","prefix":"192.0.0.0/16","maxLength":32},{"asn":64497,"prefix":"2001:0DB8:0:0::/32","maxLength":48,"ta":""}]}`, [2]string{"", "rïpe"}, ""},
	"the metadata at the end": {`{"aspas":[],"roas":[{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24},{"asn":0,"prefix":"192.0.0.0/16","maxLength":32},` +
		`{"asn":64497,"prefix":"2001:db8::/32","maxLength":48}],"metadata":{"generated":7,"buildtime":"2026-09-16T02:06:05+02:00","x":{"generated":8}}}`, [2]string{}, "2026-09-16T00:06:05Z"},
	"metadata that tells no time": {`{"metadata":{"buildtime":"yesterday","generated":1e9,"roas":[],"vrps":{}},"roas":[{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24},` +
		`{"asn":0,"prefix":"192.0.0.0/16","maxLength":32},{"asn":64497,"prefix":"2001:db8::/32","maxLength":48}]}`, [2]string{}, ""},
	"a byte-order mark": {"\xef\xbb\xbf \r\n{\"metadata\":{\"buildtime\":\"2026-09-16T00:06:05Z\",\"generated\":7},\"roas\":[{\"asn\":64496,\"prefix\":\"192.0.2.0/24\",\"maxLength\":24},{\"asn\":0,\"prefix\":\"192.0.0.0/16\",\"maxLength\":32}," +
		"{\"asn\":64497,\"prefix\":\"2001:db8::/32\",\"maxLength\":48}]}", [2]string{}, "2026-09-16T00:06:05Z"},

	"rpki-client csv": {"ASN,IP Prefix,Max Length,Trust Anchor,Expires\nAS64496,192.0.2.0/24,24,ripe,1790000255\nAS0,192.0.0.0/16,32,arin,1790000255\nAS64497,2001:db8::/32,48,apnic,1790000255\n",
		[2]string{"arin", "ripe"}, ""},
	"Routinator csv": {"ASN,IP Prefix,Max Length,Trust Anchor\nAS64496,192.0.2.0/24,24,ripe\nAS0,192.0.0.0/16,32,arin\nAS64497,2001:db8::/32,48,apnic\n",
		[2]string{"arin", "ripe"}, ""},
	"Routinator csvcompat": {"\"ASN\",\"IP Prefix\",\"Max Length\",\"Trust Anchor\"\n\"64496\",\"192.0.2.0/24\",\"24\",\"RIPE, \"\"NCC\"\"\"\n\"0\",\"192.0.0.0/16\",\"32\",\"\"\n\"64497\",\"2001:db8::/32\",\"48\",\"apnic\"\n",
		[2]string{"", `RIPE, "NCC"`}, ""},
	"Routinator csvext": {"URI,ASN,IP Prefix,Max Length,Not Before,Not After\nrsync://rpki.example.net/1.roa,AS64496,192.0.2.0/24,24,2021-05-03 14:51:30,2022-07-01 00:00:00\n" +
		"N/A,AS0,192.0.0.0/16,32,,\nN/A,AS64497,2001:db8::/32,48,,\n", [2]string{}, ""},
	"RIPE NCC's archive, with ROAs without a maxLength": {"URI,ASN,IP Prefix,Max Length,Not Before,Not After\n\"rsync://rpki.example.net/1.roa\",AS64496,192.0.2.0/24,,2017-05-03 14:51:30,2018-07-01 00:00:00\n" +
		"N/A,AS0,192.0.0.0/16,32,,\nN/A,AS64497,2001:db8::/32,48,,\n", [2]string{}, ""},
	"FORT csv": {"ASN,Prefix,Max prefix length\nAS64496,192.0.2.0/24,24\nAS0,192.0.0.0/16,32\nAS64497,2001:db8::/32,48\n", [2]string{}, ""},
	"Windows line ends and a byte-order mark": {"\xef\xbb\xbfASN,IP Prefix,Max Length\r\n64496,192.0.2.0/24,24\r\n0,192.0.0.0/16,32\r\n64497,2001:db8::/32,48\r\n", [2]string{}, ""},
}

func TestReadTakesWhatValidatorsExport(t *testing.T) {
	for name, export := range exports {
		t.Run(name, func(t *testing.T) {
			result, err := roa.Read(strings.NewReader(export.text), time.Unix(1, 0),
				ask("2001:db8:1::/48", 64497), ask("192.0.2.0/24", 64496), ask("192.0.2.0/24", 64511), ask("198.51.100.0/24", 64496))
			require.NoError(t, err)
			require.Equal(t, 3, result.Entries)
			require.Len(t, result.Answers, 4)
			require.Equal(t, roa.Valid, result.Answers[0].State)
			require.Equal(t, roa.Valid, result.Answers[1].State)
			require.Equal(t, roa.InvalidASN, result.Answers[2].State)
			require.Equal(t, roa.NotFound, result.Answers[3].State)
			require.Equal(t, ask("192.0.2.0/24", 64511), result.Answers[2].Question, "in the order of the questions")
			forbidding, own := vrp("192.0.0.0/16", 32, 0), vrp("192.0.2.0/24", 24, 64496)
			forbidding.TrustAnchor, own.TrustAnchor = export.anchors[0], export.anchors[1]
			require.Equal(t, []roa.VRP{forbidding, own}, withoutEnds(result.Answers[1].Covering))
			require.True(t, result.Answers[1].AS0())
			require.False(t, result.Answers[0].AS0())

			want := roa.JSON
			if strings.Contains(name, "csv") || !strings.Contains(export.text, "{") {
				want = roa.CSV
			}
			require.Equal(t, want, result.Format)
			if export.generated == "" {
				require.Zero(t, result.Generated)
			} else {
				require.Equal(t, export.generated, result.Generated.Format(time.RFC3339))
			}
		})
	}
}

func withoutEnds(vrps []roa.VRP) []roa.VRP {
	for i := range vrps {
		vrps[i].Expires = time.Time{}
	}
	return vrps
}

func TestReadAnswersTheSameHoweverTheFileComes(t *testing.T) {
	for name, export := range exports {
		want, err := roa.Read(strings.NewReader(export.text), now, ask("192.0.2.0/24", 64496))
		require.NoError(t, err)
		for _, slow := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
			got, err := roa.Read(slow(strings.NewReader(export.text)), now, ask("192.0.2.0/24", 64496))
			require.NoError(t, err, name)
			require.Equal(t, want, got, name)
		}
	}
}

func TestReadOfALargeFileAgreesWithItsParts(t *testing.T) {
	for _, style := range []string{"rpki-client", "routinator", "jsonext", "csv"} {
		var file bytes.Buffer
		_, err := export{20_000, style}.WriteTo(&file)
		require.NoError(t, err)
		result, err := roa.Read(&file, now, ask("40.0.0.0/24", 1), ask("2a00::/48", 1))
		require.NoError(t, err, style)
		require.Equal(t, 20_000, result.Entries)
		require.Len(t, result.Answers, 2)
	}
}

// Blanks and long texts move entries over every edge of the window.
func TestReadTakesEntriesOfAnySizeUpToTheBound(t *testing.T) {
	for _, size := range []int{1, 4 << 10, 100_000, 128 << 10, 300_000, 1<<20 - 1000} {
		for _, filler := range []string{strings.Repeat(" ", size), `"comment":"` + strings.Repeat("x", size) + `",`, `"ta":"` + strings.Repeat("é", size/2) + `",`} {
			one := `{` + filler + `"asn":64496,"prefix":"192.0.2.0/24","maxLength":24}`
			list := strings.Repeat(one+",", 3) + strings.Repeat(" ", size) + one
			result, err := roa.Read(strings.NewReader(`{"roas":[`+list+`],"aspas":[]}`), now, ask("192.0.2.0/24", 64496))
			require.NoError(t, err, "%d %.10s", size, filler)
			require.Equal(t, 4, result.Entries)
			require.Equal(t, roa.Valid, result.Answers[0].State)
		}
	}
}

func TestAFileIsCheckedWithoutQuestionsToo(t *testing.T) {
	result, err := roa.Read(strings.NewReader(exports["rpki-client"].text), now)
	require.NoError(t, err)
	require.Equal(t, 3, result.Entries)
	require.Empty(t, result.Answers)
}

func TestAFailingReaderIsItsOwnError(t *testing.T) {
	broken := errors.New("the disk is gone")
	for name, export := range exports {
		for _, length := range []int{0, 1, 20, len(export.text) / 2, len(export.text) - 1} {
			_, err := roa.Read(io.MultiReader(strings.NewReader(export.text[:length]), iotest.ErrReader(broken)), now)
			require.ErrorIs(t, err, broken, "%s after %d bytes", name, length)
		}
	}
}

// A heapWatcher looks at the heap while a file is read through it.
type heapWatcher struct {
	r     io.Reader
	reads int
	most  uint64
}

func (h *heapWatcher) Read(p []byte) (int, error) {
	if h.reads++; h.reads%64 == 0 {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		h.most = max(h.most, stats.HeapAlloc)
	}
	return h.r.Read(p)
}

func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	if testing.Short() {
		t.Skip("generates 700,000 VRPs")
	}
	for style, entries := range map[string]int{"rpki-client": benchEntries, "jsonext": 100_000, "csv": 100_000} {
		t.Run(style, func(t *testing.T) {
			reader, writer := io.Pipe()
			go func() {
				_, err := export{entries, style}.WriteTo(writer)
				writer.CloseWithError(err)
			}()
			runtime.GC()
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			watcher := &heapWatcher{r: reader}
			result, err := roa.Read(watcher, now, ask("93.175.147.0/24", 12654), roa.Question{Prefix: netip.MustParsePrefix("2001:7fb:fd03::/48"), Origin: 1})
			require.NoError(t, err)
			require.Equal(t, entries, result.Entries)
			require.NotZero(t, watcher.most)
			growth := int64(watcher.most) - int64(before.HeapAlloc)
			t.Logf("the heap grew by %d KiB at the most", growth>>10)
			require.Less(t, growth, int64(8<<20))
		})
	}
}

func TestWithoutATimeNothingIsRead(t *testing.T) {
	const file = "ASN,IP Prefix,Max Length\n64496,192.0.2.0/24,24\n"
	_, err := roa.Read(strings.NewReader(file), time.Time{})
	require.ErrorIs(t, err, problem.NoTime)
	_, err = roa.Load(strings.NewReader(file), time.Time{})
	require.ErrorIs(t, err, problem.NoTime)
}
