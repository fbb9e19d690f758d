package roa

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/byoasn/byoasn/resource"
)

// A VRP is a validated ROA payload (RFC 6811 section 2): one prefix that an
// autonomous system may originate, from a ROA whose signatures a validator has
// checked.
type VRP struct {
	Prefix      netip.Prefix
	MaxLength   int          // the longest prefix inside Prefix that is covered too
	ASN         resource.ASN // 0 says that nobody may originate it (RFC 6483 section 4)
	TrustAnchor string       // as the validator calls it, such as "arin"; "" if not told
	Expires     time.Time    // when it is none any more; zero if not told
}

// String writes it as validators do in their logs: "192.0.2.0/22-24 AS64496".
func (v VRP) String() string {
	return fmt.Sprintf("%s-%d AS%s", v.Prefix, v.MaxLength, v.ASN)
}

// covers says whether the VRP's prefix is the route's, or contains it
// (RFC 6811 section 2, "Covered").
func (v VRP) covers(route netip.Prefix) bool {
	return v.Prefix.Bits() <= route.Bits() && v.Prefix.Contains(route.Addr())
}

// hasOrigin says whether the route's origin is the VRP's. AS 0 is nobody's
// origin, neither in a VRP (RFC 6483 section 4) nor in a route (RFC 7607).
func (v VRP) hasOrigin(origin resource.ASN) bool {
	return origin != 0 && v.ASN == origin
}

// ended says whether it is none any more. One that does not say when it ends has
// not.
func (v VRP) ended(now time.Time) bool {
	return !v.Expires.IsZero() && !now.Before(v.Expires)
}

// compare orders VRPs: the shortest prefix first. When they end makes no
// difference.
func (v VRP) compare(w VRP) int {
	return cmp.Or(
		cmp.Compare(v.Prefix.Bits(), w.Prefix.Bits()),
		v.Prefix.Addr().Compare(w.Prefix.Addr()),
		cmp.Compare(v.ASN, w.ASN),
		cmp.Compare(v.MaxLength, w.MaxLength),
		cmp.Compare(v.TrustAnchor, w.TrustAnchor),
	)
}

// unique sorts VRPs, and of those that differ in nothing but their ends keeps
// the one that ends last.
func unique(vrps []VRP) []VRP {
	slices.SortFunc(vrps, func(v, w VRP) int {
		return cmp.Or(v.compare(w), latest(v.Expires, w.Expires))
	})
	return slices.CompactFunc(vrps, func(v, w VRP) bool { return v.compare(w) == 0 })
}

// latest orders ends: what does not end comes first, then what ends last.
func latest(a, b time.Time) int {
	switch {
	case a.Equal(b):
		return 0
	case a.IsZero():
		return -1
	case b.IsZero():
		return 1
	}
	return b.Compare(a)
}
