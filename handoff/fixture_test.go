package handoff_test

import (
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// now is the tests' clock.
var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// The messages of the tests.
const (
	first  = "1|aws|123456789012|64496|20271231|SHA256|RSAPSS"
	second = "1|aws|123456789012|2001:db8::/32|20261130|SHA256|RSAPSS"
)

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return data
}

// testKey reads a key; testdata/SOURCES.md says how it was made.
func testKey(t testing.TB, name string) *rsa.PrivateKey {
	t.Helper()
	file, err := certgen.ReadKey(readFile(t, name), nil)
	require.NoError(t, err)
	return file.Key
}

func testCertificate(t testing.TB, name string) *x509.Certificate {
	t.Helper()
	cert, err := certgen.ReadCertificate(readFile(t, name))
	require.NoError(t, err)
	return cert
}

// messages parses texts.
func messages(t testing.TB, texts ...string) []message.Message {
	t.Helper()
	parsed := make([]message.Message, len(texts))
	for i, text := range texts {
		m, err := message.Parse(text)
		require.NoError(t, err)
		parsed[i] = m
	}
	return parsed
}

// request asks for signatures over texts.
func request(t testing.TB, o handoff.Options, texts ...string) *handoff.Request {
	t.Helper()
	r, err := handoff.NewRequest(messages(t, texts...), o)
	require.NoError(t, err)
	return r
}

// respond signs with key.pem and certificate.pem.
func respond(t testing.TB, r *handoff.Request) *handoff.Response {
	t.Helper()
	response, err := handoff.Respond(testKey(t, "key.pem"), testCertificate(t, "certificate.pem"), r, now)
	require.NoError(t, err)
	return response
}

// refused asserts that an error is one of the package's, with an ID.
func refused(t testing.TB, want problem.ID, err error) *problem.Problem {
	t.Helper()
	var e *problem.Problem
	require.ErrorAs(t, err, &e)
	require.Equal(t, want, e.ID, err.Error())
	require.Contains(t, handoff.IDs(), e.ID)
	return e
}

// named is the stored request's options.
func named(t testing.TB) handoff.Options {
	return handoff.Options{Signer: signerOf(t, testCertificate(t, "certificate.pem")), Note: "renewal, ticket 4711"}
}

// signerOf names a certificate.
func signerOf(t testing.TB, cert *x509.Certificate) handoff.Signer {
	t.Helper()
	s, err := handoff.SignerOf(cert)
	require.NoError(t, err)
	return s
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(filepath.Join("testdata", name), got, 0o644))
	}
	require.Equal(t, string(readFile(t, name)), string(got))
}

func isRefusal(err error) bool {
	var e *problem.Problem
	return errors.As(err, &e)
}
