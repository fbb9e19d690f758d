package handoff_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
)

// change replaces the first old in a file; it must be there.
func change(t testing.TB, data []byte, old, new string) []byte {
	t.Helper()
	require.Contains(t, string(data), old)
	return []byte(strings.Replace(string(data), old, new, 1))
}

func TestNewRequestRefuses(t *testing.T) {
	good := messages(t, first)
	many := make([]message.Message, 0, handoff.MaxMessages+1)
	for i := range handoff.MaxMessages + 1 {
		many = append(many, messages(t, fmt.Sprintf("1|aws|123456789012|%d|20271231|SHA256|RSAPSS", i+1))...)
	}
	for name, test := range map[string]struct {
		id       problem.ID
		messages []message.Message
		note     string
	}{
		"no message":                     {"no-messages", nil, ""},
		"a message of nothing":           {"bad-value", []message.Message{{}}, ""},
		"an account that is no account":  {"bad-value", messages(t, "1|aws|0123456789AB|64496|20271231|SHA256|RSAPSS"), ""},
		"a range too small":              {"bad-value", messages(t, "1|aws|123456789012|192.0.2.0/25|20271231|SHA256|RSAPSS"), ""},
		"a message twice":                {"repeated-message", messages(t, first, second, first), ""},
		"too many messages":              {"too-many-messages", many, ""},
		"a note of two lines":            {handoff.BadNote, good, "renewal\ndigest: 12345"},
		"a note with a terminal's codes": {handoff.BadNote, good, "\x1b[2J"},
		"a note that turns around":       {handoff.BadNote, good, "renewal \u202e0002 SA"},
		"a note with a look-alike":       {handoff.BadNote, good, "\u0410S 64496"},
		"a note with nothing visible":    {handoff.BadNote, good, "a\u200bb"},
		"a note in Latin-1":              {handoff.BadNote, good, "f\xfcr"},
		"a note with a deletion":         {handoff.BadNote, good, "a\x7f"},
		"a long note":                    {handoff.BadNote, good, strings.Repeat("a", 200+1)},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := handoff.NewRequest(test.messages, handoff.Options{Note: test.note})
			refused(t, test.id, err)
			require.Nil(t, r)
		})
	}
	for _, bad := range []handoff.Signer{{PublicKey: "96:EF"}, {Certificate: handoff.Fingerprint(strings.Repeat("00:", 31) + "00")}} {
		_, err := handoff.NewRequest(good, handoff.Options{Signer: bad})
		refused(t, "bad-value", err)
	}
	_, err := handoff.NewRequest(many[:handoff.MaxMessages], handoff.Options{})
	require.NoError(t, err, "as many as may be")
}

func TestParseRequestReadsWhatMarshalPrints(t *testing.T) {
	cert := testCertificate(t, "certificate.pem")
	whole := signerOf(t, cert)
	for _, o := range []handoff.Options{
		{},
		{Note: `"quotes", back\slashes, <b>&amp;</b> and ~`},
		{Note: strings.Repeat("a", 200), Signer: whole},
		{Signer: handoff.Signer{Certificate: whole.Certificate}},
		{Signer: handoff.Signer{PublicKey: whole.PublicKey}},
	} {
		r := request(t, o, second, first)
		again, err := handoff.ParseRequest(r.Marshal())
		require.NoError(t, err)
		require.Equal(t, r, again)
		require.Equal(t, o.Signer, again.Signer())
		require.Equal(t, o.Note, again.Note())
		require.Equal(t, messages(t, second, first), again.Messages())
	}
}

