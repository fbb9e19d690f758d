package message

import (
	"time"

	"github.com/byoasn/byoasn/resource"
)

// Fields are what a message says.
type Fields struct {
	Account  string // 12 digits; see [AccountDigits] for other spellings
	Resource resource.Resource
	Expires  Date // the zero value is [EndOfNextMonth]

	// AllowReserved takes a resource that is not public. AWS refuses such a
	// message; it serves documentation and tests.
	AllowReserved bool
}

// New composes a message strictly: it refuses everything that AWS is known to
// refuse, with an [*Error] that lists it. A day before now's, in UTC, is past.
func New(f Fields, now time.Time) (Message, error) {
	if f.Expires == (Date{}) {
		f.Expires = EndOfNextMonth(now)
	}
	m := Message{
		text:     join(f.Account, f.Resource.String(), f.Expires.String()),
		account:  f.Account,
		resource: f.Resource,
		expiry:   f.Expires,
	}
	problems := f.malformed()
	if today := DateOf(now); m.expiry.DaysAfter(today) < 0 {
		problems = append(problems, past(m.expiry, today))
	}
	for _, p := range m.Check(now) {
		if !p.Minor && p.ID != ExpiryPast && !(p.ID == resource.NotPublic && f.AllowReserved) {
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return Message{}, &Error{Problems: problems}
	}
	return m, nil
}

// malformed finds what Parse would refuse in the text made from f.
func (f Fields) malformed() []Problem {
	var problems []Problem
	if f.Resource.IsZero() {
		problems = append(problems, Problem{ID: MissingField, Field: FieldSubject,
			What: "is missing", Mend: "name an AS number or a CIDR"})
	}
	if _, p := resource.Read(f.Resource.String()); p != nil && !f.Resource.IsZero() {
		problems = append(problems, ofResource(p))
	}
	if _, err := ParseDate(f.Expires.String()); err != nil {
		problems = append(problems, Problem{ID: ExpiryImpossible, Field: FieldExpiry, Seen: f.Expires.String(),
			What: "is a day that does not exist", Mend: "name an existing day"})
	}
	return problems
}
