package cli_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// published is a certificate that an address holder has published.
func published(t *testing.T, dir string) (name, line string) {
	t.Helper()
	data, err := os.ReadFile("../../rdap/testdata/certs/arin-NET-3-0-0-0-1.oneline.txt")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.pem"), data, 0o600))
	return "a.pem", strings.TrimSpace(string(data))
}

func TestTheClipboardIsTheTerminals(t *testing.T) {
	dir := t.TempDir()
	name, line := published(t, dir)
	p := sit(t, dir, "cert", "publish", name, "--rir", "none", "--clipboard")
	p.sees("\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(line)) + "\a")
	require.Zero(t, p.leaves())
}

func TestWithoutATerminalThereIsNoClipboard(t *testing.T) {
	dir := t.TempDir()
	name, line := published(t, dir)
	cmd := byoasn(t, dir, "cert", "publish", name, "--rir", "none", "--clipboard")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // not at the terminal of who runs the test
	out, err := cmd.Output()
	require.Error(t, err)
	require.Equal(t, line+"\n", string(out), "what was to be printed is, and nothing else")
}
