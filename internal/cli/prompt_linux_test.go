package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// patience is how long a test waits for what takes milliseconds.
const patience = 20 * time.Second

// A typist is a person at a terminal at which a command runs. The command's
// standard input and output are not the terminal.
type typist struct {
	t              *testing.T
	keyboard       *os.File // the pseudo-terminal's own side
	tty            *os.File // the command's side
	cmd            *exec.Cmd
	stdout, stderr bytes.Buffer
	screen         chan []byte // what the terminal shows, as it comes
	shown          []byte
}

// sit starts byoasn in a folder, at a terminal of its own.
func sit(t *testing.T, dir string, args ...string) *typist {
	t.Helper()
	return attend(t, byoasn(t, dir, args...))
}

// byoasn is the command itself, in a folder.
func byoasn(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, args...)
	cmd.Args[0] = "byoasn" // which the test binary then is
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), nowVariable+"=2026-11-23T12:00:00Z")
	return cmd
}

// attend starts a command at a terminal of its own, of the usual size.
func attend(t *testing.T, cmd *exec.Cmd) *typist {
	t.Helper()
	p := seat(t, 80, 24)
	p.starts(cmd)
	return p
}

// seat makes a terminal of a size, in characters, at which nothing runs yet.
func seat(t *testing.T, columns, rows uint16) *typist {
	t.Helper()
	p := &typist{t: t, screen: make(chan []byte, 100)}
	p.keyboard, p.tty = openTerminal(t)
	require.NoError(t, unix.IoctlSetWinsize(int(p.tty.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: columns, Row: rows}))
	return p
}

// starts runs a command at the terminal. Where its output is not set, it is not the
// terminal.
func (p *typist) starts(cmd *exec.Cmd) {
	p.t.Helper()
	p.cmd = cmd
	cmd.Stdin = strings.NewReader("not a passphrase\n")
	if cmd.Stderr == nil {
		cmd.Stderr = &p.stderr
	}
	if cmd.Stdout == nil {
		cmd.Stdout = &p.stdout
	}
	cmd.ExtraFiles = []*os.File{p.tty}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 3}
	require.NoError(p.t, cmd.Start())
	p.t.Cleanup(func() { _ = cmd.Process.Kill() })
	go func() {
		for {
			chunk := make([]byte, 1024)
			n, err := p.keyboard.Read(chunk)
			if err != nil {
				return
			}
			p.screen <- chunk[:n]
		}
	}()
}

// openTerminal makes a pseudo-terminal (pts(4)).
func openTerminal(t *testing.T) (keyboard, tty *os.File) {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Skipf("there are no pseudo-terminals here: %v", err)
	}
	keyboard = os.NewFile(uintptr(fd), "keyboard")
	t.Cleanup(func() { keyboard.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	require.NoError(t, err)
	ttyFD, err := unix.Open(fmt.Sprintf("/dev/pts/%d", number), unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	require.NoError(t, err)
	tty = os.NewFile(uintptr(ttyFD), "tty")
	t.Cleanup(func() { tty.Close() })
	return keyboard, tty
}

// echoes says whether the terminal shows what is typed.
func (p *typist) echoes() bool {
	p.t.Helper()
	state, err := unix.IoctlGetTermios(int(p.tty.Fd()), unix.TCGETS)
	require.NoError(p.t, err)
	return state.Lflag&unix.ECHO != 0
}

// sees waits until the terminal shows a text, and returns what came before it.
func (p *typist) sees(text string) (before string) {
	p.t.Helper()
	deadline := time.After(patience)
	for !bytes.Contains(p.shown, []byte(text)) {
		select {
		case chunk := <-p.screen:
			p.shown = append(p.shown, chunk...)
		case <-deadline:
			require.Fail(p.t, "the terminal does not show what it should", "%q instead of %q; %s", p.shown, text, &p.stderr)
		}
	}
	shown, rest, _ := bytes.Cut(p.shown, []byte(text))
	p.shown = rest
	return string(shown)
}

// prompted waits for a prompt, and until the terminal has stopped to echo.
func (p *typist) prompted(text string) {
	p.t.Helper()
	p.sees(text)
	require.Eventually(p.t, func() bool { return !p.echoes() }, patience, time.Millisecond)
}

func (p *typist) types(text string) {
	p.t.Helper()
	_, err := p.keyboard.WriteString(text)
	require.NoError(p.t, err)
}

// leaves waits for the command's end, and returns the exit status that a shell would
// report.
func (p *typist) leaves() int {
	p.t.Helper()
	killer := time.AfterFunc(patience, func() { _ = p.cmd.Process.Kill() })
	defer killer.Stop()
	_ = p.cmd.Wait()
	if status := p.cmd.ProcessState.Sys().(syscall.WaitStatus); status.Signaled() {
		return 128 + int(status.Signal())
	}
	return p.cmd.ProcessState.ExitCode()
}

// signing is the command that asks once.
var signing = []string{"sign", "--key", "encrypted.pem", "1|aws|123456789012|12345|20261231|SHA256|RSAPSS"}

// desk returns a folder with the fixtures, and the passphrase of its key.
func desk(t *testing.T) (dir, passphrase string) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, copyFiles("testdata/fixture", dir))
	data, err := os.ReadFile(filepath.Join(dir, "passphrase.txt"))
	require.NoError(t, err)
	return dir, strings.TrimSpace(string(data))
}

