//go:build !windows

package cli

import "syscall"

// noFollow has an open fail where a link was put since it was looked for.
const noFollow = syscall.O_NOFOLLOW
