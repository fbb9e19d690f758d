package rdap

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A Question is what a record is judged for: the resource, and whose
// certificate should be there.
type Question struct {
	ASN    resource.ASN // the AS number asked for, unless Prefix is set
	Prefix netip.Prefix // the address range asked for

	// Certificate is ours; or PublicKey is, if only that is known. With neither,
	// any certificate where AWS looks will do.
	Certificate *x509.Certificate
	PublicKey   *rsa.PublicKey

	Now time.Time // for the certificates' validity
}

// A Judgement is what a record says about a [Question].
type Judgement struct {
	Verdict  Verdict
	Findings []Finding // the deciding ones first
	Found    []Found   // everything that [Find] found

	// Best is the certificate among Found that the answer is about: ours, where
	// it stands best, or, if the question names none, the one that comes nearest
	// to what AWS needs. It is nil if there is none, and if the record is not the
	// one that was asked for or AWS does not read its registry.
	Best *Found
}

// Judge answers whether the registry publishes the certificate where AWS will
// look for it. The verdict is Fail if any finding is; else Unknown if any is;
// else Pass.
func Judge(r *Record, q Question) Judgement {
	published, _ := Find(context.Background(), r)
	j := &judge{record: r, question: q, rule: r.Registry.Rule(), found: published.Found}
	if j.judgeObject() && j.judgeRegistry() {
		j.judgeCertificates()
		j.judgeRest()
	}
	j.judgeSecrets()
	slices.SortStableFunc(j.findings, func(a, b Finding) int {
		return cmp.Compare(a.severity(), b.severity())
	})
	return Judgement{Verdict: overall(j.findings), Findings: j.findings, Found: j.found, Best: j.best}
}

// severity orders findings: the deciding ones first, and before all others that
// a private key is public.
func (f Finding) severity() int {
	switch {
	case f.ID == CertificateSecret:
		return 0
	case f.Verdict == Fail:
		return 1
	case f.Verdict == Unknown:
		return 2
	case f.Verdict == Warn:
		return 3
	}
	return 4
}

// A judge collects findings about one record.
type judge struct {
	record   *Record
	question Question
	rule     registry.Rule
	found    []Found
	best     *Found
	findings []Finding
}

func (j *judge) add(f Finding) { j.findings = append(j.findings, f) }

// overall is the verdict of several findings.
func overall(findings []Finding) Verdict {
	verdict := Pass
	for _, f := range findings {
		switch f.Verdict {
		case Fail:
			return Fail
		case Unknown:
			verdict = Unknown
		}
	}
	return verdict
}

// judgeRegistry says whether AWS reads the registry's records. It returns
// false where it does not, or where nobody knows in which field it would look.
func (j *judge) judgeRegistry() bool {
	switch {
	case j.record.Registry == "":
		j.add(Finding{ID: RegistryUnknown, Verdict: Unknown,
			Summary: "The record does not tell which registry it comes from, so the field that AWS reads is not known.",
			Mend:    "Give the answer of ARIN, RIPE NCC or APNIC itself."})
		return false
	case j.record.Registry == registry.APNIC && j.record.National != "":
		j.add(Finding{ID: RegistryNational, Verdict: Fail, Seen: j.record.National,
			Summary:   "The resource is registered at a national registry, and AWS reads the records of ARIN, RIPE NCC and APNIC alone.",
			Mend:      "Ask the national registry and APNIC's helpdesk whether the resource can be held at APNIC itself.",
			Reference: j.guide()})
		return false
	case !j.rule.Supported:
		j.add(Finding{ID: RegistryNotSupported, Verdict: Fail,
			Summary:   fmt.Sprintf("AWS takes no proof that is published at %s.", j.rule.Name),
			Mend:      "AWS reads the records of ARIN, RIPE NCC and APNIC alone. Ask AWS for another way, or transfer the resource.",
			Reference: j.guide()})
		return false
	}
	return true
}

func (j *judge) guide() string { return j.question.guide() }

// guide is AWS's page about what was asked for.
func (q Question) guide() string {
	if q.Prefix.IsValid() {
		return byoipGuide
	}
	return byoasnGuide
}

// References.
const (
	byoasnGuide = "Amazon VPC IPAM guide, Tutorial: Bring your ASN to IPAM"
	byoipGuide  = "Amazon EC2 guide, Onboard your address range"
)

