package preflight

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"net/netip"
	"slices"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A published is what the record says about the certificate.
type published struct {
	judged    bool // whether the record is one to find a certificate in
	judgement rdap.Judgement
	best      *rdap.Found // the certificate that the answer is about, or nil
}

var (
	recordChecks = []ID{RegistrySupported, RecordObject, RecordComplete}
	placedChecks = []ID{CertificatePublished, CertificatePlacement, CertificateForm, CertificateStale}
)

// judgeRecord makes the checks of the record and of what is published in it.
func (r *run) judgeRecord() {
	all := slices.Concat(recordChecks, placedChecks, []ID{CertificateSecret})
	switch {
	case r.in.Record == nil && r.failed(ResourcePublic):
		r.after(ResourcePublic, "No registry has a record of it.", append(all, RecordFound)...)
		return
	case r.in.Record == nil && r.in.NoRecord == nil:
		r.missing("There is no record to check.", "Give the registry's record, from its RDAP or whois server.", RecordFound)
		r.after(RecordFound, "There is no record to look in.", all...)
		return
	case r.in.Record == nil:
		r.noRecord(*r.in.NoRecord)
		r.after(RecordFound, "There is no record to look in.", all...)
		return
	}
	r.pass(RecordFound, "The registry's record is here.", describeRecord(r.in.Record))
	r.found.judgement = rdap.Judge(r.in.Record, r.question())
	r.judgeSecrets()
	all = slices.Concat(recordChecks, placedChecks)
	switch {
	case r.subject.resource.IsZero() && r.in.Message != "":
		r.after(r.unreadMessage(), "It is not known which resource the record should be of.", all...)
		return
	case r.subject.resource.IsZero():
		r.missing("It is not known which resource the record should be of.", "Give the message, or the ASN or range.", all...)
		return
	}
	r.found.best = r.found.judgement.Best
	r.judgeObject()
	if r.found.judged {
		r.judgePublished()
		r.judgePlace()
		r.judgeForm()
		r.judgeLeftovers()
	}
}

// unreadMessage is the check that left it open what the message is about.
func (r *run) unreadMessage() ID {
	if r.failed(MessageResource) {
		return MessageResource
	}
	return MessageFormat
}

func (r *run) noRecord(n NoRecord) {
	if n.Absent {
		r.fail(RecordFound, "The registry has no record of the resource.", n.Why,
			"Compare the number with the registry's own page: what has no record cannot be proven.", r.guide())
		return
	}
	r.unknown(RecordFound, "The record could not be got.", n.Why, "Try again later, or give a record that was kept.", "")
}

// question is what the record is judged for: the certificate that the signature
// verifies with, or else the one that was given, or else any.
func (r *run) question() rdap.Question {
	q := rdap.Question{Now: r.in.Now}
	q.ASN, q.Prefix = r.asnAndPrefix()
	signer := r.sig.signer
	switch {
	case signer != nil:
		q.PublicKey = signer
	case r.in.Certificate != nil:
		q.Certificate = r.in.Certificate
	}
	return q
}

func (r *run) asnAndPrefix() (resource.ASN, netip.Prefix) {
	if p, ok := r.subject.resource.CIDR(); ok {
		return 0, p
	}
	n, _ := r.subject.asn()
	return n, netip.Prefix{}
}

// findings returns those of the judgement with one of the IDs, the deciding ones
// first.
func (r *run) findings(ids ...rdap.ID) []rdap.Finding {
	var all []rdap.Finding
	for _, f := range r.found.judgement.Findings {
		if slices.Contains(ids, f.ID) {
			all = append(all, f)
		}
	}
	return all
}

// judgeObject makes the checks of the record as a whole, and says whether it is
// one to find a certificate in.
func (r *run) judgeObject() {
	rest := slices.Concat(placedChecks, []ID{RecordComplete})
	object := r.findings(rdap.RecordOther, rdap.RecordBlock, rdap.RecordNoRange, rdap.RecordExact, rdap.RecordParent, rdap.RecordMoreSpecific)
	if len(object) > 0 {
		r.take(RecordObject, object[0].Verdict, object[0])
	} else {
		r.pass(RecordObject, fmt.Sprintf("This is %s's own object.", name(r.subject.resource)), describeRecord(r.in.Record))
	}
	if len(r.findings(rdap.RecordOther, rdap.RecordBlock, rdap.RecordMoreSpecific)) > 0 {
		r.after(RecordObject, "This is not the record to look in.", append(rest, RegistrySupported)...)
		return
	}
	if refused := r.findings(rdap.RegistryNotSupported, rdap.RegistryNational, rdap.RegistryUnknown); len(refused) > 0 {
		r.take(RegistrySupported, refused[0].Verdict, refused[0])
		r.after(RegistrySupported, "AWS does not look at this registry, or it is not known which one it is.", rest...)
		return
	}
	r.found.judged = true
	r.pass(RegistrySupported, fmt.Sprintf("AWS reads the records of %s.", r.in.Record.Registry.Rule().Name), "")
	r.judgeComplete()
}

func (r *run) judgeComplete() {
	incomplete := r.in.Record.Incomplete
	left := r.findings(rdap.RecordIncomplete)
	switch {
	case len(left) > 0:
		r.take(RecordComplete, rdap.Unknown, left[0])
	case len(incomplete) > 0:
		r.add(Check{ID: RecordComplete, Verdict: rdap.Warn, Seen: incomplete[0],
			Summary: "The registry left a part of the record out; the certificate is in the part that is here."})
	default:
		r.pass(RecordComplete, "Nothing says that a part was left out.", "")
	}
}

