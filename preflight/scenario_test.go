package preflight_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"flag"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/sign"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A scenario is one mutation of a proof that passes, and the checks that it
// turns. Names begin with the reason for a failure that they belong to, as
// testdata/REASONS.md lists them.
type scenario struct {
	name   string
	base   func(testing.TB) *proof
	mutate func(p *proof)
	verdict
}

// A verdict is what a report is to say: fail, unknown and warn list the checks
// that are so by themselves, and not because of another one.
type verdict struct {
	fail, unknown, warn []problem.ID
}

func fails(ids ...problem.ID) verdict    { return verdict{fail: ids} }
func unknowns(ids ...problem.ID) verdict { return verdict{unknown: ids} }
func warns(ids ...problem.ID) verdict    { return verdict{warn: ids} }

// sent changes the message, and signs what is sent.
func sent(message string) func(*proof) { return func(p *proof) { p.message = message } }

// sentRaw changes the text on its way: what was signed is as it should be.
func sentRaw(change func(string) string) func(*proof) {
	return func(p *proof) { p.signed, p.message = p.message, change(p.message) }
}

// signedText signs another text than is sent.
func signedText(text string) func(*proof) { return func(p *proof) { p.signed = text } }

// encoded changes the signature's text.
func encoded(change func(string) string) func(*proof) {
	return func(p *proof) {
		right := p.sign
		p.sign = func(text string) string { return change(right(text)) }
	}
}

// published changes what stands where AWS looks.
func published(lines ...string) func(*proof) { return func(p *proof) { p.lines = lines } }

// publishedFor makes the certificate from the test's key.
func publishedFor(from, to time.Time) func(*proof) {
	return func(p *proof) {
		p.lines = []string{certgen.OneLine(certificate(p.t, key(p.t, "key.pem"), "Example Networks", from, to))}
	}
}

// recorded changes the answer that the certificate goes into.
func recorded(envelope, title string, change func(record)) func(*proof) {
	return func(p *proof) { p.envelope, p.title, p.change = envelope, title, change }
}

func authorizations(vrps ...[]roa.VRP) func(*proof) {
	return func(p *proof) {
		p.vrps = []roa.VRP{}
		for _, some := range vrps {
			p.vrps = append(p.vrps, some...)
		}
	}
}

func told(tell func(*preflight.Input)) func(*proof) {
	return func(p *proof) {
		before := p.tell
		p.tell = func(in *preflight.Input) {
			if before != nil {
				before(in)
			}
			tell(in)
		}
	}
}

// all puts mutations together that are one from the user's side.
func all(mutations ...func(*proof)) func(*proof) {
	return func(p *proof) {
		for _, m := range mutations {
			m(p)
		}
	}
}

func oneLine(p *proof) string { return certgen.OneLine(ours(p.t)) }

// replaced changes the certificate's line.
func replaced(change func(line string) []string) func(*proof) {
	return func(p *proof) { p.lines = change(oneLine(p)) }
}

// moved puts the line into an entity's remarks.
func moved(i int) func(*proof) {
	return func(p *proof) {
		line, title := oneLine(p), p.title
		p.lines = nil
		p.change = func(r record) { addRemark(entity(r, i), title, line) }
	}
}

func pkcs1(p *proof) {
	p.sign = func(text string) string {
		digest := sha256.Sum256([]byte(text))
		sig, err := rsa.SignPKCS1v15(rand.Reader, key(p.t, "key.pem"), crypto.SHA256, digest[:])
		require.NoError(p.t, err)
		return sign.Signature(sig).String()
	}
}

func signedWith(file string, hash crypto.Hash, salt int) func(*proof) {
	return func(p *proof) { p.sign = pss(p.t, key(p.t, file), hash, salt) }
}

func standardBase64(s string) string {
	return strings.NewReplacer("-", "+", "_", "=", "~", "/").Replace(s)
}

func base64URL(s string) string {
	raw, err := base64.StdEncoding.DecodeString(standardBase64(s))
	if err != nil {
		return s
	}
	return base64.URLEncoding.EncodeToString(raw)
}