func TestAPassphraseIsAskedForOnTheTerminalAndNotShown(t *testing.T) {
	dir, passphrase := desk(t)
	p := sit(t, dir, signing...)
	p.prompted("Passphrase for encrypted.pem: ")
	p.types(passphrase + "\n")
	require.Equal(t, "\r", p.sees("\n"), "nothing that was typed is shown")
	require.Zero(t, p.leaves(), &p.stderr)
	require.Regexp(t, `^[A-Za-z0-9~-]{342}__\n$`, p.stdout.String())
	require.NotContains(t, p.stderr.String(), "Passphrase for", "the prompt is on the terminal alone")
	require.True(t, p.echoes())
}

func TestAWrongPassphraseIsAskedForTwiceMoreAndThenWrongInput(t *testing.T) {
	dir, _ := desk(t)
	p := sit(t, dir, signing...)
	for _, before := range []string{"", "; 2 more,", "; 1 more,"} {
		p.sees(before)
		p.prompted("Passphrase for encrypted.pem: ")
		p.types("battery staple\n")
	}
	require.Equal(t, 2, p.leaves())
	require.Contains(t, p.stderr.String(), "the passphrase does not open the private key")
	require.NotContains(t, p.stderr.String(), "staple")
	require.Empty(t, p.stdout.String())
	require.True(t, p.echoes())
}

func TestTheRightPassphraseAfterAWrongOneSigns(t *testing.T) {
	dir, passphrase := desk(t)
	made := byoasn(t, dir, "request", "--account", "123456789012", "--asn", "12345", "--out", "request.json")
	require.NoError(t, made.Run())
	for _, command := range [][]string{signing, {"respond", "--yes", "--key", "encrypted.pem", "request.json"}} {
		t.Run(command[0], func(t *testing.T) {
			p := sit(t, dir, command...)
			p.prompted("Passphrase for encrypted.pem: ")
			p.types("battery staple\n")
			p.prompted("Passphrase for encrypted.pem: ")
			p.types(passphrase + "\n")
			require.Zero(t, p.leaves(), &p.stderr)
			require.NotContains(t, p.stderr.String(), "staple")
		})
	}
}

func TestCtrlDEndsThePrompt(t *testing.T) {
	dir, _ := desk(t)
	p := sit(t, dir, signing...)
	p.prompted("Passphrase for encrypted.pem: ")
	p.types("\x04")
	require.Equal(t, 2, p.leaves())
	require.Contains(t, p.stderr.String(), "error: encrypted.pem: no passphrase was typed\n")
	require.True(t, p.echoes())
}

func TestAShortPassphraseIsWarnedOf(t *testing.T) {
	dir, _ := desk(t)
	p := sit(t, dir, "key", "new", "--out", "new.pem")
	p.prompted("Passphrase for new.pem: ")
	p.types("horse\n")
	p.prompted("Repeat passphrase: ")
	p.types("horse\n")
	require.Zero(t, p.leaves(), &p.stderr)
	require.Contains(t, p.stderr.String(), "warning: the passphrase has 5 characters: ")
}

func TestPassphrasesThatDifferMakeNoKey(t *testing.T) {
	dir, _ := desk(t)
	p := sit(t, dir, "key", "new", "--out", "new.pem")
	p.prompted("Passphrase for new.pem: ")
	p.types("correct horse\n")
	p.prompted("Repeat passphrase: ")
	p.types("correct house\n")
	require.Equal(t, 2, p.leaves())
	require.Contains(t, p.stderr.String(), "the two passphrases differ, and no key was made")
	require.NoFileExists(t, filepath.Join(dir, "new.pem"))
	require.True(t, p.echoes())
}

