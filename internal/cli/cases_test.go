package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/internal/cli"
	"github.com/byoasn/byoasn/preflight"
)

// A worldly case is an input as it is in the world: see testdata/cases/SOURCES.md.
type worldlyCase struct {
	Name   string   `json:"name"`
	Args   []string `json:"args"`   // @FILE is a file of the folder
	Expect string   `json:"expect"` // the exit statuses that are right, with commas
	Says   string   `json:"says"`   // what the output matches, but for the files' names
}

// worldlyCases reads testdata/cases/cases.jsonl.
func worldlyCases(t *testing.T) []worldlyCase {
	t.Helper()
	data, err := os.ReadFile("testdata/cases/cases.jsonl")
	require.NoError(t, err)
	var all []worldlyCase
	for line := range bytes.Lines(data) {
		var c worldlyCase
		require.NoError(t, json.Unmarshal(line, &c))
		all = append(all, c)
	}
	require.Len(t, all, 57)
	return all
}

// runInProcess runs a command line with the files of the folder, on the day after
// the certificate was made, and returns its status and output.
func runInProcess(t *testing.T, dir string, args []string) (status int, stdout, all string) {
	t.Helper()
	given := make([]string, len(args))
	for i, arg := range args {
		given[i] = arg
		if name, isFile := strings.CutPrefix(arg, "@"); isFile {
			data, err := os.ReadFile(filepath.Join("testdata/cases", name))
			require.NoError(t, err)
			given[i] = filepath.Join(dir, name)
			require.NoError(t, os.WriteFile(given[i], data, 0o600))
		}
	}
	var out, errs bytes.Buffer
	env := cli.Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Network: network,
		Now: func() time.Time { return time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC) }}
	status = cli.Main(env, given)
	all = strings.ReplaceAll(out.String()+errs.String(), dir, "")
	for _, arg := range args {
		if name, isFile := strings.CutPrefix(arg, "@"); isFile {
			all = strings.ReplaceAll(all, name, "")
		}
	}
	return status, out.String(), all
}

func TestInputsOfTheWorldAreAnsweredRightly(t *testing.T) {
	for _, c := range worldlyCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			status, _, said := runInProcess(t, t.TempDir(), c.Args)
			require.Contains(t, strings.Split(c.Expect, ","), strconv.Itoa(status), said)
			require.Regexp(t, regexp.MustCompile("(?i)"+c.Says), said)
		})
	}
}

// For each record of the cases, "preflight" has the checks of "check".
func TestCheckAndPreflightAgreeAboutInputsOfTheWorld(t *testing.T) {
	compared := 0
	for _, c := range worldlyCases(t) {
		if c.Args[0] != "check" {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			dir := t.TempDir()
			status, checked, said := runInProcess(t, dir, append(slices.Clone(c.Args), "--json"))
			preflown := append([]string{"preflight", "--json"}, c.Args[1:]...)
			other, whole, _ := runInProcess(t, dir, preflown)
			if status == 2 {
				require.Equal(t, 2, other, "what is not a record is none for either: %s", said)
				return
			}
			var a, b preflight.Report
			require.NoError(t, json.Unmarshal([]byte(checked), &a))
			require.NoError(t, json.Unmarshal([]byte(whole), &b))
			for _, check := range a.Checks {
				i := slices.IndexFunc(b.Checks, func(c preflight.Check) bool { return c.ID == check.ID })
				require.GreaterOrEqual(t, i, 0)
				require.Equal(t, check, b.Checks[i])
			}
			compared++
		})
	}
	require.Greater(t, compared, 20)
}
