package roa

import (
	"net/netip"
	"slices"
)

// answers gathers, while a file is read, what the questions need of it.
type answers struct {
	questions []Question
	routes    []route
	entries   int
}

// A route is a prefix that is asked about, by one question or more, and the
// VRPs that cover it.
type route struct {
	prefix   netip.Prefix
	covering map[VRP]struct{}
}

func newAnswers(questions []Question) (*answers, error) {
	a := &answers{questions: questions}
	for _, q := range questions {
		if err := q.Check(); err != nil {
			return nil, err
		}
		if a.route(q.Prefix) == nil {
			a.routes = append(a.routes, route{prefix: q.Prefix, covering: make(map[VRP]struct{})})
		}
	}
	return a, nil
}

func (a *answers) route(prefix netip.Prefix) *route {
	i := slices.IndexFunc(a.routes, func(r route) bool { return r.prefix == prefix })
	if i < 0 {
		return nil
	}
	return &a.routes[i]
}

// add counts an entry, and keeps it for the routes that it covers.
func (a *answers) add(e *entry) error {
	a.entries++
	for i := range a.routes {
		r := &a.routes[i]
		if e.prefix.Bits() > r.prefix.Bits() || !e.prefix.Contains(r.prefix.Addr()) {
			continue
		}
		r.covering[e.vrp()] = struct{}{}
		if len(r.covering) > maxCovering {
			return &BoundError{What: "VRPs that cover " + r.prefix.String(), Most: maxCovering}
		}
	}
	return nil
}

// validities answers the questions, in their order.
func (a *answers) validities() []Validity {
	list := make([]Validity, len(a.questions))
	for i, q := range a.questions {
		var covering []VRP
		for vrp := range a.route(q.Prefix).covering {
			covering = append(covering, vrp)
		}
		list[i] = Validate(covering, q)
	}
	return list
}
