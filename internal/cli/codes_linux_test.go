package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestACodeWaitsForAWindowThatIsHighEnough(t *testing.T) {
	p := seat(t, 80, 20)
	cmd := byoasn(t, t.TempDir(), "request", "--account", "123456789012", "--asn", "12345", "--out", "request.json", "--qr")
	cmd.Stdout = p.tty
	p.starts(cmd)
	p.sees("Code 1 of 1 takes ")
	p.sees("then press Enter (or use --qr-png): ")
	require.NoError(t, unix.IoctlSetWinsize(int(p.tty.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: 80, Row: 60}))
	p.types("\n")
	p.sees("code 1 of 1:")
	require.Zero(t, p.leaves())
}
