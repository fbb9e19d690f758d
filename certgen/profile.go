package certgen

import (
	"crypto"
	"crypto/fips140"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// defaultSubject is the common name of a certificate when none is given. AWS
// needs no particular name.
const defaultSubject = "BYOASN proof of ownership"

const (
	maxDays    = 3650 // ten years; AWS reads the certificate within a week or so
	maxSubject = 64   // characters: ub-common-name, RFC 5280 appendix A.1

	day = 24 * time.Hour
)

// A Profile is what may be chosen about a certificate.
type Profile struct {
	Subject  string    // the common name, 1 to 64 characters; empty for "BYOASN proof of ownership"
	NotAfter time.Time // when it ends: after now and within 3650 days; see [ValidFor]
}

// ValidFor is the end of a certificate that is valid for 1 to 3650 days from now,
// which may not be the zero time ([problem.NoTime]).
func ValidFor(now time.Time, days int) (time.Time, error) {
	if now.IsZero() {
		return time.Time{}, noTime("the certificate's end")
	}
	if days < 1 || days > maxDays {
		return time.Time{}, fmt.Errorf("a certificate cannot be valid for %d days: expected 1 to %d", days, maxDays)
	}
	return now.Add(time.Duration(days) * day), nil
}

// NewCertificate makes a self-signed certificate for the RSA key of signer, at
// least 2048 bits, as AWS's documented `openssl req -new -x509` makes it. What
// the signer returned has been verified. The signer may be a token or a service:
// it is asked for one RSASSA-PKCS1-v1_5 signature with SHA-256.
func NewCertificate(signer crypto.Signer, p Profile, now time.Time) (*x509.Certificate, error) {
	pub, err := signerKey(signer)
	if err != nil {
		return nil, err
	}
	template, err := p.template(pub, now)
	if err != nil {
		return nil, err
	}
	// crypto/x509 verifies the signature that it was given, today; what is handed
	// on must not hang on that.
	der, err := x509.CreateCertificate(rand.Reader, template, template, pub, signer)
	if errors.Is(err, rsa.ErrVerification) {
		return nil, fmt.Errorf("the signer returned a signature that its own public key does not verify: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("signing the certificate: %w", err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("reading the certificate just made: %w", err)
	}
	if err := CheckSelfSignature(cert); err != nil {
		return nil, fmt.Errorf("the certificate just made: %w", err)
	}
	return cert, nil
}

// template is the certificate less its signature. OpenSSL 3 writes these three
// extensions and no key usage: AWS documents no other certificate, so this one
// holds nothing that AWS has not seen.
func (p Profile) template(pub *rsa.PublicKey, now time.Time) (*x509.Certificate, error) {
	subject, err := p.commonName()
	if err != nil {
		return nil, err
	}
	if now.IsZero() {
		return nil, noTime("the certificate's time")
	}
	if err := p.checkNotAfter(now); err != nil {
		return nil, err
	}
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	keyID := keyIdentifier(pub)
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: subject},

		// One hour back: an air-gapped host's clock drifts, and a certificate
		// from the future is refused.
		NotBefore: now.Add(-time.Hour).UTC().Truncate(time.Second),
		NotAfter:  p.NotAfter.UTC().Truncate(time.Second),

		// PKCS#1 v1.5 is openssl's default for the certificate; the message
		// AWS checks is signed with PSS, by the same key.
		SignatureAlgorithm: x509.SHA256WithRSA,

		// OpenSSL's default configuration (v3_ca): critical, CA:TRUE, no path
		// length. Without CA:TRUE, crypto/x509 and others refuse to take the
		// certificate for its own issuer.
		BasicConstraintsValid: true,
		IsCA:                  true,

		SubjectKeyId:   keyID[:],
		AuthorityKeyId: keyID[:],
	}, nil
}

// keyIdentifier is SHA-1 over the key, by RFC 5280 section 4.2.1.2, method 1, as
// OpenSSL does. It is a label and secures nothing, so that it is made where FIPS
// 140-3 is enforced too.
func keyIdentifier(pub *rsa.PublicKey) (id [sha1.Size]byte) {
	fips140.WithoutEnforcement(func() { id = sha1.Sum(x509.MarshalPKCS1PublicKey(pub)) })
	return id
}

// newSerial is a random number from 1 to 2^128-1: positive as RFC 5280 section
// 4.1.2.2 demands, and never twice the same.
func newSerial() (*big.Int, error) {
	one := big.NewInt(1)
	largest := new(big.Int).Sub(new(big.Int).Lsh(one, 128), one)
	n, err := rand.Int(rand.Reader, largest)
	if err != nil {
		return nil, err
	}
	return n.Add(n, one), nil
}

func signerKey(signer crypto.Signer) (*rsa.PublicKey, error) {
	if signer == nil {
		return nil, errors.New("there is no private key to sign the certificate with")
	}
	pub, ok := signer.Public().(*rsa.PublicKey)
	if !ok || pub == nil {
		return nil, fmt.Errorf("the signer's public key is a %T, expected an RSA key of %d bits", signer.Public(), DefaultBits)
	}
	return sizedKey(pub)
}

// distinguishedName is a subject written as openssl or LDAP write it.
var distinguishedName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(/|(cn|o|ou|c|l|st|dc|uid|serialnumber|emailaddress)\s*=)`)
})

func (p Profile) commonName() (string, error) {
	name := p.Subject
	switch {
	case name == "":
		return defaultSubject, nil
	case !utf8.ValidString(name):
		return "", fmt.Errorf("the subject %q is not UTF-8", clip(name))
	case utf8.RuneCountInString(name) > maxSubject:
		return "", fmt.Errorf("the subject has %d characters, more than the %d that a common name may have", utf8.RuneCountInString(name), maxSubject)
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return "", fmt.Errorf("the subject %q has characters that are not printable", clip(name))
	case strings.TrimSpace(name) != name:
		return "", fmt.Errorf("the subject %q begins or ends with a blank", clip(name))
	case distinguishedName().MatchString(name):
		return "", fmt.Errorf("the subject %q is a distinguished name: give the name alone, without CN= or a slash", clip(name))
	}
	return name, nil
}

func (p Profile) checkNotAfter(now time.Time) error {
	switch end := p.NotAfter; {
	case end.IsZero():
		return errors.New("the certificate has no end: set Profile.NotAfter")
	case !end.After(now):
		return fmt.Errorf("the certificate would end at %s, which is not after now (%s)", end.UTC().Format(time.RFC3339), now.UTC().Format(time.RFC3339))
	case end.After(now.Add(maxDays * day)):
		return fmt.Errorf("the certificate would end at %s, more than %d days from now: a shorter one does, and can be replaced", end.UTC().Format(time.RFC3339), maxDays)
	}
	return nil
}
