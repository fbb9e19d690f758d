package seen

import (
	"errors"
	"fmt"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// The threshold: the share of the peers from which the world sees a route, and
// that below which it does not.
const (
	Enough = 0.75
	few    = 0.10
)

// Fresh is how old an answer may be, if [Input.MaxAge] does not say: the collectors
// of one are up to an hour behind.
const Fresh = time.Hour

// Expected is how many peers are expected to have a range, if [Input.Peers] does
// not say. RIPE RIS has some 350 that have all of IPv4, and nearly as many of IPv6;
// some are always down.
const Expected = 300

// An Input is what is to be judged.
type Input struct {
	Prefix netip.Prefix
	ASN    resource.ASN // that is to be the origin

	Glass *lookup.LookingGlass // the answer about the range, or a block of it; nil if there is none
	Err   error                // why there is none

	// ROAs has the answers to Questions; nil if they were not looked at.
	ROAs *roa.Result

	Now    time.Time
	MaxAge time.Duration // 0 is [Fresh]
	Peers  int           // that are expected to have the range; 0 is [Expected]

	History []Sample // what earlier looks saw
}

// MarshalJSON refuses: what can be stored and read again is the [Report].
func (Input) MarshalJSON() ([]byte, error) {
	return nil, errors.New("an input has no JSON form: store the report")
}

// notAsked is the problem of an input that asks nothing: without a range or an AS
// number, or about another range than its answer.
const notAsked problem.ID = "not-asked"

// Check says whether the input asks something.
func (in Input) Check() error {
	p := &problem.Problem{ID: notAsked}
	switch {
	case !in.Prefix.IsValid() || in.Prefix != in.Prefix.Masked():
		p.Field, p.What, p.Fix = "the range", "is not set, or no network", "name the network"
	case in.ASN == 0:
		p.Field, p.What, p.Fix = "the AS number", "is not set", "name the origin that is to be seen"
	case in.Glass != nil && in.Glass.Resource.IsValid() && !within(in.Prefix, in.Glass.Resource):
		p.Field, p.Seen = "the looking glass", in.Glass.Resource.String()
		p.What, p.Fix = fmt.Sprintf("is not about all of %s", in.Prefix), "fetch it for that range"
	case in.Now.IsZero():
		p.ID, p.Field, p.What, p.Fix = problem.NoTime, "the time now", "is not set", "pass the time now"
	default:
		return nil
	}
	return p
}

// within says whether a block has all of a range in it.
func within(p, block netip.Prefix) bool {
	return block.Bits() <= p.Bits() && block.Contains(p.Addr())
}

// Questions are the routes whose ROAs explain what is missing: the own one, and
// the others that are announced.
func (in Input) Questions() []roa.Question {
	own := roa.Question{Prefix: in.Prefix, Origin: in.ASN}
	questions := []roa.Question{own}
	if in.Glass == nil {
		return questions
	}
	for _, a := range in.Glass.Announcements() {
		q := roa.Question{Prefix: a.Prefix, Origin: a.Origin}
		if q != own && within(a.Prefix, in.Prefix) && len(questions) < mostRoutes {
			questions = append(questions, q)
		}
	}
	return questions
}

// mostRoutes bounds what is asked about, and listed.
const mostRoutes = 100

// when is the time that the answer is of; zero if it does not tell.
func (in Input) when() time.Time {
	switch g := in.Glass; {
	case g.Latest.IsZero():
		return g.Asked
	case g.Asked.IsZero() || g.Latest.Before(g.Asked):
		return g.Latest
	default:
		return g.Asked
	}
}
