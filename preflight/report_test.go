package preflight_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/roa"
)

func TestAnInputThatIsMissingIsNeverAPass(t *testing.T) {
	for name, drop := range map[string]func(*preflight.Input){
		"everything":      func(in *preflight.Input) { *in = preflight.Input{Now: now} },
		"the message":     func(in *preflight.Input) { in.Message = "" },
		"the signature":   func(in *preflight.Input) { in.Signature = "" },
		"the record":      func(in *preflight.Input) { in.Record = nil },
		"the ROAs":        func(in *preflight.Input) { in.ROAs.Answers = nil },
		"one of the ROAs": func(in *preflight.Input) { in.ROAs.Answers = in.ROAs.Answers[1:] },
		"message and signature": func(in *preflight.Input) {
			in.Message, in.Signature, in.Certificate = "", "", ours(t)
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := ofASN(t).input()
			drop(&in)
			report := run(t, in)
			require.Equal(t, preflight.Unknown, report.Verdict)
			require.Empty(t, turned(report).fail)
			require.NotEmpty(t, report.Steps, "it says what to supply")
			hold(t, in, report)
		})
	}
}

func TestTheROAsOfAnASNDecideOnlyIfARangeIsAskedAbout(t *testing.T) {
	in := ofASN(t).input()
	in.ROAs.Answers, in.Prefix = nil, netip.Prefix{}
	report := run(t, in)
	require.Equal(t, preflight.Pass, report.Verdict)
	require.Equal(t, preflight.Unknown, check(report, preflight.ROAAmazon).Verdict, "and still they are no pass")
}

func TestTheAnswerIsForTheDayThatIsGiven(t *testing.T) {
	in := ofASN(t).input()
	in.ROAs.Read = now
	for day, want := range map[string]preflight.Verdict{"2026-11-23": preflight.Pass, "2026-12-20": preflight.Pass, "2026-12-28": preflight.Unknown, "2027-01-01": preflight.Fail} {
		at, err := time.Parse(time.DateOnly, day)
		require.NoError(t, err)
		in.Now = at.Add(12 * time.Hour)
		require.Equal(t, want, run(t, in).Verdict, day)
	}
}

func TestACertificateThatIsNotPublishedYetIsJudgedAllTheSame(t *testing.T) {
	in := ofASN(t).input()
	in.Record, in.Certificate = nil, certificate(t, key(t, "key.pem"), "Old", now.AddDate(-2, 0, 0), now.AddDate(-1, 0, 0))
	report := run(t, in)
	require.Equal(t, []problem.ID{preflight.CertificateValidity}, turned(report).fail)
	require.Equal(t, preflight.Pass, check(report, preflight.SignatureScheme).Verdict)
	require.Contains(t, check(report, preflight.SignatureScheme).Seen, "the certificate given")
	require.Equal(t, preflight.RecordFound, check(report, preflight.SignatureMatches).Because)
}

func TestWhatIsNotPublicHasNoRecord(t *testing.T) {
	in := ofASN(t).input()
	in.Message, in.Record = "1|aws|123456789012|64512|20261231|SHA256|RSAPSS", nil
	require.Equal(t, preflight.ResourcePublic, check(run(t, in), found).Because)
}

func TestTheRangeThatIsAskedAboutIsJudgedWithoutAMessage(t *testing.T) {
	in := ofASN(t).input()
	in.Message, in.ASN = "", 2914
	for _, id := range ids(roaAmazon, roaOwn, roaMaxLength, roaAS0) {
		require.Equal(t, preflight.Pass, check(run(t, in), id).Verdict, id)
	}
}

func TestTheHeadlineOfARefusedProofIsNotAboutTheRange(t *testing.T) {
	p := ofASN(t)
	signedText("1|aws|123456789012|2915|20261231|SHA256|RSAPSS")(p)
	in := p.input()
	in.Prefix = prefix("192.41.245.0/25")
	require.Contains(t, run(t, in).Headline, "over another text")
}

