package rdap_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
)

var made = []fact{
	{file: "made-ripe-autnum.txt", class: rdap.Autnum, registry: registry.RIPE,
		handle: "AS64496", name: "EXAMPLE-AS", status: "ASSIGNED", asns: "64496-64496",
		texts: []string{
			`AS64496 - AS64511 as-block: "descr", 1`, `AS64496 - AS64511 as-block: "remarks", 1`,
			`own: "descr", 2`, `own: "remarks", 3`, `own: "remarks", 1`,
			`ORG-EX1-RIPE organisation: "remarks", 1`, `EX1-RIPE role: "remarks", 1`,
		}},
	{file: "made-ripe-inetnum.txt", class: rdap.Network, registry: registry.RIPE,
		handle: "192.0.2.0 - 192.0.2.255", name: "EXAMPLE-NET", status: "ASSIGNED PI", addresses: "192.0.2.0-192.0.2.255",
		texts: []string{`own: "descr", 1`, `192.0.2.0/24 route: "descr", 1`}},
	{file: "made-ripe-primary-keys.txt", class: rdap.Autnum, registry: registry.RIPE,
		handle: "AS64496", asns: "64496-64496",
		incomplete: []string{"Only primary keys and abuse contacts will be visible.",
			"the object has no source attribute, which is its last: it is cut short"}},
	{file: "made-apnic-autnum.txt", class: rdap.Autnum, registry: registry.APNIC,
		handle: "AS65536", name: "EXAMPLE-AS-AP", asns: "65536-65536",
		texts: []string{`own: "descr", 1`, `own: "remarks", 2`, `IRT-EXAMPLE-AU irt: "remarks", 1`}},
	{file: "made-apnic-inet6num.txt", class: rdap.Network, registry: registry.APNIC,
		handle: "2001:db8::/32", name: "EXAMPLE-AU", status: "ALLOCATED PORTABLE",
		addresses: "2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
		texts:     []string{`own: "descr", 1`, `own: "remarks", 1`}},
	{file: "made-apnic-block.txt", class: rdap.Autnum, registry: registry.APNIC,
		handle: "AS65536 - AS65551", asns: "65536-65551", texts: []string{`own: "descr", 1`, `own: "remarks", 1`}},
	{file: "made-afrinic-autnum.txt", class: rdap.Autnum, registry: registry.AFRINIC,
		handle: "AS64500", name: "EXAMPLE-AS-AF", status: "ASSIGNED", asns: "64500-64500", texts: []string{`own: "descr", 1`}},
	{file: "made-lacnic-autnum.txt", class: rdap.Autnum, registry: registry.LACNIC,
		handle: "AS64501", asns: "64501-64501"},
	{file: "made-arin-autnum.txt", class: rdap.Autnum, registry: registry.ARIN,
		handle: "AS64502", name: "EXAMPLE", asns: "64502-64502",
		texts: []string{`own: "Comment", 3`, `EXAMPL-1 orgname: "Comment", 1`}},
	{file: "made-arin-network.txt", class: rdap.Network, registry: registry.ARIN,
		handle: "NET-198-51-100-0-1", name: "EXAMPLE-NET", addresses: "198.51.100.0-198.51.100.255",
		texts: []string{`own: "Comment", 1`, `EXAMPL-1 orgname: "Comment", 1`}},
	{file: "made-arin-referral.txt", class: rdap.Autnum, registry: "", // the block is RIPE NCC's
		handle: "AS64496", name: "RIPE-ASNBLOCK-64496", asns: "64496-64511", texts: []string{`own: "Comment", 1`}},
}

// refusals are the made answers that have no record.
var refusals = map[string]*rdap.ErrorObject{
	"made-ripe-not-found.txt": {Code: 404, Title: "no entries found",
		Description: []string{"No entries found in source RIPE."}},
	"made-ripe-denied.txt": {Code: 429, Title: "access denied for 192.0.2.1", Description: []string{
		"Queries from your IP address have passed the daily limit of controlled objects.",
		"Access from your host has been temporarily denied."}},
	"made-arin-not-found.txt": {Code: 404, Title: "No match found for a + 64503."},
}

