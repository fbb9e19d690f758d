package provision_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

// hostile are texts that mean something to one shell or another.
var hostile = []string{
	"", " ", "two words", "'", `"`, "it's", `say "no"`, "$HOME", "$(echo no)", "`echo no`", "${IFS}", `\`, `a\`, `\n`, "line\nbreak", "\n", "\r\n", "tab\there",
	"-", "--", "-x", "--region", "--no-verify-ssl", "~", "~root", "a~b", "=ls", "a=b", "*", "?", "[a-z]*", "{a,b}", "!", "!!", "a!b", "#no", "a#b", ";", "|", "&", "&&", "<", ">",
	"(", ")", "%PATH%", "^", "größe", "日本", "\u202e", "\x7f", "\x1b[31m", "\xff\xfe", "'\"$`\\\n'", "$'\\n'", "\\\n    x", strings.Repeat("'", 50),
}

// values are what the shell variables have.
var values = map[string]string{
	"IPAM_ID":             ipamID,
	"IPAM_POOL_ID":        poolID,
	"REGIONAL_POOL_ID":    "two words $HOME `x` *",
	"CIDR":                "198.51.100.0/24",
	"TOKEN_ID":            "ipam-ext-res-ver-token-1",
	"TOKEN_NAME":          "86950620",
	"TOKEN_VALUE":         "it's $HOME",
	"ASSOCIATION_ID":      "ipam-internet-registry-assoc-1",
	"RIR":                 "ripe",
	"ORGANIZATION_HANDLE": "ORG-EX1-RIPE",

	"RESOURCE_DISCOVERY_ID": "ipam-res-disco-1",
	"ROA_DIMENSIONS":        `[{"Name": "it's", "Value": "$HOME"}]`,
	"ALARM_TOPIC_ARN":       "arn:aws:sns:eu-west-1:123456789012:roas",
	"LOCALE":                "eu-west-1",
}

// shells finds the shells that are here.
func shells(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, name := range []string{"sh", "dash", "bash", "ksh", "zsh"} {
		if path, err := exec.LookPath(name); err == nil && runtime.GOOS != "windows" {
			found = append(found, path)
		}
	}
	if len(found) == 0 {
		if os.Getenv("CI") != "" && runtime.GOOS != "windows" {
			t.Fatal("CI has no shell")
		}
		t.Skip("no POSIX shell here")
	}
	return found
}

// standIns makes programs that print their own name and arguments, each with a
// NUL behind it, and returns their folder.
func standIns(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"aws", "byoasn", "curl", "dig"} {
		script := "#!/bin/sh\nprintf '%s\\0' \"${0##*/}\" \"$@\"\n"
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755))
	}
	return dir
}

// through gives a script to a shell and returns what the stand-ins were given.
func through(t *testing.T, shell, dir, script string) []string {
	t.Helper()
	cmd := exec.Command(shell)
	cmd.Stdin = strings.NewReader(script)
	cmd.Env = []string{"PATH=" + dir, "HOME=/home/nobody"}
	for name, value := range values {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "%s: %s", script, stderr.String())
	require.Empty(t, stderr.String(), script)
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

func TestAShellMakesTheExactArgumentsOfAnyCommand(t *testing.T) {
	dir := standIns(t)
	for _, shell := range shells(t) {
		t.Run(filepath.Base(shell), func(t *testing.T) {
			var script strings.Builder
			var want []string
			for _, text := range hostile {
				for _, c := range withTexts(t, text) {
					argv, err := c.Argv(nil)
					require.NoError(t, err)
					want = append(want, append(argv, argv...)...)
					script.WriteString(c.String() + "\n" + c.Lines() + "\n")
				}
			}
			require.Equal(t, want, through(t, shell, dir, script.String()))
		})
	}
}

// withTexts makes commands with a text in each place that takes any.
func withTexts(t testing.TB, text string) []provision.Command {
	t.Helper()
	asn, accelerator := requests(t)["asn"], requests(t)["accelerator"]
	asn.Region, asn.Profile, accelerator.Profile = text, text, text
	first, err := asn.Command()
	require.NoError(t, err)
	second, err := accelerator.Command()
	require.NoError(t, err)
	return []provision.Command{first, second}
}

func TestEveryCommandOfEveryRunbookIsRightForAShell(t *testing.T) {
	dir := standIns(t)
	for _, shell := range shells(t) {
		for name, r := range requests(t) {
			r.Profile = "it's $HOME\n```"
			book, err := r.Runbook()
			require.NoError(t, err)
			var script strings.Builder
			var want []string
			for _, step := range book.Steps {
				for _, c := range slices.Concat(step.Commands, polls(step)) {
					require.NoError(t, syntax(shell, c.String()), c)
					argv, err := c.Argv(values)
					require.NoError(t, err)
					want = append(want, append(argv, argv...)...)
					script.WriteString(c.String() + "\n" + c.Lines() + "\n")
				}
			}
			require.Equal(t, want, through(t, shell, dir, script.String()), name)
		}
	}
}

// polls are the call that a step's waiting repeats, if there is one.
func polls(s provision.Step) []provision.Command {
	if s.Wait == nil {
		return nil
	}
	return []provision.Command{s.Wait.Poll}
}

// syntax lets a shell read a command without running it.
func syntax(shell, command string) error {
	cmd := exec.Command(shell, "-n")
	cmd.Stdin = strings.NewReader(command)
	return cmd.Run()
}

func TestTheShellRefusesWhatIsWrong(t *testing.T) {
	for _, shell := range shells(t) {
		require.Error(t, syntax(shell, "aws 'open"), "the tests above would see nothing")
	}
}
