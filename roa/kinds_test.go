package roa_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// later is when the files in testdata were written, but for those of old.
var later = time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)

// readFile reads a file of testdata, and asks for Amazon's numbers and one's own.
func readFile(t *testing.T, name string) (*roa.Result, error) {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	require.NoError(t, err)
	defer file.Close()
	return roa.Read(file, later, ask("93.175.147.0/24", 196615), ask("93.175.147.0/24", 16509), ask("93.175.147.0/24", 14618))
}

func states(r *roa.Result) (list []roa.State) {
	for _, v := range r.Answers {
		list = append(list, v.State)
	}
	return list
}

func TestFilesThatPeopleHave(t *testing.T) {
	const valid, otherASN, none = roa.Valid, roa.InvalidASN, roa.NotFound
	tests := []struct {
		file    string
		format  roa.Format
		states  []roa.State
		entries int
		made    string
		missing string
	}{
		{"bgpalerter-array.json", roa.Array, []roa.State{valid, valid, valid}, 3, "", "it has 3 entries"},
		{"csv-spaces-after-commas.csv", roa.CSV, []roa.State{valid, valid, valid}, 3, "", "it has 3 entries"},
		{"ripestat-rpki-validation-saved.json", roa.RIPEstat, []roa.State{valid, "", ""}, 1, "2026-11-25T06:00:00Z", ""},
		{"routinator-select-asn-196615.json", roa.JSON, []roa.State{valid, otherASN, otherASN}, 2, "2026-11-25T06:26:55Z", "as a filter such as select-asn leaves it"},
		{"rpki-client-csv-expired-2025.csv", roa.CSV, []roa.State{none, none, none}, 3, "", "it has 3 entries"},
		{"rpki-client-old-expires-no-metadata.json", roa.JSON, []roa.State{none, none, none}, 3, "", "it has 3 entries"},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			result, err := readFile(t, test.file)
			require.NoError(t, err)
			require.Equal(t, test.format, result.Format)
			require.Equal(t, test.states, states(result))
			require.Equal(t, test.entries, result.Entries)
			require.Equal(t, later, result.Read)
			made := ""
			if !result.Generated.IsZero() {
				made = result.Generated.Format(time.RFC3339)
			}
			require.Equal(t, test.made, made)
			if test.missing == "" {
				require.Empty(t, result.Missing(""))
			} else {
				require.Contains(t, result.Missing("ripe"), test.missing)
			}
			if test.states[0] == none {
				require.Len(t, result.Answers[0].Ended, 3)
				require.Equal(t, valid, result.Answers[0].WithEnded().State)
			}
		})
	}
	_, err := readFile(t, "routinator-slurm-output.json")
	require.ErrorIs(t, err, roa.SLURM)
}

