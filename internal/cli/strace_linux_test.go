package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// needStrace skips the test where strace is missing, but never in CI, and where
// the machine lets no process trace another.
func needStrace(t *testing.T) {
	t.Helper()
	if ok, err := condition("strace"); !ok {
		require.NoError(t, err)
		t.Skip("strace is not installed")
	}
	if out, err := exec.Command("strace", "-f", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("this machine lets no process trace another: %s", out)
	}
}

// named returns a file that is a program: the test binary, which is what it is
// called.
func named(t *testing.T, program string) string {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), program)
	require.NoError(t, os.Symlink(self, path))
	return path
}