// keyPEM writes the test's key, or what is made of it.
func keyPEM(p *proof, label string) string {
	k := key(p.t, "key.pem")
	var der []byte
	var err error
	switch label {
	case "PRIVATE KEY":
		der, err = x509.MarshalPKCS8PrivateKey(k)
	case "PUBLIC KEY":
		der, err = x509.MarshalPKIXPublicKey(&k.PublicKey)
	case "CERTIFICATE REQUEST":
		der, err = x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, k)
	}
	require.NoError(p.t, err)
	return strings.ReplaceAll(string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der})), "\n", "")
}

func instead(label string) func(*proof) {
	return func(p *proof) { p.lines = []string{keyPEM(p, label)} }
}

// flipped changes a letter in the certificate's own signature.
func flipped(line string) []string {
	i := strings.LastIndex(line, "-----END") - 100
	letter := "A"
	if line[i] == 'A' {
		letter = "B"
	}
	return []string{line[:i] + letter + line[i+1:]}
}

func wrapped(line string) []string {
	var lines []string
	for len(line) > 64 {
		lines, line = append(lines, line[:64]), line[64:]
	}
	return append(lines, line)
}

func without(cut string) func(string) []string {
	return func(line string) []string { return []string{strings.Replace(line, cut, "", 1)} }
}

// fromWhois replaces a recorded answer by a whois text.
func fromWhois(text func(line string) string) func(*proof) {
	return func(p *proof) {
		line := oneLine(p)
		p.envelope = ""
		told(func(in *preflight.Input) {
			parsed, err := rdap.Parse([]byte(text(line)))
			require.NoError(p.t, err)
			in.Record = parsed
		})(p)
	}
}

func ripeWhois(attribute string) func(line string) string {
	return func(line string) string {
		return "aut-num:        AS205697\nas-name:        EXAMPLE\n" + attribute + " " + line + "\nsource:         RIPE\n"
	}
}

func TestEveryScenarioTurnsItsOwnChecksAndNoOther(t *testing.T) {
	names := map[string]bool{}
	entries := catalogue(t)
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			require.False(t, names[s.name], "two scenarios have one name")
			names[s.name] = true
			report := s.report(t)
			require.Equal(t, s.verdict, turned(report))
			require.Equal(t, s.overall(), report.Verdict)
			require.Equal(t, entries[s.name], entry(report), "run the test with -update and look at the difference")
			if slices.Contains(whole, s.name) {
				golden(t, s.name, signatureText.ReplaceAllString(report.Text(0, nil), "SIGNATURE"))
			}
		})
	}
}

// whole are the scenarios whose reports are kept as a whole too.
var whole = []string{"00 an ASN at ARIN that passes", "00 an ASN at RIPE NCC by whois", "00 an ASN at APNIC", "00 a range at ARIN", "R1 on the organization"}

func TestEveryGoldenFileHasAScenario(t *testing.T) {
	files, err := os.ReadDir("testdata/golden")
	require.NoError(t, err)
	require.Len(t, files, len(whole))
	require.Len(t, catalogue(t), len(scenarios))
}

// catalogue reads testdata/scenarios.txtar: for each scenario the headline, the
// steps and the checks that it turns. With -update it is written anew.
func catalogue(t *testing.T) map[string]string {
	t.Helper()
	const path = "testdata/scenarios.txtar"
	if *update {
		a := &txtar.Archive{Comment: []byte("Each scenario of scenarios_test.go: the headline, what to do, and the checks that it turns.\n\n")}
		for _, s := range scenarios {
			a.Files = append(a.Files, txtar.File{Name: s.name, Data: []byte(entry(s.report(t)))})
		}
		require.NoError(t, os.WriteFile(path, txtar.Format(a), 0o644))
	}
	a, err := txtar.ParseFile(path)
	require.NoError(t, err, "run the test with -update once")
	entries := map[string]string{}
	for _, f := range a.Files {
		entries[f.Name] = string(f.Data)
	}
	return entries
}

// entry is a report in the catalogue.
func entry(report *preflight.Report) string {
	var b strings.Builder
	fmt.Fprintln(&b, report.Headline)
	for i, step := range report.Steps {
		fmt.Fprintf(&b, "  %d. %s\n", i+1, step)
	}
	for _, c := range report.Checks {
		if c.Verdict != preflight.Pass && c.Because == "" && (c.Decides || c.Verdict != preflight.Unknown) {
			fmt.Fprintf(&b, "%s %s: %s\n", c.Verdict, c.ID, c.Summary)
			if c.Seen != "" {
				fmt.Fprintf(&b, "    seen: %s\n", c.Seen)
			}
		}
	}
	return signatureText.ReplaceAllString(b.String(), "SIGNATURE")
}

