package cli_test

import (
	"fmt"
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

const confirmPrompt = "The sixth group: "

func TestWhatIsSignedIsShownAndConfirmedOnTheTerminal(t *testing.T) {
	dir, shown, asked := aRequest(t)
	_, passphrase := desk(t)
	p := sit(t, dir, "respond", "--key", "encrypted.pem", "--audit-log", "log.jsonl", "request.json")
	screen := p.sees("Passphrase for encrypted.pem: ")
	require.Contains(t, screen, "digest: "+shown+"?????\r\n")
	require.NotContains(t, screen, asked)
	require.Contains(t, screen, "1 of 2: AWS account 1234-5678-9012 may announce AS12345\r\n    expires 2026-12-31, in 38 days\r\n")
	require.Contains(t, screen, "2 of 2: AWS account 1234-5678-9012 may announce 8.8.8.0/24\r\n")
	require.Contains(t, screen, "note:   | ticket 4711\r\n")
	require.Eventually(t, func() bool { return !p.echoes() }, patience, time.Millisecond)
	p.types(passphrase + "\n")
	require.Contains(t, p.sees(confirmPrompt), "\n2 messages, for 1 account: 1234-5678-9012\r\ndigest: "+shown+"?????\r\n")
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
		{"Ctrl-\\", func(p *typist) { p.types(asked + "\x1c") }, 131, ""},
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
			require.Contains(t, p.rest(), "\n", "what comes next stands on a line of its own")
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

// Where the key is known before it is opened, nobody types a passphrase for a
// request that is not confirmed.
func TestWhatACertificateIsGivenForIsConfirmedBeforeThePassphrase(t *testing.T) {
	dir, _, asked := aRequest(t)
	_, passphrase := desk(t)
	p := sit(t, dir, "respond", "--key", "encrypted.pem", "--cert", "certificate.pem", "request.json")
	require.NotContains(t, p.sees(confirmPrompt), "Passphrase")
	p.types(asked + "\n")
	p.prompted("Passphrase for encrypted.pem: ")
	p.types(passphrase + "\n")
	require.Zero(t, p.leaves(), &p.stderr)
}

// Who has typed without looking has confirmed nothing.
func TestDigitsThatAreTypedBeforeTheQuestionConfirmNothing(t *testing.T) {
	dir, _, asked := aRequest(t)
	p := seat(t, 80, 24)
	p.types(asked + "\n")
	p.starts(byoasn(t, dir, responding...))
	p.sees(confirmPrompt)
	p.types("\n")
	require.Equal(t, 1, p.leaves(), &p.stderr)
	require.Contains(t, p.stderr.String(), "not confirmed, and nothing was signed")
	require.NoFileExists(t, filepath.Join(dir, "response.json"))
}

// manyMessages returns a folder with a request that is higher than a window, for two
// accounts, and its digest.
func manyMessages(t *testing.T) (dir, digest string) {
	t.Helper()
	dir, _ = desk(t)
	var messages strings.Builder
	for i := range 13 {
		account := "999999999999"
		if i == 12 {
			account = "123456789012"
		}
		fmt.Fprintf(&messages, "1|aws|%s|%d|20261231|SHA256|RSAPSS\n", account, 12345+i)
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "messages.txt"), []byte(messages.String()), 0o600))
	run(t, dir, "request", "--from", "messages.txt", "--public-key", "public.pem", "--out", "request.json")
	file, err := os.ReadFile(filepath.Join(dir, "request.json"))
	require.NoError(t, err)
	request, err := handoff.ParseRequest(file)
	require.NoError(t, err)
	return dir, request.Digest().String()
}

const nextPage = "; Enter shows what comes next, anything else ends: "

// What has scrolled away was not looked at, and one group of a digest can be made to
// match.
func TestARequestHigherThanTheWindowComesInPages(t *testing.T) {
	dir, digest := manyMessages(t)
	groups := strings.Fields(digest)
	answers := []struct {
		name, typed string
		status      int
	}{
		{"the sixth group alone does not confirm", groups[5], 1},
		{"the first five groups do not confirm", strings.Join(groups[:5], " "), 1},
		{"the whole digest confirms", digest, 0},
	}
	for _, answer := range answers {
		t.Run(answer.name, func(t *testing.T) {
			require.NoError(t, os.RemoveAll(filepath.Join(dir, "response.json")))
			p := seat(t, 80, 25)
			p.starts(byoasn(t, dir, "respond", "--key", "key.pem", "request.json"))
			var all strings.Builder
			for page := 1; page <= 3; page++ {
				screen := p.sees(fmt.Sprintf("page %d of 3", page))
				require.LessOrEqual(t, strings.Count(screen, "\n")+1, 25, "the page is whole on the screen")
				all.WriteString(screen)
				p.sees(nextPage)
				p.types("\n")
			}
			all.WriteString(p.sees("The six groups: "))
			require.Equal(t, 12, strings.Count(all.String(), "AWS account 9999-9999-9999 may announce AS"))
			require.Contains(t, all.String(), "\n13 messages, for 2 accounts: 9999-9999-9999, 1234-5678-9012\r\ndigest: ????? ????? ????? ????? ????? ?????\r\n")
			for _, group := range groups {
				require.NotContains(t, all.String(), group)
			}
			p.types(answer.typed + "\n")
			require.Equal(t, answer.status, p.leaves(), &p.stderr)
			if answer.status == 0 {
				require.FileExists(t, filepath.Join(dir, "response.json"))
				return
			}
			require.Contains(t, p.stderr.String(), "those are not the six groups of this request's digest, and nothing was signed")
			require.NoFileExists(t, filepath.Join(dir, "response.json"))
		})
	}
}

func TestAnythingButEnterAtAPageSignsNothing(t *testing.T) {
	dir, digest := manyMessages(t)
	for _, typed := range []string{"q\n", "\x04", " \n", digest + "\n"} {
		p := seat(t, 80, 25)
		p.starts(byoasn(t, dir, "respond", "--key", "key.pem", "request.json"))
		p.sees("page 1 of 3" + nextPage)
		p.types("\n")
		p.sees("page 2 of 3" + nextPage)
		p.types(typed)
		require.Equal(t, 1, p.leaves(), &p.stderr)
		require.Contains(t, p.stderr.String(), "not confirmed, and nothing was signed")
		require.NoFileExists(t, filepath.Join(dir, "response.json"))
	}
}

// One message is more than a low window shows, and a narrow one wraps its lines.
func TestAWindowThatIsLowOrNarrowIsCountedAsItIs(t *testing.T) {
	dir, _, _ := aRequest(t)
	for _, size := range [][2]uint16{{80, 12}, {30, 24}} {
		p := seat(t, size[0], size[1])
		p.starts(byoasn(t, dir, responding...))
		p.sees("page 1 of ")
		p.types("no\n")
		require.Equal(t, 1, p.leaves(), &p.stderr)
	}
	p := seat(t, 0, 0) // a serial line's
	p.starts(byoasn(t, dir, responding...))
	require.NotContains(t, p.sees(confirmPrompt), "page 1")
}

// No line of what the confirmation says is wrapped.
func TestTheConfirmationFitsAnOrdinaryTerminal(t *testing.T) {
	dir, _, _ := aRequest(t)
	p := sit(t, dir, responding...)
	for line := range strings.SplitSeq(p.sees(confirmPrompt), "\r\n") {
		require.Less(t, len(line), 80, line)
	}
	require.Less(t, len("page 100 of 100"+nextPage), 80)
	dir, _ = manyMessages(t)
	p = seat(t, 80, 100)
	p.starts(byoasn(t, dir, responding...))
	p.sees(confirmPrompt)
}