// Each kind of file that is not read is named as what it is, with what to do.
func TestEachKindOfFileHasItsID(t *testing.T) {
	const fix = "routinator vrps --format json"
	tests := []struct {
		name, text string
		id         problem.ID
		says, fix  string
	}{
		{"SLURM", `{"slurmVersion": 1, "validationOutputFilters": {}}`, roa.SLURM, "is SLURM (RFC 8416)", fix},
		{"SLURM in another order", `{"locallyAddedAssertions": {}, "slurmVersion": 1}`, roa.SLURM, "is SLURM (RFC 8416)", fix},
		{"Routinator's answer about a route", `{"validated_route": {"route": {"origin_asn": "AS1"}}}`, roa.ValidityAPI, "validity API", "/json"},
		{"routinator validate", `{"validated_routes": []}`, roa.ValidityAPI, "routinator validate", fix},
		{"rpki-client's BIRD", "# Generated on host v at Wed\n\ndefine force_roa_table_update = 1;\nroa4 table ROAS4;\n", roa.BIRD, "BIRD's configuration", fix},
		{"BIRD 1", "roa 192.0.2.0/24 max 24 as 64496;\n", roa.BIRD, "BIRD's configuration", fix},
		{"BIRD 2", "  route 192.0.2.0/24 max 24 as 64496;\n", roa.BIRD, "BIRD's configuration", fix},
		{"a protocol of BIRD", "protocol static {\n", roa.BIRD, "BIRD's configuration", fix},
		{"OpenBGPD", "# Generated\nroa-set {\n    192.0.2.0/24 source-as 64496\n}\n", roa.OpenBGPD, "OpenBGPD's configuration", fix},
		{"RPSL", "\nroute: 192.0.2.0/24\norigin: AS64496\n", roa.RPSL, "RPSL", fix},
		{"RPSL of IPv6", "route6:    2001:db8::/32\n", roa.RPSL, "RPSL", fix},
		{"a summary", "Summary at 2026-11-25\n", roa.Summary, "numbers and no VRPs", fix},
		{"a web page", "<html>", roa.NotVRPs, "is a web page", "check where it was fetched from"},
		{"a certificate", "\x30\x82\x01\x0a\x00", roa.NotVRPs, "is binary", fix},
		{"other JSON", `{"hello": "world"}`, roa.NotVRPs, `no member "roas"`, fix},
		{"JSON with data", `{"data": []}`, roa.NotVRPs, `no member "roas"`, fix},
		{"gzip", "\x1f\x8b\x08", roa.Compressed, "is gzip", "decompress it first"},
		{"blanks", " ", roa.NoVRPs, "nothing but blanks", "export it anew"},
		{"no entry", `{"roas": []}`, roa.NoVRPs, "is empty", "export it anew"},
		{"a header alone", header, roa.NoVRPs, "no VRP", "export it anew"},
		{"a text", "Not found\n", roa.Malformed, "no header of VRPs", "export it anew"},
		{"half a file", `{"roas": [`, roa.CutShort, "is cut short", "export it anew"},
		{"half a line", header + "AS1,10.0", roa.CutShort, "may be cut short", "export it anew"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, text := range []string{test.text, "\xef\xbb\xbf" + test.text} {
				_, err := roa.Read(strings.NewReader(text), now)
				require.ErrorIs(t, err, test.id)
				require.Contains(t, roa.IDs(), test.id)
				var p *problem.Problem
				require.ErrorAs(t, err, &p)
				require.Contains(t, p.What, test.says)
				require.Contains(t, p.Fix, test.fix)
			}
		})
	}
	require.Len(t, roa.IDs(), 17)
}

func TestCSVComesInManyHands(t *testing.T) {
	plain := "ASN,IP Prefix,Max Length,Trust Anchor\nAS64496,192.0.2.0/24,24,ripe\n"
	for name, text := range map[string]string{
		"plain":                        plain,
		"empty lines at its end":       plain + "\r\n\n",
		"a comment before it":          "# made by hand\n" + plain,
		"a spreadsheet's sep= line":    "sep=,\r\n" + plain,
		"semicolons":                   strings.ReplaceAll(plain, ",", ";"),
		"semicolons and quotes":        `"ASN";"IP Prefix";"Max Length";"Trust Anchor"` + "\n" + `"AS64496";"192.0.2.0/24";"24";"ripe"` + "\n",
		"tabs":                         strings.ReplaceAll(plain, ",", "\t"),
		"blanks after commas":          strings.ReplaceAll(plain, ",", ", "),
		"blanks on both sides":         strings.ReplaceAll(plain, ",", " , "),
		"quotes after blanks":          `"ASN" , "IP Prefix", "Max Length" ,"Trust Anchor" ` + "\r\n" + ` "AS64496" , "192.0.2.0/24", "24" ,"ripe" ` + "\r\n",
		"names in another style":       "origin,prefix,max_length,ta\n64496,192.0.2.0/24,24,ripe\n",
		"names in another style again": "Origin AS,Prefix,maxLength,TAL\n64496,192.0.2.0/24,24,ripe\n",
	} {
		t.Run(name, func(t *testing.T) {
			result, err := roa.Read(strings.NewReader(text), now, ask("192.0.2.0/24", 64496))
			require.NoError(t, err)
			own := vrp("192.0.2.0/24", 24, 64496)
			own.TrustAnchor = "ripe"
			require.Equal(t, []roa.VRP{own}, result.Answers[0].Covering)
		})
	}
}

