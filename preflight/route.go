package preflight

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
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
	if r.in.ROAs == nil {
		return ""
	}
	made, read := r.in.ROAs.Generated, r.in.ROAs.Read
	if read.IsZero() {
		read = r.in.Now
	}
	switch age := read.Sub(made); {
	case made.IsZero() || !slices.ContainsFunc(r.in.ROAs.Answers, func(v roa.Validity) bool { return v.State != "" }):
	case age > oldest:
		return fmt.Sprintf("The validated ROAs are of %s, more than a day before they were read: what changed since is not in them.", timeText(made))
	case age < -skew:
		return fmt.Sprintf("The validated ROAs are of %s, which is to come: one of the clocks is wrong.", timeText(made))
	}
	return ""
}

// ageless is said of a file that does not tell how old it is.
const ageless = "it does not tell when it was made, and may be old"

// unsure says why a ROA that was not found may be there all the same, or "".
func (r *run) unsure(prefix netip.Prefix) string {
	x := r.in.ROAs
	why := x.Missing(r.signer(prefix))
	if x.Generated.IsZero() {
		why = strings.TrimPrefix(why+"; "+ageless, "; ")
	}
	return why
}

// signer is the registry that signs ROAs for the range, as far as is known: by
// the ROAs that cover it, or its record.
func (r *run) signer(prefix netip.Prefix) string {
	for _, v := range r.in.ROAs.Answers {
		if name := v.Registry(); v.Prefix == prefix && name != "" {
			return name
		}
	}
	if r.isRange() && r.in.Record != nil {
		return string(r.in.Record.Registry)
	}
	return ""
}

func timeText(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
