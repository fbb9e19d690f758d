package rdap_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// A wrapping is a record with a certificate's line in the field that AWS reads.
type wrapping struct {
	name string
	with func(line string) string
}

var wrappings = []wrapping{
	{"RDAP", func(line string) string {
		return autnumJSON(`,"port43":"whois.apnic.net","remarks":[{"title":"remarks","description":["` + quoteJSON(line) + `"]}]`)
	}},
	{"whois", func(line string) string { return "aut-num: AS64496\ndescr: x\ndescr:   " + line + "\nsource: RIPE\n" }},
	{"ARIN's whois", func(line string) string { return "ASNumber: 64496\nComment:   " + line + "\n" }},
	{"RIPE NCC's REST", func(line string) string {
		return `{"objects":{"object":[{"attributes":{"attribute":[{"name":"aut-num","value":"AS64496"},{"name":"descr","value":"` + quoteJSON(line) + `"},{"name":"source","value":"RIPE"}]}}]}}`
	}},
}

func quoteJSON(line string) string {
	var out strings.Builder
	for _, r := range line {
		if r < ' ' || r == '"' || r == '\\' {
			out.WriteString(`\u00` + string("0123456789abcdef"[r>>4]) + string("0123456789abcdef"[r&15]))
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// passes says whether a record has the certificate whole on its own object.
func passes(t *testing.T, text string, der []byte) bool {
	t.Helper()
	record, err := rdap.Parse([]byte(text))
	if err != nil {
		return false // a line that is broken, say
	}
	published, err := rdap.Find(t.Context(), record.Select(resource.OfASN(64496)))
	require.NoError(t, err)
	for _, f := range published.Found {
		if f.Whole() && f.Place.OnObject() && string(f.Certificate.Raw) == string(der) {
			return true
		}
	}
	return false
}

// strange is what can stand in a letter's place or come between two of them: each
// white space of Unicode and what looks like none, dashes, what registries and
// shells give a meaning, and letters.
var strange = []string{
	" ", "\t", "\v", "\f", "\r", "\u0085", "\u00a0", "\u1680", "\u2000", "\u2003", "\u2007", "\u200a", "\u200b", "\u200d", "\u2028", "\u2029",
	"\u202f", "\u205f", "\u2060", "\u3000", "\ufeff", "\u00ad", "\u180e", "\u202e", "\x00", "\x7f", "\u009b",
	"-", "\u2010", "\u2212", "_", "+", "/", "=", "#", "%", ":", "\\", "&", "<", ">", "\"", "'", "A", "z", "0", "\u212a", "\uff0d", "\u0421", "\ufffd",
}

func TestNoChangeOfOneCharacterPasses(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of changes, one after the other")
	}
	line := oneLine(t, ourName)
	der := parse(t, line).Raw
	for _, e := range wrappings {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			require.True(t, passes(t, e.with(line), der))
			for at := 0; at < len(line); at += step(at, len(line)) {
				require.False(t, passes(t, e.with(line[:at]+line[at+1:]), der), "less character %d", at)
				for _, s := range strangeAt(at, len(line)) {
					if s != line[at:at+1] {
						require.False(t, passes(t, e.with(line[:at]+s+line[at+1:]), der), "%q for character %d", s, at)
					}
					if at > 0 && line[at-1:at] != s && line[at:at+1] != s {
						require.False(t, passes(t, e.with(line[:at]+s+line[at:]), der), "%q before character %d", s, at)
					}
				}
			}
			for _, s := range strange {
				if s == " " || s == "\t" {
					continue // blanks around a value are not a part of it
				}
				require.False(t, passes(t, e.with(s+line), der), "%q before it", s)
				if s != "\r" {
					require.False(t, passes(t, e.with(line+s), der), "%q after it", s)
				}
			}
		})
	}
}

// strangeAt is all that is strange beside the ends of the markers and once in the
// middle, and a few of it, in turn, elsewhere.
func strangeAt(at, size int) []string {
	switch at {
	case 0, 5, 10, 26, 27, 35, size - 26, size - 25, size - 20, size - 1:
		return strange
	}
	turn := at * 7 % len(strange)
	return append(slices.Clone(strange[turn:min(turn+3, len(strange))]), "\u3000")
}

// step goes through the markers and the ends of the base64 letter by letter, and
// through the rest in long strides.
func step(at, size int) int {
	if at < 35 || at > size-35 {
		return 1
	}
	return 61
}

func TestALatin1ByteIsAChangeToo(t *testing.T) {
	line := oneLine(t, ourName)
	for _, b := range []string{"\x85", "\xa0", "\xad"} {
		require.False(t, passes(t, "aut-num: AS64496\ndescr: "+line[:500]+b+line[500:]+"\nsource: RIPE\n", parse(t, line).Raw))
		require.False(t, passes(t, "aut-num: AS64496\ndescr: "+line[:27]+b+line[27:]+"\nsource: RIPE\n", parse(t, line).Raw))
	}
}

func TestWhatIsNotTheExactLineInOneValueDoesNotPass(t *testing.T) {
	line := oneLine(t, ourName)
	body := strings.TrimSuffix(strings.TrimPrefix(line, begin), end)
	der := parse(t, line).Raw
	for name, text := range map[string]string{
		"an OpenSSL label":              strings.ReplaceAll(line, "CERTIFICATE", "X509 CERTIFICATE"),
		"another label at its end":      begin + body + "-----END X509 CERTIFICATE-----",
		"a request's label at its end":  begin + body + "-----END CERTIFICATE REQUEST-----",
		"a key's label at its end":      begin + body + "-----END PUBLIC KEY-----",
		"six dashes":                    "-" + line,
		"six dashes at the end":         line + "-",
		"a blank after the marker":      begin + " " + body + end,
		"a blank before the marker":     begin + body + " " + end,
		"RPSL continuation lines":       begin + "\n        " + body + "\n        " + end,
		"RPSL continuation lines, plus": begin + "\n+" + body + "\n+" + end,
		"lower case":                    strings.ReplaceAll(line, "BEGIN CERTIFICATE", "begin certificate"),
		"two values":                    begin + body[:400] + "\ndescr: " + body[400:] + end,
		"in quotes":                     `"` + line + `"`,
		"a word before it":              "cert=" + line,
		"a second padding":              begin + body + "=" + end,
		"a byte more in its DER":        begin + body + "AAAA" + end,
	} {
		require.False(t, passes(t, "aut-num: AS64496\ndescr:   "+text+"\nsource: RIPE\n", der), name)
	}
	require.True(t, passes(t, "aut-num: AS64496\ndescr: for AWS: "+line+" thank you\nsource: RIPE\n", der), "prose may stand around it")
}

func FuzzFind(f *testing.F) {
	line := oneLine(f, ourName)
	seeds := []string{line, strings.Join(wrapped(f, line), "\n"), line + line, "Comment: " + line, "for AWS: " + line + "\r",
		line[:500] + "\v" + line[500:], line[:27] + " " + line[27:], "-" + line, strings.ReplaceAll(line, "CERT", "X509 CERT"), "&amp; " + line}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := recordOf(strings.Split(text, "\n"))
		for _, found := range find(t, r) {
			if !found.Whole() {
				continue
			}
			// What is whole stands there letter by letter, between blanks.
			shown := r.Texts[found.Place.Text].Lines[found.Place.Line]
			_, after, stands := strings.Cut(shown, lineOf(found))
			require.True(t, stands, "%q is not in %q", lineOf(found), shown)
			require.False(t, strings.IndexFunc(after, unicode.IsLetter) == 0, "%q", after)
		}
	})
}
