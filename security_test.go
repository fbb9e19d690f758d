package byoasn_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	heldIn = regexp.MustCompile("(?:^|; )([a-z0-9/]+) ((?:`[A-Za-z0-9_.]+`(?:, )?)+)")
	held   = regexp.MustCompile("`([A-Za-z0-9_.]+)`")
)

// What SECURITY.md says holds a finding has to be there: a test of that name in the
// package, or a script of the command line.
func TestWhatHoldsEachFindingIsThere(t *testing.T) {
	page, err := os.ReadFile("SECURITY.md")
	require.NoError(t, err)
	_, table, found := strings.Cut(string(page), "| kind | findings | held by |\n|---|---|---|\n")
	require.True(t, found)
	var findings []string
	named, looked := 0, 0
	for row := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(row), " | ")
		require.Len(t, cells, 3, row)
		findings = append(findings, strings.Split(cells[1], ", ")...)
		named += strings.Count(cells[2], "`") / 2
		for _, in := range heldIn.FindAllStringSubmatch(strings.TrimSuffix(cells[2], " |"), -1) {
			source := sourceOfTests(t, in[1])
			for _, name := range held.FindAllStringSubmatch(in[2], -1) {
				looked++
				if strings.HasSuffix(name[1], ".txtar") {
					require.FileExists(t, filepath.Join(in[1], "testdata/script", name[1]))
					continue
				}
				require.Contains(t, source, "func "+name[1]+"(", in[1])
			}
		}
	}
	require.Equal(t, named, looked, "each name is understood")
	for n := range strings.FieldsSeq("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21") {
		require.Contains(t, findings, "S"+n)
	}
}

func sourceOfTests(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	require.NoError(t, err)
	var all strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		all.Write(data)
	}
	return all.String()
}