func TestUTF16WithAByteOrderMarkIsRead(t *testing.T) {
	for name, text := range map[string]string{"json": exports["rpki-client"].text, "csv": exports["rpki-client csv"].text, "letters past the first plane": line3("AS1,10.0.0.0/8,8,ri😀pé\n"), "saved": savedRIPEstat("64496", "valid")} {
		want, err := roa.Read(strings.NewReader(text), now, ask("192.0.2.0/24", 64496), ask("10.0.0.0/8", 1))
		require.NoError(t, err)
		for order, mark := range map[string]string{"little": "\xff\xfe", "big": "\xfe\xff"} {
			got, err := roa.Read(strings.NewReader(mark+utf16Text(text, order == "big")), now, ask("192.0.2.0/24", 64496), ask("10.0.0.0/8", 1))
			require.NoError(t, err, "%s %s", name, order)
			require.Equal(t, want, got, "%s %s", name, order)
		}
	}
	_, err := roa.Read(strings.NewReader("\xff\xfe"+utf16Text(line3("AS1,10.0.0.0/8,8,ripe\n"), false)+"x"), now)
	require.Error(t, err, "half a character at the end")
	_, err = roa.Read(strings.NewReader("\xff\xfe"), now)
	require.ErrorIs(t, err, roa.NoVRPs)
}

// What an export says of its age, in the forms that are known, and never a fresh
// one where it is not.
func TestTheAgeIsToldOrNotKnown(t *testing.T) {
	for metadata, want := range map[string]string{
		`"buildtime":"2020-01-01T00:00:00Z"`:                            "2020-01-01T00:00:00Z",
		`"generated":1577836800`:                                        "2020-01-01T00:00:00Z",
		`"generated":1577836800.0`:                                      "2020-01-01T00:00:00Z",
		`"generated":"1577836800"`:                                      "2020-01-01T00:00:00Z",
		`"generated":"2020-01-01T00:00:00Z"`:                            "2020-01-01T00:00:00Z",
		`"generatedTime":"2020-01-01T00:00:00Z"`:                        "2020-01-01T00:00:00Z",
		`"generatedTime":"2020-01-01 00:00:00"`:                         "2020-01-01T00:00:00Z",
		`"generated":null,"generatedTime":"2020-01-01T00:00:00Z"`:       "2020-01-01T00:00:00Z",
		`"generated":1577836800,"generatedTime":"2026-01-01T00:00:00Z"`: "2020-01-01T00:00:00Z",
		`"generated":1577836800000`:                                     "",
		`"generated":-1`:                                                "",
		`"generated":0`:                                                 "",
		`"generated":1e9`:                                               "",
		`"generated":{"at":1577836800}`:                                 "",
		`"buildtime":"Wed Jan  1 00:00:00 2020"`:                        "",
		`"buildtime":"tomorrow"`:                                        "",
		`"built":"2026-09-16T00:00:00Z"`:                                "",
		`"timestamp":1789533333`:                                        "",
		``:                                                              "",
	} {
		result, err := roa.Read(strings.NewReader(`{"metadata":{`+metadata+`},"roas":[`+good+`]}`), now)
		require.NoError(t, err, metadata)
		if want == "" {
			require.Zero(t, result.Generated, metadata)
			continue
		}
		require.Equal(t, want, result.Generated.Format(time.RFC3339), metadata)
	}
}

