package rdap_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// An envelope is a recorded answer, to put a certificate into; what comes out
// is made. See testdata/records/SOURCES.md.
type envelope struct {
	file  string
	asn   resource.ASN
	right string // the title of the remark that AWS reads; "-" for none at all
	wrong string // a title that it does not read; "" if RDAP cannot tell
}

var envelopes = map[string]envelope{
	"arin":  {"arin-autnum-2914.json", 2914, "Registration Comments", "Other"},
	"ripe":  {"ripe-autnum-205697.json", 205697, "-", ""},
	"apnic": {"apnic-autnum-9269.json", 9269, "remarks", "description"},
}

// object decodes a recorded answer.
func object(t testing.TB, file string) map[string]any {
	t.Helper()
	data, err := os.ReadFile("testdata/records/" + file)
	require.NoError(t, err)
	var o map[string]any
	require.NoError(t, json.Unmarshal(data, &o))
	return o
}

// remark makes a remark; the title "-" is none.
func remark(title string, lines []string) map[string]any {
	r := map[string]any{"description": lines}
	if title != "-" {
		r["title"] = title
	}
	return r
}

func addRemark(o map[string]any, r map[string]any) {
	remarks, _ := o["remarks"].([]any)
	o["remarks"] = append(remarks, r)
}

func firstEntity(t testing.TB, o map[string]any) map[string]any {
	t.Helper()
	entities, _ := o["entities"].([]any)
	require.NotEmpty(t, entities)
	return entities[0].(map[string]any)
}

func parseObject(t testing.TB, o map[string]any) *rdap.Record {
	t.Helper()
	data, err := json.Marshal(o)
	require.NoError(t, err)
	r, err := rdap.Parse(data)
	require.NoError(t, err)
	return r
}

// ours is the question for the certificate of testdata, on a day on which it
// was valid.
func ours(t testing.TB, n resource.ASN) rdap.Question {
	cert := parse(t, oneLine(t, ourName))
	return rdap.Question{ASN: n, Certificate: cert, Now: cert.NotBefore.AddDate(0, 0, 1)}
}

func ids(j rdap.Judgement) []rdap.ID {
	var all []rdap.ID
	for _, f := range j.Findings {
		all = append(all, f.ID)
	}
	return all
}

// forms are ways to publish a certificate, and whether AWS can read them.
func forms(t testing.TB) map[string][]string {
	line := oneLine(t, ourName)
	lines := wrapped(t, line)
	return map[string][]string{
		"whole":         {line},
		"after text":    {"Example Networks", "for AWS: " + line},
		"split":         lines,
		"joined":        {strings.Join(lines, " ")},
		"lost plus":     {strings.Replace(line, "+", "", 1)},
		"no markers":    {line[27 : len(line)-25]},
		"no END marker": {line[:len(line)-25]},
		"dashes":        {strings.ReplaceAll(line, "-----", "–––––")},
		"escaped":       {strings.Join(lines, `\n`)},
		"entities":      {strings.ReplaceAll(line, "+", "&#43;")},
	}
}