func TestWhatEndsThePromptLeavesTheTerminalAsItWas(t *testing.T) {
	tests := []struct {
		name   string
		end    func(*typist)
		status int
	}{
		{"Ctrl-C", func(p *typist) { p.types("half a pass\x03") }, 130},
		{"Ctrl-\\", func(p *typist) { p.types("half a pass\x1c") }, 131},
		{"an interrupt", func(p *typist) { require.NoError(t, p.cmd.Process.Signal(os.Interrupt)) }, 130},
		{"a request to terminate", func(p *typist) { require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM)) }, 143},
		{"the terminal's end", func(p *typist) { require.NoError(t, p.cmd.Process.Signal(syscall.SIGHUP)) }, 129},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir, _ := desk(t)
			p := sit(t, dir, signing...)
			p.prompted("Passphrase for encrypted.pem: ")
			test.end(p)
			require.Equal(t, test.status, p.leaves(), &p.stderr)
			require.True(t, p.echoes(), "the shell that comes back shows what is typed")
			require.Empty(t, p.stdout.String())
			require.Empty(t, p.stderr.String(), "no dump of what the process was doing")
		})
	}
}

// A shell that came back would have a terminal that does not echo.
func TestCtrlZAtAPassphraseAsksAgain(t *testing.T) {
	dir, passphrase := desk(t)
	p := sit(t, dir, signing...)
	p.prompted("Passphrase for encrypted.pem: ")
	p.types("half a pass\x1a")
	p.sees("Passphrase for encrypted.pem: ")
	require.False(t, p.echoes())
	p.types("half a pass")
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTSTP))
	p.prompted("Passphrase for encrypted.pem: ")
	p.types(passphrase + "\n")
	require.Zero(t, p.leaves(), &p.stderr)
	require.True(t, p.echoes())
}

func TestWhatIsTypedBeforeAPromptIsDropped(t *testing.T) {
	dir, passphrase := desk(t)
	p := seat(t, 80, 24)
	p.types("battery staple\n")
	p.starts(byoasn(t, dir, signing...))
	p.prompted("Passphrase for encrypted.pem: ")
	p.types(passphrase + "\n")
	require.Zero(t, p.leaves(), &p.stderr)
}

func TestWhoTypesNoPassphraseIsToldSo(t *testing.T) {
	dir, _ := desk(t)
	p := sit(t, dir, signing...)
	p.prompted("Passphrase for encrypted.pem: ")
	p.types("\n")
	require.Equal(t, 2, p.leaves())
	require.Contains(t, p.stderr.String(), "error: encrypted.pem: no passphrase was typed\n")
	require.True(t, p.echoes())
	p = sit(t, dir, "key", "new", "--out", "new.pem")
	p.prompted("Passphrase for new.pem: ")
	p.types("\n")
	require.Equal(t, 2, p.leaves())
	require.Contains(t, p.stderr.String(), "the passphrase is empty, and no key was made")
}

// The second prompt is as safe to leave as the first.
func TestCtrlCAtTheSecondPromptMakesNoKey(t *testing.T) {
	dir, _ := desk(t)
	p := sit(t, dir, "key", "new", "--out", "new.pem")
	p.prompted("Passphrase for new.pem: ")
	p.types("correct horse\n")
	p.prompted("Repeat passphrase: ")
	p.types("\x03")
	require.Equal(t, 130, p.leaves())
	require.NoFileExists(t, filepath.Join(dir, "new.pem"))
	require.True(t, p.echoes())
}

// Who gave no key on standard input can stop waiting for it.
func TestAnInterruptEndsTheReadingOfAKey(t *testing.T) {
	dir, _ := desk(t)
	for _, args := range [][]string{
		{"sign", "--key", "-", signing[3]},
		{"sign", "--key", "-", "--batch", "messages.txt"},
		{"cert", "new", "--key", "-", "--out", "new.crt"},
		{"respond", "--yes", "--key", "key.pem", "-"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "messages.txt"), nil, 0o600))
			self, err := os.Executable()
			require.NoError(t, err)
			cmd := exec.Command(self, args...)
			cmd.Args[0], cmd.Dir = "byoasn", dir
			input, err := cmd.StdinPipe() // and nothing comes
			require.NoError(t, err)
			defer input.Close()
			require.NoError(t, cmd.Start())
			time.Sleep(300 * time.Millisecond)
			require.NoError(t, cmd.Process.Signal(os.Interrupt))
			killer := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
			defer killer.Stop()
			_ = cmd.Wait()
			require.Equal(t, syscall.SIGINT, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal())
		})
	}
}