func TestParseWhoisReadsEveryRegistrysForm(t *testing.T) {
	answers := records(t, "*.txt")
	require.Len(t, answers, len(made)+len(refusals))
	for _, want := range made {
		t.Run(want.file, func(t *testing.T) {
			record, err := rdap.Parse(answers[want.file])
			require.NoError(t, err)
			want.require(t, record)
			require.Equal(t, strings.HasPrefix(want.file, "made-arin"), record.Source == rdap.Plain)
			require.True(t, record.TellsFields())

			crlf, err := rdap.Parse([]byte(strings.ReplaceAll(string(answers[want.file]), "\n", "\r\n")))
			require.NoError(t, err)
			require.Equal(t, record, crlf, "line ends change nothing")
		})
	}
	for file, want := range refusals {
		_, err := rdap.Parse(answers[file])
		want.Source = rdap.RPSL
		require.Equal(t, want, err, file)
	}
}

func TestParseWhoisReadsRPSLAsRIPEDoes(t *testing.T) {
	record, err := rdap.Parse(records(t, "made-ripe-autnum.txt")["made-ripe-autnum.txt"])
	require.NoError(t, err)
	require.Equal(t, rdap.Text{Attribute: "descr", Lines: []string{
		"Example Networks B.V.", "A second line that goes on here and here"}}, record.Texts[2])
	require.Equal(t, rdap.Text{Attribute: "remarks", Lines: []string{
		"Peering: peering@example.net", "", "Network operations: +31 20 555 0100"}}, record.Texts[3])
	require.Equal(t, []string{"After the policy"}, record.Texts[4].Lines)
}

func TestParseWhoisKeepsARINsCommentsWhole(t *testing.T) {
	record, err := rdap.Parse(records(t, "made-arin-autnum.txt")["made-arin-autnum.txt"])
	require.NoError(t, err)
	require.Equal(t, []string{"Website: https://www.example.net/#asn", "", "Peering: peering@example.net"},
		record.Texts[0].Lines, "# is no comment there")
}

const autnum = "aut-num: AS64496\ndescr: here\nsource: RIPE\n"

func TestParseWhoisTakesWhatClientsPrint(t *testing.T) {
	for name, text := range map[string]string{
		"a byte-order mark":      "\xef\xbb\xbf" + autnum,
		"blank lines":            "\n \t\n\n" + autnum + "\n\n",
		"no line end":            strings.TrimSuffix(autnum, "\n"),
		"blanks at the end":      strings.ReplaceAll(autnum, "\n", " \t\n"),
		"a client's own lines":   "[Querying whois.ripe.net]\n[whois.ripe.net]\n" + autnum,
		"a referral by IANA":     "% IANA WHOIS server\n\nrefer: whois.ripe.net\n\nas-block: 64496-64511\norganisation: Assigned by RIPE NCC\n\nsource: IANA\n\n# whois.ripe.net\n\n" + autnum,
		"a referral by ARIN":     string(records(t, "made-arin-referral.txt")["made-arin-referral.txt"]) + "\nFound a referral to whois.ripe.net.\n\n" + autnum,
		"a copy elsewhere":       "aut-num: AS64496\ndescr: copy\nsource: RADB\n\n" + autnum,
		"a copy of RIPE's own":   autnum + "\naut-num: AS64496\ndescr: copy\nsource: RIPE-NONAUTH\n",
		"attributes in capitals": strings.ToUpper(autnum[:7]) + autnum[7:],
		"a limit after it":       autnum + "\n%ERROR:201: access denied for 192.0.2.1\n",
	} {
		t.Run(name, func(t *testing.T) {
			record, err := rdap.Parse([]byte(text))
			require.NoError(t, err)
			require.Equal(t, rdap.RPSL, record.Source)
			require.Equal(t, "AS64496", record.Handle)
			require.Equal(t, registry.RIPE, record.Registry)
			for _, text := range record.Texts {
				require.Equal(t, text.Lines[0] == "here", text.Entity == nil, "%v", text)
			}
		})
	}
}

