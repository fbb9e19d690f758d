package armor_test

import (
	"bytes"
	"encoding/base64"
	"encoding/pem"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/byoasn/byoasn/internal/armor"
	"github.com/byoasn/byoasn/internal/linear"
	"github.com/stretchr/testify/require"
)

const (
	begin = "-----BEGIN CERTIFICATE-----"
	end   = "-----END CERTIFICATE-----"
)

// made is a DER structure of so many bytes whose inside is noise.
func made(size int, seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, seed))
	der := []byte{0x30, 0x82, byte((size - 4) >> 8), byte(size - 4), 0x30, 0x82}
	for len(der) < size {
		der = append(der, byte(random.Uint32()))
	}
	return der
}

func encode(der []byte) string { return base64.StdEncoding.EncodeToString(der) }

// lines are those of PEM, 64 letters each.
func lines(der []byte) []string {
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

func TestScanFindsEveryForm(t *testing.T) {
	der := made(765, 1)
	body, wrapped := encode(der), lines(der)
	line := begin + body + end
	ordinary := strings.Join(wrapped, "\n")
	for name, c := range map[string]struct {
		text                          string
		exact, whole, altered, blanks bool
	}{
		"as published":                        {line, true, true, false, false},
		"with text around it":                 {"for AWS: " + line + " thank you", true, true, false, false},
		"in lines":                            {ordinary, false, true, false, false},
		"in lines with carriage returns":      {strings.Join(wrapped, "\r\n"), false, true, false, false},
		"with a vertical tab":                 {begin + body[:50] + "\v" + body[50:] + end, false, true, false, true},
		"with a next line":                    {begin + body[:50] + "\u0085" + body[50:] + end, false, true, false, true},
		"with an ideographic space":           {begin + body[:50] + "\u3000" + body[50:] + end, false, true, false, true},
		"with a zero-width space":             {begin + body[:50] + "\u200b" + body[50:] + end, false, true, false, true},
		"with a blank after BEGIN":            {begin + " " + body + end, false, true, false, true},
		"with a blank before END":             {begin + body + " " + end, false, true, false, true},
		"with six dashes":                     {"-" + line, false, true, true, false},
		"with six dashes at the end":          {line + "-", false, true, true, false},
		"with an en dash before it":           {"–" + line, false, true, true, false},
		"with six dashes inside":              {begin + "-" + body + end, false, true, true, false},
		"with four dashes":                    {line[1:], false, true, true, false},
		"with em dashes":                      {strings.ReplaceAll(line, "--", "—"), false, true, true, false},
		"with the marker's blank lost":        {strings.Replace(line, "BEGIN ", "BEGIN", 1), false, true, true, false},
		"with the marker broken":              {line[:9] + "\n" + line[9:], false, true, true, false},
		"with a marker's dashes broken":       {line[:2] + "\n" + line[2:], false, true, true, false},
		"without END":                         {begin + body, false, false, false, false},
		"without BEGIN":                       {body + end, false, false, false, false},
		"without END, in lines":               {strings.Join(wrapped[:len(wrapped)-1], "\n"), false, false, false, false},
		"without BEGIN, in lines":             {strings.Join(wrapped[1:], "\n"), false, false, false, false},
		"without END, with text after it":     {begin + body + "\n--\nregards", false, false, false, false},
		"without markers":                     {body, false, false, false, false},
		"without markers, in lines":           {strings.Join(wrapped[1:len(wrapped)-1], "\n"), false, false, false, false},
		"without markers, with text":          {"ours: " + body + " (new)", false, false, false, false},
		"after the words BEGIN CERTIFICATE":   {"the BEGIN CERTIFICATE line and " + line, true, true, false, false},
		"right after BEGIN CERTIFICATE":       {"BEGIN CERTIFICATE\n" + line, true, true, false, false},
		"right after END CERTIFICATE":         {"END CERTIFICATE " + line, true, true, false, false},
		"before the words END CERTIFICATE":    {line + "\nEND CERTIFICATE", true, true, false, false},
		"between rulers":                      {strings.Repeat("-", 70) + "\n" + line + "\n" + strings.Repeat("-", 70), true, true, false, false},
		"between rulers of five":              {"-----\n" + line + "\n-----", true, true, false, false},
		"after another marker without dashes": {"-----END X509 CRL\n" + line, true, true, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			found := armor.Scan([]byte(c.text))
			require.Len(t, found, 1)
			s := found[0]
			require.Equal(t, c.exact, s.Exact(), "exact")
			require.Equal(t, c.whole, s.Whole(), "whole")
			require.Equal(t, c.altered, s.Altered(), "altered")
			require.Equal(t, c.blanks, s.Blanks(), "blanks")
			require.Equal(t, string(s.Body), c.text[s.BodyStart:s.BodyStart+len(s.Body)])
			got, err := armor.Decode(armor.Letters(s.Body))
			require.NoError(t, err)
			require.Equal(t, der, got)
		})
	}
}

