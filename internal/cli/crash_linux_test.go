package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
)

// changing are the system calls by which a file comes to be what it is.
var changing = []string{"write", "fchmod", "fsync", "linkat", "renameat", "unlinkat"}

// A crash at any of them leaves each file whole or absent, and no response that is
// not in the log. The process is killed as it makes its n-th call of a kind, for
// every n that there is.
func TestACrashAtAnyWriteLeavesWholeFilesOrNone(t *testing.T) {
	needStrace(t)
	tests := []struct {
		command string
		files   map[string]func([]byte) error
	}{
		{"key new --no-passphrase --out new.pem", map[string]func([]byte) error{"new.pem": isKey}},
		{"cert new --key key.pem --out new.crt", map[string]func([]byte) error{"new.crt": isCertificate}},
		{"request --from messages.txt --out new.json --qr-png new", map[string]func([]byte) error{"new.json": isRequest, "new-1.png": isPicture}},
		{"respond --yes --key key.pem --cert certificate.pem --audit-log log.jsonl --out answer.json --qr-png answer request.json", map[string]func([]byte) error{
			"answer.json": isResponse, "answer-1.png": isPicture, "answer-2.png": isPicture, "log.jsonl": isLog}},
		{"accept --cert-out came.pem request.json response.json", map[string]func([]byte) error{"came.pem": isCertificate}},
	}
	from := exchange(t)
	for _, test := range tests {
		t.Run(strings.Join(strings.Fields(test.command)[:2], " "), func(t *testing.T) {
			t.Parallel()
			killed := 0
			for _, call := range changing {
				for n := 1; crash(t, from, call, n, test.command, test.files); n++ {
					require.Less(t, n, 100)
					killed++
				}
			}
			require.Greater(t, killed, 4*len(test.files), "each file is written, given its mode, synced and named")
		})
	}
}

// exchange returns a folder with the fixtures, a request and its response.
func exchange(t *testing.T) string {
	t.Helper()
	dir, _ := desk(t)
	messages := "1|aws|123456789012|12345|20261231|SHA256|RSAPSS\n1|aws|123456789012|12346|20261231|SHA256|RSAPSS\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "messages.txt"), []byte(messages), 0o600))
	run(t, dir, "request", "--from", "messages.txt", "--out", "request.json")
	run(t, dir, "respond", "--yes", "--key", "key.pem", "--cert", "certificate.pem", "--out", "response.json", "request.json")
	return dir
}

// crash runs a command, on a copy of a folder, that is killed at its n-th call of a
// kind, and looks at what it leaves. It returns false if there was no such call.
func crash(t *testing.T, from, call string, n int, command string, files map[string]func([]byte) error) bool {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, copyFiles(from, dir))
	inject := fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, n)
	cmd := exec.Command("strace", append([]string{"-f", "-o", os.DevNull, "-e", "trace=" + call, "-e", inject, named(t, "byoasn")}, strings.Fields(command)...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), nowVariable+"=2026-11-23T12:00:00Z", "GOMAXPROCS=1") // strace counts the calls of each thread
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	wasKilled := errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL
	require.True(t, err == nil || wasKilled, "%s %d: %v %s", call, n, err, out)
	at := fmt.Sprintf("killed at call %d of %s", n, call)
	for name, whole := range files {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) && wasKilled {
			continue
		}
		require.NoError(t, err, "%s: %s", at, name)
		require.NoError(t, whole(data), "%s: %s: %s", at, name, data)
	}
	if _, err := os.Stat(filepath.Join(dir, "answer.json")); err == nil {
		log, err := os.ReadFile(filepath.Join(dir, "log.jsonl"))
		require.NoError(t, err, at)
		require.Equal(t, 2, bytes.Count(log, []byte("\n")), "%s: what is handed out is in the log", at)
	}
	pictures, err := filepath.Glob(filepath.Join(dir, "*.png"))
	require.NoError(t, err)
	for _, path := range pictures {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, isPicture(data), "%s: %s", at, path)
	}
	onlyPrivateRemains(t, dir)
	return wasKilled
}

// onlyPrivateRemains makes sure that what is left of a file without its name, which
// may be a key, is its owner's alone.
func onlyPrivateRemains(t *testing.T, dir string) {
	t.Helper()
	remains, err := filepath.Glob(filepath.Join(dir, ".byoasn-*"))
	require.NoError(t, err)
	for _, path := range remains {
		info, err := os.Stat(path)
		require.NoError(t, err)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		if bytes.Contains(data, []byte("PRIVATE")) {
			require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
		}
	}
}

func isKey(data []byte) error {
	_, err := certgen.ReadKey(data, nil)
	return err
}

func isCertificate(data []byte) error {
	_, err := certgen.ReadCertificate(data)
	return err
}

func isRequest(data []byte) error {
	_, err := handoff.ParseRequest(data)
	return err
}

func isResponse(data []byte) error {
	_, err := handoff.ParseResponse(data)
	return err
}

func isPicture(data []byte) error {
	_, err := png.Decode(bytes.NewReader(data))
	return err
}

// isLog takes lines, each an object with a message.
func isLog(data []byte) error {
	for line := range bytes.Lines(data) {
		var entry struct {
			Time    time.Time
			Message string
		}
		if err := json.Unmarshal(line, &entry); err != nil {
			return err
		}
		if line[len(line)-1] != '\n' || entry.Message == "" || entry.Time.IsZero() {
			return fmt.Errorf("not a whole line: %q", line)
		}
	}
	return nil
}
