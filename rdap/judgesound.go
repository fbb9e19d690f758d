package rdap

import (
	"bytes"
	"crypto/x509"
	"errors"
	"time"

	"github.com/byoasn/byoasn/certgen"
)

// provisioning is how long AWS takes at most ("up to one week").
const provisioning = 7 * 24 * time.Hour

// JudgeCertificate says what about a certificate itself AWS would not take at
// q.Now, wherever it is or will be published: its validity, its key and its
// signature. It finds nothing for one that is as AWS documents it.
func JudgeCertificate(cert *x509.Certificate, q Question) []Finding {
	return append(judgeValidity(cert, q.Now), judgeSoundness(cert, q.guide())...)
}

func judgeValidity(cert *x509.Certificate, now time.Time) []Finding {
	f := Finding{Verdict: Fail, Seen: certgen.Describe(cert), Mend: "Make a new certificate with the same key, and publish it."}
	switch {
	case now.After(cert.NotAfter):
		f.ID, f.Summary = CertificateExpired, "The certificate has expired."
	case now.Before(cert.NotBefore):
		f.ID, f.Summary = CertificateNotYetValid, "The certificate is not valid yet."
		f.Mend = "Wait until it is, or publish one that is valid now."
	case cert.NotAfter.Sub(now) < provisioning:
		f.ID, f.Verdict, f.Summary = CertificateEnding, Warn, "The certificate ends within the week that AWS may take to provision."
	default:
		return nil
	}
	return []Finding{f}
}

// judgeSoundness says whether AWS can use the certificate itself.
func judgeSoundness(cert *x509.Certificate, guide string) []Finding {
	f := Finding{Verdict: Fail, Seen: certgen.Describe(cert), Reference: guide}
	pub, err := certgen.RSAPublicKey(cert)
	if err != nil {
		f.ID, f.Summary, f.Mend = CertificateNotRSA, "The certificate's key is not RSA, and AWS takes RSA alone.", "Make an RSA key of 2048 bits and a certificate for it, and publish that."
		return []Finding{f}
	}
	var findings []Finding
	if err := certgen.CheckSelfSignature(cert); err != nil {
		findings = append(findings, judgeSelfSignature(cert, err, f))
	}
	for _, concern := range certgen.KeyConcerns(pub) {
		findings = append(findings, Finding{ID: CertificateKey, Verdict: Warn, Seen: certgen.Describe(cert), Summary: concern.What, Reference: guide})
	}
	return findings
}

// judgeSelfSignature says why a certificate is not signed with its own key.
func judgeSelfSignature(cert *x509.Certificate, err error, f Finding) Finding {
	f.ID, f.Seen = CertificateSelfSignature, f.Seen+": "+err.Error()
	f.Mend = "Make a self-signed certificate with the same key, and publish that."
	switch {
	case !bytes.Equal(cert.RawIssuer, cert.RawSubject):
		f.Summary = "The certificate is not self-signed, as AWS documents it: somebody else issued it."
	case errors.Is(err, certgen.CertificateAlgorithm):
		f.Verdict = Unknown
		f.Summary = "The certificate's own signature is of an algorithm that AWS does not document."
	default:
		f.Summary = "The certificate's signature does not verify with its own key."
		f.Mend = "Publish the certificate again, as it was made."
	}
	return f
}