func TestTheLargestRequestAndResponseFit(t *testing.T) {
	texts := make([]string, handoff.MaxMessages)
	for i := range texts {
		texts[i] = fmt.Sprintf("1|aws|123456789012|2001:db8:%x:fff0::/60|20271231|SHA256|RSAPSS", i+0x1000)
	}
	r := request(t, handoff.Options{Signer: named(t).Signer, Note: strings.Repeat(`"`, 200)}, texts...)
	require.Less(t, len(r.Marshal()), (512<<10)/2)
	response := respond(t, r)  // reads what it made
	const largest = 2732 - 344 // more letters in a signature of RSA 16384 than of 2048
	require.Less(t, len(response.Marshal())+largest*handoff.MaxMessages, handoff.MaxSize)
}

func TestWhiteSpaceDoesNotCount(t *testing.T) {
	data := readFile(t, "request.json")
	want, err := handoff.ParseRequest(data)
	require.NoError(t, err)
	compact := data
	for _, blank := range []string{"\n", "  ", "\": "} {
		compact = []byte(strings.ReplaceAll(string(compact), blank, strings.TrimSpace(blank)))
	}
	for name, changed := range map[string][]byte{
		"no newline at the end": data[:len(data)-1],
		"CRLF":                  []byte(strings.ReplaceAll(string(data), "\n", "\r\n")),
		"tabs":                  []byte(strings.ReplaceAll(string(data), "  ", "\t")),
		"no white space at all": compact,
		"blank lines around":    []byte("\n\n" + string(data) + "\n \n"),
	} {
		got, err := handoff.ParseRequest(changed)
		require.NoError(t, err, name)
		require.Equal(t, want, got, name)
		require.Equal(t, want.Digest(), got.Digest(), name)
		require.Equal(t, data, got.Marshal(), name)
	}
}

