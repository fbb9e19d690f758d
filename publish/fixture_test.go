package publish_test

import (
	"context"
	"crypto/x509"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// certificate is one that an address holder has published for AWS; it has a plus
// in its base64.
func certificate(t testing.TB) *x509.Certificate {
	t.Helper()
	return certificateNamed(t, "arin-NET-3-0-0-0-1.oneline.txt")
}

func certificateNamed(t testing.TB, name string) *x509.Certificate {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "rdap", "testdata", "certs", name))
	require.NoError(t, err)
	cert, err := certgen.ReadCertificate(data)
	require.NoError(t, err)
	require.Contains(t, certgen.OneLine(cert), "+")
	return cert
}

// file is a text of testdata.
func file(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	require.NotEmpty(t, data)
	return string(data)
}

var (
	asn     = resource.OfASN(64496)
	network = resource.OfCIDR(netip.MustParsePrefix("198.51.100.0/24"))
	subnet6 = resource.OfCIDR(netip.MustParsePrefix("2001:db8:80::/42"))
)

func change(t testing.TB, r registry.Registry, of resource.Resource) publish.Change {
	return publish.Change{Registry: r, Resource: of, Certificate: certificate(t)}
}

// requireAloneIn reads an object as a registry's whois would show it: the
// certificate has to be in it once, whole, and in the field.
func requireAloneIn(t *testing.T, cert *x509.Certificate, whois, field string) {
	t.Helper()
	record, err := rdap.Parse([]byte(whois))
	require.NoError(t, err)
	published, err := rdap.Find(context.Background(), record)
	require.NoError(t, err)
	require.Len(t, published.Found, 1)
	found := published.Found[0]
	require.True(t, found.Whole())
	require.True(t, found.Place.OnObject())
	require.Equal(t, field, found.Place.Field)
	require.True(t, cert.Equal(found.Certificate))
}

// lessLine is a text without the one line that has the certificate.
func lessLine(t *testing.T, text, certificate string) string {
	t.Helper()
	var left []string
	removed := 0
	for line := range strings.Lines(text) {
		if strings.Contains(line, certificate) {
			removed++
			continue
		}
		left = append(left, line)
	}
	require.Equal(t, 1, removed)
	return strings.Join(left, "")
}