func TestScanKeepsSeveralApart(t *testing.T) {
	a, b := made(765, 1), made(301, 2)
	one, two := begin+encode(a)+end, begin+encode(b)+end
	for name, text := range map[string]string{
		"on one line":                one + two,
		"on two lines":               one + "\n" + two,
		"with a bare one":            one + " " + encode(b),
		"after a bare one":           encode(a) + " " + two,
		"the second without its END": one + begin + encode(b),
	} {
		t.Run(name, func(t *testing.T) {
			found := armor.Scan([]byte(text))
			require.Len(t, found, 2)
			for i, want := range [][]byte{a, b} {
				got, err := armor.Decode(armor.Letters(found[i].Body))
				require.NoError(t, err)
				require.Equal(t, want, got)
			}
		})
	}
	t.Run("exact on one line with ten hyphens between them, and not with nine or eleven", func(t *testing.T) {
		for hyphens, exact := range map[int]bool{9: false, 10: true, 11: false} {
			text := strings.Replace(one+two, "----------", strings.Repeat("-", hyphens), 1)
			found := armor.Scan([]byte(text))
			require.Len(t, found, 2)
			require.Equal(t, exact, found[0].Exact(), hyphens)
			require.Equal(t, exact, found[1].Exact(), hyphens)
		}
	})
	t.Run("END of another label ends nothing", func(t *testing.T) {
		found := armor.Scan([]byte(begin + encode(a) + "-----END PUBLIC KEY-----"))
		require.Len(t, found, 2)
		require.Nil(t, found[0].End)
		require.Equal(t, "PUBLIC KEY", found[1].Label)
		require.Nil(t, found[1].Begin)
	})
}

// Of a line that is exact, no other line that differs in one character is.
func TestNoOtherLineIsExact(t *testing.T) {
	line := begin + encode(made(301, 3)) + end
	exact := func(text string) bool {
		for _, s := range armor.Scan([]byte(text)) {
			if s.Exact() && string(s.Body) == encode(made(301, 3)) {
				return true
			}
		}
		return false
	}
	require.True(t, exact(line))
	for i := range len(line) + 1 {
		for _, r := range " \t\v\f\u0085\u00a0\u2028\u3000\u200b\u00ad-–=*A\\\n" {
			require.False(t, i > 0 && i < len(line) && exact(line[:i]+string(r)+line[i:]), "%q at %d", r, i)
			if i < len(line) && rune(line[i]) != r {
				require.False(t, exact(line[:i]+string(r)+line[i+1:]), "%q in the place of %d", r, i)
			}
		}
		if i < len(line) {
			require.False(t, exact(line[:i]+line[i+1:]), "less %d", i)
		}
	}
}

func TestMarkersOfOtherKinds(t *testing.T) {
	for text, label := range map[string]string{
		"-----BEGIN RSA-PSS PRIVATE KEY-----":   "RSA-PSS PRIVATE KEY",
		"---- BEGIN SSH2 PUBLIC KEY ----":       "SSH2 PUBLIC KEY",
		"-----BEGIN PKCS#11 PROVIDER URI-----":  "PKCS#11 PROVIDER URI",
		"-----BEGIN TSS2 PRIVATE KEY-----":      "TSS2 PRIVATE KEY",
		"-----BEGIN NEW CERTIFICATE REQUEST---": "NEW CERTIFICATE REQUEST",
		"-----BEGIN FOO BAR 2-----":             "FOO BAR 2",
	} {
		found := armor.Markers([]byte("text\n" + text + "\nabc"))
		require.Len(t, found, 1, text)
		require.Equal(t, label, found[0].Label)
		require.True(t, found[0].Near())
		require.Equal(t, strings.HasPrefix(text, "-----") && strings.HasSuffix(text, "-----"), found[0].Exact)
		require.Equal(t, text, ("text\n" + text + "\nabc")[found[0].Start:found[0].End])
	}
	require.Empty(t, armor.Markers([]byte("SEND a BEGINNER -----BEGIN \x01-----")))
}

