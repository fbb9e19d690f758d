//go:build windows

package host

import (
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
	"golang.org/x/term"
)

// Ending are the signals by which a person or the system ends a process.
var Ending = []os.Signal{os.Interrupt, syscall.SIGTERM}

// Stopping is empty: Windows has no such signals.
var Stopping []os.Signal

// EndBy does nothing: Windows has no signals to end a process by.
func EndBy(os.Signal) {}

// openTerminal opens the console.
func openTerminal() (in, out *os.File, err error) {
	if in, err = os.OpenFile("CONIN$", os.O_RDWR, 0); err != nil {
		return nil, nil, err
	}
	if out, err = os.OpenFile("CONOUT$", os.O_WRONLY, 0); err != nil {
		in.Close()
		return nil, nil, err
	}
	return in, out, nil
}

func (t *Terminal) foreground() bool { return true }

func (t *Terminal) readSecret() ([]byte, error) { return term.ReadPassword(int(t.in.Fd())) }

// DropInput drops what was typed and not yet read.
func (t *Terminal) DropInput() {
	windows.FlushConsoleInputBuffer(windows.Handle(t.in.Fd()))
}

// KeepMemory does nothing on Windows: whether a crash writes a dump is the
// administrator's setting, and only single pages can be locked.
func KeepMemory() (done, missing []string) {
	return nil, []string{"memory is not locked on this system, and may be written to swap space"}
}

// StopDumps does nothing either.
func StopDumps() (done, missing []string) { return nil, nil }

// Exposed is always false: Windows guards files with access control lists, of
// which the mode says nothing.
func Exposed(fs.FileMode) bool { return false }

// NoFollow is nothing: Windows has no such flag, and few may make a link there.
const NoFollow = 0

// SyncRefused is always true: no directory can be synced on Windows.
func SyncRefused(error) bool { return true }