func TestParseRequestRefuses(t *testing.T) {
	data := readFile(t, "request.json")
	for name, test := range map[string]struct {
		id       problem.ID
		path     string
		old, new string
	}{
		"a later version":              {"later-version", "/version", `"version": 1`, `"version": 2`},
		"a much later version":         {"later-version", "/version", `"version": 1`, `"version": 99999999999999999999`},
		"version 0":                    {"wrong-version", "/version", `"version": 1`, `"version": 0`},
		"version 1.0":                  {"wrong-version", "/version", `"version": 1`, `"version": 1.0`},
		"version -1":                   {"wrong-version", "/version", `"version": 1`, `"version": -1`},
		"a version that is a text":     {"wrong-type", "/version", `"version": 1`, `"version": "1"`},
		"no version":                   {"member-order", "/kind", `"version": 1,`, ``},
		"a response":                   {"other-kind", "/kind", `byoasn-request`, `byoasn-response`},
		"another kind":                 {"other-kind", "/kind", `byoasn-request`, `something`},
		"the kind first":               {"member-order", "/kind", `"version": 1,`, `"kind": "byoasn-request", "version": 1,`},
		"an extra member":              {"extra-member", "/more", `"kind"`, `"more": [1, {}], "kind"`},
		"an extra member of an item":   {"extra-member", "/items/0/more", `"asn"`, `"more": "", "asn"`},
		"an extra member of the end":   {"extra-member", "/more", "  ]\n}", `], "more": 1}`},
		"a member twice":               {"duplicate-member", "/note", `"signer"`, `"note": "another", "signer"`},
		"an item's member twice":       {"duplicate-member", "/items/0/asn", `"expires"`, `"asn": "64497", "expires"`},
		"a member twice with escapes":  {"spelling", "/signer", `"signer"`, `"\u0073igner"`},
		"a name in another case":       {"other-case", "/Note", `"note"`, `"Note"`},
		"a note that is null":          {"wrong-type", "/note", `"renewal, ticket 4711"`, `null`},
		"a note that is empty":         {handoff.BadNote, "/note", `"renewal, ticket 4711"`, `""`},
		"a note with an escape":        {"spelling", "/note", `renewal`, `\u0072enewal`},
		"a note with a control letter": {handoff.BadNote, "/note", `renewal`, `\n`},
		"a note that turns around":     {handoff.BadNote, "/note", `renewal`, "\u202e"},
		"an empty signer":              {"missing-member", "/signer", `"signer": {`, `"signer": {}, "x": {`},
		"a signer that is a text":      {"wrong-type", "/signer", `"signer": {`, `"signer": "", "x": {`},
		"a fingerprint in lower case":  {"bad-value", "/signer/certificate", `96:EF`, `96:ef`},
		"a short fingerprint":          {"bad-value", "/signer/certificate", `96:EF:`, ``},
		"items in no array":            {"wrong-type", "/items", `"items": [`, `"items": {}, "x": [`},
		"no items":                     {"no-messages", "/items", `"items": [`, `"items": [], "x": [`},
		"an item that is a text":       {"wrong-type", "/items/0", `"items": [`, `"items": ["",`},
		"members in another order":     {"member-order", "/items/0/asn", `"account": "123456789012",`, ``},
		"no message":                   {"missing-member", "/items/0", ",\n      \"message\": \"" + first + `"`, ``},
		"neither ASN nor CIDR":         {"missing-member", "/items/0", `"asn": "64496",`, ``},
		"both ASN and CIDR":            {"missing-member", "/items/0", `"asn": "64496",`, `"asn": "64496", "cidr": "192.0.2.0/24",`},
		"another account":              {"message-differs", "/items/0/message", `"account": "123456789012"`, `"account": "123456789013"`},
		"another ASN":                  {"message-differs", "/items/0/message", `"asn": "64496"`, `"asn": "64497"`},
		"another day":                  {"message-differs", "/items/0/message", `"expires": "20271231"`, `"expires": "20281231"`},
		"another message":              {"message-differs", "/items/0/message", `012|64496|`, `012|64497|`},
		"another range":                {"message-differs", "/items/1/message", `"cidr": "2001:db8::/32"`, `"cidr": "2001:db8::/33"`},
		"an account with hyphens":      {"bad-value", "/items/0/account", `"123456789012"`, `"1234-5678-9012"`},
		"a short account":              {"bad-value", "/items/0/account", `"123456789012"`, `"12345678901"`},
		"an ASN with AS":               {"bad-value", "/items/0/asn", `"64496"`, `"AS64496"`},
		"an ASN that is a number":      {"wrong-type", "/items/0/asn", `"64496"`, `64496`},
		"a range with host bits":       {"bad-value", "/items/1/cidr", `"2001:db8::/32"`, `"2001:db8::1/32"`},
		"a range in upper case":        {"bad-value", "/items/1/cidr", `"2001:db8::/32"`, `"2001:DB8::/32"`},
		"a range too small":            {"bad-value", "/items/1", `"2001:db8::/32"`, `"2001:db8::/64"`},
		"a day that is none":           {"bad-value", "/items/0/expires", `"20271231"`, `"20270230"`},
		"a day with dashes":            {"bad-value", "/items/0/expires", `"20271231"`, `"2027-12-31"`},
		"something after the end":      {"trailing-data", "", "]\n}", `]} {}`},
		"a comma too many":             {"not-json", "", "]\n}", `],}`},
		"a comment":                    {"not-json", "", `"kind"`, `// "kind"`},
		"half of a surrogate pair":     {"not-json", "/note", `renewal`, `\ud800`},
		"a letter that is not UTF-8":   {"not-utf-8", "", `renewal`, "\xff"},
		"a byte-order mark":            {"byte-order-mark", "", "{", "\ufeff{"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := handoff.ParseRequest(change(t, data, test.old, test.new))
			e := refused(t, test.id, err)
			require.Equal(t, "request", e.Field)
			if test.id != "not-json" && test.id != "not-utf-8" {
				require.Equal(t, test.path, e.Path, err.Error())
			}
			require.Nil(t, r)
		})
	}
}

