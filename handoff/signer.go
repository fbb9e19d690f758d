package handoff

import (
	"crypto/sha256"
	"crypto/x509"
	"fmt"
)

// A Signer names who should sign. Its zero value names nobody: any key may.
type Signer struct {
	Certificate Fingerprint // or zero
	PublicKey   Fingerprint // or zero
}

// SignerOf names a certificate and its key.
func SignerOf(cert *x509.Certificate) Signer {
	return Signer{
		Certificate: sha256.Sum256(cert.Raw),
		PublicKey:   sha256.Sum256(cert.RawSubjectPublicKeyInfo),
	}
}

// IsZero says whether s names nobody.
func (s Signer) IsZero() bool { return s == Signer{} }

// refuse says why another signer is not this one, or returns nil.
func (s Signer) refuse(other Signer) *Error {
	switch {
	case !s.PublicKey.IsZero() && s.PublicKey != other.PublicKey:
		return &Error{ID: WrongKey,
			What: fmt.Sprintf("names the public key SHA-256 %s, and the key at hand is %s", s.PublicKey, other.PublicKey),
			Mend: "sign with the key that is named, or make a request that names this one"}
	case s.Certificate.IsZero() || s.Certificate == other.Certificate:
		return nil
	case other.Certificate.IsZero():
		return &Error{ID: CertificateNeeded,
			What: fmt.Sprintf("names the certificate SHA-256 %s, and there is none at hand", s.Certificate),
			Mend: "give the certificate together with the key"}
	}
	return &Error{ID: CertificateMismatch,
		What: fmt.Sprintf("names the certificate SHA-256 %s, and the one at hand is %s", s.Certificate, other.Certificate),
		Mend: "sign with the key and certificate that are named, or make a request that names these"}
}
