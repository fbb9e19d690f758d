//go:build slow

package cli_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// process is a writing's process in a folder, which ends after a while in any case.
func (w writing) process(t *testing.T, dir, server string) *exec.Cmd {
	t.Helper()
	return byoasn(t, dir, strings.Fields(strings.ReplaceAll(w.command, "@SERVER", server))...)
}

// outputs are the files that a writing names with a flag, and not those of a proof,
// which it reads first.
func (w writing) outputs() (flags, names []string) {
	words := strings.Fields(w.command)
	for i, word := range words[:max(len(words)-1, 0)] {
		switch word {
		case "--out", "--save", "--cert-out", "--audit-log":
			flags, names = append(flags, word), append(names, words[i+1])
		}
	}
	return flags, names
}

// ended runs a command to its end, which has to come.
func ended(t *testing.T, cmd *exec.Cmd) (status int, said string) {
	t.Helper()
	var out strings.Builder
	if cmd.Stdout == nil {
		cmd.Stdout = &out
	}
	cmd.Stderr = &out
	require.NoError(t, cmd.Start())
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() })
	defer stop()
	err := cmd.Wait()
	require.NoError(t, ctx.Err(), "it hangs: %s", strings.Join(cmd.Args, " "))
	var exit *exec.ExitError
	require.True(t, err == nil || errors.As(err, &exit), "%v", err)
	require.NotContains(t, out.String(), "goroutine ")
	return cmd.ProcessState.ExitCode(), out.String()
}

// What cannot be printed is no success.
func TestAFullDeviceOnStandardOutputIsAnError(t *testing.T) {
	from, server := workplace(t), registryAndGlass(t)
	printing := []string{
		"message --account 123456789012 --asn 2914", "sign --key key.pem " + nowhere, "sign --key key.pem --batch messages.txt", "verify --cert certificate.pem --message " + nowhere + " --signature signature.txt",
		"cert show certificate.pem", "cert publish certificate.pem --rir ripe --asn 64496", "signature encode signature.txt", "signature decode signature.txt",
		"request --from messages.txt --out -", "respond --yes --key key.pem --cert certificate.pem --out - request.json", "accept request.json response.json",
		"check --asn 12345 --server @SERVER", "check --asn 12345 --server @SERVER --json", "preflight --message " + nowhere + " --signature x --server @SERVER",
		"seen --cidr 192.0.2.0/24 --asn 64496 --ripestat @SERVER", "status byoasn.json", "version", "help", "completion bash",
		"aws --ipam-id ipam-0123456789abcdef0 --message " + nowhere + " --signature x",
	}
	for _, line := range printing {
		dir := t.TempDir()
		require.NoError(t, copyFiles(from, dir))
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		require.NoError(t, err)
		cmd := writing{command: line}.process(t, dir, server)
		cmd.Stdout = full
		status, said := ended(t, cmd)
		full.Close()
		require.NotZero(t, status, line)
		require.NotEmpty(t, said, line)
	}
}

// mounted is a file system in memory of so many bytes, with the workplace in it.
func mounted(t *testing.T, from string, bytes int) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root mounts")
	}
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		t.Skipf("this machine mounts nothing: %v", err)
	}
	t.Cleanup(func() { require.NoError(t, unix.Unmount(dir, unix.MNT_DETACH)) })
	require.NoError(t, copyFiles(from, dir))
	return dir
}

func TestAFullDiskLeavesWholeFilesOrNone(t *testing.T) {
	from, server := workplace(t), registryAndGlass(t)
	for _, w := range writings {
		t.Run(w.name, func(t *testing.T) {
			for _, free := range []int64{0, 1, 3, 5, 7, 9} {
				dir := mounted(t, from, 1<<20)
				var room unix.Statfs_t
				require.NoError(t, unix.Statfs(dir, &room))
				filler := make([]byte, (int64(room.Bavail)-free)*int64(room.Bsize))
				outside := t.TempDir() // what fills it is not a file of the workplace
				require.NoError(t, os.WriteFile(filepath.Join(dir, "filler"), filler, 0o600))
				status, said := ended(t, w.process(t, dir, server))
				require.NoError(t, os.Remove(filepath.Join(dir, "filler")))
				o := outcome{dir: outside, said: said, status: status}
				require.NoError(t, copyFiles(dir, outside))
				o.look(t, from, w, fmt.Sprintf("with %d blocks free", free))
				left, err := filepath.Glob(filepath.Join(dir, ".byoasn-*"))
				require.NoError(t, err)
				require.Empty(t, left, said)
				if free == 0 && len(w.makes) > 0 {
					require.NotEqual(t, w.status, status, "%s", said)
					require.Contains(t, said, "no space left on device")
				}
			}
		})
	}
}

