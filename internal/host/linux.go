//go:build linux

package host

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// KeepMemory turns core dumps off and locks the memory, and says what it did and
// what it could not do.
func KeepMemory() (done, missing []string) {
	done, missing = StopDumps()
	if err := lockMemory(); err != nil {
		missing = append(missing, fmt.Sprintf("memory is not locked, and may be written to swap space: %v", err))
	} else {
		done = append(done, "memory is locked")
	}
	return done, missing
}

// StopDumps turns core dumps off.
func StopDumps() (done, missing []string) {
	// The limit alone does not hold for a core_pattern that is a pipe; that the
	// process cannot be dumped does, and keeps other processes of the same user
	// from reading its memory as well (prctl(2), ptrace(2)).
	if err := errors.Join(limitCore(), unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)); err != nil {
		return nil, []string{fmt.Sprintf("core dumps could not be turned off: %v", err)}
	}
	return []string{"core dumps are off"}, nil
}

// lockMemory locks what is mapped and what will be, page by page as it is first
// used (MCL_ONFAULT), which costs no time. It does so only where there is no
// limit on it: under a limit, a later allocation would fail and end the process.
func lockMemory() error {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_MEMLOCK, &limit); err != nil {
		return err
	}
	if limit.Cur != unix.RLIM_INFINITY && !mayLock() {
		return fmt.Errorf("the limit is %d KiB (ulimit -l)", limit.Cur/1024)
	}
	return unix.Mlockall(unix.MCL_CURRENT | unix.MCL_FUTURE | unix.MCL_ONFAULT)
}

// mayLock says whether the process has the capability that lifts the limit.
func mayLock() bool {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData // the capabilities from 0 to 31, and those from 32
	return unix.Capget(&header, &data[0]) == nil && data[0].Effective&(1<<unix.CAP_IPC_LOCK) != 0
}

// The requests that get and set a terminal's state (tcgetattr(3)).
const (
	getState = unix.TCGETS
	setState = unix.TCSETS
)

// DropInput drops what was typed and not yet read (TCIFLUSH, tcflush(3)).
func (t *Terminal) DropInput() {
	unix.IoctlSetInt(int(t.in.Fd()), unix.TCFLSH, unix.TCIFLUSH)
}