func TestJudgeByRegistryPlacementAndForm(t *testing.T) {
	for registry, env := range envelopes {
		for form, lines := range forms(t) {
			whole := form == "whole" || form == "after text"
			name := fmt.Sprintf("%s, %s", registry, form)
			t.Run(name+", where AWS looks", func(t *testing.T) {
				o := object(t, env.file)
				addRemark(o, remark(env.right, lines))
				j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
				switch {
				case !whole:
					require.Equal(t, rdap.Fail, j.Verdict)
					require.Equal(t, []rdap.ID{rdap.CertificateForm}, ids(j))
				case registry == "ripe":
					require.Equal(t, rdap.Pass, j.Verdict)
					require.ElementsMatch(t, []rdap.ID{rdap.CertificatePublished, rdap.CertificateFieldUnclear}, ids(j))
				default:
					require.Equal(t, rdap.Pass, j.Verdict)
					require.Equal(t, []rdap.ID{rdap.CertificatePublished}, ids(j))
				}
			})
			if env.wrong != "" {
				t.Run(name+", in another field", func(t *testing.T) {
					o := object(t, env.file)
					addRemark(o, remark(env.wrong, lines))
					j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
					require.Equal(t, rdap.Fail, j.Verdict)
					require.Equal(t, []rdap.ID{rdap.CertificateWrongField}, ids(j))
				})
			}
			t.Run(name+", on an entity", func(t *testing.T) {
				o := object(t, env.file)
				addRemark(firstEntity(t, o), remark(env.right, lines))
				j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
				require.Equal(t, rdap.Fail, j.Verdict)
				require.Equal(t, []rdap.ID{rdap.CertificateOnEntity}, ids(j))
			})
		}
		t.Run(registry+", nowhere", func(t *testing.T) {
			j := rdap.Judge(parseObject(t, object(t, env.file)), ours(t, env.asn))
			require.Equal(t, rdap.Fail, j.Verdict)
			require.Equal(t, []rdap.ID{rdap.CertificateAbsent}, ids(j))
		})
		t.Run(registry+", another one instead", func(t *testing.T) {
			o := object(t, env.file)
			addRemark(o, remark(env.right, []string{oneLine(t, otherName)}))
			j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
			require.Equal(t, rdap.Fail, j.Verdict)
			require.Equal(t, []rdap.ID{rdap.CertificateOther}, ids(j))
			require.Contains(t, j.Findings[0].Seen, certgen.Fingerprint(parse(t, oneLine(t, otherName))))
		})
		t.Run(registry+", beside another one", func(t *testing.T) {
			o := object(t, env.file)
			addRemark(o, remark(env.right, []string{oneLine(t, otherName), oneLine(t, ourName)}))
			j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
			require.Equal(t, rdap.Pass, j.Verdict)
			require.Contains(t, ids(j), rdap.CertificatePublished)
			require.Contains(t, ids(j), rdap.CertificateStale)
		})
		t.Run(registry+", twice, and wrongly first", func(t *testing.T) {
			o := object(t, env.file)
			addRemark(firstEntity(t, o), remark(env.right, []string{oneLine(t, ourName)}))
			addRemark(o, remark(env.right, wrapped(t, oneLine(t, ourName))))
			addRemark(o, remark(env.right, []string{oneLine(t, ourName)}))
			j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
			require.Equal(t, rdap.Pass, j.Verdict)
			require.Contains(t, ids(j), rdap.CertificatePublished)
		})
		t.Run(registry+", incomplete", func(t *testing.T) {
			o := object(t, env.file)
			addRemark(o, map[string]any{"type": "object truncated due to excessive load"})
			j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
			require.Equal(t, rdap.Unknown, j.Verdict)
			require.Equal(t, []rdap.ID{rdap.RecordIncomplete}, ids(j))

			addRemark(o, remark(env.right, []string{oneLine(t, ourName)}))
			j = rdap.Judge(parseObject(t, o), ours(t, env.asn))
			require.Equal(t, rdap.Pass, j.Verdict, "what is there is there")
		})
	}
}

func TestJudgeReportsWhatIsPublishedInstead(t *testing.T) {
	env := envelopes["arin"]
	for kind, text := range instead(t) {
		o := object(t, env.file)
		addRemark(o, remark(env.right, []string{strings.ReplaceAll(text, "\n", "")}))
		j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
		require.Equal(t, rdap.Fail, j.Verdict)
		if kind == certgen.KindSecretKey {
			require.Contains(t, ids(j), rdap.CertificateSecret)
			for _, f := range j.Findings {
				require.NotContains(t, f.Seen+f.Summary+f.Mend, "MII", "never echoed")
			}
		} else {
			require.Contains(t, ids(j), rdap.CertificateInstead)
		}

		// A private key is a no even beside the right certificate.
		addRemark(o, remark(env.right, []string{oneLine(t, ourName)}))
		j = rdap.Judge(parseObject(t, o), ours(t, env.asn))
		require.Equal(t, kind == certgen.KindSecretKey, j.Verdict == rdap.Fail)
	}
}

