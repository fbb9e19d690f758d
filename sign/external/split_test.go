package external_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/sign/external"
)

func TestSplitCutsAtBlanksOutsideOfQuotes(t *testing.T) {
	tests := []struct {
		line  string
		words []string
	}{
		{"true", []string{"true"}},
		{"  pkcs11-tool\t--id 01  ", []string{"pkcs11-tool", "--id", "01"}},
		{`tool --label 'my key' --dir "C:\My Keys"`, []string{"tool", "--label", "my key", "--dir", `C:\My Keys`}},
		{`C:\tools\sign.exe -x`, []string{`C:\tools\sign.exe`, "-x"}},
		{`tool --label="it's" ''`, []string{"tool", "--label=it's", ""}},
		{`tool a'b c'd`, []string{"tool", "ab cd"}},
		{`tool '$PIN | cat' "*"`, []string{"tool", "$PIN | cat", "*"}},
	}
	for _, test := range tests {
		words, err := external.Split(test.line)
		require.NoError(t, err, test.line)
		require.Equal(t, test.words, words, test.line)
	}
}

func TestSplitRefusesWhatNeedsAShell(t *testing.T) {
	for _, line := range []string{"tool | base64 -d", "tool > file", "tool <in", "tool; rm", "tool &", "tool $PIN", "tool `id`", "tool *.pem", "tool $(id)", "a\nb"} {
		_, err := external.Split(line)
		require.ErrorContains(t, err, "which only a shell would understand", line)
	}
	for _, line := range []string{"tool 'a", `tool "a b`, `tool 'it's'`} {
		_, err := external.Split(line)
		require.ErrorContains(t, err, "not closed by another", line)
	}
	for _, line := range []string{"", " \t", "''", `"" x`} {
		_, err := external.Split(line)
		require.ErrorContains(t, err, "the command is empty", line)
	}
}

func FuzzSplit(f *testing.F) {
	seeds := []string{`tool --label 'my key' --dir "C:\My Keys"`, "tool ''", "tool 'a", "a|b", "é \x00"}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		words, err := external.Split(line)
		if err != nil {
			require.Nil(t, words)
			return
		}
		var quoted []string
		for _, word := range words {
			// A word that has both kinds of quotes is put together from pieces.
			quoted = append(quoted, `'`+strings.ReplaceAll(word, `'`, `'"'"'`)+`'`)
		}
		again, err := external.Split(strings.Join(quoted, " "))
		require.NoError(t, err)
		require.Equal(t, words, again)
	})
}
