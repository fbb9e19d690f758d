package scripts_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// actionScript is what the one step of action.yml runs.
func actionScript(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../action.yml")
	require.NoError(t, err)
	_, block, found := strings.Cut(string(data), "      run: |\n")
	require.True(t, found)
	var script strings.Builder
	for line := range strings.Lines(block) {
		script.WriteString(strings.TrimPrefix(line, "        "))
	}
	return script.String()
}

// stand is a program in byoasn's place: it keeps its arguments, prints a report
// and ends as it is told.
const stand = `#!/bin/sh
printf '%s\n' "$@" >"$RUNNER_TEMP/arguments"
echo '# a report'
exit "$STATUS"
`

func TestTheActionReportsAndEndsAsThePreflightDoes(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here")
	}
	for _, test := range []struct{ status, allow, verdict, ends string }{
		{"0", "false", "pass", "exit status 0"},
		{"1", "false", "fail", "exit status 1"},
		{"3", "false", "unknown", "exit status 3"},
		{"3", "true", "unknown", "exit status 0"},
		{"1", "true", "fail", "exit status 1"},
		{"2", "true", "", "exit status 2"},
	} {
		t.Run(test.status+" "+test.allow, func(t *testing.T) {
			dir := t.TempDir()
			program, summary, output := filepath.Join(dir, "byoasn"), filepath.Join(dir, "summary"), filepath.Join(dir, "output")
			require.NoError(t, os.WriteFile(program, []byte(stand), 0o755))
			cmd := exec.Command(bash, "-c", actionScript(t))
			cmd.Env = append(os.Environ(), "BYOASN="+program, "MESSAGE=1|aws|…", "SIGNATURE=$(touch pwned)", "ARGUMENTS=--cidr\n192.0.2.0/24\n\n--rir\nripe $(touch pwned)",
				"ALLOW_UNKNOWN="+test.allow, "ACTION=/nowhere", "GITHUB_STEP_SUMMARY="+summary, "GITHUB_OUTPUT="+output, "RUNNER_TEMP="+dir, "STATUS="+test.status)
			cmd.Dir = dir
			out, _ := cmd.CombinedOutput()
			require.Equal(t, test.ends, cmd.ProcessState.String(), string(out))
			require.Equal(t, "# a report\n", read(t, summary))
			require.Equal(t, "preflight\n--message\n1|aws|…\n--signature\n$(touch pwned)\n--format\nmarkdown\n--cidr\n192.0.2.0/24\n--rir\nripe $(touch pwned)\n", read(t, dir, "arguments"))
			require.NoFileExists(t, filepath.Join(dir, "pwned"))
			if test.verdict != "" {
				require.Equal(t, "verdict="+test.verdict+"\n", read(t, output))
			}
		})
	}
}

func TestTheScriptsPassShellcheck(t *testing.T) {
	if _, err := exec.LookPath("shellcheck"); err != nil {
		require.Empty(t, os.Getenv("CI"), "CI has to have shellcheck")
		t.Skip("shellcheck is not installed")
	}
	out, err := exec.Command("shellcheck", "build", "release").CombinedOutput()
	require.NoError(t, err, string(out))
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(data)
}
