package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/sign/external"
)

// aNetwork is one that nobody asks, so that its commands and flags are there.
func aNetwork(lookup.Settings) Network { return nil }

// Every command line of the documentation is one that there is.
func TestTheDocumentationsCommandLinesAreThere(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	require.NoError(t, err)
	require.NotEmpty(t, pages)
	pages = append(pages, "../../README.md")
	for _, page := range pages {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		lines := commandLines(string(text))
		for _, line := range lines {
			t.Run(filepath.Base(page)+" "+line, func(t *testing.T) { require.NoError(t, findCommand(line)) })
		}
	}
}

var (
	spans = regexp.MustCompile("`([^`\n]+)`")
	ours  = regexp.MustCompile(`(?:^|[|(;&\s])(byoasn(?:-offline)? [a-z].*)$`)
)

// commandLines are the calls of byoasn in a page: in its blocks, a line each, and in
// its running text.
func commandLines(page string) []string {
	var candidates, lines []string
	for i, part := range strings.Split(page, "```") {
		if i%2 == 1 {
			_, block, _ := strings.Cut(part, "\n") // less the block's language
			candidates = append(candidates, strings.Split(strings.ReplaceAll(block, "\\\n", " "), "\n")...)
			continue
		}
		for _, span := range spans.FindAllStringSubmatch(part, -1) {
			candidates = append(candidates, span[1])
		}
	}
	for _, line := range candidates {
		line, _, _ = strings.Cut(line, " # ")
		if found := ours.FindStringSubmatch(strings.TrimSpace(line)); found != nil {
			command := found[1]
			for _, end := range []string{" && ", " || ", " | ", " > "} {
				command, _, _ = strings.Cut(command, end)
			}
			lines = append(lines, command)
		}
	}
	return lines
}

// shellOnly is what a command line has for the shell's sake, or the reader's.
var shellOnly = strings.NewReplacer("$", "", "(", "", ")", "", "*", "", "…", "")

// findCommand looks for a command and its flags, and runs nothing.
func findCommand(line string) error {
	words, err := external.Split(shellOnly.Replace(line))
	if err != nil {
		return err
	}
	env := Env{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard, Now: time.Now}
	if words[0] == "byoasn" {
		env.Network = aNetwork
	}
	root := newApp(env).root(nil)
	root.InitDefaultCompletionCmd()
	cmd, rest, err := root.Find(words[1:])
	switch {
	case err != nil:
		return err
	case cmd.HasSubCommands():
		return fmt.Errorf("%s is no whole command", cmd.CommandPath())
	}
	return cmd.ParseFlags(rest)
}

func TestCommandLinesThatAreNotThereAreFound(t *testing.T) {
	page := "Text with `byoasn key make` and `byoasn sign --kye FILE`.\n\n```sh\nx | byoasn-offline check --server URL  # a comment\n```\n"
	lines := commandLines(page)
	require.Equal(t, []string{"byoasn key make", "byoasn sign --kye FILE", "byoasn-offline check --server URL"}, lines)
	for _, line := range lines {
		require.Error(t, findCommand(line), line)
	}
}
