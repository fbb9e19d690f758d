package cli

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestShellQuoteSurvivesAShell(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh here")
	}
	for _, word := range []string{"", "private-key.pem", "my key.pem", "it's", `a"b`, "$HOME", "`id`", "a;b", "*", "~", "\n", "ü", "-x", `\`, "a|b"} {
		out, err := exec.Command(sh, "-c", "printf %s "+shellQuote(word)).Output()
		require.NoError(t, err)
		require.Equal(t, word, string(out))
	}
	require.Equal(t, "private-key.pem", shellQuote("private-key.pem"))
}