func TestParseWhoisKeepsACopyAsAnotherObject(t *testing.T) {
	record, err := rdap.Parse([]byte("aut-num: AS64496\ndescr: copy\nsource: RADB\n\n" + autnum))
	require.NoError(t, err)
	require.Equal(t, []rdap.Text{
		{Entity: &rdap.Entity{Handle: "AS64496", Roles: []string{"aut-num"}, Class: "aut-num"}, Attribute: "descr", Lines: []string{"copy"}},
		{Attribute: "descr", Lines: []string{"here"}},
	}, record.Texts)
}

func TestParseWhoisTellsTheRegistry(t *testing.T) {
	for text, want := range map[string]registry.Registry{
		"aut-num: AS64496\nsource: RIPE # Filtered":                                  registry.RIPE,
		"aut-num: AS64496\nsource: apnic":                                            registry.APNIC,
		"aut-num: AS64496\nsource: ARIN":                                             "", // ARIN's routing registry
		"aut-num: AS64496\nsource: RIPE-NONAUTH":                                     "",
		"aut-num: AS64496\nsource: RADB":                                             "",
		"% This is the RIPE Database query service.\naut-num: AS64496\nsource: RADB": "",
		"% This is the RIPE Database query service.\naut-num: AS64496":               registry.RIPE,
		"% [whois.apnic.net]\naut-num: AS64496":                                      registry.APNIC,
		"aut-num: AS64496\nmnt-by: EXAMPLE-MNT\nmnt-by: RIPE-NCC-END-MNT":            registry.RIPE,
		"aut-num: AS64496\nmnt-by: apnic-hm":                                         registry.APNIC,
		"% [whois.apnic.net]\naut-num: AS64496\nmnt-by: RIPE-NCC-END-MNT":            "",
		"% Copyright (c) Nic.br\naut-num: AS64496":                                   registry.LACNIC,
		"ASNumber: 64496": registry.ARIN,
		"ASNumber: 64496\n\nOrgName: RIPE NCC\nReferralServer: whois://whois.ripe.net":        "",
		"ASNumber: 64496\n\nOrgName: Example\nReferralServer: rwhois://rwhois.example.net:43": registry.ARIN,
		"aut-num: AS64496": "",
	} {
		record, err := rdap.Parse([]byte(text))
		require.NoError(t, err, text)
		require.Equal(t, want, record.Registry, text)
	}
}

func TestParseWhoisSaysWhatWasLeftOut(t *testing.T) {
	for text, want := range map[string][]string{
		autnum: nil,
		"% Note: this output has been filtered.\n" + autnum:                 nil,
		"% Query rate limit exceeded. Reduced information.\n" + autnum:      {"Query rate limit exceeded. Reduced information."},
		"aut-num: AS64496\ndescr: here\n":                                   nil, // whose it is, is not known either
		"% [whois.apnic.net]\naut-num: AS64496\ndescr: here\n":              {"the object has no source attribute, which is its last: it is cut short"},
		"% LACNIC resource: whois.lacnic.net\n\naut-num: AS64496\nowner: x": nil,
	} {
		record, err := rdap.Parse([]byte(text))
		require.NoError(t, err, text)
		require.Equal(t, want, record.Incomplete, text)
	}
}

func TestParseWhoisReadsOtherLettersAsLatin1(t *testing.T) {
	record, err := rdap.Parse([]byte("aut-num: AS64496\ndescr: Z\xfcrich\ndescr: Zürich\n"))
	require.NoError(t, err)
	require.Equal(t, []string{"Zürich", "Zürich"}, record.Texts[0].Lines)
}

