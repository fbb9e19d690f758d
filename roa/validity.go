package roa

import "slices"

// A State is what origin validation says of a route.
type State string

// The states. RFC 6811 has one state "Invalid"; the two here say which mend it
// needs.
const (
	Valid         State = "valid"          // a covering VRP has the origin, and is long enough
	InvalidASN    State = "invalid-asn"    // covered, and by no VRP with the origin
	InvalidLength State = "invalid-length" // a covering VRP has the origin, and its maxLength is too short
	NotFound      State = "not-found"      // no VRP covers the prefix
)

// A Validity is the answer to a question.
type Validity struct {
	Question
	State    State // "" if the question is not about a route: see [Question.Check]
	Covering []VRP // the VRPs that cover the prefix, the shortest first, none twice
}

// AS0 says whether a VRP of AS 0 covers the route. It forbids the prefix to
// everybody who has no VRP of their own that matches (RFC 6483 section 4).
func (v Validity) AS0() bool {
	return slices.ContainsFunc(v.Covering, func(vrp VRP) bool { return vrp.ASN == 0 })
}

// Validate decides by the VRPs alone (RFC 6811 section 2). Those that do not
// cover the prefix count for nothing, in whatever order they come. One that
// several trust anchors have is kept once for each.
func Validate(covering []VRP, q Question) Validity {
	v := Validity{Question: q}
	if q.Check() != nil {
		return v
	}
	for _, vrp := range covering {
		if vrp.covers(q.Prefix) {
			v.Covering = append(v.Covering, vrp)
		}
	}
	slices.SortFunc(v.Covering, VRP.compare)
	v.Covering = slices.Compact(v.Covering)
	v.State = decide(v.Covering, q)
	return v
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