func TestJudgeOfRegistriesThatAWSDoesNotRead(t *testing.T) {
	for file, n := range map[string]resource.ASN{"lacnic-autnum-28000.json": 28000, "afrinic-autnum-37271.json": 37271, "registrobr-autnum-53170-truncated.json": 53170} {
		o := object(t, file)
		addRemark(o, remark("description", []string{oneLine(t, ourName)}))
		j := rdap.Judge(parseObject(t, o), ours(t, n))
		require.Equal(t, rdap.Fail, j.Verdict, file)
		require.Equal(t, []rdap.ID{rdap.RegistryNotSupported}, ids(j))
		require.Len(t, j.Found, 1)
	}
}

func TestJudgeOfANationalRegistry(t *testing.T) {
	env := envelopes["apnic"]
	for name, change := range map[string]func(o map[string]any){
		"by its link": func(o map[string]any) {
			o["links"] = []any{map[string]any{"rel": "self", "href": "https://jpnic.rdap.apnic.net/autnum/9269"}}
		},
		"by its whois server": func(o map[string]any) { o["port43"] = "whois.nic.ad.jp" },
	} {
		o := object(t, env.file)
		addRemark(o, remark(env.right, []string{oneLine(t, ourName)}))
		change(o)
		j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
		require.Equal(t, rdap.Fail, j.Verdict, name)
		require.Equal(t, []rdap.ID{rdap.RegistryNational}, ids(j), name)
	}
}

func TestJudgeTellsTheObjectFromABlock(t *testing.T) {
	env := envelopes["apnic"]
	o := object(t, env.file)
	addRemark(o, remark(env.right, []string{oneLine(t, ourName)}))
	o["startAutnum"], o["endAutnum"] = 9216, 10239
	j := rdap.Judge(parseObject(t, o), ours(t, env.asn))
	require.Equal(t, rdap.Fail, j.Verdict)
	require.Contains(t, ids(j), rdap.RecordBlock)

	j = rdap.Judge(parseObject(t, o), ours(t, 12345))
	require.Equal(t, rdap.Unknown, j.Verdict)
	require.Equal(t, []rdap.ID{rdap.RecordOther}, ids(j))
}

func TestJudgeLooksAtTheValidity(t *testing.T) {
	env := envelopes["arin"]
	o := object(t, env.file)
	addRemark(o, remark(env.right, []string{oneLine(t, ourName)}))
	r := parseObject(t, o)
	cert := parse(t, oneLine(t, ourName))
	for at, want := range map[time.Time]rdap.ID{
		cert.NotBefore.Add(-time.Hour):         rdap.CertificateNotYetValid,
		cert.NotAfter.Add(time.Hour):           rdap.CertificateExpired,
		cert.NotAfter.Add(-3 * 24 * time.Hour): rdap.CertificateEnding,
	} {
		q := ours(t, env.asn)
		q.Now = at
		j := rdap.Judge(r, q)
		require.Contains(t, ids(j), want)
		require.Equal(t, want == rdap.CertificateEnding, j.Verdict == rdap.Pass)
	}
}

func TestJudgeKnowsARenewedCertificateByItsKey(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	old, renewed := renew(t, key, now, 30), renew(t, key, now, 365)
	env := envelopes["arin"]
	o := object(t, env.file)
	addRemark(o, remark(env.right, []string{certgen.OneLine(old)}))
	r := parseObject(t, o)

	j := rdap.Judge(r, rdap.Question{ASN: env.asn, Certificate: renewed, Now: now})
	require.Equal(t, rdap.Pass, j.Verdict)
	require.Equal(t, []rdap.ID{rdap.CertificateRenewed}, ids(j))

	j = rdap.Judge(r, rdap.Question{ASN: env.asn, PublicKey: &key.PublicKey, Now: now})
	require.Equal(t, []rdap.ID{rdap.CertificatePublished}, ids(j))

	// Of two, the one that is valid decides.
	addRemark(o, remark(env.right, []string{certgen.OneLine(renewed)}))
	j = rdap.Judge(parseObject(t, o), rdap.Question{ASN: env.asn, PublicKey: &key.PublicKey, Now: now.AddDate(0, 0, 60)})
	require.Equal(t, rdap.Pass, j.Verdict)
}

