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
)

// asksForPIN is a tool that asks on the terminal, and does not put back what it has
// changed there.
const asksForPIN = `stty -echo < /dev/tty
printf 'PIN: ' > /dev/tty
read -r pin < /dev/tty
echo 'wrong PIN' >&2
exit 1
`

func signingWith(signer, timeout string) []string {
	return []string{"sign", "--public-key", "public.pem", "--signer", signer, "--signer-timeout", timeout, signing[3]}
}

func TestACommandThatAskedForAPINLeavesTheTerminalAsItWas(t *testing.T) {
	tests := []struct {
		name, timeout string
		end           func(*typist)
		status        int
		says          string
	}{
		{"Ctrl-C", "1m", func(p *typist) { p.types("12\x03") }, 130, "stopped by a signal (interrupt)"},
		{"Ctrl-\\", "1m", func(p *typist) { p.types("12\x1c") }, 131, "stopped by a signal (quit)"},
		{"a request to terminate", "1m", func(p *typist) { require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM)) }, 143, "stopped by a signal"},
		{"nobody types", "1s", func(*typist) {}, 2, "it took longer than 1s"},
		{"a wrong PIN", "1m", func(p *typist) { p.types("1234\n") }, 2, "wrong PIN"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir, _ := desk(t)
			require.NoError(t, os.WriteFile(filepath.Join(dir, "pin.sh"), []byte(asksForPIN), 0o600))
			p := sit(t, dir, signingWith("sh pin.sh", test.timeout)...)
			p.prompted("PIN: ")
			test.end(p)
			require.Equal(t, test.status, p.leaves(), &p.stderr)
			require.Contains(t, p.stderr.String(), test.says)
			require.True(t, p.echoes(), "the shell that comes back shows what is typed")
			require.Empty(t, p.stdout.String())
		})
	}
}

// Another one of a batch may still ask, and is not to be seen.
func TestOneThatFailsLeavesTheTerminalToTheOneThatAsks(t *testing.T) {
	dir, _ := desk(t)
	const two = `if mkdir first; then
    while ! test -e asked; do sleep 0.05; done
    echo 'no such key' >&2; exit 1
fi
stty -echo < /dev/tty
printf 'PIN: ' > /dev/tty
touch asked
read -r pin < /dev/tty
exit 1
`
	require.NoError(t, os.WriteFile(filepath.Join(dir, "two.sh"), []byte(two), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "messages.txt"), []byte(signing[3]+"\n"+signing[3]+"\n"), 0o600))
	p := sit(t, dir, "sign", "--public-key", "public.pem", "--signer", "sh two.sh", "--batch", "messages.txt", "--workers", "2")
	p.prompted("PIN: ")
	time.Sleep(500 * time.Millisecond) // in which the other one fails
	require.False(t, p.echoes())
	p.types("1234\n")
	require.NotZero(t, p.leaves())
	require.Contains(t, p.stdout.String(), "no such key")
	require.True(t, p.echoes())
}

// The PIN may be in the environment, which a core dump of either process would hold.
func TestCoreDumpsAreOffBeforeACommandSigns(t *testing.T) {
	needStrace(t)
	dir, _ := desk(t)
	args := append([]string{"-f", "-e", "trace=prctl,prlimit64,execve", named(t, "byoasn")}, signingWith("sh -c 'exit 3'", "1m")...)
	cmd := exec.Command("strace", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "failed: exit status 3")
	before, _, started := strings.Cut(string(out), `["sh", "-c", "exit 3"]`)
	require.True(t, started, string(out))
	require.Contains(t, before, "RLIMIT_CORE, {rlim_cur=0, rlim_max=0}")
	require.Contains(t, before, "PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0")
}
