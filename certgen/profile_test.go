package certgen_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"io"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/stretchr/testify/require"
)

var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

func newCertificate(t testing.TB, subject string, now time.Time) *x509.Certificate {
	t.Helper()
	end, err := certgen.ValidFor(now, 365)
	require.NoError(t, err)
	cert, err := certgen.NewCertificate(testKey(t), certgen.Profile{Subject: subject, NotAfter: end}, now)
	require.NoError(t, err)
	return cert
}

func TestNewCertificateHoldsWhatTheProfileSays(t *testing.T) {
	t.Parallel()
	cert := newCertificate(t, "Example Networks", noon.Add(123*time.Millisecond))
	require.NoError(t, certgen.CheckSelfSignature(cert))
	require.Equal(t, 3, cert.Version)
	require.Equal(t, x509.SHA256WithRSA, cert.SignatureAlgorithm)
	require.Equal(t, "CN=Example Networks", cert.Subject.String())
	require.Equal(t, cert.RawSubject, cert.RawIssuer)
	require.Equal(t, noon.Add(-time.Hour), cert.NotBefore)
	require.Equal(t, noon.AddDate(1, 0, 0), cert.NotAfter)
	require.True(t, testKey(t).PublicKey.Equal(cert.PublicKey))
	require.Positive(t, cert.SerialNumber.Sign())
	require.LessOrEqual(t, cert.SerialNumber.BitLen(), 128)
	require.Zero(t, cert.KeyUsage)
	require.Empty(t, cert.ExtKeyUsage)
	require.Equal(t, -1, cert.MaxPathLen)

	t.Run("and two have different serial numbers of about 128 bits", func(t *testing.T) {
		again := newCertificate(t, "", noon)
		require.NotEqual(t, cert.SerialNumber, again.SerialNumber)
		require.Greater(t, cert.SerialNumber.BitLen(), 64)
		require.Equal(t, "CN="+"BYOASN proof of ownership", again.Subject.String())
	})
}

// Whatever OpenSSL puts into a certificate of the same key, ours has too, bit
// for bit, and nothing more.
func TestNewCertificateHasTheExtensionsOfOpenSSLs(t *testing.T) {
	t.Parallel()
	theirs, err := certgen.ReadCertificate(openssl(t, nil, "req", "-new", "-x509", "-config", "/dev/null", "-key", "testdata/keys/pkcs8.pem", "-subj", "/CN=Example", "-days", "365",
		"-addext", "subjectKeyIdentifier=hash", "-addext", "authorityKeyIdentifier=keyid:always,issuer", "-addext", "basicConstraints=critical,CA:true"))
	require.NoError(t, err)
	ours := newCertificate(t, "Example", noon)
	require.Len(t, ours.Extensions, 3)
	require.ElementsMatch(t, theirs.Extensions, ours.Extensions)
	require.ElementsMatch(t, testCertificate(t).Extensions, ours.Extensions)
	require.Equal(t, theirs.SignatureAlgorithm, ours.SignatureAlgorithm)
	require.Equal(t, theirs.RawSubjectPublicKeyInfo, ours.RawSubjectPublicKeyInfo)
	require.Equal(t, theirs.Version, ours.Version)
}

func TestOpenSSLAcceptsTheCertificate(t *testing.T) {
	t.Parallel()
	cert := newCertificate(t, "Exämple Netwörks", time.Now())
	data := certgen.MarshalCertificate(cert)
	require.Contains(t, string(openssl(t, data, "x509", "-noout", "-text")), "sha256WithRSAEncryption")
	require.Contains(t, string(openssl(t, data, "x509", "-noout", "-subject", "-nameopt", "utf8")), "Exämple Netwörks")
	name := temp(t, data)
	openssl(t, nil, "verify", "-x509_strict", "-check_ss_sig", "-CAfile", name, name)
	require.Equal(t, data, openssl(t, data, "x509"))
}

func TestNewCertificateRefusesASubject(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ subject, want string }{
		"too long":                {strings.Repeat("ä", 65), "65 characters, more than the 64"},
		"not UTF-8":               {"Ex\xe4mple", "not UTF-8"},
		"with a line break":       {"Example\n", "not printable"},
		"with a direction mark":   {"Example\u202e", "not printable"},
		"blank before it":         {" Example", "begins or ends with a blank"},
		"blank alone":             {" ", "begins or ends with a blank"},
		"as CN=":                  {"CN=Example", "give the name alone"},
		"as cn =":                 {"cn = Example", "give the name alone"},
		"as /CN=":                 {"/CN=Example", "give the name alone"},
		"as a distinguished name": {"O=Example, CN=x", "give the name alone"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := certgen.NewCertificate(testKey(t), certgen.Profile{Subject: c.subject, NotAfter: noon.Add(time.Hour)}, noon)
			require.ErrorContains(t, err, c.want)
		})
	}
	t.Run("but takes 64 characters of any script", func(t *testing.T) {
		t.Parallel()
		for _, subject := range []string{strings.Repeat("ä", 64), "AS64496 & co. (test)", "株式会社", "a=b"} {
			require.Equal(t, subject, newCertificate(t, subject, noon).Subject.CommonName)
		}
	})
}

