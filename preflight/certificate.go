package preflight

import (
	"crypto/x509"
	"fmt"
	"slices"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
)

// certificate is the one to judge: the one in the record, or, while that is not
// known, the one that was given; or nil.
func (e *Evidence) certificate() *x509.Certificate {
	if e.published.best != nil {
		return e.published.best.Certificate
	}
	return e.Certificate
}

// Conditions of needs.
func noCertificateAtHand(e *Evidence) bool { return e.certificate() == nil }

// concernsOf are what [certgen.Concerns] has about a certificate, but for that no
// time was given: the checks that need one say so.
func (e *Evidence) concernsOf(cert *x509.Certificate) []*problem.Problem {
	return slices.DeleteFunc(certgen.Concerns(cert, e.Now), func(p *problem.Problem) bool {
		return p.ID == problem.NoTime
	})
}

var aboutValidity = []problem.ID{certgen.CertificateExpired, certgen.CertificateNotYetValid, certgen.CertificateEnding}

// faults counts what AWS would refuse about a certificate, and what there is to
// say about it.
func (e *Evidence) faults(cert *x509.Certificate) (refused, all int) {
	concerns := e.concernsOf(cert)
	for _, p := range concerns {
		if !p.Minor {
			refused++
		}
	}
	return refused, len(concerns)
}

// concern is the answer to a question about the certificate itself: the first of
// what there is to say, or that it is right. What is minor is unknown: whether
// AWS is done before the certificate ends, and what it does with another key, is
// not documented.
func (e *Evidence) concern(right string, ids ...problem.ID) answer {
	cert := e.certificate()
	for _, p := range e.concernsOf(cert) {
		switch {
		case !slices.Contains(ids, p.ID):
		case p.Minor:
			return undocumented(sentence(p.Sentence()), certgen.Describe(cert), sentence(p.Fix))
		default:
			return fails(sentence(p.Sentence()), certgen.Describe(cert), sentence(p.Fix))
		}
	}
	return passes(right, "")
}

func (e *Evidence) certificateKey() answer {
	return e.concern("The key is RSA, with 2048 bits.", certgen.CertificateNotRSA, certgen.KeyUndocumented)
}

func (e *Evidence) certificateEncoding() answer {
	return e.concern("It is encoded as RFC 5280 has it.", certgen.CertificateDeparts)
}

func (e *Evidence) certificateSelfSignature() answer {
	return e.concern("The certificate is signed with its own key, with SHA-256.", certgen.CertificateSelfSignature, certgen.CertificateAlgorithm)
}

func (e *Evidence) certificateValidity() answer {
	cert, m := e.certificate(), e.text.message
	a := e.concern("", aboutValidity...)
	switch {
	case e.Now.IsZero():
		return noTime
	case a.verdict != Pass:
		if given := e.Certificate; given != nil && e.published.best != nil && !e.inRecord(given) {
			a.fix = "Publish the certificate that was given in its place."
		}
		return a
	case m != (message.Message{}) && cert.NotAfter.Before(m.Expiry().Start()):
		a = warns(fmt.Sprintf("The certificate outlives the week that provisioning may take, and ends before the message does (%s).", m.Expiry()), certgen.Describe(cert),
			"Provision before it ends, or publish a certificate that lasts as long as the message.")
		a.undocumented = true
		return a
	}
	return passes(fmt.Sprintf("The certificate is valid for another %d days.", int(cert.NotAfter.Sub(e.Now).Hours()/24)), certgen.Describe(cert))
}
