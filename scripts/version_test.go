//go:build slow

package scripts_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// repository is a tree that says what version it was built as, and whose only
// program is tiny: what is compiled is none of this test's business.
func repository(t *testing.T) (tree string) {
	t.Helper()
	tree = t.TempDir()
	for name, content := range map[string]string{
		"scripts/build":              read(t, "build"),
		".gitignore":                 "/ignored.go\n/dist\n",
		"go.mod":                     "module example.com/tiny\n\ngo 1.26.0\n",
		"cmd/byoasn/main.go":         "package main\n\nvar version string\n\nfunc main() { println(version) }\n",
		"cmd/byoasn-offline/main.go": "package main\n\nvar version string\n\nfunc main() { println(version) }\n",
	} {
		write(t, content, tree, name)
	}
	git(t, tree, "init", "--quiet")
	git(t, tree, "add", ".")
	commit(t, tree)
	git(t, tree, "tag", "v1.0.0")
	return tree
}

func git(t *testing.T, tree string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	cmd := exec.Command("git", append([]string{"-C", tree}, args...)...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
}

func commit(t *testing.T, tree string) {
	t.Helper()
	git(t, tree, "-c", "user.name=t", "-c", "user.email=t@example.net", "commit", "--quiet", "--no-gpg-sign", "--allow-empty", "--message", "x")
}

func TestTheVersionSaysWhetherTheSourceIsWhatWasCommitted(t *testing.T) {
	needSh(t)
	target := runtime.GOOS + "/" + runtime.GOARCH
	for _, test := range []struct {
		name    string
		change  func(tree string)
		version string // as git describes it
		warning string // with -v v1.0.0
	}{
		{"a clean tree", func(string) {}, `v1\.0\.0`, ""},
		{"notes that are not compiled", func(tree string) { write(t, "x", tree, "notes.txt") }, `v1\.0\.0`, ""},
		{"a changed file", func(tree string) { write(t, "\n", tree, ".gitignore") }, `v1\.0\.0-dirty`, "not the tag v1.0.0 alone"},
		{"a staged file", func(tree string) { write(t, "x", tree, "x"); git(t, tree, "add", "x") }, `v1\.0\.0-dirty`, "not the tag v1.0.0 alone"},
		{"code that git does not know", func(tree string) { write(t, "package main\n", tree, "cmd", "byoasn", "more.go") }, `v1\.0\.0-dirty`, "not the tag v1.0.0 alone"},
		{"code that git ignores", func(tree string) { write(t, "package tiny\n", tree, "ignored.go") }, `v1\.0\.0-dirty`, "not the tag v1.0.0 alone"},
		{"another commit", func(tree string) { commit(t, tree) }, `v1\.0\.0-1-g[0-9a-f]{12}`, "not the tag v1.0.0\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tree := repository(t)
			test.change(tree)
			said, err := script(t, tree, nil, "-o", filepath.Join(tree, "dist"), target)
			require.NoError(t, err, said)
			name := "byoasn-" + runtime.GOOS + "-" + runtime.GOARCH
			if runtime.GOOS == "windows" {
				name += ".exe"
			}
			out, err := exec.Command(filepath.Join(tree, "dist", name)).CombinedOutput()
			require.NoError(t, err)
			require.Regexp(t, "^"+test.version+"\n$", string(out))

			said, err = script(t, tree, nil, "-v", "v1.0.0", "-o", filepath.Join(tree, "dist"), target)
			require.NoError(t, err, said)
			if test.warning == "" {
				require.NotContains(t, said, "warning")
				return
			}
			require.Contains(t, said, "scripts/build: warning: what is built is "+test.warning)
		})
	}
}

// The README's way to compare, after a build for one system: the release's sums name
// the others too.
func TestWhatWasBuiltIsComparedWithTheReleasesSums(t *testing.T) {
	needSh(t)
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Skip("there is no sha256sum here")
	}
	readme := read(t, "..", "docs", "release.md")
	const compare = "(cd dist && sha256sum -c --ignore-missing ../../SHA256SUMS)"
	require.Contains(t, readme, "\n"+compare)
	tree := repository(t)
	said, err := script(t, tree, nil, "-v", "v1.0.0", "-o", filepath.Join(tree, "dist"), "linux/amd64")
	require.NoError(t, err, said)
	others := fmt.Sprintf("%064d  byoasn-windows-amd64.exe\n", 0)
	release := filepath.Join(filepath.Dir(tree), "SHA256SUMS")
	compared := func() (string, error) {
		cmd := exec.Command("sh", "-c", compare)
		cmd.Dir = tree
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	require.NoError(t, os.WriteFile(release, []byte(read(t, tree, "dist", "SHA256SUMS")+others), 0o600))
	out, err := compared()
	require.NoError(t, err, out)
	require.Equal(t, "byoasn-linux-amd64: OK\nbyoasn-offline-linux-amd64: OK\n", out)
	write(t, "other bits", tree, "dist", "byoasn-linux-amd64")
	out, err = compared()
	require.Error(t, err)
	require.Contains(t, out, "byoasn-linux-amd64: FAILED")
}