func TestNewCertificateRefusesAnEnd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end  time.Time
		want string
	}{
		"that is not given": {time.Time{}, "set Profile.NotAfter"},
		"that is now":       {noon, "not after now"},
		"that is past":      {noon.Add(-time.Second), "2026-11-22T11:59:59Z, which is not after now"},
		"too far away":      {noon.Add(3650*24*time.Hour + time.Second), "more than 3650 days"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := certgen.NewCertificate(testKey(t), certgen.Profile{NotAfter: c.end}, noon)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestValidForTakesOneDayToTenYears(t *testing.T) {
	t.Parallel()
	for _, days := range []int{-1, 0, 3651, math.MaxInt} {
		_, err := certgen.ValidFor(noon, days)
		require.ErrorContains(t, err, "expected 1 to 3650")
	}
	for _, days := range []int{1, 3650} {
		end, err := certgen.ValidFor(noon, days)
		require.NoError(t, err)
		require.Equal(t, noon.AddDate(0, 0, days), end)
		_, err = certgen.NewCertificate(testKey(t), certgen.Profile{NotAfter: end}, noon)
		require.NoError(t, err)
	}
}

// A brokenSigner is a token that answers with what it should not.
type brokenSigner struct {
	public crypto.PublicKey
	answer []byte
	err    error
}

func (s brokenSigner) Public() crypto.PublicKey { return s.public }

func (s brokenSigner) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return s.answer, s.err
}

func TestNewCertificateDoesNotTrustTheSigner(t *testing.T) {
	t.Parallel()
	public := testKey(t).Public()
	gone := errors.New("the token is gone")
	for name, c := range map[string]struct {
		signer crypto.Signer
		want   string
	}{
		"that is none":                {nil, "no private key to sign"},
		"that returns rubbish":        {brokenSigner{public: public, answer: bytes.Repeat([]byte{1}, 256)}, "a signature that its own public key does not verify"},
		"that returns nothing":        {brokenSigner{public: public}, "a signature that its own public key does not verify"},
		"that fails":                  {brokenSigner{public: public, err: gone}, "signing the certificate: the token is gone"},
		"with another kind of key":    {ed25519.NewKeyFromSeed(make([]byte, 32)), "ed25519.PublicKey, expected an RSA key"},
		"with a key that is small":    {brokenSigner{public: &rsa.PublicKey{N: new(big.Int).Lsh(big.NewInt(1), 1023), E: 65537}}, "1024 bits, fewer than the 2048"},
		"without any public key":      {brokenSigner{}, "expected an RSA key"},
		"with an RSA key that is nil": {brokenSigner{public: (*rsa.PublicKey)(nil)}, "expected an RSA key"},
	} {
		t.Run("a signer "+name, func(t *testing.T) {
			t.Parallel()
			_, err := certgen.NewCertificate(c.signer, certgen.Profile{NotAfter: noon.Add(time.Hour)}, noon)
			require.ErrorContains(t, err, c.want)
			require.Equal(t, c.signer != nil && strings.Contains(name, "fails"), errors.Is(err, gone))
		})
	}
}

func TestWithoutATimeNothingIsValidOrNot(t *testing.T) {
	_, err := certgen.ValidFor(time.Time{}, 365)
	require.ErrorIs(t, err, problem.NoTime)
	key, err := certgen.NewKey(certgen.DefaultBits)
	require.NoError(t, err)
	_, err = certgen.NewCertificate(key, certgen.Profile{NotAfter: noon.AddDate(1, 0, 0)}, time.Time{})
	require.ErrorIs(t, err, problem.NoTime)
	cert, err := certgen.NewCertificate(key, certgen.Profile{NotAfter: noon.AddDate(1, 0, 0)}, noon)
	require.NoError(t, err)
	concerns := certgen.Concerns(cert, time.Time{})
	require.Len(t, concerns, 1)
	require.Equal(t, problem.NoTime, concerns[0].ID)
}
