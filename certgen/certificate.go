package certgen

import (
	"crypto/fips140"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/problem"
)

const (
	beginCertificate = "-----BEGIN CERTIFICATE-----"
	endCertificate   = "-----END CERTIFICATE-----"
)

// MarshalCertificate writes a certificate as PEM, in lines of 64 characters.
func MarshalCertificate(cert *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})
}

// OneLine writes a certificate as it is published: the PEM without its line
// breaks, and none at the end. It is what AWS's documented
// `openssl req ... | tr -d "\n"` gives.
func OneLine(cert *x509.Certificate) string {
	return beginCertificate + base64.StdEncoding.EncodeToString(cert.Raw) + endCertificate
}

// checkSignature verifies with the certificate's own key, by algorithms that FIPS
// 140-3 does not approve too: what somebody published is to be described, and
// nothing here hangs on it.
func checkSignature(cert *x509.Certificate) (err error) {
	fips140.WithoutEnforcement(func() {
		err = cert.CheckSignature(cert.SignatureAlgorithm, cert.RawTBSCertificate, cert.Signature)
	})
	return err
}

// RSAPublicKey is the certificate's key. Another algorithm is a [KindError]; a
// key past 16384 bits, which would take long to verify with, is an error too. A
// small key is returned: [KeyConcerns] speaks of it.
func RSAPublicKey(cert *x509.Certificate) (*rsa.PublicKey, error) {
	if cert == nil {
		return nil, &problem.Problem{ID: certificateMissing, What: "there is no certificate"}
	}
	key, ok := cert.PublicKey.(*rsa.PublicKey)
	if !ok {
		found := identify(cert.RawSubjectPublicKeyInfo)
		if found.kind == "" {
			return nil, &problem.Problem{ID: certificateDamaged, What: "the certificate's public key cannot be read", Fix: copyAgain}
		}
		return nil, &KindError{Want: KindPublicKey, Got: found.kind, Algorithm: found.algorithm, Fix: "the certificate must be made from a plain RSA key of 2048 bits"}
	}
	if key.N.BitLen() > maxBits {
		return nil, tooLarge(key)
	}
	return key, nil
}

func tooLarge(key *rsa.PublicKey) error {
	return &problem.Problem{ID: keySize, What: fmt.Sprintf("the certificate's RSA key has %d bits, more than the %d that are taken", key.N.BitLen(), maxBits), Fix: makeAnew}
}

// Fingerprint is the SHA-256 of the whole certificate in DER, in upper-case
// hexadecimal with colons, as `openssl x509 -fingerprint -sha256` prints it.
func Fingerprint(cert *x509.Certificate) string {
	return fingerprint(cert.Raw)
}

// Describe names a certificate in one line: its subject, its [Fingerprint], and
// the days between which it is valid, in UTC. The subject is as the certificate has
// it: text from outside.
func Describe(cert *x509.Certificate) string {
	if cert == nil {
		return "no certificate"
	}
	subject := cert.Subject.String()
	if subject == "" {
		subject = "a certificate without a subject"
	}
	return fmt.Sprintf("%s, SHA-256 %s, valid %s to %s", subject, Fingerprint(cert),
		cert.NotBefore.UTC().Format(time.DateOnly), cert.NotAfter.UTC().Format(time.DateOnly))
}
