package preflight

import (
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/rdap"
)

// judgeCertificate makes the checks of the certificate itself: the one in the
// record, or, while that is not known, the one that was given.
func (r *run) judgeCertificate() {
	ids := []ID{CertificateKey, CertificateSelfSignature, CertificateValidity}
	cert := r.certificate()
	if cert == nil {
		r.after(r.whyNoCertificate(), "There is no certificate that could be judged.", ids...)
		return
	}
	byCheck := map[ID][]rdap.Finding{}
	q := rdap.Question{Now: r.in.Now}
	q.ASN, q.Prefix = r.asnAndPrefix()
	for _, f := range rdap.JudgeCertificate(cert, q) {
		id := map[rdap.ID]ID{
			rdap.CertificateNotRSA: CertificateKey, rdap.CertificateKey: CertificateKey,
			rdap.CertificateSelfSignature: CertificateSelfSignature,
		}[f.ID]
		if id == "" {
			id = CertificateValidity
		}
		byCheck[id] = append(byCheck[id], f)
	}
	for _, id := range ids {
		if findings := byCheck[id]; len(findings) > 0 {
			r.takeStrictly(id, findings[0])
		}
	}
	r.passCertificate(cert)
}

// certificate is the one to judge, or nil.
func (r *run) certificate() *x509.Certificate {
	if r.found.best != nil {
		return r.found.best.Certificate
	}
	return r.in.Certificate
}

// whyNoCertificate is the check that left no certificate to judge.
func (r *run) whyNoCertificate() ID {
	if best := r.found.best; best != nil {
		if _, err := certgen.RSAPublicKey(best.Certificate); err != nil {
			return CertificateKey
		}
	}
	for _, id := range []ID{ResourcePublic, RecordFound, RecordObject, RegistrySupported, CertificatePublished} {
		if c := r.checks[id]; c.Verdict == rdap.Fail || c.Verdict == rdap.Unknown {
			return id
		}
	}
	return CertificatePublished
}

// takeStrictly makes a check of a finding. What is a warning about a
// certificate that may be published is unknown here: whether AWS is done before
// it ends, and what it does with another key, is not documented.
func (r *run) takeStrictly(id ID, f rdap.Finding) {
	verdict := f.Verdict
	given := r.in.Certificate
	if id == CertificateValidity && given != nil && r.found.best != nil && !r.inRecord(given) {
		f.Mend = "Publish the certificate that was given in its place."
	}
	if verdict == rdap.Warn {
		verdict, f.Summary = rdap.Unknown, sentence(f.Summary)
		if f.Mend == "" {
			f.Mend = "Make an RSA key of 2048 bits, as AWS documents it, and a certificate for it."
		}
	}
	r.take(id, verdict, f)
}

// passCertificate sets the checks in which nothing was found.
func (r *run) passCertificate(cert *x509.Certificate) {
	if _, made := r.checks[CertificateKey]; !made {
		r.pass(CertificateKey, "The key is RSA, with 2048 bits.", "")
	}
	if _, made := r.checks[CertificateSelfSignature]; !made {
		r.pass(CertificateSelfSignature, "The certificate is signed with its own key.", "")
	}
	if _, made := r.checks[CertificateValidity]; made {
		return
	}
	seen := certgen.Describe(cert)
	if m := r.subject.message; m != (message.Message{}) && cert.NotAfter.Before(m.Expiry().Start()) {
		r.add(Check{ID: CertificateValidity, Verdict: rdap.Warn, Seen: seen, Reference: undocumentedBy,
			Summary: fmt.Sprintf("The certificate outlives the week that provisioning may take, and ends before the message does (%s).", m.Expiry()),
			Mend:    "Provision before it ends, or publish a certificate that lasts as long as the message."})
		return
	}
	days := int(cert.NotAfter.Sub(r.in.Now).Hours() / 24)
	r.pass(CertificateValidity, fmt.Sprintf("The certificate is valid for another %d days.", days), seen)
}

// describeRecord names a record.
func describeRecord(record *rdap.Record) string {
	text := fmt.Sprintf("%s %s", record.Class, record.Handle)
	if name := record.Registry.Rule().Name; name != "" {
		text += " at " + name
	}
	return text
}

func formsOf(f rdap.Found) string {
	words := make([]string, len(f.Forms))
	for i, form := range f.Forms {
		words[i] = form.String()
	}
	return strings.Join(words, ", ") + ", in " + f.Place.String()
}

func sameKey(cert *x509.Certificate, pub *rsa.PublicKey) bool {
	key, err := certgen.RSAPublicKey(cert)
	return err == nil && key.Equal(pub)
}
