package rdap

import (
	"crypto/x509"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/registry"
)

// A rank says how near a published certificate comes to what AWS needs. The
// best one in a record decides.
type rank int

const (
	another    rank = iota // not ours
	worn                   // another certificate of our key, rightly placed, not valid now
	onEntity               // ours, on an organization or contact
	wrongField             // ours, on the object, in another field
	wrongForm              // ours, in the right field, not whole
	invalid                // ours, where AWS looks, not valid now
	renewed                // another certificate of our key, rightly placed and valid
	right                  // ours, where AWS looks, and valid
)

// rankOf ranks what was found.
func (j *judge) rankOf(f Found) rank {
	if f.Certificate == nil {
		return another
	}
	same, sameKey := j.question.matches(f.Certificate)
	valid := j.valid(f.Certificate)
	switch {
	case !sameKey:
		return another
	case !f.Place.OnObject():
		return onEntity
	case !j.rightField(f.Place):
		return wrongField
	case !f.Whole():
		return wrongForm
	case same && valid:
		return right
	case same:
		return invalid
	case valid:
		return renewed
	}
	return worn
}

// better says which of two certificates with one rank AWS would rather take: the
// one about which there is less to say, then the one that ends later.
func (j *judge) better(a, b *x509.Certificate) bool {
	faults := func(cert *x509.Certificate) int {
		sum := 0
		for _, f := range JudgeCertificate(cert, j.question) {
			sum += 1
			if f.Verdict == Fail {
				sum += 100
			}
		}
		return sum
	}
	if fa, fb := faults(a), faults(b); fa != fb {
		return fa < fb
	}
	return a.NotAfter.After(b.NotAfter)
}

func (j *judge) valid(cert *x509.Certificate) bool {
	return !j.question.Now.Before(cert.NotBefore) && !j.question.Now.After(cert.NotAfter)
}

// rightField says whether AWS may read the field. One that the record cannot tell
// gets the benefit of the doubt, and a finding of its own.
func (j *judge) rightField(p Place) bool {
	return p.Field == j.rule.Field || p.Field == ""
}

// judgeCertificates says where the best certificate is, or that there is none.
func (j *judge) judgeCertificates() {
	var best *Found
	bestRank := another
	for i := range j.found {
		if f := &j.found[i]; f.Certificate != nil {
			if rank := j.rankOf(*f); best == nil || rank > bestRank || rank == bestRank && j.better(f.Certificate, best.Certificate) {
				best, bestRank = f, rank
			}
		}
	}
	if best != nil && (bestRank > another || j.question.anyone()) {
		j.best = best
	}
	switch {
	case best != nil && bestRank >= invalid:
		j.judgePublished(best, bestRank)
	case len(j.record.Incomplete) > 0:
		j.add(Finding{ID: RecordIncomplete, Verdict: Unknown, Seen: strings.Join(j.record.Incomplete, "; "),
			Summary: "The registry left a part of the record out, so it cannot be told whether the certificate is there.",
			Mend:    "Look with whois, or ask the registry's own server."})
	case best == nil:
		j.judgeAbsent()
	default:
		j.judgeMisplaced(best, bestRank)
	}
}

// judgePublished reports a certificate that AWS will find.
func (j *judge) judgePublished(f *Found, rank rank) {
	finding := Finding{ID: CertificatePublished, Verdict: Pass, Seen: certgen.Describe(f.Certificate) + ", in " + f.Place.String(),
		Summary: "The certificate is published where AWS looks.", Reference: j.guide()}
	if j.question.anyone() {
		finding.Summary = "A certificate is published where AWS looks."
	}
	if rank == renewed {
		finding.ID, finding.Verdict = CertificateRenewed, Warn
		finding.Summary = "Another certificate of the same key is published where AWS looks. AWS verifies the signature with the key, so it serves as well while it is valid."
		finding.Mend = "If the new certificate is to be found there, publish it in place of the old one."
	}
	j.add(finding)
	switch {
	case f.Place.Field == "" && j.record.Registry != registry.RIPE:
		j.add(Finding{ID: CertificateFieldUnclear, Verdict: Unknown, Seen: f.Place.String(),
			Summary:   fmt.Sprintf("The remark has no title, so it cannot be told whether it is %s, which AWS reads.", fieldName(j.rule.Field)),
			Mend:      fmt.Sprintf("Look at the record with whois, or on %s's own page.", j.rule.Name),
			Reference: j.guide()})
	case f.Place.Field == "":
		j.add(Finding{ID: CertificateFieldUnclear, Verdict: Warn, Seen: f.Place.String(),
			Summary:   "RIPE NCC's RDAP shows descr and remarks as one, and AWS reads descr alone: which of them the certificate is in cannot be told from this record.",
			Mend:      j.whoisMend(),
			Reference: j.guide()})
	}
	j.findings = append(j.findings, JudgeCertificate(f.Certificate, j.question)...)
}

// anyone says whether the question is not about a certificate of ours.
func (q Question) anyone() bool { return q.Certificate == nil && q.PublicKey == nil }

func (j *judge) whoisMend() string {
	resource := "AS" + j.question.ASN.String()
	if j.question.Prefix.IsValid() {
		resource = j.question.Prefix.String()
	}
	return fmt.Sprintf("Settle it with whois: whois -r -h whois.ripe.net %s has to show it on a descr: line.", resource)
}

