//go:build unix

package cli

import "golang.org/x/sys/unix"

// inForeground says whether the terminal listens to this process's group. One in the
// background that changes the terminal is stopped (tcsetattr(3), SIGTTOU).
func inForeground(tty terminal) bool {
	group, err := unix.IoctlGetInt(int(tty.in.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}
