package roa

import (
	"net/netip"
	"slices"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// A Question is a route whose origin is to be validated: a prefix, and the
// autonomous system that originates it.
type Question struct {
	Prefix netip.Prefix
	Origin resource.ASN
}

// Check refuses what no router announces: a prefix that is not set, has host
// bits, or is IPv4 written as IPv6. Its error is [NotRoute].
func (q Question) Check() error {
	p := &problem.Problem{ID: NotRoute, Field: "the prefix"}
	if q.Prefix.IsValid() {
		p.Seen = q.Prefix.String()
	}
	switch {
	case !q.Prefix.IsValid():
		p.What = "is not set"
	case q.Prefix.Addr().Is4In6():
		p.What = "is IPv4 written as IPv6"
	case q.Prefix != q.Prefix.Masked():
		p.What, p.Fix = "has host bits", "the network is "+q.Prefix.Masked().String()
	default:
		return nil
	}
	return p
}

// A State is what origin validation says of a route.
type State string

// The states. RFC 6811 has one state "Invalid"; the two here say which fix it
// needs.
const (
	Valid         State = "valid"          // a covering VRP has the origin, and is long enough
	InvalidASN    State = "invalid-asn"    // covered, and by no VRP with the origin
	InvalidLength State = "invalid-length" // a covering VRP has the origin, and its maxLength is too short
	NotFound      State = "not-found"      // no VRP covers the prefix
)

// A Validity is the answer to a question, by the VRPs that were looked at.
// Whether those are all there are, [Export.Missing] says.
type Validity struct {
	Question
	State    State  // "" if there is no answer
	Why      string // why there is none, in words
	Covering []VRP  // the VRPs that cover the prefix, the shortest first, none twice
	Ended    []VRP  // those that would if they had not ended; none twice, nor in Covering
}

// AS0 says whether a VRP of AS 0 covers the route. It forbids the prefix to
// everybody who has no VRP of their own that matches (RFC 6483 section 4).
func (v Validity) AS0() bool {
	return slices.ContainsFunc(v.Covering, func(vrp VRP) bool { return vrp.ASN == 0 })
}

// WithEnded is the answer if the VRPs that ended had not. Where it differs, what
// decides has ended, and may have been renewed since: the answer is not known.
func (v Validity) WithEnded() Validity {
	if v.State == "" {
		return v
	}
	return Validate(append(slices.Clone(v.Covering), v.Ended...), v.Question, time.Time{})
}

// Validate decides by the VRPs alone (RFC 6811 section 2). Those that do not
// cover the prefix count for nothing, in whatever order they come, nor do those
// that have ended at the time now; at the zero time none has. One that several
// trust anchors have is kept once for each.
func Validate(vrps []VRP, q Question, now time.Time) Validity {
	v := Validity{Question: q}
	if err := q.Check(); err != nil {
		v.Why = err.Error()
		return v
	}
	for _, vrp := range vrps {
		switch {
		case !vrp.covers(q.Prefix):
		case vrp.ended(now):
			v.Ended = append(v.Ended, vrp)
		default:
			v.Covering = append(v.Covering, vrp)
		}
	}
	v.Covering, v.Ended = unique(v.Covering), unique(v.Ended)
	if v.Ended = slices.DeleteFunc(v.Ended, func(vrp VRP) bool { return contains(v.Covering, vrp) }); len(v.Ended) == 0 {
		v.Ended = nil
	}
	v.State = decide(v.Covering, q)
	return v
}

// contains looks for a VRP, whenever it ends, in sorted ones.
func contains(sorted []VRP, vrp VRP) bool {
	_, found := slices.BinarySearchFunc(sorted, vrp, VRP.compare)
	return found
}

// decide is the decision over VRPs that all cover the prefix.
func decide(covering []VRP, q Question) State {
	state := NotFound
	for _, vrp := range covering {
		switch {
		case vrp.hasOrigin(q.Origin) && q.Prefix.Bits() <= vrp.MaxLength:
			return Valid
		case vrp.hasOrigin(q.Origin):
			state = InvalidLength
		case state == NotFound:
			state = InvalidASN
		}
	}
	return state
}