func TestParseRequestRefusesWhatIsNoRequestAtAll(t *testing.T) {
	data := readFile(t, "request.json")
	item := string(data[strings.Index(string(data), "    {"):strings.Index(string(data), ",\n    {")])
	for name, test := range map[string]struct {
		id   problem.ID
		text string
	}{
		"nothing":               {"cut-short", ""},
		"a text":                {"wrong-type", `"request"`},
		"an array":              {"wrong-type", `[]`},
		"null":                  {"wrong-type", `null`},
		"an empty object":       {"missing-member", `{}`},
		"half of a request":     {"cut-short", string(data[:len(data)/2])},
		"deep nesting":          {"wrong-type", strings.Repeat("[", 100000)},
		"a large file":          {"too-large", strings.Repeat(" ", (512<<10)) + string(data)},
		"a later version alone": {"later-version", `{"version": 2, "what": it may be`},
		"too many items":        {"too-many-messages", strings.Replace(string(data), item, item+strings.Repeat(","+item, handoff.MaxMessages), 1)},
		"an item twice":         {"repeated-message", strings.Replace(string(data), item, item+","+item, 1)},
		"a private key":         {"not-json", string(readFile(t, "key.pem"))},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := handoff.ParseRequest([]byte(test.text))
			refused(t, test.id, err)
			require.Less(t, len(err.Error()), 300)
		})
	}
	_, err := handoff.ParseRequest(readFile(t, "response.json"))
	require.EqualError(t, err, "request /kind says that this is a response, and a request belongs here; give the other file")
	_, err = handoff.ParseRequest([]byte(`{"version": 1, "kind": "x"}`))
	require.EqualError(t, err, `request /kind is "x", expected "byoasn-request"; have the file made or sent again`)
	_, err = handoff.ParseRequest([]byte(`{"version": 2}`))
	require.EqualError(t, err, "request /version was made by a later version of byoasn (format 2): this one reads format 1; update byoasn on this machine")
}

func TestErrorsShowNothingRaw(t *testing.T) {
	data := readFile(t, "request.json")
	for _, evil := range []string{"\u202e", "\x7f", "\u009b31m", strings.Repeat("long", 1000)} {
		for _, old := range []string{`note`, `byoasn-request`, `account`, `64496`, `123456789012`, `20271231`, `96:EF`} {
			_, err := handoff.ParseRequest(change(t, data, old, evil))
			require.Error(t, err)
			require.NotContains(t, err.Error(), evil)
			require.Less(t, len(err.Error()), 800)
		}
	}
}

func TestDescribeIsPlainText(t *testing.T) {
	r := request(t, handoff.Options{Note: `a "note"`}, "1|aws|123456789012|8.8.8.0/24|20261124|SHA256|RSAPSS", "1|aws|123456789012|3333|20261123|SHA256|RSAPSS", "1|aws|123456789012|3333|20261122|SHA256|RSAPSS")
	text := r.Describe(now)
	for _, want := range []string{
		"digest: " + r.Digest().String() + "\n", "signer: | any key, as the request names none\n", `note:   | a "note"` + "\n",
		"1 of 3: AWS account 1234-5678-9012 may announce 8.8.8.0/24\n    expires 2026-11-24, tomorrow\n",
		"2 of 3: AWS account 1234-5678-9012 may announce AS3333\n    expires 2026-11-23, today\n",
		"3 of 3: AWS account 1234-5678-9012 may announce AS3333\n    expires 2026-11-22, yesterday\n",
		"careful: expiry \"20261122\" is past: today is 20261123 (UTC)",
	} {
		require.Contains(t, text, want)
	}
	require.Equal(t, -1, r.Items(now)[2].Days)
	require.Contains(t, r.Describe(now.AddDate(0, 0, 10)), "expires 2026-11-24, 9 days ago\n")
}