func TestParseWhoisReadsRanges(t *testing.T) {
	for text, want := range map[string]string{
		"inetnum: 192.0.2.0 - 192.0.2.127":    "192.0.2.0-192.0.2.127",
		"inetnum: 192.0.2.0-192.0.2.127":      "192.0.2.0-192.0.2.127",
		"inetnum: 192.0.2/24":                 "192.0.2.0-192.0.2.255",
		"inetnum: 10/8":                       "10.0.0.0-10.255.255.255",
		"inet6num: 2001:DB8::/33":             "2001:db8::-2001:db8:7fff:ffff:ffff:ffff:ffff:ffff",
		"NetRange: 2001:DB8:: - 2001:DB8::FF": "2001:db8::-2001:db8::ff",
	} {
		record, err := rdap.Parse([]byte(text))
		require.NoError(t, err, text)
		require.Equal(t, rdap.Network, record.Class)
		require.Equal(t, want, record.Start.String()+"-"+record.End.String(), text)
	}
}

func TestParseWhoisNamesEveryMalformation(t *testing.T) {
	for _, test := range []struct {
		name, text string
		path, says string
	}{
		{"a line is broken", "aut-num: AS64496\ndescr: -----BEGIN CERTIFICATE-----MIID\nAgIUb2=\n", "line 3", `"AgIUb2=" is neither an attribute`},
		{"all lines are indented", "  aut-num: AS64496\n  descr: here\n", "line 1", "is neither an attribute"},
		{"a continuation line continues nothing", autnum + "\n lost\n", "line 5", `" lost" is neither an attribute`},
		{"a client's line is inside an object", "aut-num: AS64496\n[whois.ripe.net]\n", "line 2", "is neither an attribute"},
		{"it is prose", "Nothing to see here.\n", "line 1", "is neither an attribute"},
		{"a name has blanks", "AS number: 64496\n", "line 1", "is neither an attribute"},
		{"a name is missing", ": AS64496\n", "line 1", "is neither an attribute"},
		{"the number is none", "\naut-num: ASX\n", "line 2", `"aut-num: ASX" `},
		{"the number is asdot", "aut-num: AS1.10\n", "line 1", "in plain decimal: 65546"},
		{"the number is past 32 bits", "ASNumber: 4294967296\n", "line 1", "is past 4294967295"},
		{"the number is missing", "aut-num:\n", "line 1", "has no digits"},
		{"the block ends before it starts", "as-block: AS64511 - AS64496\n", "line 1", "does not start before it ends"},
		{"the block has no end", "as-block: AS64511 - \n", "line 1", "has no digits"},
		{"the addresses end before they start", "inetnum: 192.0.2.1 - 192.0.2.0\n", "line 1", "does not start before it ends"},
		{"the addresses are of two families", "inetnum: 192.0.2.1 - ::1\n", "line 1", "both ends are IPv4 or both IPv6"},
		{"the addresses are names", "NetRange: first - last\n", "line 1", "is not the first and last address"},
		{"the last address is missing", "inetnum: 192.0.2.1\n", "line 1", "has no last address"},
		{"a prefix has host bits", "inet6num: 2001:db8::1/32\n", "line 1", "has host bits set: expected 2001:db8::/32"},
		{"a prefix is too long", "inetnum: 192.0.2.0/33\n", "line 1", "is not the first and last address"},
		{"an address has a zone", "inet6num: fe80::1%a - fe80::2%a\n", "line 1", "a zone"},
		{"a registration is there twice, with other content", autnum + "\naut-num: AS64496\nsource: RIPE\n", "line 5", `"aut-num: AS64496" stands there a second time`},
		{"only comments are there", "% This is the RIPE Database query service.\n", "", "has comments only"},
		{"it is empty", "\ufeff\n", "", "is empty"},
		{"it is HTML", "\n<html><body>aut-num: AS64496</body></html>", "", "is an HTML page"},
		{"it is PEM", "-----BEGIN CERTIFICATE-----\nMII\n", "", "is PEM"},
		{"it is a JSON array", `[{"objectClassName":"autnum"}]`, "", "is a JSON array"},
		{"it is UTF-16 cut short", "\xff\xfea\x00u\x00t", "", "is UTF-16"},
	} {
		t.Run(test.name, func(t *testing.T) {
			record, err := rdap.Parse([]byte(test.text))
			require.Nil(t, record)
			var e *problem.Problem
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.path, e.Path)
			require.ErrorContains(t, err, test.says)
			require.NoError(t, e.Unwrap())
		})
	}
}

