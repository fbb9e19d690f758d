package resource

import (
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// looksLikeCIDR tells a text that was meant as addresses from one meant as an
// AS number; asdot has a single dot.
func looksLikeCIDR(s string) bool {
	return strings.ContainsAny(s, "/:") || strings.Count(s, ".") > 1
}

// readCIDR reads a range strictly. The problem, if there is one, comes with the
// range that was probably meant.
func readCIDR(s string) (Resource, *problem.Problem) {
	p := &problem.Problem{Field: fieldResource, Seen: s}
	prefix, err := netip.ParsePrefix(s)
	if err != nil {
		return Resource{}, notCIDR(p)
	}
	network := OfCIDR(prefix.Masked())
	switch {
	case prefix != prefix.Masked():
		p.ID, p.What = CIDRHostBits, "has host bits set"
		p.Fix = "write the network's own address, probably " + network.String()
	case prefix.String() != s:
		p.ID, p.What = CIDRSpelling, "is not in canonical form (RFC 5952)"
		p.Fix = "write it as " + prefix.String()
	default:
		return network, nil
	}
	return network, p
}

// notCIDR explains a text that netip cannot read.
func notCIDR(p *problem.Problem) *problem.Problem {
	addr, err := netip.ParseAddr(p.Seen)
	switch {
	case err == nil && addr.Zone() == "":
		p.ID, p.What, p.Fix = CIDRNoLength, "has no prefix length", "write the range, such as "+p.Seen+"/24"
		if strings.Contains(p.Seen, ":") {
			p.Fix = "write the range, such as " + p.Seen + "/48"
		}
	case isRange(p.Seen):
		p.ID, p.What, p.Fix = CIDRIsRange, "is a range from one address to another", "write it in CIDR notation, such as 192.0.2.0/24"
	default:
		p.ID, p.What, p.Fix = NotAResource, "is not a CIDR", "write the network and its prefix length, such as 192.0.2.0/24"
	}
	return p
}

func isRange(s string) bool {
	first, last, found := strings.Cut(s, "-")
	_, errFirst := netip.ParseAddr(strings.TrimSpace(first))
	_, errLast := netip.ParseAddr(strings.TrimSpace(last))
	return found && errFirst == nil && errLast == nil
}

// ParseCIDR reads an address range in CIDR notation, IPv6 in any spelling. Its
// error is a [*problem.Problem], which says the network that was probably meant.
func ParseCIDR(s string) (netip.Prefix, error) {
	r, p := readCIDR(s)
	if p != nil && !forgiven(p) {
		return netip.Prefix{}, p
	}
	return r.prefix, nil
}
