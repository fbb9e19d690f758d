package message

import (
	"slices"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// Fields are what a message says.
type Fields struct {
	Account  string // 12 digits; see [ParseAccount] for other spellings
	Resource resource.Resource
	Expires  Date // the zero value is [EndOfNextMonth]

	// AllowReserved takes a resource that is not public. AWS refuses such a
	// message; it serves documentation and tests.
	AllowReserved bool
}

// New composes a message strictly: it refuses everything that AWS is known to
// refuse, with a [*problem.List]. A day before now's, in UTC, is past.
func New(f Fields, now time.Time) (Message, error) {
	if problems := f.problems(now); len(problems) > 0 {
		return Message{}, &problem.List{Problems: problems}
	}
	return f.message(now), nil
}

// Compose is [New] for text as it comes from a person: an account with or
// without hyphens, an AS number with or without "AS" or a CIDR, and a day as
// YYYYMMDD or nothing for [EndOfNextMonth]. Its error is a [*problem.List] with
// what is wrong with all three.
func Compose(account, resourceText, expires string, now time.Time) (Message, error) {
	var list problem.List
	var f Fields
	var errs [3]error
	f.Account, errs[0] = ParseAccount(account)
	f.Resource, errs[1] = resource.Parse(resourceText)
	if expires != "" {
		f.Expires, errs[2] = ParseDate(expires)
	}
	for _, err := range errs {
		list.Problems = append(list.Problems, problem.All(err)...)
	}
	unread := len(list.Problems)
	for _, p := range f.problems(now) {
		named := func(other *problem.Problem) bool { return other.Field == p.Field }
		if !slices.ContainsFunc(list.Problems[:unread], named) {
			list.Problems = append(list.Problems, p)
		}
	}
	if len(list.Problems) > 0 {
		slices.SortStableFunc(list.Problems, func(a, b *problem.Problem) int {
			return slices.Index(names[:], a.Field) - slices.Index(names[:], b.Field)
		})
		return Message{}, &list
	}
	return f.message(now), nil
}

// message writes the fields as a message, whatever they hold.
func (f Fields) message(now time.Time) Message {
	if f.Expires == (Date{}) {
		f.Expires = EndOfNextMonth(now)
	}
	return Message{
		text:     join(f.Account, f.Resource.String(), f.Expires.String()),
		account:  f.Account,
		resource: f.Resource,
		expiry:   f.Expires,
	}
}

// problems are what New refuses f for.
func (f Fields) problems(now time.Time) []*problem.Problem {
	m := f.message(now)
	problems := m.malformed()
	if today := DateOf(now); !now.IsZero() && m.expiry.DaysAfter(today) < 0 {
		problems = append(problems, past(m.expiry, today))
	}
	for _, p := range m.Check(now) {
		p.Start, p.End = 0, 0 // there is no text yet
		if !p.Minor && p.ID != ExpiryPast && !(p.ID == resource.NotPublic && f.AllowReserved) {
			problems = append(problems, p)
		}
	}
	return problems
}

// malformed finds what Parse would refuse in a text made from fields.
func (m Message) malformed() []*problem.Problem {
	var problems []*problem.Problem
	if m.resource.IsZero() {
		problems = append(problems, &problem.Problem{ID: MissingField, Field: FieldResource,
			What: "is missing", Fix: "name an AS number or a CIDR"})
	} else if _, p := resource.Read(m.resource.String()); p != nil {
		problems = append(problems, p)
	}
	if _, err := ParseDate(m.expiry.String()); err != nil {
		problems = append(problems, &problem.Problem{ID: expiryImpossible, Field: FieldExpiry, Seen: m.expiry.String(),
			What: "is a day that does not exist", Fix: "name an existing day"})
	}
	return problems
}