// judgeSecrets looks for private keys, in whatever record it is.
func (r *run) judgeSecrets() {
	secrets := r.findings(rdap.CertificateSecret)
	if len(secrets) == 0 {
		r.pass(CertificateSecret, "No private key is in the record that is here.", "")
		return
	}
	r.take(CertificateSecret, rdap.Fail, secrets[0])
}

// judgePublished says whether the certificate is in the record at all.
func (r *run) judgePublished() {
	best := r.found.best
	damaged := r.findings(rdap.CertificateDamaged)
	other := r.findings(rdap.CertificateOther)
	absent := r.findings(rdap.CertificateAbsent)
	instead := r.findings(rdap.CertificateInstead)
	switch {
	case len(r.findings(rdap.RecordIncomplete)) > 0:
		r.after(RecordComplete, "It may be in the part of the record that was left out.", CertificatePublished)
	case best == nil && len(damaged) > 0:
		r.after(CertificateForm, "What is published cannot be read, so it cannot be told whether it is the certificate.", CertificatePublished)
	case best == nil && r.failed(CertificateSecret):
		r.after(CertificateSecret, "A private key stands where a certificate should.", CertificatePublished)
	case best == nil && len(instead) > 0:
		r.take(CertificatePublished, rdap.Fail, instead[0])
	case best == nil && len(other) > 0:
		r.take(CertificatePublished, rdap.Fail, other[0])
	case best == nil && len(absent) > 0:
		r.absent(absent[0])
	case best == nil:
		r.unknown(CertificatePublished, "It could not be told whether the certificate is published.", "", "Look with whois.", "")
	default:
		r.present(best)
	}
}

// absent reports a record without a certificate, and where it may be instead.
func (r *run) absent(f rdap.Finding) {
	if _, isCIDR := r.subject.resource.CIDR(); isCIDR {
		f.Mend += " One on a parent's record is not seen where the range, or a part of it, has a record of its own."
	} else {
		f.Mend += " One that is on the record of an address range alone does not prove the ASN."
	}
	r.take(CertificatePublished, rdap.Fail, f)
}

// present reports a certificate that was found, wherever it is.
func (r *run) present(best *rdap.Found) {
	seen := certgen.Describe(best.Certificate) + ", in " + best.Place.String()
	summary := "The certificate is in the record."
	given := r.in.Certificate
	switch {
	case given == nil && r.sig.signer == nil:
		summary = "A certificate is in the record; whose it is, the signature will tell."
	case given == nil || r.inRecord(given):
	case r.sig.signer != nil && !sameKey(given, r.sig.signer):
		r.notGiven("The signature verifies with another certificate than the one given.", seen)
		return
	default:
		r.notGiven("Another certificate of the same key is in the record.", seen)
		return
	}
	r.pass(CertificatePublished, summary, seen)
}

// notGiven warns of a certificate in place of the one that was given.
func (r *run) notGiven(summary, seen string) {
	r.add(Check{ID: CertificatePublished, Verdict: rdap.Warn, Seen: seen,
		Summary: summary + " AWS takes any that is published and valid.",
		Mend:    "If the one given is to be found there, publish it."})
}

// inRecord says whether a certificate is in the record, wherever there.
func (r *run) inRecord(cert *x509.Certificate) bool {
	return slices.ContainsFunc(r.found.judgement.Found, func(f rdap.Found) bool {
		return f.Certificate != nil && bytes.Equal(f.Certificate.Raw, cert.Raw)
	})
}

// judgePlace says whether AWS looks where the certificate stands.
func (r *run) judgePlace() {
	if r.found.best == nil {
		r.after(CertificatePublished, "There is no certificate whose place could be judged.", CertificatePlacement)
		return
	}
	place := r.findings(rdap.CertificateOnEntity, rdap.CertificateWrongField, rdap.CertificateFieldUnclear)
	if len(place) > 0 {
		f := place[0]
		if f.ID == rdap.CertificateFieldUnclear { // for all that the record tells, AWS may not look there
			f.Verdict = rdap.Unknown
			if r.in.Record.Registry == registry.RIPE {
				f.Mend = fmt.Sprintf("Give whois's answer as the record, which tells them apart: whois -r -h whois.ripe.net %s | byoasn preflight --record - …", name(r.subject.resource))
			}
		}
		r.take(CertificatePlacement, f.Verdict, f)
		return
	}
	r.pass(CertificatePlacement, "It is on the object and in the field that AWS reads.", r.found.best.Place.String())
}

// judgeForm says whether the certificate is whole on one line.
func (r *run) judgeForm() {
	form := r.findings(rdap.CertificateForm)
	damaged := r.findings(rdap.CertificateDamaged)
	best := r.found.best
	switch {
	case len(form) > 0:
		r.take(CertificateForm, form[0].Verdict, form[0])
	case best == nil && len(damaged) > 0:
		r.take(CertificateForm, rdap.Fail, damaged[0])
	case best == nil:
		r.after(CertificatePublished, "There is no certificate whose form could be judged.", CertificateForm)
	case !best.Whole():
		r.fail(CertificateForm, "The certificate is not whole on one line.", formsOf(*best), "Publish its one-line form.", r.guide())
	default:
		r.pass(CertificateForm, "It is whole, on one line.", "")
	}
}

// judgeLeftovers reports what else is in the record. It is never a reason to
// refuse.
func (r *run) judgeLeftovers() {
	stale := r.findings(rdap.CertificateStale, rdap.CertificateInstead, rdap.CertificateDamaged)
	if r.found.best == nil {
		r.after(CertificatePublished, "There is no certificate beside which another could stand.", CertificateStale)
	} else if len(stale) > 0 {
		r.take(CertificateStale, rdap.Warn, stale[0])
	} else {
		r.pass(CertificateStale, "Nothing else is left in the record.", "")
	}
	c := r.checks[CertificateStale]
	c.Decides = false
	r.checks[CertificateStale] = c
}
