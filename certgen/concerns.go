package certgen

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// What [Concerns] and [KeyConcerns] find. Those that are minor are a risk: AWS
// documents nothing else, and does not say what it does with it.
const (
	CertificateExpired       problem.ID = "certificate-expired"
	CertificateNotYetValid   problem.ID = "certificate-not-yet-valid"
	CertificateEnding        problem.ID = "certificate-ending" // within the week that provisioning takes; minor
	CertificateNotRSA        problem.ID = "certificate-not-rsa"
	CertificateSelfSignature problem.ID = "certificate-self-signature" // it does not verify, or another issued it
	CertificateAlgorithm     problem.ID = "certificate-algorithm"      // not signed with SHA-256; minor
	CertificateDeparts       problem.ID = "certificate-departs-rfc5280"
	KeyUndocumented          problem.ID = "key-undocumented" // RSA of another size or exponent; minor
)

// The ways to a certificate that will do.
const (
	renew     = "make a new certificate with the same key, and publish that"
	makeAnew  = "make an RSA key of 2048 bits and a certificate for it, and publish that"
	signAgain = "make a self-signed certificate with the same key, and publish that"
)

// Concerns says what about a certificate itself AWS would not take at now, or may
// not take, wherever it is or will be published: its validity, its key, its
// signature and its encoding. It says nothing of one that is as AWS documents it.
// Without a time, its validity is a [problem.NoTime]. The certificate may be one of those that [ReadCertificate] returns with
// [CertificateDeparts].
//
// AWS documents what `openssl req -new -x509` makes of an RSA key of 2048 bits:
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/prepare-for-byoip.html
func Concerns(cert *x509.Certificate, now time.Time) []*problem.Problem {
	if cert == nil {
		return []*problem.Problem{{ID: certificateMissing, What: "there is no certificate"}}
	}
	concerns := append(departs(cert), validity(cert, now)...)
	key, err := RSAPublicKey(cert)
	if err != nil {
		return append(concerns, &problem.Problem{ID: CertificateNotRSA, Err: err,
			What: "the certificate's key is not one that AWS takes: " + keyWords(err), Fix: makeAnew})
	}
	concerns = append(concerns, signature(cert)...)
	return append(concerns, KeyConcerns(key)...)
}

// keyWords says what a key is instead of RSA.
func keyWords(err error) string {
	if kind, ok := errors.AsType[*KindError](err); ok {
		words := "it is " + kind.Got.String()
		if kind.Algorithm != "" {
			words += " (" + kind.Algorithm + ")"
		}
		return words
	}
	if p, ok := errors.AsType[*problem.Problem](err); ok {
		return p.Sentence()
	}
	return err.Error()
}

// departs says where crypto/x509 does not read a certificate that others read.
func departs(cert *x509.Certificate) []*problem.Problem {
	if _, err := x509.ParseCertificate(cert.Raw); err != nil {
		return []*problem.Problem{departure(cert.Raw, err)}
	}
	return nil
}

// A certificate is valid up to and with its last second (RFC 5280 section
// 4.1.2.5).
func validity(cert *x509.Certificate, now time.Time) []*problem.Problem {
	const week = resource.ProvisioningDays * 24 * time.Hour
	p := &problem.Problem{Field: "the certificate", Fix: renew}
	end := cert.NotAfter.UTC().Format(time.RFC3339)
	switch {
	case cert.NotAfter.IsZero():
		return nil // its dates cannot be read, and that was said
	case now.IsZero():
		return []*problem.Problem{noTime("the certificate")}
	case now.After(cert.NotAfter):
		p.ID, p.What = CertificateExpired, "has expired: it ended at "+end
	case now.Before(cert.NotBefore):
		p.ID, p.What = CertificateNotYetValid, "is not valid yet: it begins at "+cert.NotBefore.UTC().Format(time.RFC3339)
		p.Fix = "wait until it is valid, or make one that is, and publish that"
	case cert.NotAfter.Sub(now) < week:
		p.ID, p.Minor, p.What = CertificateEnding, true, "ends within the week that provisioning can take, at "+end
	default:
		return nil
	}
	return []*problem.Problem{p}
}

// signature says what is wrong with a certificate's signature. AWS documents
// SHA-256 with RSA (PKCS#1 v1.5) alone, so that any other algorithm is one of
// which nobody knows, whether crypto/x509 can verify it or not.
func signature(cert *x509.Certificate) []*problem.Problem {
	err := CheckSelfSignature(cert)
	switch {
	case err != nil && !errors.Is(err, CertificateAlgorithm):
		return problem.All(err)
	case cert.SignatureAlgorithm == x509.SHA256WithRSA:
		return nil
	}
	return []*problem.Problem{otherAlgorithm(cert, err)}
}

