package certgen_test

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// secret is the passphrase of every encrypted key in testdata.
const secret = "only for tests"

func giveSecret() ([]byte, error) { return []byte(secret), nil }

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
	require.NoError(t, err)
	require.NotEmpty(t, data)
	return data
}

// files are the files of testdata that match the pattern, at least one.
func files(t testing.TB, pattern string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", filepath.FromSlash(pattern)))
	require.NoError(t, err)
	require.NotEmpty(t, names, "no file matches %s", pattern)
	found := make(map[string][]byte)
	for _, name := range names {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		found[filepath.Base(name)] = data
	}
	return found
}

// testKey is the key in testdata/keys, read by the standard library alone.
func testKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	key, err := x509.ParsePKCS8PrivateKey(pemBody(t, readFile(t, "keys/pkcs8.pem")))
	require.NoError(t, err)
	return key.(*rsa.PrivateKey)
}

// testCertificate is the certificate of testKey, read by the standard library.
func testCertificate(t testing.TB) *x509.Certificate {
	t.Helper()
	cert, err := x509.ParseCertificate(pemBody(t, readFile(t, "certs/test.pem")))
	require.NoError(t, err)
	return cert
}

func pemBody(t testing.TB, data []byte) []byte {
	t.Helper()
	block, _ := pem.Decode(data)
	require.NotNil(t, block)
	return block.Bytes
}

// requireTool skips a test whose program is not installed; where tests must be
// complete (CI), that is a failure.
func requireTool(t testing.TB, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err == nil {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
}

// run runs a program with $P as the passphrase and returns what it prints.
func run(t testing.TB, stdin []byte, name string, args ...string) []byte {
	t.Helper()
	out, err := try(t, stdin, name, args...)
	require.NoError(t, err)
	return out
}

// try is run for a program that may fail; its error has what it said.
func try(t testing.TB, stdin []byte, name string, args ...string) ([]byte, error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), &stdout, &stderr
	cmd.Env = append(os.Environ(), "P="+secret)
	if err := cmd.Run(); err != nil {
		t.Logf("%s %v: %s", name, args, stderr.String())
		return nil, err
	}
	return stdout.Bytes(), nil
}

func openssl(t testing.TB, stdin []byte, args ...string) []byte {
	t.Helper()
	requireTool(t, "openssl")
	return run(t, stdin, "openssl", args...)
}

// temp writes data to a new file that only its owner may read, as ssh-keygen
// demands.
func temp(t testing.TB, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(name, data, 0o600))
	return name
}
