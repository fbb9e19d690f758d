//go:build slow

package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/proof"
)

const oneThreadVariable = "BYOASN_TEST_ONE_THREAD"

// With the variable, what a command does itself it does on the process's first thread,
// which is then the one that strace follows: its calls have one order.
func init() {
	if os.Getenv(oneThreadVariable) != "" {
		runtime.LockOSThread()
	}
}

// A writing is a command line that writes files, the status that it ends with, and how
// each file that it makes is told to be whole. @SERVER is where a registry answers.
type writing struct {
	name, command string
	status        int
	makes         map[string]func([]byte) error
}

type files = map[string]func([]byte) error

// writings are all commands that write, in each of the ways in which they do.
var writings = []writing{
	{"key new", "key new --no-passphrase --out new.pem", 0, files{"new.pem": isKey}},
	{"key new, over a key", "key new --no-passphrase --out key.pem --force", 0, files{"key.pem": isKey}},
	{"key new, encrypted", "key new --passphrase-file passphrase.txt --out new.pem", 0, files{"new.pem": isEncryptedKey}},
	{"key new, of a proof", "key new --proof bare.json --no-passphrase", 0, files{"private-key.pem": isKey, "bare.json": isProof}},
	{"cert new", "cert new --key key.pem --out new.crt", 0, files{"new.crt": isCertificate}},
	{"cert new, over another", "cert new --key key.pem --out certificate.pem --force", 0, files{"certificate.pem": isCertificate}},
	{"cert new, of a proof", "cert new --proof byoasn.json --out new.crt", 0, files{"new.crt": isCertificate, "byoasn.json": isProof}},
	{"cert publish, a mail", "cert publish certificate.pem --rir apnic --asn 64496 --out mail.eml", 0, files{"mail.eml": isMail}},
	{"cert publish, an object", "cert publish certificate.pem --rir ripe --asn 64496 --object object.txt --out new.json", 0, files{"new.json": isJSON}},
	{"cert unpublish", "cert unpublish certificate.pem --rir ripe --asn 64496 --object object.txt --out new.json", 2, nil},
	{"signature decode", "signature decode signature.txt --out signature.bin", 0, files{"signature.bin": isSignature}},
	{"request", "request --from messages.txt --out new.json --qr-png new", 0, files{"new.json": isRequest, "new-1.png": isPicture}},
	{"request, of a proof", "request --proof byoasn.json --account 123456789012 --asn 2914 --out new.json", 0, files{"new.json": isRequest, "byoasn.json": isProof}},
	{"respond", "respond --yes --key key.pem --cert certificate.pem --audit-log new.jsonl --out answer.json --qr-png answer request.json", 0,
		files{"answer.json": isResponse, "answer-1.png": isPicture, "answer-2.png": isPicture, "new.jsonl": isLog}},
	{"respond, to a log", "respond --yes --key key.pem --cert certificate.pem --audit-log log.jsonl --out answer.json request.json", 0,
		files{"answer.json": isResponse, "log.jsonl": isLog}},
	{"accept", "accept --cert-out came.pem request.json response.json", 0, files{"came.pem": isCertificate}},
	{"accept, over another", "accept --cert-out other.pem --force request.json response.json", 0, files{"other.pem": isCertificate}},
	{"check", "check --asn 12345 --cert certificate.pem --server @SERVER --save kept.json", 1, files{"kept.json": isRecord}},
	{"preflight", "preflight --message " + nowhere + " --signature x --server @SERVER --save kept.json", 1, files{"kept.json": isRecord}},
	{"check, of a proof", "check --proof byoasn.json --server @SERVER", 3, files{"byoasn.json": isProof}},
	{"seen", "seen --cidr 192.0.2.0/24 --asn 64496 --ripestat @SERVER --save kept.json", 1, files{"kept.json": isJSON}},
	{"new", "new --proof new.json --account 123456789012 --asn 2914", 0, files{"new.json": isProof}},
	{"new, one more", "new --proof byoasn.json --account 123456789012 --cidr 8.8.8.0/24", 0, files{"byoasn.json": isProof}},
	{"message, of a proof", "message --proof byoasn.json", 0, files{"byoasn.json": isProof}},
	{"sign, of a proof", "sign --proof signed.json", 0, files{"signed.json": isProof}},
	{"status", "status byoasn.json asns.json", 3, files{"byoasn.json": isProof}},
}