func TestAReadOnlyFolderIsSaidAndLeftAlone(t *testing.T) {
	from, server := workplace(t), registryAndGlass(t)
	for _, w := range writings {
		t.Run(w.name, func(t *testing.T) {
			dir := mounted(t, from, 1<<20)
			require.NoError(t, unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
			status, said := ended(t, w.process(t, dir, server))
			if len(w.makes) == 0 {
				return
			}
			require.NotEqual(t, w.status, status, said)
			require.Contains(t, said, "read-only file system")
			outcome{dir: dir, said: said, status: status}.look(t, from, w, "read-only")
		})
	}
}

// Whatever the umask takes, a private key is its owner's alone, and what is written is
// whole.
func TestNoUmaskOpensAKeyOrLeavesAPart(t *testing.T) {
	from, server := workplace(t), registryAndGlass(t)
	for _, mask := range []string{"0", "0777", "0377", "0477", "0177", "0022"} {
		for _, w := range writings {
			if os.Geteuid() != 0 && mask[1:] != "" && mask[1] != '0' {
				continue // nobody but root reads what comes of it
			}
			dir := t.TempDir()
			require.NoError(t, copyFiles(from, dir))
			inner := w.process(t, dir, server)
			cmd := exec.Command("sh", append([]string{"-c", `umask "$0"; program=$1; shift; exec "$program" "$@"`, mask, named(t, "byoasn")}, inner.Args[1:]...)...)
			cmd.Dir, cmd.Env = inner.Dir, inner.Env
			status, said := ended(t, cmd)
			require.Equal(t, w.status, status, "umask %s, %s: %s", mask, w.name, said)
			outcome{dir: dir, said: said, status: status}.look(t, from, w, "umask "+mask)
			entries, err := os.ReadDir(dir)
			require.NoError(t, err)
			for _, e := range entries {
				info, err := e.Info()
				require.NoError(t, err)
				data, err := os.ReadFile(filepath.Join(dir, e.Name()))
				require.NoError(t, err)
				if strings.Contains(string(data), "PRIVATE KEY") {
					require.Zero(t, info.Mode().Perm()&0o077, "umask %s: %s", mask, e.Name())
				}
			}
		}
	}
}

// In the place of an output, what is not a file of one's own is left as it is, with
// --force too, and nothing waits for it.
func TestNoOutputReplacesWhatIsNoFile(t *testing.T) {
	from, server := workplace(t), registryAndGlass(t)
	places := map[string]func(path string) error{
		"a FIFO":   func(path string) error { return unix.Mkfifo(path, 0o600) },
		"a folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"a socket": func(path string) error {
			l, err := net.Listen("unix", path)
			if err == nil {
				l.(*net.UnixListener).SetUnlinkOnClose(false)
				l.Close()
			}
			return err
		},
		"a device":           func(path string) error { return unix.Mknod(path, unix.S_IFCHR|0o600, int(unix.Mkdev(1, 3))) },
		"a link to a device": func(path string) error { return os.Symlink("/dev/null", path) },
		"a link to a folder": func(path string) error { return os.Symlink("/tmp", path) },
		"a link to nothing":  func(path string) error { return os.Symlink("nothing-is-there", path) },
		"a link to itself":   func(path string) error { return os.Symlink(filepath.Base(path), path) },
		"a link to a file":   func(path string) error { return os.Symlink("messages.txt", path) },
	}
	for name, make := range places {
		for _, w := range writings {
			flags, outputs := w.outputs()
			for i, output := range outputs {
				for _, force := range []string{"", " --force"} {
					dir := t.TempDir()
					require.NoError(t, copyFiles(from, dir))
					path := filepath.Join(dir, output)
					_ = os.Remove(path)
					if err := make(path); errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EPERM) {
						continue // a device, and nobody but root makes one
					} else {
						require.NoError(t, err)
					}
					before, err := os.Lstat(path)
					require.NoError(t, err)
					given := w
					if force != "" && !strings.Contains(w.command, "respond") && !strings.Contains(w.command, force) {
						given.command += force
					}
					status, said := ended(t, given.process(t, dir, server))
					at := fmt.Sprintf("%s for %s of %q: %s", name, flags[i], given.command, said)
					after, err := os.Lstat(path)
					require.NoError(t, err, at)
					isLink, forced := strings.HasPrefix(name, "a link"), strings.Contains(given.command, "--force")
					switch {
					case len(w.makes) == 0:
					case !isLink || !forced:
						require.Equal(t, before.Mode(), after.Mode(), at)
						require.NotEqual(t, w.status, status, at)
					case after.Mode().IsRegular(): // the link itself was replaced, never what it leads to
						require.Contains(t, []string{"a link to nothing", "a link to itself", "a link to a file"}, name, at)
					}
					require.NoFileExists(t, filepath.Join(dir, "nothing-is-there"), at)
					messages, err := os.ReadFile(filepath.Join(dir, "messages.txt"))
					require.NoError(t, err)
					original, err := os.ReadFile(filepath.Join(from, "messages.txt"))
					require.NoError(t, err)
					require.Equal(t, string(original), string(messages), at)
					left, err := filepath.Glob(filepath.Join(dir, ".byoasn-*"))
					require.NoError(t, err)
					require.Empty(t, left, at)
				}
			}
		}
	}
}

