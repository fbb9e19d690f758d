package rdap_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
)

func utf16Text(text string, order binary.AppendByteOrder, mark bool) string {
	var out []byte
	if mark {
		out = order.AppendUint16(out, 0xfeff)
	}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return string(out)
}

func TestParseTakesOffWhatARecordCameWrappedIn(t *testing.T) {
	quotes := func(mark string) string {
		return mark + strings.ReplaceAll(strings.TrimSpace(autnum), "\n", "\n"+mark) + "\n"
	}
	for name, text := range map[string]string{
		"UTF-16":                         utf16Text(autnum, binary.LittleEndian, true),
		"UTF-16, big-endian":             utf16Text(autnum, binary.BigEndian, true),
		"UTF-16 without its mark":        utf16Text(autnum, binary.LittleEndian, false),
		"a mail's quotes":                quotes("> "),
		"a mail's quotes, twice":         quotes(">> "),
		"a mail's quotes without blanks": quotes(">"),
		"a terminal's colours":           strings.ReplaceAll(autnum, "here", "\x1b[01;31m\x1b[Khere\x1b[m\x1b[K"),
		"a pre element":                  "<pre>\n" + autnum + "</pre>\n",
		"a page that is one pre element": "<html><head><meta charset=\"utf-8\"></head><body><pre style=\"x\">" + autnum + "</pre></body></html>",
		"Debian's warning":               "Warning: RIPE flags used with a traditional server.\n" + autnum,
		"Sysinternals' banner":           "\r\nWhois v1.21 - Domain information lookup\r\nCopyright (C) 2005-2019 Mark Russinovich\r\nSysinternals - www.sysinternals.com\r\n\r\nConnecting to AS.whois-servers.net...\r\n\r\n" + autnum,
		"the head of HTTP":               "HTTP/2 301\r\nlocation: x\r\n\r\nHTTP/2 200 OK\r\ncontent-type: text/plain\r\n\r\n" + autnum,
		"carriage returns alone":         strings.ReplaceAll(autnum, "\n", "\r"),
		"a prompt":                       "$ whois -h whois.ripe.net AS64496\n" + autnum,
		"a shell's prompt":               "user@host:~ $ whois -h whois.ripe.net AS64496\n" + autnum + "user@host:~ $\n",
		"root's prompt":                  "root@host:/# whois AS64496\n" + autnum + "\nroot@host:/#\n",
		"zsh's prompt":                   "host% whois AS64496\n\n" + autnum + "host%\n",
		"PowerShell's prompt":            "PS C:\\Users\\me> .\\whois.exe AS64496\r\n\r\n" + autnum + "\r\nPS C:\\Users\\me>\r\n",
		"Debian's whois, verbose":        "Detected referral to whois.ripe.net on whois.iana.org.\nUsing default server whois.ripe.net.\nQuery string: \"AS64496\"\n\n" + autnum,
		"Sysinternals' -v":               "Whois v1.21 - Domain information lookup\nConnecting to AS.whois-servers.net...\nServer AS.whois-servers.net returned the following for AS64496\n\n" + autnum,
		"telnet":                         "Trying 193.0.6.135...\nConnected to whois.ripe.net.\nEscape character is '^]'.\n-B AS64496\n" + autnum + "Connection closed by foreign host.\n",
		"script":                         "Script started on 2026-11-25 10:00:00+00:00 [TERM=\"xterm\"]\n\x1b]0;user@host\x07\x1b[?2004h$ whois AS64496\n\x1b[?2004l" + autnum + "\nScript done on 2026-11-25 10:00:05+00:00\n",
		"a fence":                        "```\n" + autnum + "```\n",
		"a mail that is quoted":          "On Wed, 25 Nov 2026 at 10:00, Example wrote:\n" + quotes("> "),
		"a mail that is forwarded":       "-----Original Message-----\nFrom: Example\nSubject: AS64496\n\n" + autnum,
		"a provider's rwhois after it":   autnum + "\nFound a referral to rwhois.example.net.\n\n%rwhois V-1.5:003fff:00 rwhois.example.net\nnetwork:ID:NET-1\nautharea=192.0.2.0/24\n%ok\n",
		"jwhois' lines":                  "[Querying whois.arin.net]\n[Redirected to whois.ripe.net]\n[Querying whois.ripe.net]\n[whois.ripe.net]\n" + autnum,
		"RIPE NCC's REST":                `{"service":{"name":"search"},"objects":{"object":[{"type":"aut-num","attributes":{"attribute":[{"name":"aut-num","value":"AS64496"},{"name":"descr","value":"here"},{"name":"source","value":"RIPE","comment":"Filtered"}]}}]}}`,
		"RIPE NCC's REST, in colours":    strings.ReplaceAll(`{"objects":{"object":[{"attributes":{"attribute":[{"name":"aut-num","value":"AS64496"},{"name":"descr","value":"here"},{"name":"source","value":"RIPE"}]}}]}}`, `"`, "\x1b[0;32m\""),
	} {
		t.Run(name, func(t *testing.T) {
			record, err := rdap.Parse([]byte(text))
			require.NoError(t, err)
			require.Equal(t, registry.RIPE, record.Registry)
			require.Equal(t, "AS64496", record.Handle)
			require.Equal(t, "here", own(record))
			require.True(t, record.TellsFields())
			require.Empty(t, record.Incomplete)
		})
	}
}

