package cli_test

import (
	"net/http"
	"net/http/httptest"
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

const nowhere = "1|aws|123456789012|12345|20261231|SHA256|RSAPSS"

// A command that waits for an input that does not come ends with the first Ctrl-C.
func TestAnInterruptEndsTheWaitForAnInput(t *testing.T) {
	dir, _ := desk(t)
	require.NoError(t, unix.Mkfifo(filepath.Join(dir, "pipe"), 0o600))
	for _, args := range [][]string{
		{"check", "--asn", "12345", "--record", "-"},
		{"check", "--asn", "12345", "--record", "pipe"},
		{"preflight", "--message", nowhere, "--signature", "-", "--record", "none.json"},
		{"preflight", "--message", nowhere, "--signature", "x", "--record", "pipe"},
		{"verify", "--cert", "pipe", "--message", nowhere, "--signature", "x"},
		{"request", "--from", "-"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			cmd := byoasn(t, dir, args...)
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

// What asks a registry says what it saw, when it is told to stop.
func TestAnInterruptHasCheckAndPreflightReport(t *testing.T) {
	dir, _ := desk(t)
	asked := make(chan bool, 10)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- true
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	for _, args := range [][]string{
		{"check", "--asn", "12345", "--server", server.URL},
		{"preflight", "--message", nowhere, "--signature", "x", "--server", server.URL},
	} {
		t.Run(args[0], func(t *testing.T) {
			cmd := byoasn(t, dir, args...)
			var stdout strings.Builder
			cmd.Stdout = &stdout
			require.NoError(t, cmd.Start())
			killer := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
			defer killer.Stop()
			<-asked
			require.NoError(t, cmd.Process.Signal(os.Interrupt))
			_ = cmd.Wait()
			require.Contains(t, []int{1, 3}, cmd.ProcessState.ExitCode(), "the signature is a no, the record unknown")
			require.Contains(t, stdout.String(), "record")
		})
	}
}

// --timeout holds for standard input and for a FIFO that nobody writes to.
func TestTheTimeoutHoldsForInputs(t *testing.T) {
	dir, _ := desk(t)
	require.NoError(t, unix.Mkfifo(filepath.Join(dir, "pipe"), 0o600))
	for _, name := range []string{"-", "pipe"} {
		cmd := byoasn(t, dir, "check", "--asn", "12345", "--timeout", "300ms", "--record", name)
		input, err := cmd.StdinPipe()
		require.NoError(t, err)
		defer input.Close()
		var stderr strings.Builder
		cmd.Stderr = &stderr
		require.NoError(t, cmd.Start())
		killer := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
		defer killer.Stop()
		_ = cmd.Wait()
		require.Equal(t, 3, cmd.ProcessState.ExitCode(), &stderr)
		require.Contains(t, stderr.String(), "did not come to an end within 300ms (--timeout)")
	}
}

// The first Ctrl-C asks a command that signs to end, and waits for it; the second
// waits for nothing.
func TestTheSecondInterruptEndsAtOnce(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here")
	}
	for _, test := range []struct {
		name  string
		start func(*exec.Cmd)
	}{
		{"on a terminal", func(*exec.Cmd) {}},
		{"in the background of a script, which ignores interrupts", func(cmd *exec.Cmd) {
			cmd.Args = append([]string{"sh", "-c", `trap "" INT; exec -a byoasn "$@"`, "sh", cmd.Path}, cmd.Args[1:]...)
			cmd.Path = bash
		}},
	} {
		t.Run(test.name, func(t *testing.T) { secondInterrupt(t, test.start) })
	}
}

func secondInterrupt(t *testing.T, start func(*exec.Cmd)) {
	dir, _ := desk(t)
	signer := `sh -c 'trap "" INT TERM; echo > started; while :; do sleep 0.1; done'`
	cmd := byoasn(t, dir, "sign", "--public-key", "public.pem", "--signer", signer, nowhere)
	start(cmd)
	p := attend(t, cmd)
	require.Eventually(t, func() bool { _, err := os.Stat(filepath.Join(dir, "started")); return err == nil }, patience, 10*time.Millisecond)
	require.NoError(t, p.cmd.Process.Signal(os.Interrupt))
	time.Sleep(50 * time.Millisecond)
	began := time.Now()
	require.NoError(t, p.cmd.Process.Signal(os.Interrupt))
	require.Equal(t, 130, p.leaves())
	require.Less(t, time.Since(began), time.Second)
	require.True(t, p.echoes())
}
