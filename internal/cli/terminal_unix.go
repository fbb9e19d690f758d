//go:build !windows

package cli

import (
	"os"
	"syscall"
)

// stopping are the signals that stop a process until it is told to go on, as Ctrl-Z
// sends them.
var stopping = []os.Signal{syscall.SIGTSTP}

// openTerminal opens the controlling terminal.
func openTerminal() (terminal, func(), error) {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return terminal{}, nil, err
	}
	return terminal{tty, tty}, func() { tty.Close() }, nil
}
