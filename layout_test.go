package byoasn_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/byoasn/byoasn/"

// A room is a row of ARCHITECTURE.md's table.
type room struct {
	name      string
	mayImport []string
	network   bool // whether it may link one
}

// public says whether others can import it.
func (r room) public() bool {
	return !strings.Contains(r.name, "internal/") && !slices.ContainsFunc([]string{"cmd/", "examples/", "scripts", "bench"}, func(p string) bool { return strings.HasPrefix(r.name, p) })
}

var names = regexp.MustCompile("`([a-z0-9/-]+)`")

func namesIn(text string) []string {
	var all []string
	for _, found := range names.FindAllStringSubmatch(text, -1) {
		all = append(all, found[1])
	}
	return all
}

// rooms reads the table: the test holds the tree to what people read.
func rooms(t *testing.T) map[string]room {
	t.Helper()
	page, err := os.ReadFile("ARCHITECTURE.md")
	require.NoError(t, err)
	_, table, found := strings.Cut(string(page), "| package | what it knows | may import (of ours) | network |\n|---|---|---|---|\n")
	require.True(t, found)
	table, _, _ = strings.Cut(table, "\n\n")
	all := map[string]room{}
	var above, public []string
	for row := range strings.Lines(table) {
		cells := strings.Split(row, "|")
		require.Len(t, cells, 6, row)
		may := namesIn(cells[3])
		switch {
		case strings.Contains(cells[3], "all above but"):
			may = slices.DeleteFunc(slices.Clone(above), func(name string) bool { return slices.Contains(may, name) })
		case strings.Contains(cells[3], "the public packages"):
			may = public
		}
		for _, name := range namesIn(cells[1]) {
			for _, imported := range may {
				require.Contains(t, above, imported, "%s: arrows point down", name)
			}
			all[name] = room{name, may, strings.HasPrefix(strings.TrimSpace(cells[4]), "yes") || strings.Contains(cells[4], "loopback")}
			above = append(above, name)
			if !strings.Contains(name, "internal/") && !strings.HasPrefix(name, "cmd/") && !strings.HasPrefix(name, "examples/") {
				public = append(public, name)
			}
		}
	}
	require.Greater(t, len(all), 20)
	return all
}

// list runs go list and returns its lines, split into words.
func list(t *testing.T, args ...string) [][]string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	require.NoError(t, err)
	var lines [][]string
	for line := range strings.Lines(string(out)) {
		lines = append(lines, strings.Fields(line))
	}
	return lines
}

func TestPackagesImportWhatTheArchitectureAllows(t *testing.T) {
	rooms := rooms(t)
	for _, words := range list(t, "-f", "{{.ImportPath}} {{join .Imports \" \"}}", module+"...") {
		name, isOurs := strings.CutPrefix(words[0], module)
		if !isOurs {
			continue // the overview, which has no code
		}
		room, known := rooms[name]
		require.True(t, known, "%s is not in ARCHITECTURE.md's table", name)
		for _, imported := range words[1:] {
			if ours, found := strings.CutPrefix(imported, module); found {
				require.Contains(t, room.mayImport, ours, "%s must not import %s", name, ours)
			}
		}
		delete(rooms, name)
	}
	require.Empty(t, rooms, "rooms that are in the table alone")
}

func TestOnlyTheClientCanOpenAConnection(t *testing.T) {
	linked := 0
	for name, room := range rooms(t) {
		for _, words := range list(t, "-deps", module+name) {
			for _, network := range []string{"net/http", "crypto/tls", "github.com/openrdap/rdap"} {
				if words[0] == network {
					require.True(t, room.network, "%s links %s", name, network)
					linked++
				}
			}
		}
	}
	require.Greater(t, linked, 3, "to know that this test sees it")
}

// A program that composes, signs and verifies, with a key of its own, links neither
// a network nor anything of a third party: doc.go says so.
func TestWhatMessageAndSignLink(t *testing.T) {
	linked := list(t, "-deps", "-f", "{{.ImportPath}} {{.Standard}}", module+"message", module+"sign")
	require.Greater(t, len(linked), 50, "to know that this test sees it")
	for _, words := range linked {
		require.True(t, words[1] == "true" || strings.HasPrefix(words[0], module), "%s is a third party's", words[0])
		require.NotContains(t, []string{"net", "net/http", "crypto/tls", "os/exec"}, words[0])
	}
}

// doc.go is the front door: it names every public package, in the order in which
// a newcomer needs them, and no other.
func TestTheOverviewNamesEveryPublicPackage(t *testing.T) {
	page, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	var named []string
	for _, found := range regexp.MustCompile(`\[github\.com/byoasn/byoasn/([a-z0-9/]+)\]:`).FindAllStringSubmatch(string(page), -1) {
		named = append(named, found[1])
	}
	var public []string
	for name, room := range rooms(t) {
		if room.public() {
			public = append(public, name)
		}
	}
	require.ElementsMatch(t, public, named)
}