// judgeMisplaced reports a record whose certificates do not serve.
func (j *judge) judgeMisplaced(f *Found, rank rank) {
	finding := Finding{Verdict: Fail, Seen: certgen.Describe(f.Certificate) + ", in " + f.Place.String(), Mend: j.publishMend(), Reference: j.guide()}
	switch rank {
	case wrongForm:
		finding.ID = CertificateForm
		finding.Summary = "The certificate is in the right field, but " + describeForms(f.Forms) + ": AWS needs it whole, on one line."
		finding.Mend = "Replace it by its one-line form: " + j.publishMend()
	case wrongField:
		finding.ID = CertificateWrongField
		finding.Summary = fmt.Sprintf("The certificate is in %s, and AWS reads %s alone.", fieldName(f.Place.Field), fieldName(j.rule.Field))
	case worn:
		finding.ID = CertificateRenewed
		finding.Summary = "Another certificate of the same key is published where AWS looks, and it is not valid now."
		finding.Mend = "Publish the valid certificate in its place."
	case onEntity:
		finding.ID = CertificateOnEntity
		finding.Summary = "The certificate is on an organization or contact, and AWS reads the resource's own record alone."
	default:
		finding.ID = CertificateOther
		finding.Summary = "Another certificate is published, and not yours."
		finding.Seen = describeAll(j.found)
		if j.question.anyone() {
			finding.ID = CertificateNotRSA
			finding.Summary = "The certificate that is published has no RSA key, and AWS takes RSA alone."
		}
	}
	j.add(finding)
}

func fieldName(field string) string { return fmt.Sprintf("the field %q", field) }

// publishMend says where the certificate belongs.
func (j *judge) publishMend() string {
	if !j.rule.Supported {
		return "Publish it on the resource's own record at the registry."
	}
	return fmt.Sprintf("Publish it at %s in the %s of the resource's own record, on one line; never in %s.",
		j.rule.Name, j.rule.Field, strings.Join(j.rule.Never, " or "))
}

// judgeAbsent reports a record without any certificate that can be read.
func (j *judge) judgeAbsent() {
	j.add(Finding{ID: CertificateAbsent, Verdict: Fail, Seen: fmt.Sprintf("%s: %s read, those of organizations and contacts included", j.record.describe(), count(len(j.record.Texts), "remark")),
		Summary:   "No certificate is published in the record.",
		Mend:      j.publishMend() + " A change can take a while to be seen.",
		Reference: j.guide()})
}

// judgeSecrets reports private keys, wherever they are in whatever record.
func (j *judge) judgeSecrets() {
	for _, f := range j.found {
		if f.Kind == certgen.KindSecretKey {
			j.add(Finding{ID: CertificateSecret, Verdict: Fail, Seen: "in " + f.Place.String(),
				Summary: "A PRIVATE KEY is published. Everybody can sign with it.",
				Mend:    "Remove it at once, with every certificate of that key; make a new key, and treat what the old one signed as forged."})
		}
	}
}

// judgeRest reports what else stands in the record: other content, damaged and
// old certificates. It decides nothing that is not a no already.
func (j *judge) judgeRest() {
	soFar := overall(j.findings)
	var stale []Found
	for i, f := range j.found {
		switch {
		case f.Kind == certgen.KindSecretKey:
		case f.Kind != certgen.KindCertificate:
			j.add(Finding{ID: CertificateInstead, Verdict: minorUnless(soFar), Seen: "in " + f.Place.String(),
				Summary: fmt.Sprintf("What is published there is %s, not a certificate.", f.Kind), Mend: j.publishMend()})
		case f.Certificate == nil:
			j.add(Finding{ID: CertificateDamaged, Verdict: minorUnless(soFar), Seen: "in " + f.Place.String() + ": " + f.Err.Error(),
				Summary: "What looks like a certificate is published " + describeForms(f.Forms) + ".", Mend: "Replace it by the one-line form of the certificate."})
		case f.Place.OnObject() && j.best != nil && &j.found[i] != j.best:
			stale = append(stale, f)
		}
	}
	if soFar != Fail && len(stale) > 0 {
		j.add(Finding{ID: CertificateStale, Verdict: Warn, Seen: describeAll(stale),
			Summary: fmt.Sprintf("Beside it, %s published. AWS takes a signature by any of them.", count(len(stale), "other certificate is", "other certificates are")),
			Mend:    "Remove the ones that are no longer in use, and keep the one with SHA-256 " + certgen.Fingerprint(j.best.Certificate) + "."})
	}
}

// minorUnless makes a fault a warning, unless the answer is a no already.
func minorUnless(soFar Verdict) Verdict {
	if soFar == Fail {
		return Fail
	}
	return Warn
}

// describeAll names certificates that were found, a few of them.
func describeAll(found []Found) string {
	const most = 5
	var all []string
	for _, f := range found {
		if f.Certificate != nil && len(all) < most {
			all = append(all, certgen.Describe(f.Certificate)+", in "+f.Place.String())
		}
	}
	return strings.Join(all, "; ")
}

// count says a number with its noun; the plural is the noun with an s unless
// it is given.
func count(n int, noun string, plural ...string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case len(plural) > 0:
		return fmt.Sprintf("%d %s", n, plural[0])
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
