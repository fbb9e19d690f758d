//go:build unix && !linux

package host

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// KeepMemory turns core dumps off, and says what it did and what it could not
// do. Memory is not locked: macOS, for one, has no mlockall.
func KeepMemory() (done, missing []string) {
	done, missing = StopDumps()
	return done, append(missing, "memory is not locked on this system, and may be written to swap space")
}

// StopDumps turns core dumps off.
func StopDumps() (done, missing []string) {
	if err := limitCore(); err != nil {
		return nil, []string{fmt.Sprintf("core dumps could not be turned off: %v", err)}
	}
	return []string{"core dumps are off"}, nil
}

// The requests that get and set a terminal's state (tcgetattr(3)).
const (
	getState = unix.TIOCGETA
	setState = unix.TIOCSETA
)

// DropInput drops what was typed and not yet read (TCIFLUSH, tcflush(3)).
func (t *Terminal) DropInput() {
	const input = 1 // FREAD, which is TCIFLUSH where that has a name
	unix.IoctlSetPointerInt(int(t.in.Fd()), unix.TIOCFLUSH, input)
}
