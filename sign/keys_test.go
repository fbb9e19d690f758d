package sign_test

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const text = "1|aws|123456789012|12345|20271231|SHA256|RSAPSS"

// testKey reads a key from testdata; testdata/SOURCES.md says how it was made.
func testKey(t testing.TB, name string) *rsa.PrivateKey {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	block, _ := pem.Decode(data)
	require.NotNil(t, block)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	require.NoError(t, err)
	return key.(*rsa.PrivateKey)
}

// A signerFunc is a signer that returns what it likes.
type signerFunc struct {
	public crypto.PublicKey
	sign   func(digest []byte) ([]byte, error)
}

func (s signerFunc) Public() crypto.PublicKey { return s.public }

func (s signerFunc) Sign(_ io.Reader, digest []byte, _ crypto.SignerOpts) ([]byte, error) {
	return s.sign(digest)
}
