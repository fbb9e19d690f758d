package lookup

import (
	"time"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// An Answer is a record, and how it was come by.
type Answer struct {
	Record   *rdap.Record
	Body     []byte            // the record exactly as it came
	URL      string            // the URL that answered
	Chain    []string          // every URL asked, in order; URL is the last
	Registry registry.Registry // whom the bootstrap or the settings chose; "" if the server is not known
	Snapshot time.Time         // when the bootstrap that chose was published; zero if none did

	// Database is what the registry's own database says of the same object, where
	// RDAP shows as one what AWS reads and what it does not ([registry.Rule]'s
	// JoinsFields): RIPE NCC's. It is nil where RDAP tells it all. The two may lag
	// behind each other by some minutes.
	Database *Reading
}

// A Reading is a record out of a registry's own database, or why there is none.
type Reading struct {
	Record *rdap.Record // nil if Err is set
	Body   []byte       // the record exactly as it came
	URL    string       // the URL that answered, or was asked last; "" of a file's
	Chain  []string     // every URL asked, in order; URL is the last
	Err    error        // an *Error
}

// A Result is what became of one of many lookups.
type Result struct {
	Index    int // its place among the resources, from 0
	Resource resource.Resource
	Answer   *Answer // nil if Err is set
	Err      error   // an *Error
}

// A ROAAnswer is what RIPEstat says of a route's origin, and how it was come by.
type ROAAnswer struct {
	Validity roa.Validity // decided by package roa, from the VRPs in the answer
	Body     []byte       // the answer exactly as it came
	URL      string       // the URL that answered
	Chain    []string     // every URL asked, in order; URL is the last
	Time     time.Time    // when the answer was made, as it says; zero if it does not
}
