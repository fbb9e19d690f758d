package resource

import (
	"net/netip"

	"github.com/byoasn/byoasn/problem"
)

// A Resource is an AS number or an address range. Its zero value is neither. It
// is comparable.
type Resource struct {
	asn    ASN
	prefix netip.Prefix
	isASN  bool
}

// OfASN returns the resource that is an AS number.
func OfASN(n ASN) Resource {
	return Resource{asn: n, isASN: true}
}

// OfCIDR returns the resource that is an address range, as it is: one with host
// bits is kept with them. The invalid prefix gives the zero value.
func OfCIDR(p netip.Prefix) Resource {
	return Resource{prefix: p}
}

// Parse reads an AS number, with or without the prefix "AS", or a range in CIDR
// notation, IPv6 in any spelling. Its error is a [*problem.Problem].
func Parse(s string) (Resource, error) {
	r, p := Read(s)
	if p != nil && !forgiven(p) {
		return Resource{}, p
	}
	return r, nil
}

// forgiven says whether a problem is a spelling that loses nothing.
func forgiven(p *problem.Problem) bool {
	return p.ID == ASNPrefix || p.ID == CIDRSpelling
}

// Read reads a resource strictly, as a message has it: without a problem,
// String gives s back. With one it returns what was probably meant too, or the
// zero value. [Parse] forgives [ASNPrefix] and [CIDRSpelling] alone.
func Read(s string) (Resource, *problem.Problem) {
	if looksLikeCIDR(s) {
		return readCIDR(s)
	}
	n, meant, p := readASN(s)
	r := Resource{}
	if meant {
		r = OfASN(n)
	}
	switch {
	case p == nil && n.String() != s:
		p = &problem.Problem{ID: ASNPrefix, Field: fieldResource, Seen: s,
			What: `has the prefix "AS"`, Fix: "write the number alone: " + n.String()}
	case p == nil:
	case p.ID == NotAResource:
		p.What = "is neither an AS number nor a CIDR: it " + p.What
		p.Fix = "write the number, such as 12345, or the range, such as 192.0.2.0/24"
		fallthrough
	default:
		p.Field = fieldResource
	}
	return r, p
}

// ASN returns the AS number, if the resource is one.
func (r Resource) ASN() (ASN, bool) {
	return r.asn, r.isASN
}

// CIDR returns the address range, if the resource is one.
func (r Resource) CIDR() (netip.Prefix, bool) {
	return r.prefix, r.prefix.IsValid()
}

// IsZero says whether r is neither an AS number nor an address range.
func (r Resource) IsZero() bool {
	return !r.isASN && !r.prefix.IsValid()
}

// String returns the resource as a message has it: 12345 or 192.0.2.0/24, and
// nothing for the zero value.
func (r Resource) String() string {
	switch {
	case r.isASN:
		return r.asn.String()
	case r.prefix.IsValid():
		return r.prefix.String()
	}
	return ""
}

// Name returns the resource as it stands in a sentence: AS12345 or
// 192.0.2.0/24, and nothing for the zero value.
func (r Resource) Name() string {
	if r.isASN {
		return "AS" + r.asn.String()
	}
	return r.String()
}

// MarshalText returns the same as [Resource.String].
func (r Resource) MarshalText() ([]byte, error) {
	return []byte(r.String()), nil
}

// UnmarshalText reads what [Parse] reads, and the empty text as the zero value.
func (r *Resource) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = Resource{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}
