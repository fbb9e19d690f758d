package rdap_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/rdap"
)

// The forms that the tests name.
const (
	splitLines    rdap.Form = "split-over-lines"
	splitTexts    rdap.Form = "split-over-remarks"
	blanksInside  rdap.Form = "blanks-inside"
	mailBroken    rdap.Form = "mail-line-limit"
	lostPlus      rdap.Form = "lost-plus"
	noMarker      rdap.Form = "marker-missing"
	markerAltered rdap.Form = "marker-altered"
	escapedBreaks rdap.Form = "escaped-breaks"
	htmlEntities  rdap.Form = "html-entities"
	prefixed      rdap.Form = "prefixed"
	unreadable    rdap.Form = "does-not-decode"
)

// recordOf makes a record of lists of lines, each a remark of the object.
func recordOf(texts ...[]string) *rdap.Record {
	r := &rdap.Record{Source: rdap.JSON, Class: rdap.Autnum}
	for _, lines := range texts {
		r.Texts = append(r.Texts, rdap.Text{Lines: lines})
	}
	return r
}

// withPlus cuts a certificate's base64 into lines of which one begins with +,
// and returns it as RPSL gives it back: joined with blanks, that + lost.
func withPlus(t *testing.T, line string) string {
	body := strings.TrimSuffix(strings.TrimPrefix(line, "-----BEGIN CERTIFICATE-----"), "-----END CERTIFICATE-----")
	at := strings.Index(body[100:], "+") + 100
	require.Greater(t, at, 100)
	return "-----BEGIN CERTIFICATE----- " + body[:50] + " " + body[50:at] + " " + body[at+1:] + " -----END CERTIFICATE-----"
}

func TestFindNamesEveryForm(t *testing.T) {
	line := oneLine(t, ourName)
	lines := wrapped(t, line)
	body := line[27 : len(line)-25]
	half := len(lines) / 2
	commented := make([]string, len(lines))
	for i, l := range lines {
		commented[i] = "Comment:        " + l
	}
	tests := []struct {
		name   string
		record *rdap.Record
		forms  []rdap.Form
	}{
		{"whole on one line", recordOf([]string{"Example Networks", line}), nil},
		{"whole with text before and after it", recordOf([]string{"for AWS: " + line + " thank you"}), nil},
		{"whole with a carriage return after it", recordOf([]string{line + "\r"}), nil},
		{"a line an element", recordOf(lines), []rdap.Form{splitLines}},
		{"a line a remark", recordOf(lines[:half], lines[half:]), []rdap.Form{splitTexts}},
		{"line breaks within one string", recordOf([]string{strings.Join(lines, "\n")}), []rdap.Form{splitLines}},
		{"blanks where the line breaks were", recordOf([]string{strings.Join(lines, " ")}), []rdap.Form{blanksInside}},
		{"a marker on a line of its own", recordOf([]string{lines[0], body, lines[len(lines)-1]}), []rdap.Form{splitLines}},
		{"cut within a marker", recordOf([]string{line[:len(line)-10], line[len(line)-10:]}), []rdap.Form{splitLines, markerAltered}},
		{"broken by Postfix, and joined again", recordOf([]string{line[:998] + " " + line[998:]}), []rdap.Form{blanksInside, mailBroken}},
		{"the same with a field's name before it", recordOf([]string{line[:982] + " " + line[982:]}), []rdap.Form{blanksInside, mailBroken}},
		{"broken by Postfix, over two lines", recordOf([]string{line[:998], " " + line[998:]}), []rdap.Form{splitLines, blanksInside, mailBroken}},
		{"a blank somewhere else", recordOf([]string{line[:900] + " " + line[900:]}), []rdap.Form{blanksInside}},
		{"a second blank", recordOf([]string{line[:998] + " " + line[998:1050] + " " + line[1050:]}), []rdap.Form{blanksInside}},
		{"a + turned into a blank", recordOf([]string{strings.ReplaceAll(line, "+", " ")}), []rdap.Form{blanksInside, lostPlus}},
		{"a + lost at the beginning of a continuation", recordOf([]string{withPlus(t, line)}), []rdap.Form{blanksInside, lostPlus}},
		{"one + lost", recordOf([]string{strings.Replace(line, "+", "", 1)}), []rdap.Form{lostPlus}},
		{"no markers", recordOf([]string{body}), []rdap.Form{noMarker}},
		{"no markers, split", recordOf(lines[1 : len(lines)-1]), []rdap.Form{splitLines, noMarker}},
		{"no END", recordOf([]string{"-----BEGIN CERTIFICATE-----" + body}), []rdap.Form{noMarker}},
		{"no BEGIN", recordOf([]string{body + "-----END CERTIFICATE-----"}), []rdap.Form{noMarker}},
		{"no END, split", recordOf(lines[:len(lines)-1]), []rdap.Form{splitLines, noMarker}},
		{"a dash lost", recordOf([]string{line[1:]}), []rdap.Form{markerAltered}},
		{"typographic dashes", recordOf([]string{strings.ReplaceAll(line, "-----", "—–—")}), []rdap.Form{markerAltered}},
		{"the blank in a marker lost", recordOf([]string{strings.Replace(line, "BEGIN CERT", "BEGINCERT", 1)}), []rdap.Form{markerAltered}},
		{`\n written out`, recordOf([]string{strings.Join(lines, `\n`)}), []rdap.Form{escapedBreaks}},
		{"HTML entities", recordOf([]string{strings.ReplaceAll(line, "+", "&#43;")}), []rdap.Form{htmlEntities}},
		{"Comment: before each line", recordOf(commented), []rdap.Form{splitLines, prefixed}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found := find(t, test.record)
			require.Len(t, found, 1)
			f := found[0]
			require.Equal(t, certgen.KindCertificate, f.Kind)
			require.NoError(t, f.Err)
			require.NotNil(t, f.Certificate)
			require.Equal(t, parse(t, line).Raw, f.Certificate.Raw, "the same DER")
			require.Equal(t, test.forms, f.Forms)
			require.Equal(t, test.forms == nil, f.Whole())
		})
	}
}