func TestWhatWasMeantIsSentOnlyIfAWSWouldTakeIt(t *testing.T) {
	p := ofASN(t)
	p.message = "1|aws|123456789012|2914|2020-12-31|SHA256|RSAPSS"
	c := check(run(t, p.input()), expiry)
	require.Contains(t, c.Summary, "And 1 more fault")
	require.NotContains(t, c.Fix, "send this instead")
	p.message = "1|aws|123456789012|2914|2026-12-31|SHA256|RSAPSS"
	require.Contains(t, check(run(t, p.input()), expiry).Fix, "send this instead: 1|aws|123456789012|2914|20261231|SHA256|RSAPSS")
}

func TestASecretIsTheFirstThingToFix(t *testing.T) {
	p := ofASN(t)
	p.message = strings.Replace(p.message, "2026", "2025", 1)
	p.lines = append(p.lines, keyPEM(p, "PRIVATE KEY"))
	report := run(t, p.input())
	require.Contains(t, report.Headline, "PRIVATE KEY")
	require.Contains(t, report.Steps[0], "Remove it at once")
}

func TestWithoutATimeNothingThatDependsOnItIsDecided(t *testing.T) {
	for _, s := range scenarios {
		in, ok := assemble(s.proof(t))
		require.True(t, ok)
		in.Now, in.ROAs.Read = time.Time{}, time.Time{}
		report := run(t, in)
		require.NotEqual(t, preflight.Pass, report.Verdict, s.name)
		for _, id := range []problem.ID{expiry, validity} {
			c := check(report, id)
			impossible := id == expiry && strings.HasPrefix(s.name, "M7 the day is impossible")
			require.True(t, c.Verdict == preflight.Unknown || impossible, "%s: %s is %s", s.name, id, c.Verdict)
		}
	}
}

// proofs and announcements are the states of either, made one at a time.
var (
	proofs        = map[preflight.Verdict]func(*preflight.Input){preflight.Pass: func(*preflight.Input) {}, preflight.Fail: func(in *preflight.Input) { in.Account = "210987654321" }, preflight.Unknown: func(in *preflight.Input) { in.Record = nil }}
	announcements = map[preflight.Verdict]func(*preflight.Input){preflight.Pass: func(*preflight.Input) {}, preflight.Fail: noROAs, preflight.Unknown: func(in *preflight.Input) { in.ROAs.Answers = nil }}
)

func noROAs(in *preflight.Input) {
	for i, v := range in.ROAs.Answers {
		in.ROAs.Answers[i] = roa.Validate(nil, v.Question, now)
	}
}

func TestTheHeadlineSaysOneThingForEachState(t *testing.T) {
	const proof = "AWS would accept the proof for AS2914 and account 123456789012"
	const pass, fail, unknown = preflight.Pass, preflight.Fail, preflight.Unknown
	for _, test := range []struct {
		proof, route, want preflight.Verdict
		headline           string
	}{
		{pass, pass, pass, "Yes: by everything that AWS documents, it would accept the proof for AS2914 and account 123456789012."},
		{pass, fail, fail, "No: " + proof + ", and the range could not be announced. No ROA lets"},
		{pass, unknown, unknown, "Unknown: " + proof + ", and it cannot be told whether the range could be announced. The ROAs for"},
		{fail, pass, fail, "No: AWS would refuse the proof for AS2914 and account 123456789012. The message is for another account"},
		{fail, fail, fail, "No: AWS would refuse the proof for AS2914 and account 123456789012, and the range could not be announced either. The message is for another account"},
		{fail, unknown, fail, "No: AWS would refuse the proof for AS2914 and account 123456789012. The message is for another account"},
		{unknown, pass, unknown, "Unknown: it cannot be told whether " + proof + ". There is no record"},
		{unknown, fail, unknown, "Unknown: it cannot be told whether " + proof + ", and the range could not be announced as things are. There is no record"},
		{unknown, unknown, unknown, "Unknown: it cannot be told whether " + proof + ", nor whether the range could be announced. There is no record"},
	} {
		t.Run(string(test.proof+" and "+test.route), func(t *testing.T) {
			in := ofASN(t).input()
			proofs[test.proof](&in)
			announcements[test.route](&in)
			report := run(t, in)
			require.Equal(t, test.want, report.Verdict)
			require.True(t, strings.HasPrefix(report.Headline, test.headline), report.Headline)
			require.Equal(t, test.proof == pass, report.Next != "")

			in = ofRange(t).input()
			proofs[test.proof](&in)
			announcements[test.route](&in)
			report = run(t, in)
			require.Equal(t, test.want, report.Verdict, report.Headline)
			require.Equal(t, test.want == pass, report.Next != "")
		})
	}
}

