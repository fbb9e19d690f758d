package cli

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// A Network opens the ways out of this machine. Package internal/online has the
// only one, and a binary that does not link it cannot open a connection.
//
// Each way out is a method of its own, so that a command asks for what it needs
// and no more.
type Network interface {
	// Registries returns the registries, to be asked as the settings say. If
	// they say to refresh IANA's list of servers, that is fetched now, and
	// published is its date.
	Registries(ctx context.Context, s Settings) (r Registries, published time.Time, err error)

	// ROAs returns what knows the validated ROAs: RIPEstat.
	ROAs(ctx context.Context, s Settings) (ROAs, error)
}

// Settings are whom to ask for records, and how.
type Settings struct {
	Server    string            // the RDAP server's base URL, instead of the listed one
	Registry  registry.Registry // whom to ask, instead of the listed one
	Bootstrap []byte            // IANA's asn.json, instead of the copy built in
	Refresh   bool              // fetch IANA's list first
	RIPEstat  string            // the RIPEstat data API's base URL, instead of its own
	Timeout   time.Duration     // of each request
	Retries   int               // after a passing failure
}

// Registries answer with records. Of a question, only the resource is asked for.
// Each error that comes out of an exchange, or of none having been possible, is
// a [*Failure].
type Registries interface {
	Record(ctx context.Context, q rdap.Question) (*Answer, error)

	// Records looks up many numbers, so many at the same time, and yields each
	// result as it comes.
	Records(ctx context.Context, numbers iter.Seq[resource.ASN], workers int) iter.Seq[Result]

	// Wait asks again and again, until look is done, the context ends, or no
	// waiting can help.
	Wait(ctx context.Context, q rdap.Question, look func(*Answer, error) (done bool)) error
}

// ROAs answer whether an AS number may announce a prefix. An error that comes out
// of an exchange is a [*Failure].
type ROAs interface {
	Validity(ctx context.Context, q roa.Question) (*ROAAnswer, error)
}

// A ROAAnswer is the state of a route's origin, and when that was so.
type ROAAnswer struct {
	Validity roa.Validity
	AsOf     time.Time // zero if the answer does not tell
}

// An Answer is a record, and how it was come by.
type Answer struct {
	Record   *rdap.Record
	Body     []byte    // exactly as it came; nil for a record out of a file
	URL      string    // that answered; "" for a record out of a file
	Snapshot time.Time // of IANA's list that chose the server; zero if none did
}

// A Result is what became of one of many lookups.
type Result struct {
	ASN    resource.ASN
	Answer *Answer // nil if Err is set
	Err    error   // a *Failure
}

// A Failure is why there is no record.
type Failure struct {
	Reason Reason
	Kind   string // more finely, as a stable name such as "rate-limited"; may be ""
	Err    error
}

func (f *Failure) Error() string { return f.Err.Error() }
func (f *Failure) Unwrap() error { return f.Err }

// Absent says whether it is a definite answer of the registry.
func (f *Failure) Absent() bool { return f.Reason == Absent }

// A Reason is what a failure means to a command.
type Reason int

// The reasons. Absent is the only one that answers the question.
const (
	Unavailable Reason = iota // it could not be found out
	Absent                    // the registry says that it has none
	NotPublic                 // no registry assigns the number; nobody was asked
	NoServer                  // no server is known for it; nobody was asked
	Misuse                    // a setting is wrong; nobody was asked
	Cancelled                 // by the user
)

// reasonOf returns a failure's reason, and Unavailable for any other error.
func reasonOf(err error) Reason {
	var f *Failure
	if errors.As(err, &f) {
		return f.Reason
	}
	return Unavailable
}