// What belongs to another user is not read if it is closed, and not overwritten where
// the folder forbids it.
func TestAnotherUsersFilesAreTheirs(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root is several users")
	}
	const nobody = 65534
	from, server := workplace(t), registryAndGlass(t)
	program, err := os.ReadFile("/proc/self/exe")
	require.NoError(t, err)
	top, err := os.MkdirTemp("", "byoasn") // t.TempDir is closed to others
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(top) })
	require.NoError(t, os.Chmod(top, 0o755))
	path := filepath.Join(top, "byoasn")
	require.NoError(t, os.WriteFile(path, program, 0o755))
	for i, w := range writings {
		dir := filepath.Join(top, fmt.Sprint(i))
		require.NoError(t, copyFiles(from, dir))
		for name := range w.makes {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("another's\n"), 0o644))
		}
		require.NoError(t, os.Chmod(dir, 0o777|fs.ModeSticky)) // as /tmp is: sticky
		entries, err := os.ReadDir(dir)
		require.NoError(t, err)
		for _, e := range entries {
			if w.makes[e.Name()] == nil { // what it reads is theirs
				require.NoError(t, os.Chown(filepath.Join(dir, e.Name()), nobody, nobody))
			}
		}
		for _, force := range []string{"", " --force"} {
			given := w
			if force != "" && strings.Contains(w.command, "respond") {
				continue
			}
			if _, outputs := w.outputs(); force != "" && len(outputs) > 0 && !strings.Contains(w.command, force) {
				given.command += force
			}
			cmd := given.process(t, dir, server)
			cmd.Path = path
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
			status, said := ended(t, cmd)
			for name := range w.makes {
				data, err := os.ReadFile(filepath.Join(dir, name))
				require.NoError(t, err)
				require.Equal(t, "another's\n", string(data), "%s: %s", given.command, said)
				require.NotEqual(t, w.status, status, "%s: %s", given.command, said)
			}
		}
	}
	dir := filepath.Join(top, "keys")
	require.NoError(t, copyFiles(from, dir))
	require.NoError(t, os.Chmod(dir, 0o777))
	for _, line := range []string{"sign --key key.pem " + nowhere, "cert new --key key.pem --out c.pem", "key new --no-passphrase --out key.pem --force", "cert new --key key.pem --out key.pem --force"} {
		cmd := writing{command: line}.process(t, dir, server)
		cmd.Path = path
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		status, said := ended(t, cmd)
		require.Equal(t, 2, status, "%s: %s", line, said)
	}
	before, err := os.ReadFile(filepath.Join(from, "key.pem"))
	require.NoError(t, err)
	after, err := os.ReadFile(filepath.Join(dir, "key.pem"))
	require.NoError(t, err)
	require.Equal(t, string(before), string(after), "a key that cannot be read is not overwritten")
}
