package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"
)

// A flag that names a file and is not annotated would be left out of the rules on
// inputs and outputs.
func TestEveryFlagThatNamesAFileSaysSo(t *testing.T) {
	files := 0
	var look func(cmd *cobra.Command)
	look = func(cmd *cobra.Command) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			name, _ := pflag.UnquoteUsage(f)
			known := annotated(f, readsFile) || annotated(f, writesFile) || annotated(f, writesMany)
			if name == "FILE" || name == "PREFIX" {
				files++
				require.True(t, known, "%s --%s", cmd.CommandPath(), f.Name)
			}
			if strings.Contains(f.Usage, "standard input") {
				require.True(t, known || annotated(f, takesText), "%s --%s", cmd.CommandPath(), f.Name)
			}
		})
		for _, word := range []string{"FILE", "REQUEST", "RESPONSE", "|-"} {
			if cmd.Runnable() && strings.Contains(cmd.Use, word) {
				require.NotEmpty(t, cmd.Annotations, cmd.CommandPath())
			}
		}
		for _, c := range cmd.Commands() {
			look(c)
		}
	}
	env := Env{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard, Now: time.Now, Network: aNetwork}
	look(newApp(env).root(nil))
	require.Greater(t, files, 25)
}

// A command that is made alone is the same as among the others.
func TestACommandIsMadeUnderItsName(t *testing.T) {
	env := Env{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard, Now: time.Now, Network: aNetwork}
	all := newApp(env).root(nil)
	require.Len(t, newApp(env).commands(), len(all.Commands()))
	for _, cmd := range all.Commands() {
		alone := newApp(env).root([]string{cmd.Name()}).Commands()
		require.Len(t, alone, 1)
		require.Equal(t, cmd.Name(), alone[0].Name())
		require.Equal(t, cmd.UsageString(), alone[0].UsageString())
		require.Empty(t, cmd.Aliases, "by which it would not be found")
	}
}

// Each of these has one place, where its rules are; a second one would go round them.
func TestEachWayOutHasOnePlace(t *testing.T) {
	places := map[string][]string{
		"os.Open(":         {"input.go", "passphrase.go", "oldkey.go", "output.go"}, // the last for a folder
		"os.OpenFile(":     {"output.go", "auditlog.go"},
		"os.ReadFile(":     {"oldkey.go"},
		"os.WriteFile(":    {},
		"os.Create(":       {},
		"a.Stdin":          {"input.go", "files.go", "root.go"},
		"json.NewEncoder(": {"json.go"},
		"signal.Notify":    {"stop.go", "question.go"},
		"Fprint(a.Stderr":  {},
		"Fprintf(a.Stderr": {},
	}
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for call, allowed := range places {
			if strings.Contains(string(source), call) {
				require.Contains(t, allowed, file, call)
			}
		}
	}
}