// An entry that says when it ends is none from then on; one whose end cannot be
// read has ended.
func TestAnEntryEndsWhenItSays(t *testing.T) {
	entry := func(end string) string {
		return `{"roas":[{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24` + end + `}]}`
	}
	const ahead, behind = `1789545601`, `1789545600` // now and a second, and now
	source := func(ends ...string) string {
		var list []string
		for _, end := range ends {
			list = append(list, `{"type":"roa","tal":"ripe",`+end+`}`)
		}
		return `,"source":[` + strings.Join(list, ",") + `]`
	}
	period := func(validity, chain string) string {
		return `"validity":{"notBefore":"2020-01-01T00:00:00Z","notAfter":"` + validity + `"},"chainValidity":{"notAfter":"` + chain + `"}`
	}
	const past, future = "2026-09-16T08:00:00Z", "2026-09-16T08:00:01Z"
	for text, ended := range map[string]bool{
		entry(``): false,
		entry(`,"notAfter":"2026-09-16T08:00:00Z"`):                                              true,
		entry(`,"Expires":` + behind):                                                            true,
		entry(`,"not_after":` + ahead):                                                           false,
		entry(`,"expires":` + ahead + `,"notAfter":` + behind):                                   true,
		entry(`,"expires":null`):                                                                 false,
		entry(`,"expires":` + ahead):                                                             false,
		entry(`,"expires":` + behind):                                                            true,
		entry(`,"expires":"` + ahead + `"`):                                                      false,
		entry(`,"expires":"2026-09-16T08:00:01Z"`):                                               false,
		entry(`,"expires":"2026-09-16T08:00:00Z"`):                                               true,
		entry(`,"expires":` + behind + `.9`):                                                     true,
		entry(`,"expires":0`):                                                                    true,
		entry(`,"expires":-5`):                                                                   true,
		entry(`,"expires":1789545601000`):                                                        true,
		entry(`,"expires":"soon"`):                                                               true,
		entry(`,"expires":[]`):                                                                   true,
		entry(`,"expires":true`):                                                                 true,
		entry(source(period(future, future))):                                                    false,
		entry(source(period(past, future))):                                                      true,
		entry(source(period(future, past))):                                                      true,
		entry(source(period(future, past), period(future, future))):                              false,
		entry(source(period(future, future), period(past, past))):                                false,
		entry(source(period(past, past), `"x":1`)):                                               false,
		entry(source(period("soon", future))):                                                    true,
		entry(`,"source":[]`):                                                                    false,
		entry(`,"source":{"notAfter":"` + past + `"}`):                                           false,
		entry(`,"expires":` + behind + source(period(future, future))):                           true,
		header[:len(header)-1] + ",Expires\n64496,192.0.2.0/24,24,ripe," + ahead + "\n":          false,
		header[:len(header)-1] + ",Expires\n64496,192.0.2.0/24,24,ripe," + behind + "\n":         true,
		header[:len(header)-1] + ",Expires\n64496,192.0.2.0/24,24,ripe,\n":                       false,
		header[:len(header)-1] + ",Expires\n64496,192.0.2.0/24,24,ripe,soon\n":                   true,
		header[:len(header)-1] + ",Not After\n64496,192.0.2.0/24,24,ripe,2026-09-16 08:00:00\n":  true,
		header[:len(header)-1] + ",Not After\n64496,192.0.2.0/24,24,ripe,2026-09-16 08:00:01\n":  false,
		header[:len(header)-1] + ",Not After\n64496,192.0.2.0/24,24,ripe,2026-09-16T08:00:00Z\n": true,
	} {
		result, err := roa.Read(strings.NewReader(text), now, ask("192.0.2.0/24", 64496))
		require.NoError(t, err, text)
		table, err := roa.Load(strings.NewReader(text), now)
		require.NoError(t, err, text)
		v := result.Answers[0]
		require.Equal(t, v, table.Validate(v.Question), text)
		require.Equal(t, roa.Valid, v.WithEnded().State, text)
		if ended {
			require.Equal(t, roa.NotFound, v.State, text)
			require.Len(t, v.Ended, 1, text)
			require.Empty(t, v.Covering, text)
		} else {
			require.Equal(t, roa.Valid, v.State, text)
			require.Empty(t, v.Ended, text)
		}
	}
}

func TestOfVRPsThatDifferInTheirEndsTheLastCounts(t *testing.T) {
	early, late, never := vrp("192.0.2.0/24", 24, 64496), vrp("192.0.2.0/24", 24, 64496), vrp("192.0.2.0/24", 24, 64496)
	early.Expires, late.Expires = now.Add(-time.Hour), now.Add(time.Hour)
	q := ask("192.0.2.0/24", 64496)
	for _, vrps := range [][]roa.VRP{{early, late}, {late, early}} {
		v := roa.Validate(vrps, q, now)
		require.Equal(t, []roa.VRP{late}, v.Covering)
		require.Empty(t, v.Ended, "it is there, and has not ended")
	}
	for _, ends := range []string{"%[1]d,%[2]d", "%[2]d,%[1]d"} {
		ends = fmt.Sprintf(ends, early.Expires.Unix(), late.Expires.Unix())
		first, second, _ := strings.Cut(ends, ",")
		file := "ASN,Prefix,Max Length,Expires\n64496,192.0.2.0/24,24," + first + "\n64496,192.0.2.0/24,24," + second + "\n"
		result, err := roa.Read(strings.NewReader(file), now, q)
		require.NoError(t, err)
		table, err := roa.Load(strings.NewReader(file), now)
		require.NoError(t, err)
		for _, v := range []roa.Validity{result.Answers[0], table.Validate(q)} {
			require.Equal(t, []roa.VRP{late}, v.Covering)
			require.Empty(t, v.Ended)
		}
	}
	require.Equal(t, []roa.VRP{never}, roa.Validate([]roa.VRP{late, never, late}, q, now).Covering)
	require.Equal(t, roa.Valid, roa.Validate([]roa.VRP{early}, q, time.Time{}).State, "at no time, none has ended")
}

