//go:build slow

// Package scripts_test holds the scripts to what they promise.
package scripts_test

import (
	"crypto/sha256"
	"debug/macho"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// copyTree copies the source into a new folder, without git, as a tarball has it.
func copyTree(t *testing.T, to string) {
	t.Helper()
	root := os.DirFS("..")
	require.NoError(t, fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == ".git" && !entry.IsDir(): // of a linked work tree
			return nil
		case path == ".git", path == "dist":
			return fs.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, path), 0o755)
		case !entry.Type().IsRegular():
			return nil
		}
		data, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), data, info.Mode().Perm())
	}))
}

// script runs the build script of a tree.
func script(t *testing.T, tree string, environment []string, args ...string) (out string, err error) {
	t.Helper()
	cmd := exec.Command("sh", append([]string{filepath.Join(tree, "scripts", "build")}, args...)...)
	cmd.Dir = t.TempDir() // it must not matter from where it is called
	cmd.Env = append(os.Environ(), environment...)
	said, err := cmd.CombinedOutput()
	return string(said), err
}

func needSh(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh here")
	}
}

func TestTwoTreesBuildTheSameBits(t *testing.T) {
	needSh(t)
	if testing.Short() {
		t.Skip("it compiles everything anew")
	}
	here, there := t.TempDir(), filepath.Join(t.TempDir(), "a longer", "path to the tree")
	copyTree(t, here)
	copyTree(t, there)
	targets := []string{"linux/amd64", "darwin/arm64"}
	first, second := filepath.Join(here, "dist"), filepath.Join(there, "elsewhere")
	said, err := script(t, here, nil, append([]string{"-v", "v1.2.3-test", "-o", first}, targets...)...)
	require.NoError(t, err, said)

	// The second time nothing is taken from the first, and the environment is
	// another, with settings that would change the bits.
	said, err = script(t, there, []string{
		"GOCACHE=" + t.TempDir(), "GOFLAGS=-race", "GOAMD64=v3", "GOARM64=v9.0", "CGO_ENABLED=1", "TZ=Asia/Tokyo", "LC_ALL=de_DE.UTF-8",
	}, append([]string{"-v", "v1.2.3-test", "-o", second}, targets...)...)
	require.NoError(t, err, said)

	names := []string{"SHA256SUMS", "byoasn-darwin-arm64", "byoasn-linux-amd64", "byoasn-offline-darwin-arm64", "byoasn-offline-linux-amd64"}
	require.Equal(t, names, files(t, first))
	require.Equal(t, names, files(t, second))
	sums := read(t, first, "SHA256SUMS")
	require.Equal(t, sums, read(t, second, "SHA256SUMS"))
	for _, name := range names[1:] {
		data := read(t, first, name)
		require.True(t, data == read(t, second, name), name)
		require.Contains(t, sums, fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(data)), name))
		require.NotContains(t, data, here, "%s holds the path of the tree", name)
	}
	for _, name := range []string{"byoasn-darwin-arm64", "byoasn-offline-darwin-arm64"} {
		require.True(t, hasUUID(t, filepath.Join(first, name)), "macOS runs no binary without a UUID")
	}
	if runtime.GOOS == "linux" && runtime.GOARCH == "amd64" {
		out, err := exec.Command(filepath.Join(first, "byoasn-offline-linux-amd64"), "version").Output()
		require.NoError(t, err)
		require.Equal(t, "byoasn-offline v1.2.3-test "+runtime.Version()+" linux/amd64\n", string(out))
	}
}

// loadUUID is the Mach-O load command LC_UUID (mach-o/loader.h).
const loadUUID = 0x1b

func hasUUID(t *testing.T, path string) bool {
	t.Helper()
	f, err := macho.Open(path)
	require.NoError(t, err)
	defer f.Close()
	for _, load := range f.Loads {
		if raw := load.Raw(); len(raw) == 24 && f.ByteOrder.Uint32(raw) == loadUUID {
			return true
		}
	}
	return false
}

func TestBuildRefusesWhatItCannotStampOrMake(t *testing.T) {
	needSh(t)
	tree := t.TempDir()
	copyTree(t, tree)
	for _, test := range []struct {
		args []string
		says string
	}{
		{[]string{"-v", "1.0 -X main.other=x"}, "has more in it than"},
		{[]string{"-v", "v1", "linux"}, `"linux" is no OS/ARCH`},
		{[]string{"-v", "v1", "plan10/amd64"}, "unsupported GOOS/GOARCH pair plan10/amd64"},
		{[]string{"-x"}, "usage: scripts/build"},
	} {
		said, err := script(t, tree, nil, test.args...)
		require.Error(t, err, test.args)
		require.Contains(t, said, test.says)
		require.NoFileExists(t, filepath.Join(tree, "dist", "SHA256SUMS"))
	}
	said, err := script(t, tree, nil, "-h")
	require.NoError(t, err)
	require.Contains(t, said, "OS/ARCH")
}

// files are the names in a folder, in order.
func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func write(t *testing.T, content string, path ...string) {
	t.Helper()
	file := filepath.Join(path...)
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(t, os.WriteFile(file, []byte(content), 0o644))
}