// A terminal wraps a long line, and what comes then stands at the first column.
func TestANoteDrawsNoLinesOfItsOwn(t *testing.T) {
	blanks := strings.Repeat(" ", 63)
	for _, note := range []string{
		"harmless" + blanks + "digest: 00000 00000" + blanks + "signer: any key",
		strings.Repeat("-", 71) + "digest: 00000 00000" + strings.Repeat("-", 60) + "signer: x",
		strings.Repeat("x ", 99),
		"   ",
	} {
		r := request(t, handoff.Options{Note: note, Signer: named(t).Signer}, first, second)
		text := r.Describe(now)
		for line := range strings.Lines(text) {
			require.LessOrEqual(t, len(line), 79, "a terminal of 80 columns wraps it: %s", line)
			require.Regexp(t, `^(digest: [0-9 ]{35}|(signer:|note:  |       ) \|( .+)?|[12] of 2: AWS account .*|    .*|)\n$`, line)
		}
		require.Equal(t, 1, strings.Count("\n"+text, "\ndigest: "))
	}
	r := request(t, handoff.Options{Note: "a" + blanks + "b "}, first)
	require.Contains(t, r.Describe(now), "\nnote:   | a b\n")
}

func TestASummaryCountsMessagesAndNamesAccounts(t *testing.T) {
	require.Equal(t, "1 message, for 1 account: 1234-5678-9012", request(t, handoff.Options{}, first).Summary())
	texts := []string{first}
	for i := range 12 {
		texts = append(texts, fmt.Sprintf("1|aws|9999%08d|%d|20271231|SHA256|RSAPSS", i/6, 3333+i))
	}
	require.Equal(t, "13 messages, for 3 accounts: 1234-5678-9012, 9999-0000-0000,\n    9999-0000-0001", request(t, handoff.Options{}, texts...).Summary())
	for i := range 12 {
		texts[i+1] = fmt.Sprintf("1|aws|9999%08d|3333|20271231|SHA256|RSAPSS", i)
	}
	summary := request(t, handoff.Options{}, texts...).Summary()
	require.Contains(t, summary, "13 messages, for 13 accounts: ")
	require.Contains(t, strings.Join(strings.Fields(summary), " "), "9999-0000-0006 and 5 more")
}

func TestDigest(t *testing.T) {
	var d handoff.Digest
	require.Equal(t, "00000 00000 00000 00000 00000 00000", d.String())
	for i := range d {
		d[i] = 0xff
	}
	require.Equal(t, "27775 27775 27775 27775 27775 27775", d.String(), "2^40-1 modulo 100000")
	require.Equal(t, strings.Repeat("ff", 32), d.Full())
	require.Equal(t, [6]string{"27775", "27775", "27775", "27775", "27775", "27775"}, d.Groups())
	require.NotEqual(t, request(t, handoff.Options{}, first).Digest(), request(t, handoff.Options{Note: "a"}, first).Digest())
	require.Equal(t, request(t, named(t), first).Digest(), request(t, named(t), first).Digest(), "equal requests are the same")
}

func TestParseFingerprint(t *testing.T) {
	text := string(signerOf(t, testCertificate(t, "certificate.pem")).Certificate)
	bare := strings.ReplaceAll(text, ":", "")
	for _, spelling := range []string{text, strings.ToLower(text), bare, strings.ToLower(bare)} {
		f, err := handoff.ParseFingerprint(spelling)
		require.NoError(t, err)
		require.Equal(t, text, string(f))
		var g handoff.Fingerprint
		require.NoError(t, g.UnmarshalText([]byte(spelling)))
		require.Equal(t, f, g)
	}
	for _, bad := range []string{"", "96", text[3:], text + ":00", " " + text, text + "\n", strings.Replace(text, "9", "G", 1),
		strings.Replace(text, ":", "", 1), text[:2] + text[3:] + ":", ":" + text[:2] + text[3:], strings.ReplaceAll(text, ":", "-"), text[1:2] + ":" + text[0:1] + text[3:]} {
		_, err := handoff.ParseFingerprint(bad)
		require.ErrorContains(t, err, "is not a SHA-256 one", bad)
	}
}
