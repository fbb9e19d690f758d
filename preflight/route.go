package preflight

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// unadvertised says whether AWS takes a range only if it is never announced.
func unadvertised(p netip.Prefix) bool {
	return slices.ContainsFunc(resource.OfCIDR(p).Check(), func(p *problem.Problem) bool { return p.ID == resource.CIDRNotAdvertised })
}

// judgeRoute says whether the range can be announced from the AS number at all:
// what the message does not say of them is checked here. A fault leaves the ROAs
// unknown.
func (r *run) judgeRoute(prefix netip.Prefix) bool {
	other, what := resource.OfCIDR(prefix), "The range to announce"
	if r.isRange() {
		other, what = resource.OfASN(r.own()), "The ASN to announce the range from"
	}
	if n, isASN := other.ASN(); !isASN || n != 0 {
		for _, p := range other.Check() {
			id := MessageResource
			if p.ID == resource.NotPublic {
				id = ResourcePublic
			}
			if !r.failed(id) {
				r.fail(id, what+" "+p.What+".", p.Seen, sentence(p.Fix), r.guide())
				r.route = append(r.route, id)
			}
		}
	}
	for _, id := range []ID{ResourcePublic, MessageResource} {
		if r.failed(id) {
			r.after(id, "The range cannot be announced, whatever its ROAs are.", roaChecks...)
			return false
		}
	}
	return true
}

// outdated says why the ROAs that were given cannot be relied on, or "".
func (r *run) outdated() string {
	made := r.in.ROAs.AsOf
	read := r.in.ROAs.Read
	if read.IsZero() {
		read = r.in.Now
	}
	switch age := read.Sub(made); {
	case made.IsZero() || len(r.in.ROAs.Validities) == 0:
	case age > oldest:
		return fmt.Sprintf("The validated ROAs are of %s, more than a day before they were read: what changed since is not in them.", timeText(made))
	case age < -skew:
		return fmt.Sprintf("The validated ROAs are of %s, which is to come: one of the clocks is wrong.", timeText(made))
	}
	return ""
}

func timeText(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
