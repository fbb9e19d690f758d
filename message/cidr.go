package message

import (
	"net/netip"
	"strings"
)

// How long a prefix may be (Amazon EC2 guide, "Onboard your address range").
const (
	maxBits4           = 24 // IPv4, always
	maxBits6Advertised = 48 // IPv6 that AWS shall advertise
	maxBits6           = 60 // IPv6 that it shall not; the API reference says 56
)

// ParseCIDR reads an address range in CIDR notation. It takes any spelling of
// IPv6, which [CIDR] then writes as RFC 5952 does. Its error is a [Problem] of
// the resource field, which says the network that was probably meant.
func ParseCIDR(s string) (netip.Prefix, error) {
	r, problem := parseCIDRField(s)
	if problem != nil && problem.ID != CIDRSpelling {
		return netip.Prefix{}, *problem
	}
	return r.prefix, nil
}

// looksLikeCIDR tells a text that was meant as addresses from one meant as an
// AS number; asdot has a single dot.
func looksLikeCIDR(s string) bool {
	return strings.ContainsAny(s, "/:") || strings.Count(s, ".") > 1
}

// parseCIDRField reads a CIDR strictly. The problem, if there is one, comes
// with the range that was probably meant.
func parseCIDRField(s string) (Resource, *Problem) {
	p := &Problem{Field: FieldSubject, Seen: s}
	prefix, err := netip.ParsePrefix(s)
	if err != nil {
		return Resource{}, notCIDR(p)
	}
	network := CIDR(prefix.Masked())
	switch {
	case prefix != prefix.Masked():
		p.ID, p.What = CIDRHostBits, "has host bits set"
		p.Mend = "write the network's own address, probably " + network.String()
	case prefix.String() != s:
		p.ID, p.What = CIDRSpelling, "is not in canonical form (RFC 5952)"
		p.Mend = "write it as " + prefix.String()
	default:
		return network, nil
	}
	return network, p
}

// notCIDR explains a text that netip cannot read.
func notCIDR(p *Problem) *Problem {
	addr, err := netip.ParseAddr(p.Seen)
	switch {
	case err == nil && addr.Zone() == "":
		p.ID, p.What, p.Mend = CIDRNoLength, "has no prefix length", "write the range, such as "+p.Seen+"/24"
		if strings.Contains(p.Seen, ":") {
			p.Mend = "write the range, such as " + p.Seen + "/48"
		}
	case isRange(p.Seen):
		p.ID, p.What, p.Mend = CIDRIsRange, "is a range from one address to another", "write it in CIDR notation, such as 192.0.2.0/24"
	default:
		p.ID, p.What, p.Mend = NotAResource, "is not a CIDR", "write the network and its prefix length, such as 192.0.2.0/24"
	}
	return p
}

func isRange(s string) bool {
	first, last, found := strings.Cut(s, "-")
	_, errFirst := netip.ParseAddr(strings.TrimSpace(first))
	_, errLast := netip.ParseAddr(strings.TrimSpace(last))
	return found && errFirst == nil && errLast == nil
}

// lengthProblem says whether the range is too small for AWS.
func lengthProblem(prefix netip.Prefix) *Problem {
	bits := prefix.Bits()
	p := &Problem{ID: CIDRTooLong, Field: FieldSubject, Seen: prefix.String()}
	switch {
	case prefix.Addr().Is4() && bits > maxBits4:
		p.What, p.Mend = "is smaller than /24, the smallest IPv4 range that AWS takes", "bring a /24 or larger"
	case prefix.Addr().Is6() && bits > maxBits6:
		p.What, p.Mend = "is smaller than /60, the smallest IPv6 range that AWS takes", "bring a /48 or larger, or up to /60 if it is never advertised"
	case prefix.Addr().Is6() && bits > maxBits6Advertised:
		p.ID, p.Minor = CIDRNotAdvertised, true
		p.What = "is smaller than /48: AWS can take it only if it is never advertised"
		p.Mend = "bring a /48 or larger if AWS shall advertise it (unadvertised ones go to /60 by the guides, to /56 by the API reference)"
	default:
		return nil
	}
	return p
}
