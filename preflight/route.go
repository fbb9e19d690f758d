package preflight

import (
	"net/netip"
	"slices"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// Conditions of needs, and of what has no part in the decision.

// routed says that there is a range that is to be announced, and noRoute that
// there is none. AWS takes some sizes only if they are never announced.
func routed(e *Evidence) bool {
	return e.prefix().IsValid() && !(e.isRange() && unadvertised(e.prefix()))
}

func noRoute(e *Evidence) bool { return !routed(e) }

// noOwnRoute says that no AS number of one's own is to announce the range.
func noOwnRoute(e *Evidence) bool { return noRoute(e) || e.own() == 0 }

// noAuthorized says that no ROA names an origin asked about, as far as is known.
func noAuthorized(e *Evidence) bool {
	return routed(e) && e.outdated() == "" && len(e.authorized()) == 0
}

func unadvertised(p netip.Prefix) bool {
	return slices.ContainsFunc(resource.OfCIDR(p).Check(), func(p *problem.Problem) bool { return p.ID == resource.CIDRNotAdvertised })
}

// unroutable says why the range cannot be announced from the AS number at all:
// what the message does not say of them is checked here, under the check of the
// message that it belongs to.
func (e *Evidence) unroutable(id problem.ID) answer {
	if noRoute(e) {
		return answer{}
	}
	other, what := resource.OfCIDR(e.prefix()), "The range to announce"
	if e.isRange() {
		other, what = resource.OfASN(e.own()), "The ASN to announce the range from"
		if e.own() == 0 {
			return answer{}
		}
	}
	for _, p := range other.Check() {
		if (p.ID == resource.NotPublic) == (id == ResourcePublic) {
			a := fails(what+" "+p.What+".", p.Seen, sentence(p.Fix))
			a.route = true
			return a
		}
	}
	return answer{}
}

// routing is the answer that all checks of ROAs have in common, where they
// cannot be made.
func (e *Evidence) routing() (a answer, open bool) {
	switch prefix := e.prefix(); {
	case !prefix.IsValid():
		return missing("No address range was asked about: AWS looks at its ROAs once the ASN is there and a range follows.", "Give the range that will be announced from the ASN."), true
	case noRoute(e):
		return missing("A range of this size is never announced, and needs no ROA.", ""), true
	case e.outdated() != "":
		return unknown(e.outdated(), e.ROAs.Name, freshFile), true
	}
	return answer{}, false
}

// validity is what is known about the range from an origin.
func (e *Evidence) validity(origin resource.ASN) (roa.Validity, bool) {
	return e.ROAs.Answer(roa.Question{Prefix: e.prefix(), Origin: origin})
}

// origins are the AS numbers of Amazon that need a ROA.
func (e *Evidence) origins() []resource.ASN {
	return provision.Origins(e.service(!e.isRange()), e.GovCloud)
}

// known are the validities of all origins asked about, as far as they are known.
func (e *Evidence) known() []roa.Validity {
	var all []roa.Validity
	for _, origin := range append(e.origins(), e.own()) {
		if v, known := e.validity(origin); known {
			all = append(all, v)
		}
	}
	return all
}

// authorized are those of them that a covering ROA names the origin of, whatever
// its maximal length.
func (e *Evidence) authorized() []roa.Validity {
	return slices.DeleteFunc(e.known(), func(v roa.Validity) bool { return !authorized(v) })
}

func authorized(v roa.Validity) bool { return v.State == roa.Valid || v.State == roa.InvalidLength }