func TestParseNamesTheFormsThatItDoesNotRead(t *testing.T) {
	for name, test := range map[string]struct{ text, says string }{
		"the rdap command's text":        {"Autnum:\n  Handle: AS64496\n  Name: X\n", "rdap --raw"},
		"the rdap command's network":     {"IP Network:\n  Handle: NET-1\n", "rdap --raw"},
		"ARIN's list":                    {"Example, Inc. EXAMPLE-1 (NET-192-0-0-0-1) 192.0.0.0 - 192.0.255.255\nOther EXAMPLE-2 (NET-192-0-2-0-1) 192.0.2.0 - 192.0.2.255\n", "list of several"},
		"rwhois":                         {"[Querying vault.example.com]\n%rwhois V-1.0,V-1.5:00090h:00 vault.example.com (x)\nautharea=192.0.2.0/24\n", "rwhois"},
		"ARIN's Whois-RWS in JSON":       {`{"asn":{"@xmlns":{},"handle":{"$":"AS64496"}}}`, "ARIN's Whois-RWS"},
		"ARIN's Whois-RWS in XML":        {`<?xml version='1.0'?><asn xmlns="https://www.arin.net/whoisrws/core/v1"><handle>AS64496</handle></asn>`, "ARIN's Whois-RWS"},
		"RIPE NCC's REST in XML":         {`<?xml version="1.0"?><whois-resources><objects/></whois-resources>`, "rest.db.ripe.net"},
		"a redirect's head":              {"HTTP/1.1 301 Moved Permanently\r\nLocation: https://rdap.db.ripe.net/autnum/64496\r\n\r\n", "curl -L"},
		"RIPEstat's whois":               {`{"messages":[],"data_call_name":"whois","data":{"records":[]}}`, "RIPEstat"},
		"another XML":                    {"<?xml version='1.0'?><parent_response/>", "is XML"},
		"a mail's source":                {"Content-Transfer-Encoding: quoted-printable\n\naut-num: AS64496\ndescr: -----BEGIN CERTIFICATE-----MIID=\nDJj\n", "quoted-printable"},
		"a page of a registry's site":    {"<html><body><table><tr><td>aut-num</td></tr></table></body></html>", "HTML page"},
		"a pre element with tags inside": {"<pre>" + autnum + "<b>x</b></pre>", "HTML page"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := rdap.Parse([]byte(test.text))
			require.ErrorIs(t, err, rdap.OtherForm)
			require.ErrorContains(t, err, test.says)
		})
	}
	t.Run("a line that a terminal broke", func(t *testing.T) {
		_, err := rdap.Parse([]byte("> aut-num: AS64496\n> descr: -----BEGIN CERTIFICATE-----MIID\n> AgIUb2=\n"))
		require.ErrorIs(t, err, problem.ID("broken-line"))
		require.ErrorContains(t, err, "line 3")
	})
	t.Run("nothing is taken off a text that is quoted in part", func(t *testing.T) {
		_, err := rdap.Parse([]byte("> aut-num: AS64496\ndescr: here\n"))
		require.ErrorIs(t, err, problem.ID("broken-line"))
	})
}

func TestRESTSaysThatThereIsNoRecord(t *testing.T) {
	_, err := rdap.Parse([]byte(`{"errormessages":{"errormessage":[{"severity":"Error","text":"ERROR:101: no entries found\n\nNo entries found in source %s.\n","args":[{"value":"RIPE"}]}]}}`))
	var said *rdap.ErrorObject
	require.ErrorAs(t, err, &said)
	require.True(t, said.Absent())
	require.Equal(t, rdap.REST, said.Source)
	_, err = rdap.Parse([]byte("ERROR:101: no entries found\n\nNo entries found in source RIPE.\n"))
	require.ErrorAs(t, err, &said)
	require.True(t, said.Absent())
}

func TestAnAnswerThatTookTooLongIsIncomplete(t *testing.T) {
	record, err := rdap.Parse([]byte(autnum + "Timeout.\n"))
	require.NoError(t, err)
	require.Equal(t, []string{"Timeout."}, record.Incomplete)
}

func TestALimitIsToldFromTermsOfUse(t *testing.T) {
	var said *rdap.ErrorObject
	_, err := rdap.Parse([]byte(`{"notices":[{"title":"Notice","description":["Query limit exceeded, try later"]}]}`))
	require.ErrorAs(t, err, &said)
	require.True(t, said.Limited())
	_, err = rdap.Parse([]byte(`{"notices":[{"title":"Terms of Use","description":["Queries are subject to rate limits."]}]}`))
	require.ErrorIs(t, err, rdap.NoObject)
}

func TestASourceEndsAnObject(t *testing.T) {
	record, err := rdap.Parse([]byte("aut-num: AS64496\ndescr: here\nsource: RIPE\nwhatever: X\ndescr: there\nsource: RIPE\n"))
	require.NoError(t, err)
	require.Equal(t, "here", own(record))
	record, err = rdap.Parse([]byte("aut-num: AS64496\nsource: APNIC\nremarks: here\nchanged: x\n")) // as old ones are
	require.NoError(t, err)
	require.Equal(t, "here", own(record))
}