// proof makes the scenario's.
func (s scenario) proof(t testing.TB) *proof {
	p := s.base(t)
	if s.mutate != nil {
		s.mutate(p)
	}
	return p
}

// report judges a scenario.
func (s scenario) report(t testing.TB) *preflight.Report { return run(t, s.proof(t).input()) }

// reasons reads testdata/REASONS.md: for each of AWS's reasons the checks that
// find it.
func reasons(t *testing.T) map[string][]problem.ID {
	t.Helper()
	page, err := os.ReadFile("testdata/REASONS.md")
	require.NoError(t, err)
	all := map[string][]problem.ID{}
	for _, row := range regexp.MustCompile(`(?m)^\| ([A-Z][0-9]) \| .+ \| (.+) \|$`).FindAllStringSubmatch(string(page), -1) {
		for id := range strings.SplitSeq(row[2], ", ") {
			all[row[1]] = append(all[row[1]], problem.ID(strings.Trim(id, "`")))
		}
	}
	require.Len(t, all, 34)
	return all
}

func TestReasonsChecksAndScenariosAgree(t *testing.T) {
	known := map[problem.ID]bool{}
	for reason, checks := range reasons(t) {
		require.True(t, slices.ContainsFunc(scenarios, func(s scenario) bool { return strings.HasPrefix(s.name, reason+" ") }), "no scenario of %s", reason)
		for _, id := range checks {
			require.Contains(t, preflight.IDs(), id, reason)
			known[id] = true
		}
	}
	require.Len(t, known, len(preflight.IDs()), "a check that finds none of the reasons")
	for _, s := range scenarios {
		reason, _, _ := strings.Cut(s.name, " ")
		turned := slices.Concat(s.fail, s.unknown, s.warn)
		if reason != "00" && len(turned) > 0 {
			require.Subset(t, reasons(t)[reason], turned, "%s turns a check that is not its reason's", s.name)
		}
	}
}

func TestTheDocumentationListsTheChecksInOrder(t *testing.T) {
	page, err := os.ReadFile("../docs/checking.md")
	require.NoError(t, err)
	_, table, found := strings.Cut(string(page), "| check | a pass means |\n|---|---|\n")
	require.True(t, found)
	table, _, _ = strings.Cut(table, "\n\n")
	var listed []problem.ID
	for row := range strings.Lines(table) {
		for _, id := range regexp.MustCompile("`([a-z0-9-]+)`").FindAllStringSubmatch(strings.Split(row, "|")[1], -1) {
			listed = append(listed, problem.ID(id[1]))
		}
	}
	require.Equal(t, preflight.IDs(), listed)
	for _, report := range []*preflight.Report{run(t, ofASN(t).input()), run(t, preflight.Input{Now: now})} {
		for i, c := range report.Checks {
			require.Equal(t, listed[i], c.ID)
		}
	}
}

// overall is the verdict that follows from the checks' verdicts.
func (v verdict) overall() preflight.Verdict {
	switch {
	case len(v.fail) > 0:
		return preflight.Fail
	case len(v.unknown) > 0:
		return preflight.Unknown
	}
	return preflight.Pass
}

// turned lists the checks of a report that are not a pass by themselves.
func turned(report *preflight.Report) verdict {
	var v verdict
	for _, c := range report.Checks {
		switch {
		case c.Because != "" || !c.Decides && c.Verdict == preflight.Unknown:
		case c.Verdict == preflight.Fail:
			v.fail = append(v.fail, c.ID)
		case c.Verdict == preflight.Unknown:
			v.unknown = append(v.unknown, c.ID)
		case c.Verdict == preflight.Warn:
			v.warn = append(v.warn, c.ID)
		}
	}
	return v
}

// signatureText finds a signature in AWS's text form: it differs at each run.
var signatureText = regexp.MustCompile(`[0-9A-Za-z~-]{300,}_*`)

func golden(t *testing.T, name, got string) {
	t.Helper()
	goldenFile(t, "golden/"+strings.NewReplacer(" ", "-", ",", "", "'", "").Replace(name)+".txt", got)
}

func goldenFile(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update once")
	require.Equal(t, string(want), got)
}

func prefix(s string) netip.Prefix { return netip.MustParsePrefix(s) }
