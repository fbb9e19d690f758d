//go:build !windows

package cli

import (
	"errors"
	"syscall"
)

// syncRefused says whether a file system has no way to sync a directory.
func syncRefused(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP)
}