func TestAReportRoundTripsThroughJSON(t *testing.T) {
	for _, s := range scenarios {
		report := run(t, s.proof(t).input())
		written, err := json.Marshal(struct{ Report preflight.Report }{*report})
		require.NoError(t, err)
		var read struct{ Report preflight.Report }
		require.NoError(t, json.Unmarshal(written, &read))
		again, err := json.Marshal(read)
		require.NoError(t, err)
		require.JSONEq(t, string(written), string(again))
		require.Equal(t, report.Text(80, nil), read.Report.Text(80, nil))
		require.Nil(t, read.Report.Request, "what was not written is not there")
	}
	require.ErrorContains(t, json.Unmarshal([]byte(`{"version": 1, "verdict": "pass"}`), new(preflight.Report)), "version 1")
}

func TestJSONHasTheDocumentedMembers(t *testing.T) {
	data, err := json.Marshal(run(t, ofASN(t).input()))
	require.NoError(t, err)
	var all map[string]any
	require.NoError(t, json.Unmarshal(data, &all))
	for _, name := range []string{"version", "verdict", "headline", "steps", "resource", "account", "expires", "at", "checks", "record", "certificate", "published", "next"} {
		require.Contains(t, all, name)
		delete(all, name)
	}
	require.Empty(t, all, "a member that is not documented")
}

func TestTextFromOutsideStaysText(t *testing.T) {
	const hostile = "<script>alert(1)</script>|`x`\n# x\x1b[31m"
	p := ofASN(t)
	p.lines = []string{certgen.OneLine(certificate(t, key(t, "key.pem"), hostile, now.AddDate(0, -1, 0), now.AddDate(1, 0, 0)))}
	in := p.input()
	report := run(t, in)
	require.Equal(t, preflight.Pass, report.Verdict)

	page := report.HTML()
	require.NotContains(t, page, "<script")
	require.Contains(t, page, "&lt;script")
	table := report.Markdown()
	require.NotContains(t, withoutCode(t, table), "script")
	for _, form := range []string{page, table, report.Text(0, nil)} {
		require.NotContains(t, form, "\x1b")
		require.NotContains(t, form, "\n# x")
	}
}

// withoutCode takes the code spans out of Markdown: a run of backticks opens one,
// and the next run of the same length closes it.
func withoutCode(t *testing.T, s string) string {
	t.Helper()
	run := regexp.MustCompile("`+")
	var b strings.Builder
	for {
		open := run.FindStringIndex(s)
		if open == nil {
			return b.String() + s
		}
		b.WriteString(s[:open[0]])
		fence, rest := s[open[0]:open[1]], s[open[1]:]
		end := -1
		for _, at := range run.FindAllStringIndex(rest, -1) {
			if at[1]-at[0] == len(fence) {
				end = at[1]
				break
			}
		}
		require.NotEqual(t, -1, end, "a code span is not closed")
		s = rest[end:]
	}
}

// styleSheet is report.css, which stands in every page and needs no copy more.
var styleSheet = regexp.MustCompile(`(?s)<style>.+</style>`)

func TestEveryFormAsAWhole(t *testing.T) {
	for _, name := range []string{"00 an ASN at ARIN that passes", "R1 on the organization"} {
		i := slices.IndexFunc(scenarios, func(s scenario) bool { return s.name == name })
		p := scenarios[i].base(t)
		if scenarios[i].mutate != nil {
			scenarios[i].mutate(p)
		}
		report := run(t, p.input())
		data, err := json.MarshalIndent(report, "", "  ")
		require.NoError(t, err)
		for form, text := range map[string]string{".json": string(data) + "\n", ".md": report.Markdown(), ".html": report.HTML()} {
			text = signatureText.ReplaceAllString(text, "SIGNATURE")
			text = styleSheet.ReplaceAllString(text, "<style>report.css</style>")
			goldenFile(t, "forms/"+strings.ReplaceAll(name, " ", "-")+form, text)
		}
	}
}