func TestJudgeWithoutACertificateTakesAny(t *testing.T) {
	env := envelopes["arin"]
	q := ours(t, env.asn)
	q.Certificate = nil
	o := object(t, env.file)
	require.Equal(t, rdap.Fail, rdap.Judge(parseObject(t, o), q).Verdict)
	addRemark(o, remark(env.right, []string{oneLine(t, ourName)}))
	require.Equal(t, rdap.Pass, rdap.Judge(parseObject(t, o), q).Verdict)
}

func TestJudgeOfAnAddressRange(t *testing.T) {
	o := object(t, "apnic-ip-1.1.1.0-24.json")
	addRemark(o, remark("remarks", []string{oneLine(t, ourName)}))
	r := parseObject(t, o)
	for prefix, want := range map[string]struct {
		verdict rdap.Verdict
		id      rdap.ID
	}{
		"1.1.1.0/24":    {rdap.Pass, rdap.RecordExact},
		"1.1.1.0/25":    {rdap.Pass, rdap.RecordParent},
		"1.1.0.0/16":    {rdap.Unknown, rdap.RecordMoreSpecific},
		"1.1.2.0/24":    {rdap.Unknown, rdap.RecordOther},
		"2001:db8::/32": {rdap.Unknown, rdap.RecordOther},
	} {
		q := ours(t, 0)
		q.Prefix = netip.MustParsePrefix(prefix)
		j := rdap.Judge(r, q)
		require.Equal(t, want.verdict, j.Verdict, prefix)
		require.Contains(t, ids(j), want.id, prefix)
	}
	j := rdap.Judge(r, ours(t, 13335))
	require.Equal(t, []rdap.ID{rdap.RecordOther}, ids(j), "a range's record proves no ASN")
}

func TestJudgeOfWhoisTellsTheField(t *testing.T) {
	line := oneLine(t, ourName)
	ripe := "aut-num:        AS64496\nas-name:        EXAMPLE-AS\n%s:          " + line + "\norg:            ORG-EX1-RIPE\nsource:         RIPE\n"
	arin := "ASNumber:       64496\nASName:         EXAMPLE\nASHandle:       AS64496\nComment:        " + line + "\nRef:            https://rdap.arin.net/registry/autnum/64496\n"
	for name, test := range map[string]struct {
		text string
		id   rdap.ID
	}{
		"RIPE descr":    {fmt.Sprintf(ripe, "descr"), rdap.CertificatePublished},
		"RIPE remarks":  {fmt.Sprintf(ripe, "remarks"), rdap.CertificateWrongField},
		"APNIC remarks": {strings.ReplaceAll(fmt.Sprintf(ripe, "remarks"), "RIPE\n", "APNIC\n"), rdap.CertificatePublished},
		"APNIC descr":   {strings.ReplaceAll(fmt.Sprintf(ripe, "descr"), "RIPE\n", "APNIC\n"), rdap.CertificateWrongField},
		"ARIN Comment":  {arin, rdap.CertificatePublished},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := rdap.Parse([]byte(test.text))
			require.NoError(t, err)
			require.True(t, r.TellsFields())
			j := rdap.Judge(r, ours(t, 64496))
			require.Equal(t, []rdap.ID{test.id}, ids(j))
			require.Equal(t, test.id == rdap.CertificatePublished, j.Verdict == rdap.Pass)
		})
	}
}

func TestJudgeFindingsSayWhatToDo(t *testing.T) {
	for _, env := range envelopes {
		j := rdap.Judge(parseObject(t, object(t, env.file)), ours(t, env.asn))
		for _, f := range j.Findings {
			require.NotEmpty(t, f.Summary)
			require.NotEmpty(t, f.Mend)
			require.NotContains(t, f.Summary+f.Seen+f.Mend, "%!")
		}
	}
}
