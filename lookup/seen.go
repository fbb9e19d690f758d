package lookup

import (
	"cmp"
	"net/netip"
	"slices"
	"time"

	"github.com/byoasn/byoasn/resource"
)

// An Announcement is a prefix that is announced from one origin, and by how many
// peers of the collectors it is seen.
type Announcement struct {
	Prefix netip.Prefix
	Origin resource.ASN   // 0 where paths end in a set
	Set    []resource.ASN // of one such path
	Peers  int            // that have the route, each counted once
	Newest time.Time      // when a peer had it last; zero if the answer does not tell
}

// Age is how long before a time a peer had the route last; 0 if that is not
// known.
func (a Announcement) Age(now time.Time) time.Duration {
	if a.Newest.IsZero() || now.Before(a.Newest) {
		return 0
	}
	return now.Sub(a.Newest)
}

// Announcements are the routes by prefix and origin: the shortest prefix first,
// and of one prefix the origin that most peers see.
func (g *LookingGlass) Announcements() []Announcement {
	type key struct {
		prefix netip.Prefix
		origin resource.ASN
	}
	peers := map[key]map[string]bool{}
	found := map[key]*Announcement{}
	for _, route := range g.Routes {
		k := key{route.Prefix, route.Origin}
		if found[k] == nil {
			found[k] = &Announcement{Prefix: route.Prefix, Origin: route.Origin, Set: route.Set}
			peers[k] = map[string]bool{}
		}
		peers[k][route.from()] = true
		if route.Seen.After(found[k].Newest) {
			found[k].Newest = route.Seen
		}
	}
	var list []Announcement
	for k, a := range found {
		a.Peers = len(peers[k])
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b Announcement) int {
		return cmp.Or(cmp.Compare(a.Prefix.Bits(), b.Prefix.Bits()), a.Prefix.Addr().Compare(b.Prefix.Addr()),
			cmp.Compare(b.Peers, a.Peers), cmp.Compare(a.Origin, b.Origin))
	})
	return list
}

// Peers is how many peers have any route of the answer. Those that have none are
// not in it: RIPE RIS has some 350 with all of IPv4.
func (g *LookingGlass) Peers() int {
	peers := map[string]bool{}
	for _, route := range g.Routes {
		peers[route.from()] = true
	}
	return len(peers)
}

// from names a peer among those of all collectors.
func (s SeenRoute) from() string { return s.Collector + " " + s.Peer }