func TestRestore(t *testing.T) {
	der := made(765, 4)
	body := encode(der)
	require.Greater(t, strings.Count(body, "+"), 3)
	restore := func(text string, tries int) (int, bool) {
		got, ok := armor.Restore([]byte(text), &tries, func(d []byte) bool { return bytes.Equal(d, der) })
		require.Equal(t, ok, bytes.Equal(got, der))
		return tries, ok
	}
	first := strings.IndexByte(body, '+')
	second := first + 1 + strings.IndexByte(body[first+1:], '+')
	for name, text := range map[string]string{
		"every one turned into a blank":                strings.ReplaceAll(body, "+", " "),
		"one lost anywhere":                            body[:second] + body[second+1:],
		"one lost at the beginning of a line":          body[:second] + "\n" + body[second+1:],
		"two lost at the beginnings of lines":          body[:first] + "\n" + body[first+1:second] + "\n" + body[second+1:second+40] + "\n" + body[second+40:],
		"one lost at the beginning of one of the four": body[:20] + " " + body[20:second] + " " + body[second+1:second+9] + " " + body[second+9:],
	} {
		t.Run(name, func(t *testing.T) {
			_, ok := restore(text, 2500)
			require.True(t, ok)
		})
	}
	t.Run("ends when the tries do", func(t *testing.T) {
		left, ok := restore(body[:second]+body[second+1:], 10)
		require.False(t, ok)
		require.Zero(t, left)
	})
	t.Run("asks no more often than there are tries, however many lines there are", func(t *testing.T) {
		lost := body[:200] + body[203:] // three letters, of 1020
		var lines []string
		for len(lost) > 17 {
			lines, lost = append(lines, lost[:17]), lost[17:]
		}
		tries, asked := 100, 0
		_, ok := armor.Restore([]byte(strings.Join(append(lines, lost), "\n")), &tries, func([]byte) bool { asked++; return false })
		require.False(t, ok)
		require.Zero(t, tries)
		require.Positive(t, asked)
		require.LessOrEqual(t, asked, 100)
	})
	t.Run("what cannot be whole costs one try", func(t *testing.T) {
		left, ok := restore(body[:second]+body[second+5:], 2500)
		require.False(t, ok)
		require.GreaterOrEqual(t, left, 2499)
	})
	t.Run("long bodies are not tried", func(t *testing.T) {
		left, ok := restore(body[:200]+strings.Repeat("A", armor.MaxRestored), 2500)
		require.False(t, ok)
		require.Equal(t, 2500, left)
	})
}

func TestClean(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
		form       armor.Form
	}{
		"attributes":          {"descr:   MII\n  Remarks:MII\ncomments: a", "MII\nMII\na", armor.Prefixed},
		"entities":            {"a&#43;b&plus;", "a+b+", armor.Entities},
		"breaks":              {`a\nb\r\nc\\n`, "a\nb\n\nc\n", armor.Escaped},
		"a slash":             {`a\/b\\\/c`, "a/b/c", armor.Escaped},
		"a plus of .NET's":    {`a\u002Bb\u002b\u00e4`, `a+b+\u00e4`, armor.Escaped},
		"mail":                {"> a\n>> b\n > > c", " a\n b\n c", armor.MailQuoted},
		"quotes":              {"\"a\"\n“b”", "a\nb", armor.Quoted},
		"a list":              {`["a+", "b"]`, "[a+\nb]", armor.Quoted},
		"pieces of a program": {"\"a\" +\n  'b';", "a\nb;", armor.Quoted},
	} {
		t.Run(name, func(t *testing.T) {
			got, forms := armor.Clean([]byte(c.text), armor.Prefixed, armor.Entities, armor.Escaped, armor.MailQuoted, armor.Quoted)
			require.Equal(t, c.want, string(got))
			require.Contains(t, forms, c.form)
		})
	}
	got, forms := armor.Clean([]byte("plain"), armor.Prefixed, armor.Quoted)
	require.Equal(t, "plain", string(got))
	require.Empty(t, forms)
}

func TestUnpack(t *testing.T) {
	inner := strings.Join(lines(made(765, 5)), "\n") + "\n"
	packed := encode([]byte(inner))
	for name, text := range map[string]string{
		"alone":       packed,
		"in lines":    packed[:76] + "\n" + packed[76:152] + "\n" + packed[152:],
		"in a secret": "data:\n  tls.crt: " + packed + "\n  tls.key: bm90aGluZw==\n",
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, string(armor.Unpack([]byte(text))), inner)
		})
	}
	require.Empty(t, armor.Unpack([]byte(inner)))
}

