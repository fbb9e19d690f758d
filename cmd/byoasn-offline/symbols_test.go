//go:build slow

package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

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
	for _, goos := range []string{"linux", "windows"} {
		require.Empty(t, openers(t, build(t, "byoasn-offline", goos)), goos)
		require.NotEmpty(t, openers(t, build(t, "byoasn", goos)), "the one with a network, to know that this test sees it")
	}
}
