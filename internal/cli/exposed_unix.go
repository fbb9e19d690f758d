//go:build !windows

package cli

import "io/fs"

// exposed says whether a file's mode lets its group or the world at it.
func exposed(mode fs.FileMode) bool {
	return mode.Perm()&0o077 != 0
}
