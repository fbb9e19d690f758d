package preflight_test

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"net/netip"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/sign"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// A proof is what a scenario changes one thing of: the parts of an input, before
// they are put together. The record is a recorded answer of a registry, and the
// certificate is put into it.
type proof struct {
	t testing.TB

	message string // as it is sent
	signed  string // what is signed; the message if empty
	sign    func(text string) string

	envelope string         // the recorded answer
	change   func(r record) // of the answer, before the certificate goes in
	title    string         // of the remark that AWS reads; "-" is none
	lines    []string       // what stands there; nil is nothing
	vrps     []roa.VRP
	routed   netip.Prefix              // what they are asked about
	tell     func(in *preflight.Input) // what else is given
}

// A record is a recorded answer, decoded.
type record = map[string]any

// ofASN is the proof of an ASN at ARIN, with a range to announce, that passes.
func ofASN(t testing.TB) *proof {
	return &proof{t: t, message: "1|aws|123456789012|2914|20261231|SHA256|RSAPSS", sign: pss(t, key(t, "key.pem"), crypto.SHA256, 32),
		envelope: "arin-autnum-2914.json", title: "Registration Comments", lines: []string{certgen.OneLine(ours(t))},
		vrps:   roas("192.41.244.0/22", 24, 16509, 14618, 2914),
		routed: netip.MustParsePrefix("192.41.245.0/24"),
		tell:   func(in *preflight.Input) { in.Prefix = netip.MustParsePrefix("192.41.245.0/24") },
	}
}

// ofRange is the proof of a range at ARIN that passes.
func ofRange(t testing.TB) *proof {
	p := ofASN(t)
	p.message = "1|aws|123456789012|206.41.110.0/24|20261231|SHA256|RSAPSS"
	p.envelope = "arin-ip-206.41.110.0.json"
	p.vrps, p.routed = roas("206.41.110.0/24", 24, 16509, 14618), netip.MustParsePrefix("206.41.110.0/24")
	p.tell = nil
	return p
}

// atRIPE and atAPNIC move the proof of an ASN to another registry.
func atRIPE(p *proof) {
	p.message = "1|aws|123456789012|205697|20261231|SHA256|RSAPSS"
	p.envelope, p.title = "ripe-autnum-205697.json", "-"
	p.vrps = roas("192.41.244.0/22", 24, 16509, 14618, 205697)
}

func atAPNIC(p *proof) {
	p.message = "1|aws|123456789012|9269|20261231|SHA256|RSAPSS"
	p.envelope, p.title = "apnic-autnum-9269.json", "remarks"
	p.vrps = roas("192.41.244.0/22", 24, 16509, 14618, 9269)
}

// input puts the parts together.
func (p *proof) input() preflight.Input {
	p.t.Helper()
	signed := p.signed
	if signed == "" {
		signed = p.message
	}
	in := preflight.Input{Message: p.message, Signature: p.sign(signed), Now: now,
		ROAs: &roa.Result{Export: roa.Export{Name: "vrps.json", Format: roa.JSON, Entries: 500_000, Generated: now.Add(-time.Hour),
			TrustAnchors: []string{"afrinic", "apnic", "arin", "lacnic", "ripe"}}}}
	if p.envelope != "" {
		in.Record = p.record()
	}
	if p.tell != nil {
		p.tell(&in)
	}
	p.askROAs(&in)
	return in
}

func (p *proof) record() *rdap.Record {
	parsed, err := rdap.Parse(p.answer())
	require.NoError(p.t, err)
	return parsed
}

// answer is the registry's, with the certificate in it.
func (p *proof) answer() []byte {
	data, err := os.ReadFile("../rdap/testdata/records/" + p.envelope)
	require.NoError(p.t, err)
	var r record
	require.NoError(p.t, json.Unmarshal(data, &r))
	if p.change != nil {
		p.change(r)
	}
	if p.lines != nil {
		addRemark(r, p.title, p.lines...)
	}
	data, err = json.Marshal(r)
	require.NoError(p.t, err)
	return data
}

