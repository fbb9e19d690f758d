package cli

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"
)

func TestTheFirstHelpFitsAWindowAndNamesEveryCommand(t *testing.T) {
	for name, network := range map[string]bool{"byoasn": true, "byoasn-offline": false} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			env := Env{Stdout: &out, Stderr: &out}
			if network {
				env.Network = aNetwork
			}
			require.Equal(t, 0, Main(env, []string{"-h"}))
			lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
			require.LessOrEqual(t, len(lines), 24)
			for _, line := range lines {
				require.LessOrEqual(t, utf8.RuneCountInString(line), 80, line)
			}
			for _, cmd := range newApp(env).root(nil).Commands() {
				if cmd.IsAvailableCommand() {
					require.Regexp(t, `(?m)^  `+cmd.Name()+` |^Also: .*\b`+cmd.Name()+`\b`, out.String())
				}
			}
		})
	}
}

// Every flag and argument with few values, or files of one kind, offers them.
func TestCompletionOffersValues(t *testing.T) {
	tests := []struct {
		typed []string
		want  string
	}{
		{[]string{"cert", "publish", "certificate.pem", "--rir", ""}, "arin\nripe\napnic\nnone\n:4"},
		{[]string{"check", "--rir", ""}, "arin\nripe\napnic\nlacnic\nafrinic\n:4"},
		{[]string{"preflight", "--format", ""}, "text\njson\nmarkdown\nhtml\njunit\n"},
		{[]string{"aws", "--format", ""}, "cli\njson\nterraform\nrunbook\n:4"},
		{[]string{"preflight", "--service", ""}, "ipam\nec2\nglobalaccelerator\n:4"},
		{[]string{"aws", "--region", ""}, "eu-central-1\neu-central-2\n"},
		{[]string{"signature", "encode", "--from", ""}, "raw\nbase64\nhex\n:4"},
		{[]string{"check", "--color", ""}, "auto\nalways\nnever\n:4"},
		{[]string{"verify", "--cert", ""}, "pem\ncrt\ncer\nder\ntxt\n:8"},
		{[]string{"sign", "--key", ""}, "pem\nkey\nder\n:8"},
		{[]string{"accept", ""}, "json\ntxt\n:8"},
		{[]string{"cert", "show", ""}, "pem\ncrt\ncer\nder\ntxt\n:8"},
		{[]string{"message", ""}, ":4"},
	}
	for _, test := range tests {
		t.Run(strings.Join(test.typed, " "), func(t *testing.T) {
			var out bytes.Buffer
			env := Env{Stdout: &out, Stderr: &bytes.Buffer{}, Network: aNetwork}
			require.Equal(t, 0, Main(env, append([]string{cobra.ShellCompNoDescRequestCmd}, test.typed...)))
			require.Contains(t, out.String(), test.want)
		})
	}
}
