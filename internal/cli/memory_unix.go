//go:build unix

package cli

import "golang.org/x/sys/unix"

// limitCore sets the largest size of a core dump to nothing, for good.
func limitCore() error {
	return unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{Cur: 0, Max: 0})
}
