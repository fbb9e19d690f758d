package preflight_test

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// alone is the input for the record of a proof alone, with our certificate.
func alone(p *proof) preflight.Input {
	in := p.input()
	n, _ := preflight.Gather(in).Resource().ASN()
	return preflight.Input{RecordOnly: true, ASN: n, Record: in.Record, Certificate: ours(p.t), Now: now}
}

// places are those of a registry's record: where AWS looks, and, if RDAP can tell
// it, another field.
var places = map[string]struct {
	at           func(*proof)
	right, else_ string
}{
	"ARIN":     {func(*proof) {}, "Registration Comments", "Other"},
	"RIPE NCC": {atRIPE, "-", ""},
	"APNIC":    {atAPNIC, "remarks", "description"},
}

func TestTheRecordByRegistryPlaceAndForm(t *testing.T) {
	line := certgen.OneLine(ours(t))
	forms := map[string][]string{
		"whole":         {line},
		"after text":    {"Example Networks", "for AWS: " + line},
		"split":         wrapped(line),
		"joined":        {strings.Join(wrapped(line), " ")},
		"lost plus":     {strings.Replace(line, "+", "", 1)},
		"no END marker": {line[:len(line)-25]},
		"dashes":        {strings.ReplaceAll(line, "-----", "–––––")},
		"escaped":       {strings.Join(wrapped(line), `\n`)},
		"entities":      {strings.ReplaceAll(line, "+", "&#43;")},
	}
	for registry, place := range places {
		for name, lines := range forms {
			var wrong []problem.ID
			if name != "whole" && name != "after text" {
				wrong = ids(form)
			}
			judge := func(t *testing.T, mutate func(*proof)) verdict {
				p := ofASN(t)
				place.at(p)
				p.title, p.lines = place.right, nil
				mutate(p)
				return turned(run(t, alone(p)))
			}
			t.Run(registry+", "+name+", where AWS looks", func(t *testing.T) {
				want := verdict{fail: wrong}
				if registry == "RIPE NCC" {
					want.unknown = ids(placement)
				}
				require.Equal(t, want, judge(t, published(lines...)))
			})
			t.Run(registry+", "+name+", on an entity", func(t *testing.T) {
				got := judge(t, func(p *proof) { p.change = func(r record) { addRemark(entity(r, 0), place.right, lines...) } })
				require.Equal(t, slices.Concat(ids(placement), wrong), got.fail)
			})
			if place.else_ == "" {
				continue
			}
			t.Run(registry+", "+name+", in another field", func(t *testing.T) {
				got := judge(t, all(published(lines...), func(p *proof) { p.title = place.else_ }))
				require.Equal(t, slices.Concat(ids(placement), wrong), got.fail)
			})
		}
	}
}