// workplace is a folder with all that the writings read, and a log with a line.
func workplace(t *testing.T) string {
	t.Helper()
	dir := exchange(t)
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	write("object.txt", "aut-num:        AS64496\nas-name:        OURS\nmnt-by:         OURS-MNT\nsource:         RIPE\n")
	write("asns.json", `{"Byoasns":[{"Asn":"2914","IpamId":"ipam-0123456789abcdef0","State":"provisioned"}]}`)
	run(t, dir, "respond", "--yes", "--key", "key.pem", "--cert", "certificate.pem", "--audit-log", "log.jsonl", "--out", "first.json", "request.json")
	run(t, dir, "new", "--proof", "bare.json", "--account", "123456789012", "--asn", "2914")
	run(t, dir, "new", "--proof", "byoasn.json", "--account", "123456789012", "--asn", "2914", "--key", "key.pem", "--cert", "certificate.pem")
	require.NoError(t, os.Link(filepath.Join(dir, "byoasn.json"), filepath.Join(dir, "signed.json")))
	run(t, dir, "message", "--proof", "signed.json")
	out, err := byoasn(t, dir, "sign", "--key", "key.pem", nowhere).Output()
	require.NoError(t, err)
	write("signature.txt", string(out))
	return dir
}

// registryAndGlass answers as a registry and as RIPEstat do.
func registryAndGlass(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Query().Has("resource"):
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"status":"ok","status_code":200,"data_call_name":"looking-glass","data_call_status":"supported","messages":[],"data":{"rrcs":[],"query_time":"2026-11-23T12:00:00","latest_time":"2026-11-23T12:00:00","parameters":{"resource":"192.0.2.0/24","look_back_limit":86400}}}`)
		case strings.HasPrefix(r.URL.Path, "/autnum/"):
			w.Header().Set("Content-Type", "application/rdap+json")
			fmt.Fprint(w, `{"rdapConformance":["rdap_level_0"],"objectClassName":"autnum","handle":"AS12345","startAutnum":12345,"endAutnum":12345,"port43":"whois.arin.net","entities":[]}`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// A fault is what strace does to a command's n-th call of a kind: kill the process, or
// have the call fail.
type fault struct {
	call, effect string
	n            int
}

func (f fault) String() string { return fmt.Sprintf("%s at call %d of %s", f.effect, f.n, f.call) }

// An outcome is what a fault left.
type outcome struct {
	dir, said        string
	status           int
	killed, happened bool
}

// suffer runs a writing on a copy of the workplace, with a fault.
func suffer(t *testing.T, from, server string, w writing, f fault) outcome {
	t.Helper()
	o := outcome{dir: t.TempDir()}
	require.NoError(t, copyFiles(from, o.dir))
	trace := filepath.Join(t.TempDir(), "trace")
	args := []string{"-o", trace, "-e", "trace=" + f.call, "-e", fmt.Sprintf("inject=%s:%s:when=%d", f.call, f.effect, f.n), named(t, "byoasn")}
	cmd := exec.Command("strace", append(args, strings.Fields(strings.ReplaceAll(w.command, "@SERVER", server))...)...)
	cmd.Dir = o.dir
	cmd.Env = append(os.Environ(), nowVariable+"=2026-11-23T12:00:00Z", oneThreadVariable+"=1")
	out, err := cmd.CombinedOutput()
	o.said, o.status = string(out), cmd.ProcessState.ExitCode()
	var exit *exec.ExitError
	o.killed = errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL
	calls, err := os.ReadFile(trace)
	require.NoError(t, err)
	o.happened = o.killed || bytes.Contains(calls, []byte("(INJECTED)"))
	if strings.Contains(o.said, "netpollBreak write failed") {
		o.killed = true // it was the Go runtime's own write, into an eventfd, which never fails
	}
	require.True(t, o.killed || !strings.Contains(o.said, "goroutine "), "%s: %s", f, o.said)
	return o
}

// look holds what is left to what holds after any fault: each file is as it was, absent
// if it was absent, or whole and new; no private key is lost, and what is signed and
// handed out is in the log.
func (o outcome) look(t *testing.T, from string, w writing, at string) {
	t.Helper()
	for name, whole := range w.makes {
		before, wasThere := os.ReadFile(filepath.Join(from, name))
		after, isThere := os.ReadFile(filepath.Join(o.dir, name))
		switch {
		case errors.Is(isThere, fs.ErrNotExist):
			require.ErrorIs(t, wasThere, fs.ErrNotExist, "%s: %s is gone", at, name)
			require.True(t, o.killed || o.status != w.status, "%s: %s is not there, and nothing was said: %s", at, name, o.said)
		case wasThere == nil && bytes.Equal(before, after):
		default:
			require.NoError(t, isThere)
			require.NoError(t, whole(after), "%s: %s: %.300q", at, name, after)
		}
	}
	o.keepsTheRest(t, from, w, at)
	onlyPrivateRemains(t, o.dir)
	if log := strings.Fields(w.command); slices.Contains(log, "--audit-log") {
		o.isLogged(t, log[slices.Index(log, "--audit-log")+1], at)
	}
}

// keepsTheRest makes sure that what is not written is as it was, and that each private
// key is still somewhere.
func (o outcome) keepsTheRest(t *testing.T, from string, w writing, at string) {
	t.Helper()
	there := map[string][]byte{}
	entries, err := os.ReadDir(o.dir)
	require.NoError(t, err)
	for _, e := range entries {
		there[e.Name()], err = os.ReadFile(filepath.Join(o.dir, e.Name()))
		require.NoError(t, err)
	}
	entries, err = os.ReadDir(from)
	require.NoError(t, err)
	for _, e := range entries {
		before, err := os.ReadFile(filepath.Join(from, e.Name()))
		require.NoError(t, err)
		if w.makes[e.Name()] == nil {
			require.Equal(t, string(before), string(there[e.Name()]), "%s: %s", at, e.Name())
		}
		kept := false
		for _, after := range there {
			kept = kept || bytes.Equal(before, after)
		}
		require.True(t, kept || !bytes.Contains(before, []byte("PRIVATE KEY")), "%s: the key in %s is lost", at, e.Name())
	}
}

// isLogged makes sure that a response that is there is in the log, below what was there.
func (o outcome) isLogged(t *testing.T, name, at string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(o.dir, "answer.json")); err != nil {
		return
	}
	log, err := os.ReadFile(filepath.Join(o.dir, name))
	require.NoError(t, err, at)
	want := 2
	if name == "log.jsonl" {
		want = 4
	}
	require.Equal(t, want, bytes.Count(log, []byte("\n")), "%s: what is handed out is in the log", at)
}

func isEncryptedKey(data []byte) error {
	_, err := certgen.ReadKey(data, nil)
	if errors.Is(err, certgen.ErrPassphraseNeeded) {
		return nil
	}
	return fmt.Errorf("not an encrypted key: %w", err)
}

func isProof(data []byte) error {
	_, err := proof.Parse(data)
	return err
}

func isRecord(data []byte) error {
	_, err := lookup.ParseSaved(data)
	return err
}

func isJSON(data []byte) error {
	if !json.Valid(data) {
		return errors.New("not JSON")
	}
	return nil
}

func isMail(data []byte) error {
	_, err := mail.ReadMessage(bytes.NewReader(data))
	if err == nil && !bytes.Contains(data, []byte("Thank you")) {
		err = errors.New("its end is missing")
	}
	return err
}

func isSignature(data []byte) error {
	if len(data) != 256 {
		return fmt.Errorf("%d bytes", len(data))
	}
	return nil
}

// failing are the calls by which a file comes to be what it is, and how each may fail.
var failing = []fault{
	{call: "write", effect: "error=ENOSPC"}, {call: "fsync", effect: "error=EIO"}, {call: "linkat", effect: "error=EPERM"},
	{call: "renameat", effect: "error=EIO"}, {call: "unlinkat", effect: "error=EIO"}, {call: "openat", effect: "error=EACCES"},
}

// The calls that a kill is tried at are all by which a command changes files, but for
// those that open: before these it is as after the change before.
func TestTheCallsThatChangeFilesAreKnown(t *testing.T) {
	needStrace(t)
	from, server := workplace(t), registryAndGlass(t)
	known := strings.Fields("open openat read pread64 close newfstatat fstat statx stat lstat readlinkat readlink fcntl ioctl mmap lseek getdents64 " +
		"faccessat faccessat2 access execve execveat getcwd epoll_create1 epoll_ctl epoll_pwait eventfd2 pipe2 dup3 poll ppoll pidfd_open pidfd_send_signal " +
		"socket connect getsockname getpeername setsockopt getsockopt sendto recvfrom getrandom memfd_create")
	for _, w := range writings {
		dir, trace := t.TempDir(), filepath.Join(t.TempDir(), "trace")
		require.NoError(t, copyFiles(from, dir))
		cmd := exec.Command("strace", append([]string{"-o", trace, "-e", "trace=%file,%desc", named(t, "byoasn")}, strings.Fields(strings.ReplaceAll(w.command, "@SERVER", server))...)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), nowVariable+"=2026-11-23T12:00:00Z", oneThreadVariable+"=1")
		out, _ := cmd.CombinedOutput()
		require.Equal(t, w.status, cmd.ProcessState.ExitCode(), "%s: %s", w.name, out)
		for name, whole := range w.makes {
			data, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err, "%s: %s", w.name, out)
			require.NoError(t, whole(data), "%s: %s: %s", w.name, name, data)
			before, _ := os.ReadFile(filepath.Join(from, name))
			require.NotEqual(t, string(before), string(data), "%s: %s is written", w.name, name)
		}
		calls, err := os.ReadFile(trace)
		require.NoError(t, err)
		for line := range strings.Lines(string(calls)) {
			name, _, isCall := strings.Cut(line, "(")
			if isCall && !strings.HasPrefix(line, "---") && !strings.HasPrefix(line, "+++") {
				require.Contains(t, slices.Concat(known, changing), name, "%s: %s", w.name, line)
			}
		}
	}
}

func TestAnyWriteOfAnyCommandMayBeTheLast(t *testing.T) {
	needStrace(t)
	from, server := workplace(t), registryAndGlass(t)
	for _, w := range writings {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			killed := 0
			for _, call := range changing {
				for n := 1; ; n++ {
					f := fault{call, "signal=KILL", n}
					o := suffer(t, from, server, w, f)
					o.look(t, from, w, f.String())
					if !o.killed {
						require.Equal(t, w.status, o.status, o.said)
						break
					}
					killed++
				}
			}
			require.GreaterOrEqual(t, killed, 4*len(w.makes), "each file is written, synced and named, and its folder synced")
			t.Logf("killed %d times", killed)
		})
	}
}

func TestAnyWriteOfAnyCommandMayFail(t *testing.T) {
	needStrace(t)
	from, server := workplace(t), registryAndGlass(t)
	for _, w := range writings {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			failed := 0
			for _, f := range failing {
				for f.n = 1; ; f.n++ {
					o := suffer(t, from, server, w, f)
					o.look(t, from, w, f.String())
					if !o.happened {
						break
					}
					failed++
					if f.call != "unlinkat" && !o.killed {
						left, err := filepath.Glob(filepath.Join(o.dir, ".byoasn-*"))
						require.NoError(t, err)
						require.Empty(t, left, "%s leaves nothing behind: %s", f, o.said)
					}
				}
			}
			require.GreaterOrEqual(t, failed, 4*len(w.makes))
			t.Logf("failed %d times", failed)
		})
	}
}
