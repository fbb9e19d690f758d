//go:build slow

package scripts_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// release makes a release for one system.
func release(t *testing.T, tree, out string, args ...string) {
	t.Helper()
	tree, err := filepath.Abs(tree)
	require.NoError(t, err)
	cmd := exec.Command(filepath.Join(tree, "scripts", "release"), append(append([]string{"-v", "v1.2.3-rc.4", "-o", out}, args...), "linux/amd64", "windows/amd64")...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1735689600")
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, string(said))
}

func runs(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	require.NoError(t, err, "%s %s\n%s", name, args, out)
	return string(out)
}

// has says whether a program is there; in CI it has to be.
func has(t *testing.T, program string) bool {
	t.Helper()
	_, err := exec.LookPath(program)
	if err != nil {
		require.Empty(t, os.Getenv("CI"), "CI has to have %s", program)
	}
	return err == nil
}

func TestAReleaseIsWholeAndTheSameTwice(t *testing.T) {
	needSh(t)
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("its packages are for linux/amd64")
	}
	for _, program := range []string{"tar", "gzip", "zip", "git", "ssh-keygen"} {
		if !has(t, program) {
			t.Skipf("there is no %s here", program)
		}
	}
	keys := t.TempDir()
	key := filepath.Join(keys, "key")
	runs(t, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "release@byoasn.invalid", "-f", key)

	here, there := t.TempDir(), filepath.Join(t.TempDir(), "a longer", "path")
	copyTree(t, there)
	first, second := filepath.Join(here, "release"), filepath.Join(here, "again")
	release(t, "..", first, "-k", key)
	release(t, there, second)

	names := []string{
		"Containerfile", "SHA256SUMS", "SHA256SUMS.sig", "byoasn-1.2.3~rc.4-1.x86_64.rpm", "byoasn-offline_1.2.3-rc.4.cdx.json",
		"byoasn_1.2.3-rc.4.cdx.json", "byoasn_1.2.3-rc.4_linux_amd64.tar.gz", "byoasn_1.2.3-rc.4_windows_amd64.zip",
		"byoasn_1.2.3~rc.4_amd64.deb", "licenses.csv",
	}
	found := files(t, first)
	slices.Sort(names)
	require.Equal(t, names, found)
	sums := read(t, first, "SHA256SUMS")
	for _, name := range names {
		if strings.HasPrefix(name, "SHA256SUMS") {
			continue
		}
		data := read(t, first, name)
		require.True(t, data == read(t, second, name), "%s is another the second time", name)
		require.Contains(t, sums, fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(data)), name))
	}

	t.Run("the signature verifies offline, and for no other file", func(t *testing.T) {
		signers := filepath.Join(keys, "allowed_signers")
		write(t, "release@byoasn.invalid namespaces=\"byoasn-release\" "+read(t, key+".pub"), signers)
		verify := exec.Command("ssh-keygen", "-Y", "verify", "-f", signers, "-I", "release@byoasn.invalid", "-n", "byoasn-release", "-s", filepath.Join(first, "SHA256SUMS.sig"))
		verify.Stdin = strings.NewReader(sums)
		require.NoError(t, verify.Run())
		verify = exec.Command(verify.Path, verify.Args[1:]...)
		verify.Stdin = strings.NewReader(sums + "x")
		require.Error(t, verify.Run())
	})
	t.Run("the archive has the programs, pages, completions and licences", func(t *testing.T) {
		unpacked := t.TempDir()
		runs(t, "tar", "-C", unpacked, "-xzf", filepath.Join(first, "byoasn_1.2.3-rc.4_linux_amd64.tar.gz"))
		folder := filepath.Join(unpacked, "byoasn_1.2.3-rc.4_linux_amd64")
		require.Contains(t, runs(t, filepath.Join(folder, "bin", "byoasn"), "version"), "v1.2.3-rc.4")
		for _, name := range []string{"bin/byoasn-offline", "man/byoasn-cert-new.1", "completions/bash/byoasn", "completions/zsh/_byoasn", "completions/fish/byoasn-offline.fish", "completions/powershell/byoasn.ps1", "LICENSE", "README.md", "CHANGELOG.md"} {
			require.NotEmpty(t, read(t, folder, filepath.FromSlash(name)), name)
		}
		notices := read(t, folder, "THIRD_PARTY_NOTICES")
		for _, work := range []string{"github.com/spf13/cobra", "github.com/openrdap/rdap", "golang.org/x/crypto", "the Go standard library"} {
			require.Contains(t, notices, "---- "+work)
		}
		runs(t, "bash", "-n", filepath.Join(folder, "completions", "bash", "byoasn"))
	})
	t.Run("the list of licences and the SBOM name what is linked in", func(t *testing.T) {
		for _, text := range []string{read(t, first, "licenses.csv"), read(t, first, "byoasn_1.2.3-rc.4.cdx.json")} {
			require.Contains(t, text, "github.com/openrdap/rdap")
		}
		require.NotContains(t, read(t, first, "licenses.csv"), "Unknown\n")
		require.NotContains(t, read(t, first, "byoasn-offline_1.2.3-rc.4.cdx.json"), "openrdap")
	})
	t.Run("the deb is clean, installs, runs and goes without a trace", func(t *testing.T) {
		deb := filepath.Join(first, "byoasn_1.2.3~rc.4_amd64.deb")
		if has(t, "lintian") {
			require.Empty(t, runs(t, "lintian", "--allow-root", "--fail-on", "error,warning", deb))
		}
		if os.Geteuid() != 0 || !has(t, "dpkg") {
			t.Skip("only root installs")
		}
		_, err := exec.LookPath("byoasn-offline")
		require.Error(t, err, "it is installed here already")
		runs(t, "dpkg", "-i", deb)
		defer runs(t, "dpkg", "--purge", "byoasn")
		require.Contains(t, runs(t, "byoasn-offline", "version"), "v1.2.3-rc.4")
		require.FileExists(t, "/usr/share/man/man1/byoasn-sign.1.gz")
		runs(t, "dpkg", "--purge", "byoasn")
		require.NoFileExists(t, "/usr/bin/byoasn")
		require.NoDirExists(t, "/usr/share/doc/byoasn")
	})
	t.Run("the rpm lists the same", func(t *testing.T) {
		if !has(t, "rpm") {
			t.Skip("there is no rpm here")
		}
		listed := runs(t, "rpm", "-qlp", filepath.Join(first, "byoasn-1.2.3~rc.4-1.x86_64.rpm"))
		for _, name := range []string{"/usr/bin/byoasn\n", "/usr/bin/byoasn-offline\n", "/usr/share/man/man1/byoasn.1.gz\n", "/usr/share/licenses/byoasn/LICENSE\n"} {
			require.Contains(t, listed, name)
		}
	})
}

func TestTheReleaseRefusesWhatItCannotDo(t *testing.T) {
	needSh(t)
	full := t.TempDir()
	write(t, "x", full, "old")
	for _, test := range []struct {
		args []string
		says string
	}{
		{[]string{"-o", full, "-v", "v1.0.0"}, "is not empty"},
		{[]string{"-o", t.TempDir(), "-v", "v1.0.0", "-k", "/no/such/key"}, "cannot be read"},
		{[]string{"-o", t.TempDir(), "-v", "v1.0.0", "linux; true"}, "OS/ARCH is such as"},
		{[]string{"-x"}, "usage: scripts/release"},
	} {
		out, err := exec.Command("../scripts/release", test.args...).CombinedOutput()
		require.Error(t, err, test.args)
		require.Contains(t, string(out), test.says)
	}
}
