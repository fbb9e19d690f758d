package cli

import (
	"strings"

	"github.com/byoasn/byoasn/internal/host"
)

// guard is called before a private key or its passphrase is in memory, and keeps
// them there as far as the system allows: out of core dumps, and out of swap
// space. What it cannot do stops nobody from signing, and is said with --verbose:
// an ordinary user's limit on locked memory is far below what a process maps, so
// that a warning would come with every signature. On the secure host it is said
// once, with the key that is made there.
func (a *app) guard() { a.guardSaying(a.detail) }

func (a *app) guardNewKey() {
	if a.Network == nil {
		a.guardSaying(a.note)
		return
	}
	a.guard()
}

func (a *app) guardSaying(missed func(format string, args ...any)) {
	done, missing := host.KeepMemory()
	a.sayGuarded(done, missing, missed)
}

// guardEnvironment is called before a command that signs is started, whose PIN may
// be in the environment: that stays out of core dumps, the command's own too, which
// inherits the limit. Memory is not locked for it: what the environment holds was in
// the shell's memory before, and is in the command's.
func (a *app) guardEnvironment() {
	done, missing := host.StopDumps()
	a.sayGuarded(done, missing, a.detail)
}

func (a *app) sayGuarded(done, missing []string, missed func(format string, args ...any)) {
	if len(done) > 0 {
		a.detail("%s", strings.Join(done, ", "))
	}
	for _, text := range missing {
		missed("%s", text)
	}
}
