package cli

import (
	"context"
	"io"
	"iter"
	"net/netip"
	"os"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
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

// A Network is the way out of this machine. The client of package lookup/client is
// one, and a binary that does not link it cannot open a connection. Its errors are
// of type [*lookup.Error].
type Network interface {
	registries
	ripestat
}

// registries have the records.
type registries interface {
	// Record fetches the record of a number or range.
	Record(ctx context.Context, r resource.Resource) (*lookup.Answer, error)

	// Records fetches many, and yields each result as it comes.
	Records(ctx context.Context, of iter.Seq[resource.Resource]) iter.Seq[lookup.Result]
}

// ripestat knows about routes.
type ripestat interface {
	// ROA asks for the state of a route's origin.
	ROA(ctx context.Context, q roa.Question) (*lookup.ROAAnswer, error)

	// LookingGlass asks from where a range is announced now.
	LookingGlass(ctx context.Context, p netip.Prefix) (*lookup.LookingGlass, error)
}
