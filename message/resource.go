package message

import (
	"net/netip"

	"github.com/byoasn/byoasn/asn"
)

// A Resource is what a message is about: an AS number or an address range. Its
// zero value is neither.
type Resource struct {
	number asn.Number
	prefix netip.Prefix
	isASN  bool
}

// ASN returns the resource that is an AS number.
func ASN(n asn.Number) Resource {
	return Resource{number: n, isASN: true}
}

// CIDR returns the resource that is an address range. [New] refuses one with
// host bits; [ParseCIDR] explains a text that is none.
func CIDR(p netip.Prefix) Resource {
	return Resource{prefix: p}
}

// ASN returns the AS number, if the resource is one.
func (r Resource) ASN() (asn.Number, bool) {
	return r.number, r.isASN
}

// CIDR returns the address range, if the resource is one.
func (r Resource) CIDR() (netip.Prefix, bool) {
	return r.prefix, r.prefix.IsValid()
}

// IsZero says whether r is neither an AS number nor an address range.
func (r Resource) IsZero() bool {
	return !r.isASN && !r.prefix.IsValid()
}

// String returns the resource as the message has it: 12345 or 192.0.2.0/24.
func (r Resource) String() string {
	switch {
	case r.isASN:
		return r.number.String()
	case r.prefix.IsValid():
		return r.prefix.String()
	}
	return ""
}

// Special says why the resource is not public, and the source for that. The
// last result is false for a resource that is public as far as IANA's
// registries of special numbers and addresses tell.
func (r Resource) Special() (reason, reference string, found bool) {
	if r.isASN {
		s, found := r.number.Special()
		return s.Reason, s.Reference, found
	}
	s, found := specialPrefix(r.prefix)
	if found && s.prefix.Bits() > r.prefix.Bits() {
		s.reason = "it holds " + s.prefix.String() + ", " + s.reason
	}
	return s.reason, s.reference, found
}

// parseResource reads the resource field strictly. The problem, if there is
// one, comes with the resource that was probably meant.
func parseResource(s string) (Resource, *Problem) {
	if looksLikeCIDR(s) {
		return parseCIDRField(s)
	}
	return parseASNField(s)
}

// parseASNField accepts what asn.Parse does, less the prefix "AS".
func parseASNField(s string) (Resource, *Problem) {
	n, err := asn.Parse(s)
	if err == nil {
		if n.String() == s {
			return ASN(n), nil
		}
		return ASN(n), &Problem{ID: ASNPrefix, Field: FieldSubject, Seen: s,
			What: `has the prefix "AS"`, Mend: "write the number alone: " + n.String()}
	}
	return asnSlip(s, err)
}
