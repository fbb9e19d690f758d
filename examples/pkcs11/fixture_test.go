package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	tokenLabel = "byoasn test"
	userPIN    = "5762-user"
	wrongPIN   = "0000-wrong"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// program finds a program that the test needs, and skips it where there is none,
// but in CI.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI has no " + name)
		}
		t.Skip("no " + name + " here")
	}
	return path
}

// execute runs a program that has to succeed, and returns its standard output.
func execute(t *testing.T, stdin []byte, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(program(t, name), args...)
	cmd.Stdin = bytes.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "%s: %s%s", name, out, stderr.String())
	return out
}

// newToken makes a SoftHSM token in a folder of this test, with nothing in it,
// and returns the module's path. The PIN is in the environment variable
// TEST_PIN, for pkcs11-tool.
func newToken(t *testing.T) (module string) {
	t.Helper()
	module = findModule(t)
	dir := t.TempDir()
	tokens := filepath.Join(dir, "tokens")
	require.NoError(t, os.Mkdir(tokens, 0o700))
	conf := fmt.Sprintf("directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n", tokens)
	file := filepath.Join(dir, "softhsm2.conf")
	require.NoError(t, os.WriteFile(file, []byte(conf), 0o600))
	t.Setenv("SOFTHSM2_CONF", file)
	t.Setenv("TEST_PIN", userPIN)
	execute(t, nil, "softhsm2-util", "--init-token", "--free", "--label", tokenLabel, "--so-pin", "8765-officer", "--pin", userPIN)
	return module
}

func findModule(t *testing.T) string {
	t.Helper()
	program(t, "softhsm2-util")
	for _, pattern := range []string{
		"/usr/lib/softhsm/libsofthsm2.so",   // Debian
		"/usr/lib/*/softhsm/libsofthsm2.so", // Ubuntu
		"/usr/lib64/pkcs11/libsofthsm2.so",  // Fedora
		"/opt/homebrew/lib/softhsm/libsofthsm2.so",
	} {
		if found, err := filepath.Glob(pattern); err == nil && len(found) > 0 {
			return found[0]
		}
	}
	require.Fail(t, "softhsm2-util is here, but libsofthsm2.so is not where it is looked for")
	return ""
}

// write makes a file that only its owner can read.
func write(t *testing.T, name string, data []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return path
}

// prog runs the example's program and returns what it printed, by the words
// that the lines begin with.
func prog(t *testing.T, args ...string) (map[string]string, error) {
	t.Helper()
	var out strings.Builder
	err := run(append([]string{"-account", "123456789012", "-asn", "12345", "-subject", "Example Networks"}, args...), &out, now)
	lines := make(map[string]string)
	for line := range strings.Lines(out.String()) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		lines[name] = value
	}
	return lines, err
}
