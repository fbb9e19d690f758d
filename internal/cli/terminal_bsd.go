//go:build unix && !linux

package cli

import "golang.org/x/sys/unix"

// dropInput drops what was typed and not yet read (TCIFLUSH, tcflush(3)).
func (t terminal) dropInput() {
	const input = 1 // FREAD, which is TCIFLUSH where that has a name
	unix.IoctlSetPointerInt(int(t.in.Fd()), unix.TIOCFLUSH, input)
}
