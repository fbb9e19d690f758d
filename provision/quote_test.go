package provision_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

func TestAQuotedWordSurvivesAnyShell(t *testing.T) {
	for _, shell := range []string{"sh", "bash", "zsh"} {
		path, err := exec.LookPath(shell)
		if err != nil {
			continue
		}
		for _, word := range []string{"", "private-key.pem", "my key.pem", "it's", `a"b`, "$HOME", "`id`", "a;b", "*", "~", "\n", "ü", "-x", `\`, "a|b", "=c.pem", "=ls"} {
			out, err := exec.Command(path, "-c", "printf %s "+provision.ShellQuote(word)).Output()
			require.NoError(t, err, "%s %q", shell, word)
			require.Equal(t, word, string(out), shell)
		}
	}
	require.Equal(t, "private-key.pem", provision.ShellQuote("private-key.pem"))
	require.Equal(t, "'=c.pem'", provision.ShellQuote("=c.pem"), "which zsh would look up as a command")
}
