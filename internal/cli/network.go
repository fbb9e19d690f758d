package cli

import (
	"context"
	"iter"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// A Network is the way out of this machine: to the registries, and to RIPEstat.
// The client of package lookup/client is one, and a binary that does not link it
// cannot open a connection. Its errors are of type [*lookup.Error].
type Network interface {
	// Record fetches the record of a number or range.
	Record(ctx context.Context, r resource.Resource) (*lookup.Answer, error)

	// Records fetches many, and yields each result as it comes.
	Records(ctx context.Context, of iter.Seq[resource.Resource]) iter.Seq[lookup.Result]

	// ROA asks for the state of a route's origin.
	ROA(ctx context.Context, q roa.Question) (*lookup.ROAAnswer, error)
}