// judgeObject says whether the record is about what was asked for. It returns
// false where nothing else in the record would mean anything.
func (j *judge) judgeObject() bool {
	if j.question.Prefix.IsValid() {
		return j.judgeNetwork()
	}
	r, n := j.record, j.question.ASN
	switch {
	case r.Class != Autnum, r.HasRange && (n < r.First || r.Last < n):
		j.add(Finding{ID: RecordOther, Verdict: Unknown, Seen: r.describe(),
			Summary: fmt.Sprintf("This is not the record of AS%s.", n),
			Mend:    fmt.Sprintf("Give the record of AS%s.", n)})
		return false
	case !r.HasRange:
		j.add(Finding{ID: RecordNoRange, Verdict: Unknown, Seen: r.describe(),
			Summary: "The record does not tell which AS numbers it is about.",
			Mend:    "Ask the registry's RDAP server again, or look with whois."})
	case r.First != r.Last:
		j.add(Finding{ID: RecordBlock, Verdict: Fail, Seen: r.describe(),
			Summary: fmt.Sprintf("AS%s has no object of its own here: this is a block that holds it.", n),
			Mend:    "The certificate has to be on the ASN's own object: ask the registry, or whoever assigned the ASN to you, to register one.", Reference: byoasnGuide})
		return false
	}
	return true
}

// describe names the object and its range.
func (r *Record) describe() string {
	switch {
	case r.Class == Network && r.Start.IsValid():
		return fmt.Sprintf("%s %s, %s to %s", r.Class, r.Handle, r.Start, r.End)
	case r.Class == Autnum && r.HasRange && r.First != r.Last:
		return fmt.Sprintf("%s %s, AS%s to AS%s", r.Class, r.Handle, r.First, r.Last)
	}
	return fmt.Sprintf("%s %s", r.Class, r.Handle)
}

// judgeNetwork tells the exact object, a parent and a part of it apart.
func (j *judge) judgeNetwork() bool {
	r, p := j.record, j.question.Prefix.Masked()
	first, last := p.Addr(), lastAddr(p)
	f := Finding{Seen: r.describe(), Reference: byoipGuide}
	switch {
	case r.Class != Network || !r.Start.IsValid() || !r.End.IsValid() || r.Start.Is4() != first.Is4() || last.Less(r.Start) || r.End.Less(first):
		f.ID, f.Verdict, f.Reference = RecordOther, Unknown, ""
		f.Summary = fmt.Sprintf("This is not the record of %s.", p)
		f.Mend = fmt.Sprintf("Give the record of %s.", p)
		j.add(f)
		return false
	case r.Start == first && r.End == last:
		f.ID, f.Verdict, f.Summary = RecordExact, Pass, fmt.Sprintf("This is %s's own object.", p)
	case !first.Less(r.Start) && !r.End.Less(last):
		f.ID, f.Verdict = RecordParent, Pass
		f.Summary = fmt.Sprintf("This is a block that holds %s; a certificate on it serves the smaller ranges cut from it.", p)
	default:
		f.ID, f.Verdict = RecordMoreSpecific, Unknown
		f.Summary = fmt.Sprintf("This object is only a part of %s, and hides the block that holds all of it.", p)
		f.Mend = "Publish the certificate on the object of the whole range or of its parent, and look at that object's record."
		j.add(f)
		return false
	}
	j.add(f)
	return true
}

// lastAddr returns the last address of a network.
func lastAddr(p netip.Prefix) netip.Addr {
	bytes := p.Addr().AsSlice()
	for bit := p.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}

// matches says whether a certificate is the one asked for, byte for byte, and
// whether its key is.
func (q Question) matches(cert *x509.Certificate) (same, sameKey bool) {
	pub := q.PublicKey
	if q.Certificate != nil {
		same = bytes.Equal(cert.Raw, q.Certificate.Raw)
		sameKey = bytes.Equal(cert.RawSubjectPublicKeyInfo, q.Certificate.RawSubjectPublicKeyInfo)
		return same, sameKey
	}
	key, err := certgen.RSAPublicKey(cert)
	sameKey = err == nil && (pub == nil || pub.Equal(key))
	return sameKey, sameKey
}