// askROAs answers for the origins of the case, by the VRPs there are.
func (p *proof) askROAs(in *preflight.Input) {
	if p.vrps == nil {
		return
	}
	for _, origin := range []resource.ASN{16509, 14618, 8987, 2914, 205697, 9269, 28000, 64512} {
		in.ROAs.Answers = append(in.ROAs.Answers, roa.Validate(p.vrps, roa.Question{Prefix: p.routed, Origin: origin}, now))
	}
}

// addRemark adds a remark to an object or entity of a record.
func addRemark(owner record, title string, lines ...string) {
	remark := record{"description": lines}
	if title != "-" {
		remark["title"] = title
	}
	remarks, _ := owner["remarks"].([]any)
	owner["remarks"] = append(slices.Clone(remarks), remark)
}

// entity returns one of a record's.
func entity(r record, i int) record {
	entities := r["entities"].([]any)
	return entities[i%len(entities)].(record)
}

// number changes the ASN that a record is about.
func number(n resource.ASN) func(record) {
	return func(r record) {
		maps.Copy(r, record{"startAutnum": uint32(n), "endAutnum": uint32(n), "handle": "AS" + n.String()})
	}
}

func roas(prefix string, maxLength int, origins ...resource.ASN) []roa.VRP {
	var all []roa.VRP
	for _, origin := range origins {
		all = append(all, roa.VRP{Prefix: netip.MustParsePrefix(prefix), MaxLength: maxLength, ASN: origin, TrustAnchor: "arin"})
	}
	return all
}

// keys are those read so far: reading one checks its primes.
var keys sync.Map

// key reads a key made for tests: see ../sign/testdata/SOURCES.md.
func key(t testing.TB, file string) *rsa.PrivateKey {
	if k, read := keys.Load(file); read {
		return k.(*rsa.PrivateKey)
	}
	data, err := os.ReadFile("../sign/testdata/" + file)
	require.NoError(t, err)
	k, err := certgen.ReadKey(data, nil)
	require.NoError(t, err)
	keys.Store(file, k.Key)
	return k.Key
}

// signatures are those made so far, for the fuzzer's sake.
var signatures sync.Map

// pss signs with the salt and hash given, and writes AWS's text form.
func pss(t testing.TB, k *rsa.PrivateKey, hash crypto.Hash, salt int) func(string) string {
	return func(text string) string {
		id := fmt.Sprint(k.N, hash, salt, text)
		if s, made := signatures.Load(id); made {
			return s.(string)
		}
		h := hash.New()
		h.Write([]byte(text))
		sig, err := rsa.SignPSS(rand.Reader, k, hash, h.Sum(nil), &rsa.PSSOptions{SaltLength: salt, Hash: hash})
		require.NoError(t, err)
		signatures.Store(id, sign.Signature(sig).String())
		return sign.Signature(sig).String()
	}
}

// certificate makes one that is the same at each run: RSASSA-PKCS1-v1_5 and
// Ed25519 are deterministic, and serial number and dates are fixed.
func certificate(t testing.TB, signer crypto.Signer, name string, from, to time.Time) *x509.Certificate {
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: from, NotAfter: to}
	der, err := x509.CreateCertificate(rand.Reader, template, template, signer.Public(), signer)
	require.NoError(t, err)
	cert, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return cert
}

// ours is the certificate of key.pem, valid for a year around now.
func ours(t testing.TB) *x509.Certificate {
	return certificate(t, key(t, "key.pem"), "Example Networks", now.AddDate(0, -1, 0), now.AddDate(0, 11, 0))
}

func others(t testing.TB) *x509.Certificate {
	return certificate(t, key(t, "other-key.pem"), "Other", now.AddDate(0, -1, 0), now.AddDate(0, 11, 0))
}

func ed25519Certificate(t testing.TB) *x509.Certificate {
	return certificate(t, ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)), "Ed25519", now.AddDate(0, -1, 0), now.AddDate(0, 11, 0))
}

// run judges an input.
func run(t testing.TB, in preflight.Input) *preflight.Report {
	t.Helper()
	report, err := preflight.Gather(in).Report(t.Context())
	require.NoError(t, err)
	return report
}