func otherAlgorithm(cert *x509.Certificate, err error) *problem.Problem {
	return &problem.Problem{ID: CertificateAlgorithm, Minor: true, Err: err, Field: "the certificate",
		What: "is signed with " + algorithmWords(cert) + "; AWS documents SHA-256 with RSA only, and what it does with another algorithm is not known",
		Fix:  renew + " (with SHA-256)"}
}

// unverified are the algorithms of signatures that crypto/x509 has no name for:
// RSA (RFC 8017 appendix C), and RSA with SHA-3 (NIST CSOR).
var unverified = map[string]string{
	"1.2.840.113549.1.1.3":    "MD4-RSA",
	"1.2.840.113549.1.1.14":   "SHA224-RSA",
	"1.2.840.113549.1.1.15":   "SHA512/224-RSA",
	"1.2.840.113549.1.1.16":   "SHA512/256-RSA",
	"1.3.36.3.3.1.2":          "RIPEMD160-RSA",
	"2.16.840.1.101.3.4.3.13": "SHA3-224-RSA",
	"2.16.840.1.101.3.4.3.14": "SHA3-256-RSA",
	"2.16.840.1.101.3.4.3.15": "SHA3-384-RSA",
	"2.16.840.1.101.3.4.3.16": "SHA3-512-RSA",
}

// algorithmWords names the algorithm that a certificate is signed with.
func algorithmWords(cert *x509.Certificate) string {
	if cert.SignatureAlgorithm != x509.UnknownSignatureAlgorithm {
		return cert.SignatureAlgorithm.String()
	}
	parts, _ := outline(cert.Raw)
	oid := algorithmOID(parts.algorithm)
	if name, ok := unverified[oid]; ok {
		return name
	}
	if name, ok := algorithmNames[oid]; ok {
		return name
	}
	return "the algorithm " + oid
}

// CheckSelfSignature verifies that a certificate is signed with its own key and
// names itself as the issuer. It asks nothing else of it: not that it may sign
// others, nor that it is valid at any time. Its error is a [*problem.Problem] of
// [CertificateSelfSignature], or of [CertificateAlgorithm] for an algorithm that
// is not verified here.
func CheckSelfSignature(cert *x509.Certificate) error {
	if cert == nil {
		return &problem.Problem{ID: certificateMissing, What: "there is no certificate"}
	}
	p := &problem.Problem{ID: CertificateSelfSignature}
	if !bytes.Equal(cert.RawIssuer, cert.RawSubject) {
		p.What = fmt.Sprintf("the certificate is not self-signed: its issuer is %q, its subject %q", clip(cert.Issuer.String()), clip(cert.Subject.String()))
		p.Fix = signAgain
		return p
	}
	if key, ok := cert.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() > maxBits {
		return tooLarge(key)
	}
	err := checkSignature(cert)
	_, insecure := errors.AsType[x509.InsecureAlgorithmError](err)
	switch {
	case err == nil:
		return nil
	case insecure, errors.Is(err, x509.ErrUnsupportedAlgorithm):
		return otherAlgorithm(cert, err)
	}
	p.What = "the certificate's self-signature does not verify, so at least one letter of it has changed"
	p.Fix, p.Err = "publish it again from the original file", err
	return p
}

// KeyConcerns says what about a key AWS may not accept; nothing for a key such as
// AWS's documentation makes.
func KeyConcerns(pub *rsa.PublicKey) []*problem.Problem {
	if pub == nil {
		return []*problem.Problem{{ID: keyMissing, What: "there is no public key"}}
	}
	var concerns []*problem.Problem
	if bits := pub.N.BitLen(); bits != DefaultBits {
		concerns = append(concerns, &problem.Problem{ID: KeyUndocumented, Minor: true, Fix: makeAnew,
			What: fmt.Sprintf("the key has %d bits; AWS documents RSA 2048 only, and what it does with another size is not known", bits)})
	}
	if pub.E != usualExponent {
		concerns = append(concerns, &problem.Problem{ID: KeyUndocumented, Minor: true, Fix: makeAnew,
			What: fmt.Sprintf("the public exponent is %d; OpenSSL and AWS's documentation make keys with 65537", pub.E)})
	}
	return concerns
}
