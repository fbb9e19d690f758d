package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/handoff"
)

// aRequest returns a folder with the fixtures and a request, and the digits of its
// digest that are shown on the secure host and those that are not.
func aRequest(t *testing.T) (dir, shown, asked string) {
	t.Helper()
	dir, _ = desk(t)
	run(t, dir, "request", "--account", "123456789012", "--asn", "12345", "--cidr", "8.8.8.0/24", "--expires", "20261231",
		"--note", "ticket 4711", "--public-key", "public.pem", "--out", "request.json")
	file, err := os.ReadFile(filepath.Join(dir, "request.json"))
	require.NoError(t, err)
	request, err := handoff.ParseRequest(file)
	require.NoError(t, err)
	digest := request.Digest().String()
	return dir, digest[:len(digest)-5], digest[len(digest)-5:]
}

// run runs byoasn in a folder, where it has to succeed.
func run(t *testing.T, dir string, args ...string) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, args...)
	cmd.Args[0] = "byoasn"
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), nowVariable+"=2026-11-23T12:00:00Z")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
}

// rest is what the terminal has shown since, once the command has ended.
func (p *typist) rest() string {
	for {
		select {
		case chunk := <-p.screen:
			p.shown = append(p.shown, chunk...)
		case <-time.After(100 * time.Millisecond):
			return string(p.shown)
		}
	}
}

var responding = []string{"respond", "--key", "key.pem", "--audit-log", "log.jsonl", "request.json"}

const confirmPrompt = "Type them to sign, or Enter not to: "

func TestWhatIsSignedIsShownAndConfirmedOnTheTerminal(t *testing.T) {
	dir, shown, asked := aRequest(t)
	_, passphrase := desk(t)
	p := sit(t, dir, "respond", "--key", "encrypted.pem", "--audit-log", "log.jsonl", "request.json")
	screen := p.sees("Passphrase for encrypted.pem: ")
	require.Contains(t, screen, "digest: "+shown+"?????\r\n")
	require.NotContains(t, screen, asked)
	require.Contains(t, screen, "1 of 2: AWS account 1234-5678-9012 may announce AS12345; expires 2026-12-31, in 38 days\r\n")
	require.Contains(t, screen, "2 of 2: AWS account 1234-5678-9012 may announce 8.8.8.0/24; ")
	require.Contains(t, screen, `note:   "ticket 4711"`)
	require.Eventually(t, func() bool { return !p.echoes() }, patience, time.Millisecond)
	p.types(passphrase + "\n")
	p.sees(confirmPrompt)
	require.True(t, p.echoes(), "who types the digits sees them")
	require.NoFileExists(t, filepath.Join(dir, "response.json"))
	require.NoFileExists(t, filepath.Join(dir, "log.jsonl"))
	p.types(asked + "\n")
	require.Zero(t, p.leaves(), &p.stderr)
	require.NotContains(t, p.stderr.String(), "may announce", "what has to be looked at is on the terminal alone")
	run(t, dir, "accept", "request.json", "response.json")
	log, err := os.ReadFile(filepath.Join(dir, "log.jsonl"))
	require.NoError(t, err)
	require.Equal(t, 2, strings.Count(string(log), "\n"))
}

func TestTheWholeDigestConfirmsToo(t *testing.T) {
	dir, shown, asked := aRequest(t)
	p := sit(t, dir, responding...)
	p.sees(confirmPrompt)
	p.types("  " + shown + " " + asked + " \n")
	require.Zero(t, p.leaves(), &p.stderr)
	require.FileExists(t, filepath.Join(dir, "response.json"))
}

func TestWhoDoesNotConfirmSignsNothing(t *testing.T) {
	_, shown, asked := aRequest(t)
	other := "00000"
	if asked == other {
		other = "11111"
	}
	tests := []struct {
		name   string
		end    func(*typist)
		status int
		says   string
	}{
		{"nothing", func(p *typist) { p.types("\n") }, 1, "not confirmed, and nothing was signed"},
		{"the end of input", func(p *typist) { p.types("\x04") }, 1, "not confirmed, and nothing was signed"},
		{"yes", func(p *typist) { p.types("yes\n") }, 1, "those are not the last digits of this request's digest, and nothing was signed"},
		{"other digits", func(p *typist) { p.types(other + "\n") }, 1, "this is not its request: do not sign it"},
		{"the digits that are shown", func(p *typist) { p.types(shown + "\n") }, 1, "those are not the last digits"},
		{"too few digits", func(p *typist) { p.types(asked[:4] + "\n") }, 1, "those are not the last digits"},
		{"garbage", func(p *typist) { p.types(strings.Repeat("x", 3000) + "\n") }, 1, "those are not the last digits"},
		{"Ctrl-C", func(p *typist) { p.types(asked + "\x03") }, 130, ""},
		{"a request to terminate", func(p *typist) { require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM)) }, 143, ""},
		{"the terminal's end", func(p *typist) { require.NoError(t, p.cmd.Process.Signal(syscall.SIGHUP)) }, 129, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir, _, _ := aRequest(t)
			before, err := os.ReadDir(dir)
			require.NoError(t, err)
			p := sit(t, dir, responding...)
			p.sees(confirmPrompt)
			test.end(p)
			require.Equal(t, test.status, p.leaves(), &p.stderr)
			require.Contains(t, p.stderr.String(), test.says)
			require.True(t, p.echoes())
			require.Empty(t, p.stdout.String())
			after, err := os.ReadDir(dir)
			require.NoError(t, err)
			require.Len(t, after, len(before), "no file was made")
		})
	}
}

func TestAnotherKeyIsRefusedBeforeAnybodyIsAskedToConfirm(t *testing.T) {
	dir, _, _ := aRequest(t)
	p := sit(t, dir, "respond", "--key", "other-key.pem", "request.json")
	require.Equal(t, 2, p.leaves())
	require.Contains(t, p.stderr.String(), "nothing is signed: wrong-key: ")
	screen := p.rest()
	require.Contains(t, screen, "may announce AS12345", "what is asked for is shown")
	require.NotContains(t, screen, confirmPrompt)
	require.NoFileExists(t, filepath.Join(dir, "response.json"))
}
