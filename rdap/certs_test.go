package rdap_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
)

// oneLine reads a certificate that was really published; see
// testdata/certs/SOURCES.md.
func oneLine(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/certs/" + name + ".oneline.txt")
	require.NoError(t, err)
	return strings.TrimSpace(string(data))
}

const (
	ourName   = "arin-NET-3-0-0-0-1"
	otherName = "arin-NET-76-76-21-0-1"
)

func parse(t testing.TB, line string) *x509.Certificate {
	t.Helper()
	cert, err := certgen.ReadCertificate([]byte(line))
	require.NoError(t, err)
	return cert
}

// wrapped cuts a one-line certificate into PEM's lines.
func wrapped(t testing.TB, line string) []string {
	t.Helper()
	text := strings.TrimSpace(string(certgen.MarshalCertificate(parse(t, line))))
	return strings.Split(text, "\n")
}

// instead returns what people publish in place of a certificate.
func instead(t testing.TB) map[certgen.Kind]string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	request, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
	require.NoError(t, err)
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	require.NoError(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	return map[certgen.Kind]string{
		certgen.KindRequest:   string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: request})),
		certgen.KindPublicKey: string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})),
		certgen.KindSecretKey: string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})),
	}
}