func TestTheBestCertificateOfARecordDecides(t *testing.T) {
	k := key(t, "key.pem")
	good := ours(t)
	// soon ends within the week and is signed with SHA-512: two things that are
	// not known, and none that AWS refuses.
	template := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Soon"}, NotBefore: now.AddDate(0, -1, 0), NotAfter: now.AddDate(0, 0, 3), SignatureAlgorithm: x509.SHA512WithRSA}
	der, err := x509.CreateCertificate(rand.Reader, template, template, k.Public(), k)
	require.NoError(t, err)
	soon, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	judge := func(t *testing.T, given *x509.Certificate, lines ...string) (verdict, *preflight.Report) {
		p := ofASN(t)
		p.lines = lines
		in := alone(p)
		in.Certificate, in.PublicKey = given, &k.PublicKey
		report := run(t, in)
		return turned(report), report
	}
	t.Run("what AWS refuses weighs more than two things that are not known", func(t *testing.T) {
		got, report := judge(t, nil, flipped(certgen.OneLine(good))[0], certgen.OneLine(soon))
		require.Equal(t, certgen.Fingerprint(soon), report.Certificate.SHA256)
		require.Equal(t, verdict{unknown: ids(selfSignature, validity), warn: ids(stale)}, got)
	})
	t.Run("of two that are alike the one that ends later is taken", func(t *testing.T) {
		later := certificate(t, k, "Later", now.AddDate(0, -1, 0), now.AddDate(1, 0, 0))
		for _, lines := range [][]string{{certgen.OneLine(good), certgen.OneLine(later)}, {certgen.OneLine(later), certgen.OneLine(good)}} {
			_, report := judge(t, nil, lines...)
			require.Equal(t, certgen.Fingerprint(later), report.Certificate.SHA256)
		}
	})
	t.Run("a certificate with another signature over the same content is another", func(t *testing.T) {
		got, _ := judge(t, good, flipped(certgen.OneLine(good))...)
		require.Equal(t, verdict{fail: ids(selfSignature), warn: ids(isPublished)}, got)
	})
	t.Run("an expired one in the right place does not hide that ours is in the wrong", func(t *testing.T) {
		old := certificate(t, k, "Old", now.AddDate(-1, 0, 0), now)
		p := ofASN(t)
		p.lines = []string{certgen.OneLine(old)}
		p.change = func(r record) { addRemark(r, "Other", certgen.OneLine(good)) }
		in := alone(p)
		require.Equal(t, preflight.Pass, check(run(t, in), placement).Verdict, "it is valid up to its last second")
		in.Now = now.Add(time.Second)
		require.Equal(t, ids(placement), turned(run(t, in)).fail)
	})
	t.Run("an expired one of which another has the content does not hide that it is in the wrong field", func(t *testing.T) {
		old := certificate(t, k, "Old", now.AddDate(-1, 0, 0), now.AddDate(0, 0, -1))
		p := ofASN(t)
		p.lines = flipped(certgen.OneLine(old))
		p.change = func(r record) { addRemark(r, "Other", certgen.OneLine(old)) }
		in := alone(p)
		in.Certificate = old
		report := run(t, in)
		require.Equal(t, ids(placement, validity), turned(report).fail)
		require.Contains(t, check(report, validity).Fix, "ake a new certificate")
	})
	t.Run("one that ends later and is on the organization does not decide", func(t *testing.T) {
		later := certificate(t, k, "Later", now.AddDate(0, -1, 0), now.AddDate(2, 0, 0))
		p := ofASN(t)
		p.change = func(r record) { addRemark(entity(r, 0), p.title, certgen.OneLine(later)) }
		in := alone(p)
		in.Certificate, in.PublicKey = nil, &k.PublicKey
		require.Equal(t, verdict{}, turned(run(t, in)))
	})
	t.Run("the week's edge", func(t *testing.T) {
		week := certificate(t, k, "Week", now.AddDate(0, -1, 0), now.AddDate(0, 0, resource.ProvisioningDays))
		got, _ := judge(t, nil, certgen.OneLine(week))
		require.Equal(t, verdict{}, got)
		less := certificate(t, k, "Less", now.AddDate(0, -1, 0), now.AddDate(0, 0, resource.ProvisioningDays).Add(-time.Second))
		got, _ = judge(t, nil, certgen.OneLine(less))
		require.Equal(t, unknowns(validity), got)
	})
}

func TestABlockIsNotTheASNsOwnObject(t *testing.T) {
	for name, ends := range map[string][2]int{"around it": {9216, 10239}, "that begins with it": {9269, 9270}, "that ends with it": {9268, 9269}} {
		t.Run("a block "+name, func(t *testing.T) {
			p := ofASN(t)
			all(atAPNIC, func(p *proof) { p.change = func(r record) { r["startAutnum"], r["endAutnum"] = ends[0], ends[1] } })(p)
			require.Equal(t, fails(object), turned(run(t, alone(p))))
		})
	}
	t.Run("ARIN's, of which the record does not tell the holder", func(t *testing.T) {
		p := ofASN(t)
		p.change = func(r record) { r["endAutnum"] = 2950; delete(r, "entities") }
		require.Equal(t, unknowns(object), turned(run(t, alone(p))))
	})
}

