package rdap

import "context"

// Work counts what Find does: the letters of base64 that it decodes, and the
// tries at putting a certificate together that lost some.
func Work(r *Record) (decoded, tries int) {
	s := &search{record: r, tries: maxTries}
	for _, texts := range byOwner(r) {
		s.owner(context.Background(), texts)
	}
	return s.decoded, maxTries - s.tries
}

// The limits, for tests.
const (
	MaxFound = maxFound
	MaxTries = maxTries
)
