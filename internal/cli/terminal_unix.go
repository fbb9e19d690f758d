//go:build !windows

package cli

import "os"

// openTerminal opens the controlling terminal.
func openTerminal() (terminal, func(), error) {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return terminal{}, nil, err
	}
	return terminal{tty, tty}, func() { tty.Close() }, nil
}
