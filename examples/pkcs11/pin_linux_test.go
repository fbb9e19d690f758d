package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// asProgram is the variable that makes this test binary the example's program.
const asProgram = "PKCS11_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// terminal makes a pseudo-terminal (pts(4)).
func terminal(t *testing.T) (keyboard, tty *os.File) {
	t.Helper()
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { keyboard.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(int(keyboard.Fd()), unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(int(keyboard.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { tty.Close() })
	return keyboard, tty
}

func echoes(t *testing.T, tty *os.File) bool {
	t.Helper()
	state, err := unix.IoctlGetTermios(int(tty.Fd()), unix.TCGETS)
	require.NoError(t, err)
	return state.Lflag&unix.ECHO != 0
}

func TestThePINIsAskedForOnTheTerminal(t *testing.T) {
	module := newToken(t)
	tests := []struct {
		name, token, typed string
		status             int
		says               string
	}{
		{"and not shown", tokenLabel, userPIN + "\n", 0, ""},
		{"Ctrl-C leaves it as it was", tokenLabel, "57\x03", 130, ""},
		{"so does Ctrl-\\", tokenLabel, "57\x1c", 131, ""},
		{"not for a token that is not there", "no such token", "", 2, `opening the token "no such token"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			self, err := os.Executable()
			require.NoError(t, err)
			keyboard, tty := terminal(t)
			cmd := exec.Command(self, "-module", module, "-token", test.token, "-new", "-account", "123456789012", "-asn", "12345")
			cmd.Env = append(os.Environ(), asProgram+"=1")
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			var stdout, stderr bytes.Buffer
			cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, &stdout, &stderr
			require.NoError(t, cmd.Start())
			killer := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
			defer killer.Stop()
			if test.typed != "" {
				require.Eventually(t, func() bool { return !echoes(t, tty) }, 20*time.Second, time.Millisecond)
				_, err = keyboard.WriteString(test.typed)
				require.NoError(t, err)
			}
			_ = cmd.Wait()
			require.Equal(t, test.status, cmd.ProcessState.ExitCode(), &stderr)
			require.Equal(t, test.typed != "", strings.Contains(stderr.String(), "User PIN"))
			require.Contains(t, stderr.String(), test.says)
			require.True(t, echoes(t, tty), "the shell that comes back shows what is typed")
		})
	}
}