func TestAnExportSaysWhatIsMissing(t *testing.T) {
	whole := roa.Export{Format: roa.JSON, Entries: 100_000, TrustAnchors: []string{"/etc/tals/afrinic.tal", "APNIC RPKI Root", "arin", "lacnic", "ripe"}}
	with := func(change func(*roa.Export)) *roa.Export {
		x := whole
		change(&x)
		return &x
	}
	tests := []struct {
		name     string
		export   *roa.Export
		registry string
		says     string
	}{
		{"whole", &whole, "", ""},
		{"whole for ARIN", &whole, "arin", ""},
		{"one entry too few", with(func(x *roa.Export) { x.Entries-- }), "arin", "it has 99999 entries"},
		{"one entry", with(func(x *roa.Export) { x.Entries = 1 }), "arin", "it has 1 entry,"},
		{"an array", with(func(x *roa.Export) { x.Format = roa.Array }), "", ""},
		{"a CSV", with(func(x *roa.Export) { x.Format = roa.CSV }), "arin", "a CSV does not tell whether it is whole"},
		{"RIPEstat's", &roa.Export{Format: roa.RIPEstat, Entries: 1}, "arin", ""},
		{"no trust anchor told", with(func(x *roa.Export) { x.TrustAnchors = nil }), "arin", "it does not tell from which trust anchors it is"},
		{"ARIN's is missing", with(func(x *roa.Export) { x.TrustAnchors = []string{"apnic", "ripe"} }), "arin", "nothing from the trust anchor of ARIN, but from apnic, ripe"},
		{"ARIN's is missing, for another registry", with(func(x *roa.Export) { x.TrustAnchors = []string{"apnic", "ripe"} }), "ripe", ""},
		{"ARIN's is missing, for no registry", with(func(x *roa.Export) { x.TrustAnchors = []string{"afrinic", "apnic", "lacnic", "ripe"} }), "", "nothing from the trust anchor of ARIN"},
		{"ARIN's test one", with(func(x *roa.Export) { x.TrustAnchors = []string{"arin-ote", "ripe"} }), "arin", "nothing from the trust anchor of ARIN"},
		{"APNIC's of AS0", with(func(x *roa.Export) { x.TrustAnchors = []string{"apnic-as0", "ripe"} }), "apnic", "nothing from the trust anchor of APNIC"},
		{"a name that has another in it", with(func(x *roa.Export) { x.TrustAnchors = []string{"afrinic"} }), "arin", "nothing from the trust anchor of ARIN"},
		{"a name in capitals", with(func(x *roa.Export) { x.TrustAnchors = []string{`C:\tals\ARIN.tal`} }), "ARIN", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.says == "" {
				require.Empty(t, test.export.Missing(test.registry))
			} else {
				require.Contains(t, test.export.Missing(test.registry), test.says)
			}
		})
	}
}