func TestFindSaysWhenACertificateCannotBePutTogether(t *testing.T) {
	line := oneLine(t, ourName)
	for name, text := range map[string]string{
		"letters lost":    line[:200] + line[230:],
		"letters changed": strings.Replace(line, "MIID", "AAAA", 1),
		"nothing inside":  "-----BEGIN CERTIFICATE----------END CERTIFICATE-----",
		"other letters":   strings.Replace(line, "MIID", "M*ID", 1),
	} {
		t.Run(name, func(t *testing.T) {
			found := find(t, recordOf([]string{text}))
			require.Len(t, found, 1)
			require.Nil(t, found[0].Certificate)
			require.Error(t, found[0].Err)
			require.Contains(t, found[0].Forms, unreadable)
			require.False(t, found[0].Whole())
		})
	}
}

func TestFindFindsSeveral(t *testing.T) {
	our, other := oneLine(t, ourName), oneLine(t, otherName)
	r := recordOf([]string{"before", our, other}, []string{our + other})
	found := find(t, r)
	require.Len(t, found, 4)
	for i, want := range []string{our, other, our, other} {
		require.Equal(t, parse(t, want).Raw, found[i].Certificate.Raw)
		require.True(t, found[i].Whole(), "%d: %v", i, found[i].Forms)
	}
	require.Equal(t, 1, found[0].Place.Line)
	require.Equal(t, 2, found[1].Place.Line)
	require.Equal(t, 1, found[3].Place.Text)
}

func TestFindKeepsOwnersApart(t *testing.T) {
	lines := wrapped(t, oneLine(t, ourName))
	org := &rdap.Entity{Handle: "ORG-EX1-RIPE", Roles: []string{"registrant"}}
	r := recordOf(lines[:5])
	r.Texts = append(r.Texts, rdap.Text{Entity: org, Lines: lines[5:]})
	for _, f := range find(t, r) {
		require.Nil(t, f.Certificate, "half of it is the organization's")
	}

	r = recordOf([]string{"Example Networks"})
	r.Texts = append(r.Texts, rdap.Text{Entity: org, Title: "Registration Comments", Lines: []string{oneLine(t, ourName)}})
	found := find(t, r)
	require.Len(t, found, 1)
	require.True(t, found[0].Whole())
	require.False(t, found[0].Place.OnObject())
	require.Equal(t, `the text of the entity ORG-EX1-RIPE (registrant) "Registration Comments", line 1`, found[0].Place.String())
}

func TestFindNamesWhatIsThereInstead(t *testing.T) {
	for kind, text := range instead(t) {
		for name, lines := range map[string][]string{
			"in lines":        strings.Split(strings.TrimSpace(text), "\n"),
			"on one line":     {strings.ReplaceAll(text, "\n", "")},
			"without markers": strings.Split(strings.TrimSpace(text), "\n")[1 : strings.Count(text, "\n")-1],
			"under a certificate's markers": {"-----BEGIN CERTIFICATE-----" +
				strings.Join(strings.Split(strings.TrimSpace(text), "\n")[1:strings.Count(text, "\n")-1], "") + "-----END CERTIFICATE-----"},
		} {
			t.Run(string(kind)+" "+name, func(t *testing.T) {
				found := find(t, recordOf(lines))
				require.Len(t, found, 1)
				require.Equal(t, kind, found[0].Kind)
				require.Nil(t, found[0].Certificate)
				require.False(t, found[0].Whole())
			})
		}
	}
}

func TestFindIsNotMisledByOtherText(t *testing.T) {
	require.Empty(t, find(t, recordOf()))
	require.Empty(t, find(t, recordOf([]string{
		"-----------------------------------------------------", "Transit", "MIIS Ltd",
		"-----BEGIN PGP PUBLIC KEY BLOCK-----", "mQENBFAKE", "-----END PGP PUBLIC KEY BLOCK-----",
		strings.Repeat("MII", 500),
	})))
}

// lineOf is the one line of a certificate that was found.
func lineOf(f rdap.Found) string { return certgen.OneLine(f.Certificate) }

// find is all that is published in a record.
func find(t testing.TB, r *rdap.Record) []rdap.Found {
	t.Helper()
	published, err := rdap.Find(t.Context(), r)
	require.NoError(t, err)
	require.Empty(t, published.Beyond)
	return published.Found
}

func TestTheFormsAreDocumented(t *testing.T) {
	source, err := os.ReadFile("form.go")
	require.NoError(t, err)
	doc, consts, found := strings.Cut(strings.ReplaceAll(string(source), "\n// ", " "), "type Form string")
	require.True(t, found)
	values := regexp.MustCompile(`Form = "([a-z-]+)"`).FindAllStringSubmatch(consts, -1)
	require.Len(t, values, 12)
	for _, value := range values {
		require.Contains(t, doc, value[1])
		require.NotEmpty(t, rdap.Form(value[1]).String())
	}
}