func TestARequestComesWithTheCommand(t *testing.T) {
	request := run(t, ofASN(t).input()).Request
	require.NotNil(t, request)
	request.IPAM = "ipam-0123456789abcdef0"
	_, err := request.Command()
	require.NoError(t, err)
	require.Nil(t, run(t, preflight.Input{Now: now}).Request)
}

func TestOnlyADefiniteAnswerOfTheRegistryIsAbsence(t *testing.T) {
	notFound := []byte(`{"errorCode": 404, "title": "Not Found"}`)
	_, saved := rdap.Parse(notFound)
	_, printed := rdap.Parse([]byte("%ERROR:101: no entries found\n"))
	for name, test := range map[string]struct {
		err  error
		want preflight.Verdict
	}{
		"no network":                   {errors.New("no network"), preflight.Unknown},
		"a lookup's definite error":    {fmt.Errorf("looking: %w", &lookupError{absent: true}), preflight.Fail},
		"a lookup's other error":       {&lookupError{}, preflight.Unknown},
		"a saved RDAP error":           {saved, preflight.Fail},
		"whois's own words":            {printed, preflight.Fail},
		"an RDAP error that is no 404": {&rdap.ErrorObject{Code: 429}, preflight.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			require.Error(t, test.err)
			for _, only := range []bool{false, true} {
				in := ofASN(t).input()
				in.Record, in.RecordErr, in.RecordOnly = nil, test.err, only
				require.Equal(t, test.want, check(run(t, in), preflight.RecordFound).Verdict)
			}
		})
	}
}

type lookupError struct{ absent bool }

func (e *lookupError) Error() string { return "an error" }
func (e *lookupError) Absent() bool  { return e.absent }

func TestTheAnswerSaysWhyEachROAIsMissing(t *testing.T) {
	in := ofASN(t).input()
	in.ROAs.Answers = []roa.Validity{
		{Question: roa.Question{Prefix: in.Prefix, Origin: 16509}, Why: "too many requests"},
		{Question: roa.Question{Prefix: in.Prefix, Origin: 2914}, Why: "refused"},
	}
	report := run(t, in)
	require.Equal(t, "AS16509: too many requests", check(report, preflight.ROAAmazon).Seen)
	require.Equal(t, "AS2914: refused", check(report, preflight.ROAOwnASN).Seen)
	require.NotEmpty(t, report.Next, "AWS asks for the ROAs later")
}

func TestAnAnswerThatItsVRPsDoNotBearOutIsNone(t *testing.T) {
	in := ofRange(t).input()
	in.ROAs.Answers = []roa.Validity{
		{Question: roa.Question{Prefix: prefix("206.41.110.0/24"), Origin: 16509}, State: roa.Valid},
		{Question: roa.Question{Prefix: prefix("206.41.110.0/24"), Origin: 14618}, State: roa.Valid},
	}
	require.Equal(t, []problem.ID{preflight.ROAAmazon, preflight.ROAAS0}, turned(run(t, in)).unknown)
}

func TestAHugeMessageMakesNoHugeReport(t *testing.T) {
	in := ofASN(t).input()
	in.Message = strings.Repeat("1|aws|", 100_000)
	report := run(t, in)
	require.Less(t, len(report.Text(0, nil)), 20_000)
	require.Less(t, len(report.Headline), 500)
}

func TestTextIsWrappedAtTheColumnsGiven(t *testing.T) {
	p := ofASN(t)
	moved(0)(p)
	report := run(t, p.input())
	for line := range strings.Lines(report.Text(100, nil)) {
		line = strings.TrimSuffix(line, "\n")
		words := strings.Fields(line)
		longest := len(words) > 0 && len(words[len(words)-1]) > 60 // a fingerprint is never cut
		require.True(t, len(line) <= 100 || longest, line)
	}
	same := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	require.Equal(t, same(report.Text(0, nil)), same(report.Text(100, nil)), "wrapping changes blanks alone")
}