func TestDecodeSaysWhatIsDamaged(t *testing.T) {
	for text, want := range map[string]string{
		"":       "no base64",
		"AA*A":   `character 3 of the base64 is '*' (U+002A)`,
		"AAAAA":  "has 5 letters, which is not a multiple of four",
		"AA==AA": "not a multiple of four",
		"====":   "padding within it",
		"AB==":   "bits left over",
	} {
		_, err := armor.Decode([]byte(text))
		require.ErrorContains(t, err, want)
		var damage *armor.DamageError
		require.ErrorAs(t, err, &damage)
	}
}

// What grows with the square of the input would take hours here.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("measures, one text after the other")
	}
	for name, text := range map[string]func(size int) string{
		"one long body":      func(size int) string { return begin + strings.Repeat("M", size) + end },
		"lone BEGINs":        repeated(begin + "MIID"),
		"lone ENDs":          repeated("MIID" + end),
		"blanks":             repeated("B E G I N \u3000"),
		"dashes":             func(size int) string { return strings.Repeat("-", size/2) + begin + strings.Repeat("-", size/2) },
		"dashes and words":   repeated("-END CERTIFICATE"),
		"beginnings of DER":  repeated("MIID+TCC "),
		"bare and unfitting": repeated("MIIu4DCC!"),
		"words of labels":    repeated("BEGIN NEW CERTIFICATE REQUES"),
		"packed":             repeated("LS0tLS1CRUdJTi0 "),
		"quotes":             repeated("' "),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			linear.Require(t, 1<<20, func(size int) {
				text := []byte(text(size))
				armor.Scan(text)
				armor.Clean(text, armor.Prefixed, armor.Entities, armor.Escaped, armor.MailQuoted, armor.Quoted)
				armor.Unpack(text)
			})
		})
	}
}

// repeated makes texts of nothing but the unit.
func repeated(unit string) func(size int) string {
	return func(size int) string { return strings.Repeat(unit, size/len(unit)) }
}

func TestRestoringEndsWithItsTries(t *testing.T) {
	der := encode(made(12_000, 6))
	tries, asked := 2500, 0
	for range 200 {
		armor.Restore([]byte(der[:5000]+der[5001:]), &tries, func([]byte) bool { asked++; return false })
	}
	require.LessOrEqual(t, asked, 2500)
	require.Zero(t, tries)
}

func FuzzScan(f *testing.F) {
	line := begin + encode(made(301, 7)) + end
	seeds := []string{line, line[27:], line[:len(line)-25], "–" + line, strings.Join(lines(made(301, 7)), "\n"), line + line, encode(made(301, 8))}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		covered := 0
		for _, s := range armor.Scan(text) {
			require.LessOrEqual(t, covered, s.Start)
			require.LessOrEqual(t, s.Start, s.BodyStart)
			require.LessOrEqual(t, s.BodyStart+len(s.Body), s.Stop)
			require.LessOrEqual(t, s.Stop, len(text))
			covered = s.Stop
			if s.Exact() {
				want := s.Begin.String() + string(s.Body) + s.End.String()
				require.Equal(t, want, string(text[s.Start:s.Stop]))
				require.Regexp(t, `^[A-Za-z0-9+/=]+$`, string(s.Body))
			}
		}
	})
}

// What word processors make of hyphens is a marker all the same, and not an exact one.
func TestEveryDashMakesAMarker(t *testing.T) {
	body := encode(made(301, 3))
	for _, dash := range "\u2010\u2011\u2012\u2013\u2014\u2015\u00ad\u2212\ufe58\ufe63\uff0d" {
		five := strings.Repeat(string(dash), 5)
		found := armor.Scan([]byte(five + "BEGIN CERTIFICATE" + five + body + five + "END CERTIFICATE" + five))
		require.Len(t, found, 1, "%U", dash)
		require.Equal(t, "CERTIFICATE", found[0].Label)
		require.Equal(t, body, string(found[0].Body))
		require.False(t, found[0].Exact())
	}
	for _, other := range "\u200f\u2016_" {
		for _, s := range armor.Scan([]byte(strings.Repeat(string(other), 5) + "BEGIN CERTIFICATE" + strings.Repeat(string(other), 5) + body)) {
			require.False(t, s.Exact(), "%U", other)
		}
	}
}
