package lookup

import (
	"time"

	"github.com/byoasn/byoasn/registry"
)

// Settings are whom to ask, and how. The zero value asks the registry that
// IANA's bootstrap names, and is polite.
type Settings struct {
	// Server is the base URL of the one server to ask, instead of the
	// registry's: https, or plain http on a loopback address (127.0.0.0/8, ::1
	// or localhost). A server on a loopback address may be asked for what is not
	// public, and has no Pace.
	Server string

	// Registry is whom to ask, instead of the one that the bootstrap chooses.
	// Beside Server, it says whose server that is.
	Registry registry.Registry

	Bootstrap    *Bootstrap // nil is Embedded
	Refresh      bool       // fetch IANA's current bootstrap before the first look into it
	BootstrapURL string     // where that is; "" is https://data.iana.org/rdap/

	// DatabaseURL is the base URL of the database that is read beside RDAP where
	// that cannot tell which field it shows, source included: https, or plain http
	// on a loopback address. "" is the registry's own ([registry.Rule]'s REST,
	// https://rest.db.ripe.net/ripe/); where Server is on a loopback address, it is
	// what is under ripe/ there.
	DatabaseURL string

	// ROAURL is the data call that is asked about ROAs, without its query:
	// https, or plain http on a loopback address. "" is RIPEstat's,
	// https://stat.ripe.net/data/rpki-validation/data.json.
	ROAURL string

	// LookingGlassURL is the same for what is announced now. "" is RIPEstat's,
	// https://stat.ripe.net/data/looking-glass/data.json.
	LookingGlassURL string

	Timeout   time.Duration // for each request, redirects apart, body included; 0 is 30 s
	MaxBody   int64         // of an answer, in bytes; 0 is rdap.MaxSize
	Retry     Retry         // when to try again; the zero value never does
	Pace      Pace          // how fast to ask each registry; nil is the default of each
	Workers   int           // requests under way at a time, of many; 0 is 8
	UserAgent string        // "" is the client's own
}

// Retry says how often a lookup that failed is made again. Only what may be
// better the next time is: too many requests, a failing server, a timeout, a
// broken connection. The wait doubles with each try, is drawn at random between
// its half and its whole, and is never shorter than the server's Retry-After.
//
// A try that would come after the context's deadline, or after a longer wait
// than Longest, is not made: the lookup ends with the error that it has.
type Retry struct {
	Times   int           // tries after the first; 0 is none
	First   time.Duration // the wait before the first of them; 0 is 1 s
	Longest time.Duration // of all waits; 0 is 2 min
}

// A Pace is the least time between the starts of two requests to a host of each
// registry. A registry that is not in it has the default: 6.5 s for LACNIC, and
// 100 ms for the others. The key "" is for servers of no known registry. Zero is
// no limit.
//
// The defaults are [registry.Rule]'s.
//
// The pace is kept for all requests of a client, whoever of its callers makes
// them, those after a redirect and those after a failure included. Servers on
// loopback addresses have none.
type Pace map[registry.Registry]time.Duration
