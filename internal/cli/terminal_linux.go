package cli

import "golang.org/x/sys/unix"

// dropInput drops what was typed and not yet read (TCIFLUSH, tcflush(3)).
func (t terminal) dropInput() {
	unix.IoctlSetInt(int(t.in.Fd()), unix.TCFLSH, unix.TCIFLUSH)
}