func TestARegistryIsJudgedBeforeItsObject(t *testing.T) {
	for name, mutate := range map[string]func(*proof){
		"a part of the range": func(p *proof) {
			p.change = func(r record) { r["startAddress"], r["endAddress"] = "206.41.110.0", "206.41.110.127" }
		},
		"a parent of it": addressed("206.41.0.0", "206.41.255.255"),
		"the range":      func(*proof) {},
	} {
		for _, sign := range []record{{"port43": "whois.lacnic.net", "rdapConformance": []any{"lacnic_level_0"}}, {"port43": "whois.afrinic.net", "rdapConformance": []any{"rdap_level_0"}}} {
			t.Run(fmt.Sprintf("%s, at %s", name, sign["port43"]), func(t *testing.T) {
				p := ofRange(t)
				mutate(p)
				before := p.change
				p.change = func(r record) {
					if before != nil {
						before(r)
					}
					delete(r, "links")
					maps.Copy(r, sign)
				}
				report := run(t, p.input())
				require.Equal(t, fails(supported), turned(report))
				require.Contains(t, strings.Join(report.Steps, " "), "DNS TXT")
			})
		}
	}
}

func TestANationalRegistryIsNotDocumented(t *testing.T) {
	for name, change := range map[string]func(r record){
		"by its link": func(r record) {
			r["links"] = []any{record{"rel": "self", "href": "https://jpnic.rdap.apnic.net/autnum/9269"}}
		},
		"by its whois server": func(r record) { r["port43"] = "whois.nic.ad.jp" },
	} {
		t.Run(name, func(t *testing.T) {
			p := ofASN(t)
			all(atAPNIC, func(p *proof) { p.change = change })(p)
			report := run(t, p.input())
			require.Equal(t, unknowns(supported), turned(report))
			require.Contains(t, check(report, supported).Summary, "JPNIC")
			require.Contains(t, check(report, supported).Fix, "Ask AWS")
		})
	}
}

func TestWhatDepartsFromRFC5280IsUnknownAndJudgedAllTheSame(t *testing.T) {
	data, err := os.ReadFile("../internal/cli/testdata/cases/whois-ripe-AS196615-cert-negative-serial.txt")
	require.NoError(t, err)
	parsed, err := rdap.Parse(data)
	require.NoError(t, err)
	report := run(t, preflight.Input{RecordOnly: true, ASN: 196615, Record: parsed, Now: now.AddDate(0, 0, 3)})
	require.Equal(t, unknowns(preflight.CertificateEncoding), turned(report))
	require.Contains(t, report.Headline, "serial number is negative")
	for _, id := range ids(isPublished, placement, form, keyKind, selfSignature, validity) {
		require.Equal(t, preflight.Pass, check(report, id).Verdict, id)
	}
	require.Contains(t, report.Steps[0], "new certificate")
}

// A record holds more than is looked at: what was not found may be there.
func TestBeyondALimitNothingIsConcluded(t *testing.T) {
	crowd := slices.Repeat([]string{certgen.OneLine(others(t))}, 150)
	t.Run("our certificate stands behind them", func(t *testing.T) {
		p := ofASN(t)
		p.lines = append(slices.Clone(crowd), p.lines...)
		require.Equal(t, unknowns(complete), turned(run(t, alone(p))))
		require.Equal(t, unknowns(complete), turned(run(t, p.input())), "and the signature was made with none of those")
	})
	t.Run("our certificate stands before them", func(t *testing.T) {
		p := ofASN(t)
		p.lines = append(p.lines, crowd...)
		require.Equal(t, warns(complete, stale), turned(run(t, p.input())))
	})
	t.Run("a private key stands behind them", func(t *testing.T) {
		p := ofASN(t)
		p.lines = append(slices.Clone(crowd), keyPEM(p, "PRIVATE KEY"))
		require.Equal(t, ids(secret), turned(run(t, alone(p))).fail)
	})
}

func TestAPrivateKeyIsFoundInWhateverRecord(t *testing.T) {
	for _, asked := range []resource.ASN{2914, 28000} {
		for _, envelope := range []string{"arin-autnum-2914.json", "lacnic-autnum-28000.json"} {
			p := ofASN(t)
			p.envelope, p.lines = envelope, []string{keyPEM(p, "PRIVATE KEY")}
			in := alone(p)
			in.ASN = asked
			report := run(t, in)
			require.Equal(t, preflight.Fail, report.Verdict)
			require.Contains(t, report.Steps[0], "Remove it at once")
			require.NotContains(t, report.Text(0, nil), "MII", "never echoed")
		}
	}
}

