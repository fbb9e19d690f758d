package seen

import (
	"slices"
	"time"
)

// A Sample is how many peers had the range at a time, by whose the origin is.
type Sample struct {
	At     time.Time `json:"at"`
	Own    int       `json:"own"`
	Amazon int       `json:"amazon"`
	Other  int       `json:"other"`
	Of     int       `json:"of"` // peers that are expected to have it
}

// Share is that of the own origin, from 0 to 1.
func (s Sample) Share() float64 { return share(s.Own, s.Of) }

func (s *Sample) add(w Whose, peers int) {
	switch w {
	case Own:
		s.Own += peers
	case Amazon:
		s.Amazon += peers
	default:
		s.Other += peers
	}
}

// sample is what this look saw.
func (r *Report) sample() Sample {
	s := Sample{At: r.At, Of: r.Expected}
	if r.Seen != nil {
		s.At = *r.Seen
	}
	for _, route := range r.Origins {
		s.add(route.Whose, route.Peers)
	}
	return s
}

// arrivals are how many peers have had the route that they have, by when.
func (in Input) arrivals(expected int) []Sample {
	type arrival struct {
		at    time.Time
		whose Whose
	}
	var all []arrival
	for _, route := range in.Glass.Routes {
		if route.Prefix == in.Prefix && !route.Updated.IsZero() {
			all = append(all, arrival{route.Updated, in.whose(route.Origin)})
		}
	}
	slices.SortStableFunc(all, func(a, b arrival) int { return a.at.Compare(b.at) })
	var list []Sample
	sum := Sample{Of: expected}
	for i, a := range all {
		sum.add(a.whose, 1)
		sum.At = a.at
		if i+1 == len(all) || !all[i+1].at.Equal(a.at) {
			list = append(list, sum)
		}
	}
	return list
}
