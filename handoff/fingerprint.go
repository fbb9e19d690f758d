package handoff

import (
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
)

// A Fingerprint is the SHA-256 of a certificate or of a public key, as
// [certgen.Fingerprint] and [certgen.PublicKeyFingerprint] write it: in
// upper-case hexadecimal with colons. The empty one is none.
type Fingerprint string

// ParseFingerprint reads a fingerprint. It forgives lower-case letters, and the
// lack of all colons.
func ParseFingerprint(s string) (Fingerprint, error) {
	upper := strings.ToUpper(s)
	digits := strings.ReplaceAll(upper, ":", "")
	raw, err := hex.DecodeString(digits)
	if err == nil && len(raw) == sha256.Size {
		pairs := make([]string, len(raw))
		for i := range raw {
			pairs[i] = digits[2*i : 2*i+2]
		}
		f := strings.Join(pairs, ":")
		if (upper == f || upper == digits) && strings.Trim(digits, "0") != "" {
			return Fingerprint(f), nil
		}
	}
	return "", fmt.Errorf("fingerprint %s is not a SHA-256 one: expected 32 pairs of hexadecimal digits with colons between, not all zero, as openssl x509 -noout -fingerprint -sha256 prints them", problem.Quote(s))
}

// UnmarshalText reads what [ParseFingerprint] reads, and the empty text as none.
func (f *Fingerprint) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*f = ""
		return nil
	}
	parsed, err := ParseFingerprint(string(text))
	if err != nil {
		return err
	}
	*f = parsed
	return nil
}

// exactFingerprint takes no other spelling than the one that is written.
func exactFingerprint(text string) (Fingerprint, error) {
	f, err := ParseFingerprint(text)
	if err == nil && string(f) != text {
		return f, fmt.Errorf("expected 32 pairs of upper-case hexadecimal digits with colons between, found %s", problem.Quote(text))
	}
	return f, err
}

// A Signer names who should sign. Its zero value names nobody: any key may.
type Signer struct {
	Certificate Fingerprint `json:"certificate,omitempty"`
	PublicKey   Fingerprint `json:"publicKey,omitempty"`
}

// SignerOf names a certificate and its key.
func SignerOf(cert *x509.Certificate) (Signer, error) {
	if cert == nil {
		return Signer{}, errors.New("there is no certificate to name")
	}
	key, err := certgen.RSAPublicKey(cert)
	if err != nil {
		return Signer{}, err
	}
	s, err := SignerOfKey(key)
	s.Certificate = Fingerprint(certgen.Fingerprint(cert))
	return s, err
}

// SignerOfKey names a public key, whatever its certificate is.
func SignerOfKey(public *rsa.PublicKey) (Signer, error) {
	if public == nil || public.N == nil {
		return Signer{}, errors.New("there is no public key to name")
	}
	return Signer{PublicKey: Fingerprint(certgen.PublicKeyFingerprint(public))}, nil
}

// check refuses fingerprints that a request could not hold.
func (s Signer) check() *problem.Problem {
	for _, named := range []struct {
		path string
		f    Fingerprint
	}{{"/signer/certificate", s.Certificate}, {"/signer/publicKey", s.PublicKey}} {
		if named.f == "" {
			continue
		}
		if _, err := exactFingerprint(string(named.f)); err != nil {
			return refused(&problem.Problem{ID: badValue, Field: requestFile, Path: named.path}, err)
		}
	}
	return nil
}

// refuse says why another signer is not this one, or returns nil.
func (s Signer) refuse(other Signer) *problem.Problem {
	switch {
	case s.PublicKey != "" && s.PublicKey != other.PublicKey:
		return &problem.Problem{ID: WrongKey,
			What: fmt.Sprintf("names the public key SHA-256 %s, and the key at hand is %s", s.PublicKey, other.PublicKey),
			Fix:  "sign with the key that is named, or make a request that names this one"}
	case s.Certificate == "" || s.Certificate == other.Certificate:
		return nil
	case other.Certificate == "":
		return &problem.Problem{ID: CertificateNeeded,
			What: fmt.Sprintf("names the certificate SHA-256 %s, and there is none at hand", s.Certificate),
			Fix:  "give the certificate together with the key"}
	}
	return &problem.Problem{ID: certificateMismatch,
		What: fmt.Sprintf("names the certificate SHA-256 %s, and the one at hand is %s", s.Certificate, other.Certificate),
		Fix:  "sign with the key and certificate that are named, or make a request that names these"}
}

// describe names the keys that may sign, a fingerprint in two rows.
func (s Signer) describe() []string {
	var rows []string
	add := func(what string, f Fingerprint) {
		if f == "" {
			return
		}
		half := len(f)/2 + 1 // behind the colon between the halves
		rows = append(rows, what+string(f[:half]), strings.Repeat(" ", len(what))+string(f[half:]))
	}
	add("certificate SHA-256 ", s.Certificate)
	add("public key  SHA-256 ", s.PublicKey)
	if len(rows) == 0 {
		return []string{"any key, as the request names none"}
	}
	return rows
}