// records are all that the tests of this module hold, with what they are about.
func records(t *testing.T) map[string]*rdap.Record {
	t.Helper()
	files, err := filepath.Glob("../rdap/testdata/records/*")
	require.NoError(t, err)
	all := map[string]*rdap.Record{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		if parsed, err := rdap.Parse(data); err == nil {
			all[filepath.Base(file)] = parsed
		}
	}
	require.NotEmpty(t, all)
	return all
}

// aboutTheRecord are a report's checks that "check" has too.
func aboutTheRecord(report *preflight.Report) []preflight.Check {
	return slices.DeleteFunc(slices.Clone(report.Checks), func(c preflight.Check) bool {
		subject, _, _ := strings.Cut(string(c.ID), "-")
		return subject != "registry" && subject != "record" && subject != "certificate"
	})
}

// requireAgreement holds the report on a record alone to the whole one: the same
// checks, but for what the message alone tells.
func requireAgreement(t *testing.T, whole, only *preflight.Report) {
	t.Helper()
	checks := aboutTheRecord(whole)
	require.Equal(t, len(checks), len(aboutTheRecord(only)))
	verdict := preflight.Pass
	for i, c := range aboutTheRecord(only) {
		if c.ID == preflight.CertificateValidity && checks[i].Verdict == preflight.Warn {
			checks[i] = c // it ends before the message does
		}
		require.Equal(t, checks[i].ID, c.ID)
		require.Equal(t, checks[i].Verdict, c.Verdict, "%s: %s / %s", c.ID, checks[i].Summary, c.Summary)
		switch {
		case c.Verdict == preflight.Fail:
			verdict = preflight.Fail
		case c.Verdict == preflight.Unknown && c.Decides && verdict == preflight.Pass:
			verdict = preflight.Unknown
		}
	}
	require.Equal(t, verdict, only.Verdict)
	if only.Verdict != preflight.Pass {
		require.NotEqual(t, preflight.Pass, whole.Verdict, "a proof passes with a record that does not")
	}
}

// The same record and certificate give the same answer, with a proof beside them
// and without.
func TestCheckAndPreflightAgree(t *testing.T) {
	certificates := map[string]*x509.Certificate{"ours": ours(t), "another": others(t), "none": nil, "not RSA": ed25519Certificate(t)}
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			p := s.base(t)
			if s.mutate != nil {
				s.mutate(p)
			}
			in := p.input()
			whole := run(t, in)
			only := preflight.Input{RecordOnly: true, Record: in.Record, RecordErr: in.RecordErr, Now: in.Now, Certificate: in.Certificate}
			if whole.Certificate != nil && len(turned(whole).fail) == 0 { // it is the signer's
				only.Certificate, only.PublicKey = nil, &key(t, "key.pem").PublicKey
				if s.name == "C2 RSA 3072" {
					only.PublicKey = &key(t, "key-3072.pem").PublicKey
				}
			}
			e := preflight.Gather(in)
			only.Prefix, _ = e.Resource().CIDR()
			only.ASN, _ = e.Resource().ASN()
			if in.Certificate != nil {
				only.Certificate = in.Certificate
				in.Signature = "" // "check" knows of no signer
				whole = run(t, in)
			}
			requireAgreement(t, whole, run(t, only))
		})
	}
	sign := pss(t, key(t, "key.pem"), crypto.SHA256, 32)
	for name, r := range records(t) {
		for whose, cert := range certificates {
			t.Run(name+", "+whose, func(t *testing.T) {
				only := preflight.Input{RecordOnly: true, Record: r, Certificate: cert, Now: now}
				about := resource.OfASN(r.First)
				if r.Class == rdap.Network {
					about = resource.OfCIDR(prefix(r.Start.String() + "/24"))
					if r.Start.Is6() {
						about = resource.OfCIDR(prefix(r.Start.String() + "/48"))
					}
				}
				only.ASN, _ = about.ASN()
				only.Prefix, _ = about.CIDR()
				whole := only
				whole.RecordOnly = false
				whole.Message = "1|aws|123456789012|" + about.String() + "|20261231|SHA256|RSAPSS"
				if whose == "ours" {
					whole.Signature = sign(whole.Message)
				}
				requireAgreement(t, run(t, whole), run(t, only))
			})
		}
	}
}
