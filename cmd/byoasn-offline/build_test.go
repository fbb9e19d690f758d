package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const commands = "github.com/byoasn/byoasn/cmd/"

// run returns a command's standard output, or fails the test with what it said.
func run(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "%s\n%s%s", cmd, out, &stderr)
	return string(out)
}

// build makes a command for a system as scripts/build does, but with its symbols,
// and returns the file.
func build(t *testing.T, name, goos string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name+".exe") // Windows runs nothing without the ending
	cmd := exec.Command("go", "build", "-trimpath", "-o", file, commands+name)
	cmd.Env = append(os.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
	run(t, cmd)
	return file
}

// dependencies are the packages that a command links on a system.
func dependencies(t *testing.T, name, goos string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", commands+name)
	cmd.Env = append(os.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
	return strings.Fields(run(t, cmd))
}

// speaking are packages that exist to open a connection. net itself is not
// among them: crypto/x509 and pflag import it for the types of addresses, and the
// linker leaves out the rest, which the next test looks at.
var speaking = []string{
	"net/http", "net/rpc", "net/smtp", "crypto/tls", "log/syslog",
	"github.com/openrdap/rdap", "github.com/byoasn/byoasn/lookup", "github.com/byoasn/byoasn/internal/online",
}

func TestNothingThatOpensConnectionsIsLinked(t *testing.T) {
	for _, goos := range []string{"linux", "darwin", "windows", "freebsd"} {
		for _, path := range dependencies(t, "byoasn-offline", goos) {
			for _, wrong := range speaking {
				require.False(t, path == wrong || strings.HasPrefix(path, wrong+"/"), "%s on %s", path, goos)
			}
		}
	}
	require.Contains(t, dependencies(t, "byoasn", runtime.GOOS), "net/http", "the one with a network, to know that this test sees it")
}

// opening are the functions by which a Go program gets a socket, and those that
// connect or listen with it.
var opening = []string{
	"net.socket", "net.sysSocket", "net.(*Dialer).DialContext", "net.(*ListenConfig).Listen", "net.(*Resolver).lookupHost",
	"syscall.socket", "syscall.Socket", "syscall.socketpair", "syscall.connect", "syscall.Connect",
	"syscall.bind", "syscall.Bind", "syscall.Listen", "syscall.sendto", "syscall.WSASocket", "syscall.ConnectEx",
	"golang.org/x/sys/unix.Socket", "golang.org/x/sys/unix.Connect", "golang.org/x/sys/unix.socket",
	"golang.org/x/sys/windows.WSASocket", "golang.org/x/sys/windows.Socket", "golang.org/x/sys/windows.Connect",
}

// openers are those of the functions that a binary has.
func openers(t *testing.T, file string) []string {
	t.Helper()
	var found []string
	symbols := 0
	for line := range strings.Lines(run(t, exec.Command("go", "tool", "nm", file))) {
		words := strings.Fields(line)
		symbols++
		if len(words) > 0 && slices.Contains(opening, words[len(words)-1]) {
			found = append(found, words[len(words)-1])
		}
	}
	require.Greater(t, symbols, 1000)
	return found
}

func TestNoFunctionThatCouldOpenAConnectionIsInTheBinary(t *testing.T) {
	systems := []string{runtime.GOOS}
	if !testing.Short() {
		systems = []string{"linux", "windows"}
	}
	for _, goos := range systems {
		require.Empty(t, openers(t, build(t, "byoasn-offline", goos)), goos)
		require.NotEmpty(t, openers(t, build(t, "byoasn", goos)), "the one with a network, to know that this test sees it")
	}
}
