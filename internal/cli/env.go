package cli

import (
	"io"
	"os"
	"time"

	"github.com/byoasn/byoasn/lookup"
)

// An Env is all of the outside that a command touches, files apart.
type Env struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Now    func() time.Time

	// Network opens the way out of the machine. Nil is none: the program is then
	// byoasn-offline, and its commands have no flag that would need one.
	Network func(lookup.Settings) Network

	Version string // what the build was stamped with; "" if it was not
}

// program is the name that the program goes by, whatever its file is called.
func (e Env) program() string {
	if e.Network == nil {
		return "byoasn-offline"
	}
	return "byoasn"
}

// System is the process's own environment, without a network.
func System() Env {
	return Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now}
}
