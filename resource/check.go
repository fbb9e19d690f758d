package resource

import (
	"fmt"
	"net/netip"

	"github.com/byoasn/byoasn/problem"
)

// How long a prefix may be (Amazon EC2 guide, "Onboard your address range").
const (
	maxBits4           = 24 // IPv4, always
	maxBits6Advertised = 48 // IPv6 that AWS shall advertise
	maxBits6           = 60 // IPv6 that it shall not; the API reference says 56
)

// ProvisioningDays is how long AWS takes at most to provision a resource ("up
// to one week", Amazon VPC IPAM guide, "Tutorial: Bring your ASN to IPAM"). What
// ends before that, message or certificate, may end too early.
const ProvisioningDays = 7

// Check reports what is wrong with a resource for AWS: that it is not public,
// or a range that is too small. A problem that is Minor is a risk.
func (r Resource) Check() []*problem.Problem {
	var problems []*problem.Problem
	if special, found := r.Special(); found {
		problems = append(problems, r.notPublic(special))
	}
	if prefix, ok := r.CIDR(); ok {
		if p := lengthProblem(prefix); p != nil {
			problems = append(problems, p)
		}
	}
	return problems
}

func (r Resource) notPublic(s Special) *problem.Problem {
	fix := "use the ASN that a registry assigned to you"
	if !r.isASN {
		fix = "use the range that a registry assigned to you"
	}
	return &problem.Problem{ID: NotPublic, Field: fieldResource, Seen: r.String(),
		What: fmt.Sprintf("is not public: %s (%s)", s.Reason, s.Reference), Fix: fix}
}

// lengthProblem says whether the range is too small for AWS.
func lengthProblem(prefix netip.Prefix) *problem.Problem {
	bits := prefix.Bits()
	p := &problem.Problem{ID: CIDRTooLong, Field: fieldResource, Seen: prefix.String()}
	switch {
	case prefix.Addr().Is4() && bits > maxBits4:
		p.What, p.Fix = "is smaller than /24, the smallest IPv4 range that AWS takes", "bring a /24 or larger"
	case prefix.Addr().Is6() && bits > maxBits6:
		p.What, p.Fix = "is smaller than /60, the smallest IPv6 range that AWS takes", "bring a /48 or larger, or up to /60 if it is never advertised"
	case prefix.Addr().Is6() && bits > maxBits6Advertised:
		p.ID, p.Minor = CIDRNotAdvertised, true
		p.What = "is smaller than /48: AWS can take it only if it is never advertised"
		p.Fix = "bring a /48 or larger if AWS shall advertise it (unadvertised ones go to /60 by the guides, to /56 by the API reference)"
	default:
		return nil
	}
	return p
}
