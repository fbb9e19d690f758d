package publish_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/registry"
)

// run runs a call with a curl that writes down its arguments and what it read.
func run(t *testing.T, line, variable, key string) (argv []string, stdin string) {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("sh is not there")
	}
	dir := t.TempDir()
	fake := "#!/bin/sh\nfor a; do printf '%s\\n' \"$a\" >>" + dir + "/argv; done\n[ \"$1\" != --config ] || cat >" + dir + "/stdin\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "curl"), []byte(fake), 0o755))
	cmd := exec.Command(shell, "-c", line)
	cmd.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), variable + "=" + key}
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	require.Empty(t, out)
	args, err := os.ReadFile(filepath.Join(dir, "argv"))
	require.NoError(t, err)
	read, _ := os.ReadFile(filepath.Join(dir, "stdin"))
	return strings.Split(strings.TrimSuffix(string(args), "\n"), "\n"), string(read)
}

func TestTheKeyIsNeverAnArgument(t *testing.T) {
	const key = "ABCDEFGHIJKLMNOPQRSTUVWX:s3cr%t"
	ripe, err := change(t, registry.RIPE, asn).Update([]byte(file(t, "made-ripe-autnum.txt")))
	require.NoError(t, err)
	arin, err := change(t, registry.ARIN, network).Update([]byte(file(t, "made-arin-net.xml")))
	require.NoError(t, err)
	get, _ := change(t, registry.ARIN, network).Get()
	for _, call := range append(append(ripe.Calls, arin.Calls...), get) {
		t.Run(call.URL, func(t *testing.T) {
			argv, stdin := run(t, call.Shell("new object's file"), call.Variable(), key)
			require.NotContains(t, strings.Join(argv, " "), "s3cr")
			require.Contains(t, map[string]string{
				"RIPE_API_KEY": "user = \"" + key + "\"\n",
				"ARIN_API_KEY": "header = \"Authorization: ApiKey " + key + "\"\n",
			}[call.Variable()], stdin)
			require.NotEmpty(t, stdin)
			require.Equal(t, call.URL, argv[len(argv)-1])
			if call.Method == "PUT" {
				require.Contains(t, argv, "@new object's file")
				require.Contains(t, argv, "Content-Type: "+call.Type)
				require.Contains(t, argv, "PUT")
			} else {
				require.Contains(t, argv, "new object's file")
			}
		})
	}
}

func TestAFileIsNoOption(t *testing.T) {
	get, _ := change(t, registry.RIPE, asn).Get()
	for _, name := range []string{"-", "--next"} {
		argv, stdin := run(t, get.Shell(name), "X", "")
		require.Contains(t, argv, "./"+name)
		require.Empty(t, stdin)
	}
}

func TestTheDryRunComesFirst(t *testing.T) {
	update, err := change(t, registry.RIPE, asn).Update([]byte(file(t, "made-ripe-autnum.txt")))
	require.NoError(t, err)
	require.Len(t, update.Calls, 2)
	require.Contains(t, update.Calls[0].URL, "?dry-run")
	require.NotContains(t, update.Calls[1].URL, "dry-run")
	for _, call := range update.Calls {
		require.Equal(t, "PUT", call.Method)
		require.Equal(t, "application/json", call.Type, "the REST API takes no text")
	}
	require.Equal(t, update.JSON, update.Body())
}

func TestPowerShellHasItsOwnLine(t *testing.T) {
	ripe, err := change(t, registry.RIPE, asn).Update([]byte(file(t, "made-ripe-autnum.txt")))
	require.NoError(t, err)
	line := ripe.Calls[1].PowerShell("new ‘object’.json")
	require.True(t, strings.HasPrefix(line, `'user = "{0}"' -f $RIPE_API_KEY | curl.exe --config - --fail-with-body`), line)
	require.Contains(t, line, "--data-binary '@new ‘‘object’’.json'")
	require.Contains(t, line, "'"+ripe.Calls[1].URL+"'")
	get, _ := change(t, registry.RIPE, asn).Get()
	require.True(t, strings.HasPrefix(get.PowerShell("-"), "curl.exe --fail-with-body --silent --show-error --output './-' "))
}
