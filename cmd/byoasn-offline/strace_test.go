//go:build linux && slow

package main_test

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// work is a run of each command that does what the command is for. In it, and in
// nothing else, $message and $signature are what they say.
var work = map[string][]string{
	"key new":          {"--no-passphrase", "--out", "new.pem"},
	"cert new":         {"--key", "encrypted.pem", "--passphrase-file", "passphrase.txt", "--out", "new.crt"},
	"cert show":        {"certificate.pem"},
	"cert publish":     {"certificate.pem", "--rir", "ripe", "--asn", "64496"},
	"cert unpublish":   {"certificate.pem", "--rir", "ripe", "--asn", "64496"},
	"new":              {"--account", "123456789012", "--asn", "12345"},
	"status":           {"byoasn.json"},
	"external":         nil, // what it is asked comes on standard input
	"roas":             {"--cidr", "8.8.8.0/24", "--asn", "12345", "--vrps", "vrps.csv"},
	"seen":             {"--cidr", "8.8.8.0/24", "--asn", "12345", "--record", "seen.json"},
	"message":          {"--account", "123456789012", "--asn", "12345"},
	"sign":             {"--key", "key.pem", "$message"},
	"verify":           {"--cert", "certificate.pem", "--message", "$message", "--signature", "$signature"},
	"check":            {"--asn", "12345", "--cert", "certificate.pem", "--record", "record.txt"},
	"preflight":        {"--message", "$message", "--signature", "$signature", "--record", "record.txt"},
	"aws":              {"--ipam-id", "ipam-0123456789abcdef0", "--message", "$message", "--signature", "$signature"},
	"signature encode": {"signature.bin"},
	"signature decode": {"--to", "hex", "signature.txt"},
	"request":          {"--message", "$message", "--out", "new.json", "--qr-png", "new"},
	"respond":          {"--yes", "--key", "encrypted.pem", "--passphrase-file", "passphrase.txt", "--out", "answer.json", "--audit-log", "log.jsonl", "--qr", "request.json"},
	"accept":           {"request.json", "response.json"},
	"version":          {},
	"help":             {"sign"},

	"completion bash":       {},
	"completion fish":       {},
	"completion powershell": {},
	"completion zsh":        {},
}

// answersNo are the commands whose run above ends in no or unknown.
var answersNo = map[string]bool{"status": true, "external": true, "roas": true, "seen": true}

func TestNoCommandMakesANetworkSystemCall(t *testing.T) {
	needStrace(t)
	binary := build(t, "byoasn-offline", "linux")
	dir, replace := fixtures(t, binary)
	for _, name := range leaves(t, binary) {
		t.Run(name, func(t *testing.T) {
			args, found := work[name]
			require.True(t, found, "%s is a new command: add a run of it to the table", name)
			words := []string{binary}
			for _, arg := range append(strings.Fields(name), args...) {
				words = append(words, replace.Replace(arg))
			}
			require.Empty(t, traced(t, dir, !answersNo[name], words...))
		})
	}
}

// What has a network is seen by the same trace.
func TestTheTraceShowsAConnection(t *testing.T) {
	needStrace(t)
	server := httptest.NewServer(nil) // which knows nothing
	defer server.Close()
	calls := traced(t, t.TempDir(), false, build(t, "byoasn", "linux"), "check", "--asn", "12345", "--server", server.URL)
	require.True(t, slices.ContainsFunc(calls, func(call string) bool { return strings.Contains(call, "connect(") }), calls)
}

// needStrace skips the test where strace is missing, but never in CI, and where
// the machine lets no process trace another.
func needStrace(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		require.Empty(t, os.Getenv("CI"), "strace is not installed")
		t.Skip("strace is not installed")
	}
	out, err := exec.Command("strace", "-f", "-o", os.DevNull, "true").CombinedOutput()
	if err != nil {
		t.Skipf("this machine lets no process trace another: %s", strings.TrimSpace(string(out)))
	}
}

// traced runs a program and returns its network system calls, of all threads and
// child processes.
func traced(t *testing.T, dir string, succeeds bool, words ...string) []string {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := exec.Command("strace", append([]string{"-f", "-e", "trace=network", "-e", "signal=none", "-o", trace}, words...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.Equal(t, succeeds, err == nil, "%s\n%s", cmd, out)
	data, err := os.ReadFile(trace)
	require.NoError(t, err)
	require.Contains(t, string(data), "+++ exited with ", "nothing was traced")
	var calls []string
	for line := range strings.Lines(string(data)) {
		// ??? is a thread that was gone, with its process, before it called anything.
		if !strings.Contains(line, "+++ exited with ") && !strings.Contains(line, " ???(") {
			calls = append(calls, line)
		}
	}
	return calls
}

// leaves are the commands with none below them, as the binary's completion of
// command lines tells.
func leaves(t *testing.T, binary string, path ...string) []string {
	t.Helper()
	words := append([]string{"__complete"}, append(slices.Clone(path), "")...)
	var found []string
	for line := range strings.Lines(run(t, exec.Command(binary, words...))) {
		name, _, isCommand := strings.Cut(line, "\t")
		switch {
		case !isCommand:
		case name == "help": // completes all the others
			found = append(found, name)
		default:
			found = append(found, leaves(t, binary, append(slices.Clone(path), name)...)...)
		}
	}
	if len(found) == 0 {
		require.NotEmpty(t, path, "there are no commands")
		return []string{strings.Join(path, " ")}
	}
	return found
}

// fixtures returns a folder with the files that the runs name, and what stands
// for the message and its signature.
func fixtures(t *testing.T, binary string) (dir string, replace *strings.Replacer) {
	t.Helper()
	dir = t.TempDir()
	from := "../../internal/cli/testdata/fixture"
	for _, name := range []string{"key.pem", "encrypted.pem", "passphrase.txt", "certificate.pem"} {
		data, err := os.ReadFile(filepath.Join(from, name))
		require.NoError(t, err)
		write(t, dir, name, data)
	}
	here := func(args ...string) string {
		cmd := exec.Command(binary, args...)
		cmd.Dir = dir
		return strings.TrimSuffix(run(t, cmd), "\n")
	}
	expires := time.Now().AddDate(0, 1, 0).Format("20060102") // the binary's clock is the machine's
	message := here("message", "--account", "123456789012", "--asn", "12345", "--expires", expires)
	signature := here("sign", "--key", "key.pem", message)
	write(t, dir, "signature.txt", []byte(signature))
	write(t, dir, "signature.bin", []byte(here("signature", "decode", "signature.txt")))
	record := "aut-num: AS12345\n" + here("cert", "publish", "certificate.pem", "--rir", "ripe", "--asn", "12345") + "\nsource: RIPE\n"
	write(t, dir, "record.txt", []byte(record))
	write(t, dir, "vrps.csv", []byte("ASN,IP Prefix,Max Length,Trust Anchor\nAS12345,8.8.8.0/24,24,arin\n"))
	write(t, dir, "seen.json", []byte(`{"status": "ok", "data": {"rrcs": [], "query_time": "2026-11-25T00:00:00"}}`))
	write(t, dir, "byoasn.json", []byte(`{"version": 1, "proofs": [{"account": "123456789012", "asn": "12345"}]}`))
	here("request", "--message", message, "--out", "request.json")
	here("respond", "--yes", "--key", "key.pem", "--out", "response.json", "request.json")
	return dir, strings.NewReplacer("$message", message, "$signature", signature)
}

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
}
