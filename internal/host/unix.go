//go:build unix

package host

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Ending are the signals by which a person or the system ends a process.
var Ending = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}

// Stopping are the signals that stop a process until it is told to go on, as Ctrl-Z
// sends them.
var Stopping = []os.Signal{syscall.SIGTSTP}

// EndBy ends the process by a signal, so that a shell sees that it was one: a loop
// of the shell then ends too. It returns where it cannot, as with a signal that the
// process was started to ignore.
func EndBy(s os.Signal) {
	number, ok := s.(syscall.Signal)
	if !ok || number == syscall.SIGQUIT { // whose own end is a dump
		return
	}
	signal.Reset(s)
	if syscall.Kill(os.Getpid(), number) == nil {
		time.Sleep(100 * time.Millisecond) // until it has come
	}
}

// openTerminal opens the controlling terminal.
func openTerminal() (in, out *os.File, err error) {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	return tty, tty, err
}

// foreground says whether the terminal listens to this process's group. One in the
// background that changes the terminal is stopped (tcsetattr(3), SIGTTOU).
func (t *Terminal) foreground() bool {
	group, err := unix.IoctlGetInt(int(t.in.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}

// readSecret reads a line that the terminal does not show. It is ours because
// [term.ReadPassword] goes on reading at the end of input.
func (t *Terminal) readSecret() ([]byte, error) {
	fd := int(t.in.Fd())
	before, err := unix.IoctlGetTermios(fd, getState)
	if err != nil {
		return nil, err
	}
	silent := *before
	silent.Lflag &^= unix.ECHO
	silent.Lflag |= unix.ICANON | unix.ISIG
	silent.Iflag |= unix.ICRNL
	if err := unix.IoctlSetTermios(fd, setState, &silent); err != nil {
		return nil, err
	}
	defer unix.IoctlSetTermios(fd, setState, before)
	const longest = 4096 // bytes: what a terminal takes of a line (N_TTY_BUF_SIZE), so that the line never moves in memory
	line := make([]byte, 0, longest)
	for len(line) < longest {
		n, err := t.in.Read(line[len(line) : len(line)+1])
		switch {
		case n == 1 && line[:len(line)+1][len(line)] == '\n':
			return line, nil
		case n == 1:
			line = line[:len(line)+1]
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		case err != nil:
			clear(line)
			return nil, err
		}
	}
	return line, nil
}

// limitCore sets the largest size of a core dump to nothing, for good.
func limitCore() error {
	return unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{Cur: 0, Max: 0})
}

// Exposed says whether a file's mode lets its group or the world at it.
func Exposed(mode fs.FileMode) bool {
	return mode.Perm()&0o077 != 0
}

// NoFollow has an open fail where a link was put since it was looked for.
const NoFollow = syscall.O_NOFOLLOW

// SyncRefused says whether a file system has no way to sync a directory.
func SyncRefused(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP)
}
