package certgen

import (
	"crypto/x509"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/problem"
)

// An Overview is what there is to say of a certificate, and what the command
// "cert show" prints as JSON, version 1. The names are as the certificate has them:
// text from outside.
type Overview struct {
	Version    int       `json:"version"`
	Subject    string    `json:"subject"`
	Issuer     string    `json:"issuer"`
	Serial     string    `json:"serial"` // hexadecimal
	NotBefore  time.Time `json:"notBefore"`
	NotAfter   time.Time `json:"notAfter"`
	DaysLeft   int       `json:"daysLeft"` // whole days, negative once expired
	Key        string    `json:"key"`      // such as "RSA 2048"
	KeySHA256  string    `json:"publicKeySHA256,omitempty"`
	SHA256     string    `json:"certificateSHA256"`
	SelfSigned bool      `json:"selfSigned"`
	Concerns   []string  `json:"concerns"` // those of [Concerns], in words; never nil
	OneLine    string    `json:"oneLine"`
}

// Look makes the overview of a certificate. Its error is a [*problem.Problem]: there
// is none, or no time now.
func Look(cert *x509.Certificate, now time.Time) (*Overview, error) {
	switch {
	case cert == nil:
		return nil, &problem.Problem{ID: certificateMissing, What: "there is no certificate"}
	case now.IsZero():
		return nil, noTime("the certificate")
	}
	o := &Overview{
		Version:    1,
		Subject:    cert.Subject.String(),
		Issuer:     cert.Issuer.String(),
		Serial:     fmt.Sprintf("%x", cert.SerialNumber),
		NotBefore:  cert.NotBefore.UTC(),
		NotAfter:   cert.NotAfter.UTC(),
		DaysLeft:   int(cert.NotAfter.Sub(now.Truncate(time.Second)) / day), // certificates have no fractions
		Key:        cert.PublicKeyAlgorithm.String(),
		SHA256:     Fingerprint(cert),
		SelfSigned: CheckSelfSignature(cert) == nil,
		Concerns:   []string{},
		OneLine:    OneLine(cert),
	}
	if pub, err := RSAPublicKey(cert); err == nil {
		o.Key, o.KeySHA256 = fmt.Sprintf("RSA %d", pub.N.BitLen()), PublicKeyFingerprint(pub)
	}
	for _, p := range Concerns(cert, now) {
		o.Concerns = append(o.Concerns, p.Error())
	}
	return o, nil
}
