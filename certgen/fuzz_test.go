package certgen_test

import (
	"errors"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/stretchr/testify/require"
)

// seeds adds every file of testdata.
func seeds(f *testing.F) {
	f.Helper()
	for _, pattern := range []string{"keys/*", "certs/*", "other/*"} {
		for _, data := range files(f, pattern) {
			f.Add(data)
		}
	}
	f.Add([]byte(ppk))
	f.Add([]byte(jks))
	f.Add([]byte(pgp))
}

// No passphrase is given, so no key derivation runs: what one may cost is
// fuzzed in internal/pkcs8.
func FuzzReadKey(f *testing.F) {
	seeds(f)
	declined := errors.New("declined")
	f.Fuzz(func(t *testing.T, data []byte) {
		calls := 0
		file, err := certgen.ReadKey(data, func() ([]byte, error) { calls++; return nil, declined })
		require.LessOrEqual(t, calls, 1)
		require.Equal(t, calls == 1, errors.Is(err, declined))
		if err != nil {
			require.Nil(t, file)
			return
		}
		require.NoError(t, file.Key.Validate())
		require.GreaterOrEqual(t, file.Key.N.BitLen(), 2048)
		require.LessOrEqual(t, file.Key.N.BitLen(), 16384)
		require.NotEmpty(t, file.Format)
		require.Empty(t, file.Encryption)

		written, err := certgen.MarshalPlainKey(file.Key)
		require.NoError(t, err)
		again, err := certgen.ReadKey(written, nil)
		require.NoError(t, err)
		require.True(t, again.Key.Equal(file.Key))
	})
}

func FuzzReadPublicKey(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		key, err := certgen.ReadPublicKey(data)
		if err != nil {
			require.Nil(t, key)
			return
		}
		require.GreaterOrEqual(t, key.N.BitLen(), 2048)
		require.LessOrEqual(t, key.N.BitLen(), 16384)
		require.Len(t, certgen.PublicKeyFingerprint(key), 32*3-1)
	})
}

func FuzzReadCertificate(f *testing.F) {
	seeds(f)
	for _, c := range departing {
		f.Add(c.made.sign(f))
	}
	for _, data := range files(f, "certs/*") {
		f.Add([]byte(wrapped(string(data), "descr: ", 60)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		cert, err := certgen.ReadCertificate(data)
		if err != nil {
			require.Equal(t, errors.Is(err, certgen.CertificateDeparts), cert != nil)
		}
		if cert == nil {
			return
		}
		_ = certgen.Concerns(cert, noon)
		for _, written := range [][]byte{certgen.MarshalCertificate(cert), []byte(certgen.OneLine(cert)), cert.Raw} {
			again, againErr := certgen.ReadCertificate(written)
			require.Equal(t, err == nil, againErr == nil)
			require.NotNil(t, again)
			require.Equal(t, cert.Raw, again.Raw)
		}
		_ = certgen.CheckSelfSignature(cert) // must return, and soon
	})
}