func TestTheTrustAnchorsAreTheEntriesOrElseTheMetadatas(t *testing.T) {
	for text, want := range map[string][]string{
		exports["rpki-client"].text:     {"apnic", "arin", "ripe"},
		exports["FORT json"].text:       nil,
		exports["rpki-client csv"].text: {"apnic", "arin", "ripe"},
		strings.ReplaceAll(exports["rpki-client of 2021"].text, `"ta"`, `"by"`):                                       {"/etc/tals/ripe.tal"},
		`{"metadata":{"talfiles":["a.tal","b.tal"],"tals":3},"roas":[{"asn":1,"prefix":"10.0.0.0/8","maxLength":8}]}`: {"a.tal", "b.tal"},
		`{"roas":[{"asn":1,"prefix":"10.0.0.0/8","maxLength":8}],"metadata":{"talfiles":["b.tal","a.tal"]}}`:          {"a.tal", "b.tal"},
		`{"roas":[` + good + `],"metadata":{"talfiles":["b.tal"]}}`:                                                   {"ripe"},
		`{"roas":[{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[{"tal":"arin"}]},{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[{"type":"\"tal\":\"arin\"", "tal":"ripe"}]},` +
			`{"asn":1,"prefix":"10.0.0.0/8","maxLength":8,"source":[{"tal":"arin"}]}]}`: {"arin", "ripe"},
	} {
		result, err := roa.Read(strings.NewReader(text), now)
		require.NoError(t, err)
		require.Equal(t, want, result.TrustAnchors, text)
	}
}

func TestTheRegistryIsThatOfTheTrustAnchor(t *testing.T) {
	outer, inner := vrp("192.0.0.0/16", 16, 1), vrp("192.0.2.0/24", 24, 2)
	outer.TrustAnchor, inner.TrustAnchor = "/tals/apnic.tal", "ARIN"
	q := ask("192.0.2.0/24", 2)
	require.Equal(t, "arin", roa.Validate([]roa.VRP{outer, inner}, q, now).Registry())
	inner.TrustAnchor = "mine"
	require.Equal(t, "apnic", roa.Validate([]roa.VRP{outer, inner}, q, now).Registry())
	outer.Expires = now
	require.Equal(t, "apnic", roa.Validate([]roa.VRP{outer, inner}, q, now).Registry(), "one that ended tells it too")
	require.Empty(t, roa.Validate(nil, q, now).Registry())
}

// An answer is to its own question: neither to another prefix of the same origin
// nor to another origin of the same prefix, and no state that its own VRPs do not
// bear out.
func TestAnAnswerIsToItsQuestionAlone(t *testing.T) {
	all := []roa.VRP{vrp("192.0.2.0/24", 24, 64496)}
	result := &roa.Result{Answers: []roa.Validity{
		{Question: ask("198.51.100.0/24", 64496), Why: "nobody answered"},
		roa.Validate(all, ask("192.0.2.0/24", 64496), now),
		{Question: ask("192.0.2.0/24", 64498), State: roa.Valid, Covering: all},
		roa.Validate(nil, ask("203.0.113.0/24", 64499), now),
		roa.Validate(all, ask("192.0.2.0/24", 64500), now),
	}}
	v, known := result.Answer(ask("192.0.2.0/24", 64496))
	require.True(t, known)
	require.Equal(t, roa.Valid, v.State)
	for _, q := range []roa.Question{ask("192.0.2.0/25", 64496), ask("192.0.2.0/24", 64497), ask("192.0.2.0/24", 64498), ask("198.51.100.0/24", 64496),
		ask("203.0.112.0/24", 64499), ask("203.0.113.0/24", 64498), ask("192.0.2.0/24", 64501)} {
		v, known := result.Answer(q)
		require.False(t, known, q)
		require.Equal(t, roa.Validity{Question: q, Why: v.Why}, v)
	}
	v, _ = result.Answer(ask("198.51.100.0/24", 64496))
	require.Equal(t, "nobody answered", v.Why)
	_, known = (*roa.Result)(nil).Answer(ask("192.0.2.0/24", 64496))
	require.False(t, known)
}

func TestAFailingReaderIsItsOwnErrorEverywhere(t *testing.T) {
	broken := errors.New("the disk is gone")
	reader := func() *failing { return &failing{text: `{"roas":[` + good, err: broken} }
	_, err := roa.Load(reader(), now)
	require.ErrorIs(t, err, broken)
	_, err = roa.ReadRIPEstat(reader(), now)
	require.ErrorIs(t, err, broken)
	for vrp, err := range roa.All(reader()) {
		if err != nil {
			require.ErrorIs(t, err, broken)
		} else {
			require.Equal(t, resource.ASN(64496), vrp.ASN)
		}
	}
}

type failing struct {
	text string
	err  error
}

func (f *failing) Read(p []byte) (int, error) {
	if f.text == "" {
		return 0, f.err
	}
	n := copy(p, f.text)
	f.text = f.text[n:]
	return n, nil
}
