package main_test

import (
	"os"
	"os/exec"
	"runtime"
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
	"github.com/openrdap/rdap", "github.com/byoasn/byoasn/lookup/client",
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
