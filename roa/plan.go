package roa

import (
	"cmp"
	"slices"
	"time"
)

// A Plan is which ROAs a range needs that is to be announced from other origins
// than now, and what has to be created, in order.
type Plan struct {
	There  []Validity // routes that are needed, and are valid
	Create []Step     // in order; what is announced now comes first

	// Invalid are routes that are announced and invalid today: no ROA of the plan
	// makes them worse, and none better.
	Invalid []Validity

	// Lost are routes that are announced and become invalid with the first ROA,
	// whatever is created: their path ends in a set and has no one origin.
	Lost []Validity

	AS0     []VRP      // that forbid the range to everybody, and have to go first
	Unknown []Validity // routes without an answer: what the plan lacks
}

// A Step is a ROA to create: strict, for one prefix and no longer one.
type Step struct {
	ROA     VRP
	Present bool  // the route is announced now, and would be lost without it
	State   State // of the route, before

	// Together says that another origin announces the same prefix now and has no
	// ROA either: of such two, one is invalid until both ROAs are there.
	Together bool
}

// NewPlan plans by the state of the routes that are needed and of those that are
// announced now. An announced route with the origin 0 is one whose path ends in a
// set. Routes that are shorter than all that are needed are left out: no ROA of
// the plan covers them.
//
// A first ROA for a range makes every other route in it invalid that was not
// found before (RFC 6811 section 2). So what is announced now comes first, longer
// prefixes before shorter ones: a ROA covers its own prefix and longer ones.
func NewPlan(needed, announced []Validity) Plan {
	var p Plan
	for _, v := range needed {
		p.need(v)
	}
	creates := len(p.Create) > 0
	for _, v := range announced {
		if slices.ContainsFunc(needed, func(n Validity) bool { return covers(n, v) }) {
			p.keep(v, creates)
		}
	}
	slices.SortStableFunc(p.Create, Step.compare)
	p.pair()
	return p
}

// covers says whether a ROA for one route covers another route.
func covers(n, v Validity) bool {
	return n.Prefix.Bits() <= v.Prefix.Bits() && n.Prefix.Contains(v.Prefix.Addr())
}

// need adds a route that has to be valid.
func (p *Plan) need(v Validity) {
	p.forbidden(v)
	switch v.State {
	case "":
		p.Unknown = append(p.Unknown, v)
	case Valid:
		p.There = append(p.There, v)
	default:
		p.Create = append(p.Create, step(v, false))
	}
}

// keep adds a route that is announced, so that it does not become invalid.
func (p *Plan) keep(v Validity, creates bool) {
	same := slices.IndexFunc(p.Create, func(s Step) bool { return s.ROA.Prefix == v.Prefix && s.ROA.ASN == v.Origin })
	switch {
	case v.State == "":
		p.Unknown = append(p.Unknown, v)
	case v.State == InvalidASN || v.State == InvalidLength:
		p.Invalid = append(p.Invalid, v)
	case v.State == Valid || !creates:
	case v.Origin == 0:
		p.Lost = append(p.Lost, v)
	case same >= 0:
		p.Create[same].Present = true
	default:
		p.Create = append(p.Create, step(v, true))
	}
}

// forbidden notes the ROAs of AS 0 that cover a route.
func (p *Plan) forbidden(v Validity) {
	for _, vrp := range v.Covering {
		if vrp.ASN == 0 && !slices.Contains(p.AS0, vrp) {
			p.AS0 = append(p.AS0, vrp)
		}
	}
}

// step is the strict ROA for a route.
func step(v Validity, present bool) Step {
	return Step{ROA: VRP{Prefix: v.Prefix, MaxLength: v.Prefix.Bits(), ASN: v.Origin}, Present: present, State: v.State}
}

// compare puts what is announced now first, and of that the longest prefix.
func (s Step) compare(t Step) int {
	switch {
	case s.Present != t.Present && s.Present:
		return -1
	case s.Present != t.Present:
		return 1
	case !s.Present:
		return 0 // in the order in which they were asked for
	}
	return cmp.Or(cmp.Compare(t.ROA.Prefix.Bits(), s.ROA.Prefix.Bits()), s.ROA.compare(t.ROA))
}

// pair marks the steps for one prefix that is announced from several origins.
func (p *Plan) pair() {
	for i := range p.Create {
		for j := range p.Create {
			a, b := p.Create[i], p.Create[j]
			if i != j && a.Present && b.Present && a.State == NotFound && b.State == NotFound && a.ROA.Prefix == b.ROA.Prefix {
				p.Create[i].Together = true
			}
		}
	}
}

// Done says whether nothing is left to do, as far as the answers tell.
func (p Plan) Done() bool {
	return len(p.Create) == 0 && len(p.AS0) == 0 && len(p.Unknown) == 0
}

// After is the state of a route once the first steps are done: how much of it the
// VRPs that covered it before and those of the steps bear out.
func (p Plan) After(v Validity, steps int) Validity {
	vrps := slices.Clone(v.Covering)
	for _, s := range p.Create[:min(steps, len(p.Create))] {
		vrps = append(vrps, s.ROA)
	}
	return Validate(vrps, v.Question, time.Time{})
}