func TestParseWhoisTellsRefusals(t *testing.T) {
	for text, code := range map[string]int{
		"%ERROR:100: internal software error\n":                                     503,
		"%ERROR:101: no entries found\n":                                            404,
		"%ERROR:102: unknown source\n":                                              400,
		"%ERROR:108: bad character in input\n":                                      400,
		"%ERROR:201: access control limit reached\n":                                429,
		"%ERROR:202: access control limit reached\n":                                429,
		"%ERROR:203: you are not allowed to act as a proxy":                         403,
		"%ERROR:305: connection has been closed\n":                                  503,
		"%ERROR:306: connections exceeded\n":                                        429,
		"No match found for n + 192.0.2.1.\n":                                       404,
		"#\n# ARIN\n#\nNo match found for a + 64496.\n":                             404,
		"%  No entries found for the selected source(s).\n":                         0, // a routing registry's
		"% No match for \"AS64496\"\n":                                              0, // a domain registry's too
		"% LACNIC resource: whois.lacnic.net\n\n% No match for \"AS64496\"\n":       404,
		"%ERROR:101: no entries found\n%\n% No entries found in source RIPE.\n":     404,
		"%ERROR:101: no entries found\n%\n% No entries found in source RADB-GRS.\n": 0,
		"% Query rate limit exceeded\n":                                             429,
		"% Permission denied.\n":                                                    403,
		"%ERROR:101: no entries found\n\nperson: A\n":                               404,
	} {
		_, err := rdap.Parse([]byte(text))
		var e *rdap.ErrorObject
		require.ErrorAs(t, err, &e, text)
		require.Equal(t, code, e.Code, text)
		require.NotEmpty(t, e.Title)
	}
}

func TestParseWhoisTellsOtherClasses(t *testing.T) {
	for text, class := range map[string]string{
		"person: A\nnic-hdl: A1-RIPE\nsource: RIPE\n": "person",
		"OrgName: Example, Inc.\nOrgId: EXAMPL-1\n":   "orgname",
		"route: 192.0.2.0/24\norigin: AS64496\n":      "route",
		"Domain Name: EXAMPLE.NET":                    "",
	} {
		_, err := rdap.Parse([]byte(text))
		if class == "" {
			require.ErrorIs(t, err, problem.ID("broken-line"))
			continue
		}
		require.ErrorIs(t, err, rdap.OtherClass, text)
		require.ErrorContains(t, err, class)
	}
}

func TestParseWhoisKeepsWithinBounds(t *testing.T) {
	const head = "aut-num: AS64496\n"
	for _, test := range []struct{ name, within, past, what string }{
		{"lines", head + strings.Repeat("descr: a\n", 49_999), head + strings.Repeat("descr: a\n", 50_000), "lines"},
		{"continuations", head + strings.Repeat("+a\n", 49_999), head + strings.Repeat("+a\n", 50_000), "lines"},
		{"objects", head + strings.Repeat("\nrole: a\n", 1999), head + strings.Repeat("\nrole: a\n", 2000), "entities"},
		{"size", head + strings.Repeat(" ", rdap.MaxSize-len(head)), head + strings.Repeat(" ", rdap.MaxSize), "bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := rdap.Parse([]byte(test.past))
			require.ErrorContains(t, err, "has more than the")
			require.ErrorContains(t, err, test.what)
			_, err = rdap.Parse([]byte(test.within))
			require.False(t, err != nil && strings.Contains(err.Error(), "more than the"), "%v", err)
		})
	}
}
