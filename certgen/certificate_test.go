package certgen_test

import (
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/stretchr/testify/require"
)

func TestTheCertificatesTwoHoldersPublished(t *testing.T) {
	t.Parallel()
	for name, data := range files(t, "certs/arin-*.txt") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cert, err := certgen.ReadCertificate(data)
			require.NoError(t, err)
			require.NoError(t, certgen.CheckSelfSignature(cert))
			key, err := certgen.RSAPublicKey(cert)
			require.NoError(t, err)
			require.Empty(t, certgen.KeyConcerns(key))
			require.Equal(t, strings.TrimSuffix(string(data), "\n"), certgen.OneLine(cert))
		})
	}
}

func TestOneLineIsWhatAWSsCommandGives(t *testing.T) {
	t.Parallel()
	out := openssl(t, nil, "x509", "-in", "testdata/certs/test.pem")
	require.Equal(t, strings.ReplaceAll(string(out), "\n", ""), certgen.OneLine(testCertificate(t)))
}

func TestMarshalCertificateIsWhatOpenSSLWrites(t *testing.T) {
	t.Parallel()
	require.Equal(t, string(readFile(t, "certs/test.pem")), string(certgen.MarshalCertificate(testCertificate(t))))
}

func TestFingerprintIsOpenSSLs(t *testing.T) {
	t.Parallel()
	out := string(openssl(t, readFile(t, "certs/test.pem"), "x509", "-noout", "-fingerprint", "-sha256"))
	_, want, found := strings.Cut(strings.TrimSpace(out), "=")
	require.True(t, found)
	require.Equal(t, want, certgen.Fingerprint(testCertificate(t)))
}

func TestCheckSelfSignatureFindsAChangedLetter(t *testing.T) {
	t.Parallel()
	original := pemBody(t, readFile(t, "certs/test.pem"))
	for _, at := range []int{40, 60, len(original) - 1} { // serial, name, signature
		der := append([]byte(nil), original...)
		der[at] ^= 1
		cert, err := certgen.ReadCertificate(der)
		if err != nil {
			continue // a change that breaks the structure is found earlier
		}
		err = certgen.CheckSelfSignature(cert)
		require.Error(t, err, "byte %d", at)
	}
	der := append([]byte(nil), original...)
	der[len(der)-1] ^= 1
	cert, err := certgen.ReadCertificate(der)
	require.NoError(t, err)
	require.ErrorContains(t, certgen.CheckSelfSignature(cert), "self-signature does not verify")
}

func TestCheckSelfSignatureAsksForNothingElse(t *testing.T) {
	t.Parallel()
	const request = "req -new -x509 -config /dev/null -key testdata/keys/pkcs8.pem -subj /CN=test -days 1 "
	for name, command := range map[string]string{
		"not a certificate authority": request + "-addext basicConstraints=CA:false",
		"a key usage without signing": request + "-addext keyUsage=dataEncipherment",
		"SHA-512":                     request + "-sha512",
		"SHA-1":                       request + "-sha1",
		"RSASSA-PSS":                  request + "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32",
		"version 1":                   "x509 -req -in testdata/other/request.pem -signkey testdata/keys/pkcs8.pem -days 1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cert, err := certgen.ReadCertificate(openssl(t, nil, strings.Fields(command)...))
			require.NoError(t, err)
			require.NoError(t, certgen.CheckSelfSignature(cert))
		})
	}
}

func TestCheckSelfSignatureRefuses(t *testing.T) {
	t.Parallel()
	t.Run("a certificate of another issuer", func(t *testing.T) {
		t.Parallel()
		cert := *testCertificate(t)
		cert.RawIssuer = []byte("another")
		require.ErrorContains(t, certgen.CheckSelfSignature(&cert), "not self-signed")
	})
	t.Run("a signature over MD5, and says so", func(t *testing.T) {
		t.Parallel()
		data := openssl(t, nil, "req", "-new", "-x509", "-md5", "-key", "testdata/keys/pkcs8.pem", "-subj", "/CN=test", "-days", "1")
		cert, err := certgen.ReadCertificate(data)
		require.NoError(t, err)
		err = certgen.CheckSelfSignature(cert)
		require.ErrorContains(t, err, "is signed with MD5-RSA; AWS documents SHA-256 with RSA only")
		require.NotContains(t, err.Error(), "letter")
	})
	t.Run("a key past 16384 bits, before it computes with it", func(t *testing.T) {
		t.Parallel()
		cert := hugeCertificate(t)
		require.ErrorContains(t, certgen.CheckSelfSignature(cert), "more than the 16384")
		_, err := certgen.RSAPublicKey(cert)
		require.ErrorContains(t, err, "more than the 16384")
	})
}

// hugeCertificate is the test certificate with a modulus far too large.
func hugeCertificate(t *testing.T) *x509.Certificate {
	t.Helper()
	cert := *testCertificate(t)
	key := testKey(t).PublicKey
	key.N = key.N.Lsh(key.N, 20_000)
	cert.PublicKey = &key
	return &cert
}

func TestRSAPublicKeyNamesAnotherAlgorithm(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]certgen.KindError{
		"other/certificate-ed25519.pem": {Got: "other-public-key", Algorithm: "Ed25519"},
		"other/certificate-rsa-pss.pem": {Got: "pss-public-key"},
	} {
		cert, err := certgen.ReadCertificate(readFile(t, name))
		require.NoError(t, err)
		_, err = certgen.RSAPublicKey(cert)
		var kind *certgen.KindError
		require.ErrorAs(t, err, &kind)
		want.Want, want.Fix = certgen.KindPublicKey, kind.Fix
		require.Equal(t, want, *kind)
	}
	t.Run("though an Ed25519 certificate's self-signature verifies", func(t *testing.T) {
		cert, err := certgen.ReadCertificate(readFile(t, "other/certificate-ed25519.pem"))
		require.NoError(t, err)
		require.NoError(t, certgen.CheckSelfSignature(cert))
	})
	t.Run("and returns a small key for others to judge", func(t *testing.T) {
		block, _ := pem.Decode(openssl(t, nil, "req", "-new", "-x509", "-key", "testdata/other/rsa-1024.pem", "-subj", "/CN=test", "-days", "1"))
		cert, err := certgen.ReadCertificate(block.Bytes)
		require.NoError(t, err)
		key, err := certgen.RSAPublicKey(cert)
		require.NoError(t, err)
		require.Len(t, certgen.KeyConcerns(key), 1)
	})
}

func TestDescribeNamesACertificateInOneLine(t *testing.T) {
	cert := newCertificate(t, "Example Networks", time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))
	require.Equal(t, "CN=Example Networks, SHA-256 "+certgen.Fingerprint(cert)+", valid 2026-11-23 to "+cert.NotAfter.UTC().Format(time.DateOnly), certgen.Describe(cert))
}
