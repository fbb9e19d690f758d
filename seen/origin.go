package seen

import (
	"net/netip"
	"slices"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// Whose says whose an origin is. Its values are stable.
type Whose string

// The kinds of origins.
const (
	Own    Whose = "own"
	Amazon Whose = "amazon" // AS16509, AS14618, or AS8987 of GovCloud
	Other  Whose = "other"
)

// whose is whose an AS number is.
func (in Input) whose(n resource.ASN) Whose {
	amazons := append(provision.Origins(provision.IPAM, false), provision.Origins(provision.IPAM, true)...)
	switch {
	case n == in.ASN:
		return Own
	case slices.Contains(amazons, n):
		return Amazon
	}
	return Other
}

// A Route is a prefix from an origin, and how many peers have it.
type Route struct {
	Prefix netip.Prefix   `json:"prefix"`
	Origin resource.ASN   `json:"origin"`        // 0 where the paths end in a set
	Set    []resource.ASN `json:"set,omitempty"` // of one such path
	Whose  Whose          `json:"whose"`
	Peers  int            `json:"peers"`
	Share  float64        `json:"share"`            // of those expected, from 0 to 1
	Newest *time.Time     `json:"newest,omitempty"` // when a peer had it last
	ROA    roa.State      `json:"roa,omitempty"`    // "" if it was not looked at
}

// name is the origin as a sentence has it.
func (r Route) name() string {
	switch {
	case r.Origin == 0:
		return "a set of ASNs"
	case r.Whose == Amazon:
		return resource.OfASN(r.Origin).Name() + " (Amazon)"
	}
	return resource.OfASN(r.Origin).Name()
}

// routes are all of the answer, by what they have to do with the range.
func (in Input) routes(expected int) (exact, more, less []Route) {
	for _, a := range in.Glass.Announcements() {
		r := in.route(a, expected)
		switch {
		case a.Prefix == in.Prefix:
			exact = append(exact, r)
		case within(a.Prefix, in.Prefix) && len(more) < mostRoutes:
			more = append(more, r)
		case within(in.Prefix, a.Prefix) && len(less) < mostRoutes:
			less = append(less, r)
		}
	}
	slices.SortStableFunc(exact, func(a, b Route) int { return slices.Index(order, a.Whose) - slices.Index(order, b.Whose) })
	return exact, more, less
}

// order is the one in which the origins of the range are listed.
var order = []Whose{Own, Amazon, Other}

func (in Input) route(a lookup.Announcement, expected int) Route {
	r := Route{Prefix: a.Prefix, Origin: a.Origin, Set: a.Set, Whose: in.whose(a.Origin), Peers: a.Peers, Share: share(a.Peers, expected)}
	if !a.Newest.IsZero() {
		r.Newest = &a.Newest
	}
	if in.ROAs != nil {
		if v, known := in.ROAs.Answer(roa.Question{Prefix: a.Prefix, Origin: a.Origin}); known {
			r.ROA = v.State
		}
	}
	return r
}

func share(peers, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(peers) / float64(of)
}