// sourceLink is a link to a page that a check is from, and the only sort of link.
var sourceLink = regexp.MustCompile(`<a href="https://(docs\.aws\.amazon\.com|www\.rfc-editor\.org|www\.iana\.org)/[A-Za-z0-9/.-]+">`)

func TestThePageNeedsNothingElse(t *testing.T) {
	for _, s := range scenarios {
		p := s.base(t)
		if s.mutate != nil {
			s.mutate(p)
		}
		page := sourceLink.ReplaceAllString(run(t, p.input()).HTML(), "")
		require.NotRegexp(t, regexp.MustCompile(`(?i)<script|<link|<img|<iframe|\ssrc=|\shref=|url\(|@import|https?://[^<]*["')]`), page)
	}
}

// Forges differ in tables and in HTML; lists they all have.
func TestMarkdownIsListsAndNoTable(t *testing.T) {
	p := ofASN(t)
	p.message = "1|1340135296|My First ROA|1234|10.0.0.0|8|16|"
	text := run(t, p.input()).Markdown()
	require.NotRegexp(t, `(?m)^\||<br>|<[a-z]`, text)
	require.Contains(t, text, "  - See: [Amazon VPC IPAM guide, Tutorial: Bring your ASN to IPAM](https://docs.aws.amazon.com/")
}

// Every reference of the table is a page, and so a link.
func TestEveryReferenceIsALink(t *testing.T) {
	for _, s := range scenarios {
		p := s.base(t)
		if s.mutate != nil {
			s.mutate(p)
		}
		report := run(t, p.input())
		page := report.HTML()
		for _, c := range report.Checks {
			if c.Verdict != preflight.Pass && c.Because == "" && c.Decides && c.Reference != "" && c.Reference != "not documented by AWS" {
				require.Regexp(t, sourceLink.String()+regexp.QuoteMeta(html.EscapeString(c.Reference)), page, c.ID)
			}
		}
	}
}

func TestWhatIsWrongComesBeforeWhatPasses(t *testing.T) {
	p := ofASN(t)
	moved(0)(p)
	page := run(t, p.input()).HTML()
	wrong, passed := strings.Index(page, `<div class="check fail">`), strings.Index(page, "<details>")
	require.Positive(t, wrong)
	require.Greater(t, passed, wrong)
	require.Contains(t, page, `<p class="counts">`)
}

func TestJUnitSaysWhatCameOfEachCheck(t *testing.T) {
	type outcome struct {
		Type string `xml:"type,attr"`
	}
	var suites struct {
		Suite struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Errors   int `xml:"errors,attr"`
			Skipped  int `xml:"skipped,attr"`
			Cases    []struct {
				Name    string   `xml:"name,attr"`
				Failure *outcome `xml:"failure"`
				Error   *outcome `xml:"error"`
				Skipped *outcome `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	for _, s := range scenarios {
		p := s.base(t)
		if s.mutate != nil {
			s.mutate(p)
		}
		report := run(t, p.input())
		require.NoError(t, xml.Unmarshal([]byte(report.JUnit()), &suites), s.name)
		counts := map[preflight.Verdict]int{}
		for i, c := range suites.Suite.Cases {
			require.Equal(t, string(report.Checks[i].ID), c.Name)
			switch {
			case c.Failure != nil:
				require.Equal(t, preflight.Fail, report.Checks[i].Verdict)
				counts[preflight.Fail]++
			case c.Error != nil:
				counts[preflight.Unknown]++
			case c.Skipped != nil:
				require.Equal(t, preflight.Unknown, report.Checks[i].Verdict)
			default:
				require.Contains(t, []preflight.Verdict{preflight.Pass, preflight.Warn}, report.Checks[i].Verdict)
			}
		}
		require.Equal(t, len(report.Checks), suites.Suite.Tests)
		require.Equal(t, counts[preflight.Fail], suites.Suite.Failures)
		require.Equal(t, counts[preflight.Unknown], suites.Suite.Errors)
		suites.Suite.Cases = nil
	}
}

func check(report *preflight.Report, id problem.ID) preflight.Check {
	for _, c := range report.Checks {
		if c.ID == id {
			return c
		}
	}
	return preflight.Check{}
}
