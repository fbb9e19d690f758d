package cli

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// text is the plan for a person.
func (p *roaPlan) text(now time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.verdict())
	section(&b, "There", p.There, p.there)
	if len(p.AS0) > 0 {
		section(&b, "Delete first: nobody may announce the range while they are there", p.AS0, roa.VRP.String)
	}
	if len(p.Create) > 0 {
		fmt.Fprintf(&b, "\nCreate at the registry, in this order:\n")
		for i, s := range p.Create {
			fmt.Fprintf(&b, "  %d. %s\n", i+1, p.create(s, now))
		}
	}
	section(&b, "Lost with the first ROA, whatever is created: the path ends in a set, and has no one origin", p.Lost, p.route)
	section(&b, "Announced, and invalid today already", p.Invalid, p.route)
	section(&b, "Not known", p.Unknown, func(v roa.Validity) string { return p.route(v) + ": " + v.Why })
	fmt.Fprintf(&b, "\n%s", p.about())
	return b.String()
}

func section[T any](b *strings.Builder, title string, list []T, line func(T) string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	for _, item := range list {
		fmt.Fprintf(b, "  %s\n", line(item))
	}
}

func (p *roaPlan) verdict() string {
	switch {
	case len(p.Unknown) > 0 || p.missing != "" && len(p.Create) > 0:
		return fmt.Sprintf("It could not be found out whether %s has all ROAs that it needs.", p.cidr)
	case p.Done():
		return fmt.Sprintf("Yes: every ROA that %s needs is there.", p.cidr)
	case len(p.Create) == 0:
		return fmt.Sprintf("No: %s has every ROA that it needs, and one that forbids it.", p.cidr)
	}
	return fmt.Sprintf("No: %s needs %s.", p.cidr, counted(len(p.Create), "ROA more", "ROAs more"))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// route is a route as a line has it.
func (p *roaPlan) route(v roa.Validity) string {
	return v.Prefix.String() + " from " + originName(v.Origin)
}

func originName(n resource.ASN) string {
	if n == 0 {
		return "a set"
	}
	return resource.OfASN(n).Name()
}

// there names the ROA that makes a route valid, and whether it is strict.
func (p *roaPlan) there(v roa.Validity) string {
	var found []string
	for _, vrp := range v.Covering {
		if vrp.ASN != v.Origin || vrp.MaxLength < v.Prefix.Bits() {
			continue
		}
		strength := "strict"
		if vrp.MaxLength > vrp.Prefix.Bits() {
			strength = fmt.Sprintf("permissive: longer ones down to /%d can be announced by whoever pretends to be the origin", vrp.MaxLength)
		}
		found = append(found, fmt.Sprintf("%s, maxLength %d (%s)", vrp.Prefix, vrp.MaxLength, strength))
	}
	return p.route(v) + ": " + strings.Join(slices.Compact(found), "; ")
}

// create is a ROA to be created, and why.
func (p *roaPlan) create(s roa.Step, now time.Time) string {
	line := fmt.Sprintf("%s, maxLength %d, origin %s", s.ROA.Prefix, s.ROA.MaxLength, originName(s.ROA.ASN))
	switch {
	case s.Present:
		line += ": announced now" + p.seen(s.ROA.Prefix, s.ROA.ASN, now) + ", and lost if another comes first"
		if s.Together {
			line += "; so is another origin of the same prefix, so create both at once"
		}
	case s.State == roa.InvalidLength:
		line += ": the maxLength of what is there is too short"
	}
	return line
}

// seen says by how many peers a route is seen, and how long ago.
func (p *roaPlan) seen(prefix netip.Prefix, origin resource.ASN, now time.Time) string {
	at := slices.IndexFunc(p.announcements(), func(a lookup.Announcement) bool { return a.Prefix == prefix && a.Origin == origin })
	if at < 0 {
		return ""
	}
	a := p.announcements()[at]
	text := fmt.Sprintf(" (seen by %d of %s", a.Peers, counted(p.glass.Peers(), "peer", "peers"))
	if !a.Newest.IsZero() {
		text += ", last " + a.Newest.Format("2006-01-02 15:04") + " UTC"
	}
	return text + ")"
}

func (p *roaPlan) announcements() []lookup.Announcement {
	if p.glass == nil {
		return nil
	}
	return p.glass.Announcements()
}

// about says what the plan rests on, and what holds for every ROA.
func (p *roaPlan) about() string {
	var names []string
	for _, origin := range p.origins {
		names = append(names, originName(origin))
	}
	lines := []string{
		"It is to be announced from " + strings.Join(names, ", ") + "; each needs a ROA whose maxLength covers it.",
		"A maxLength that is the prefix's own length is strict, and AWS's default. For IPAM one AWS page asks for /24 (IPv4) or /48 (IPv6):",
		"create one for each longer prefix that you will announce, rather than one that allows them all.",
		"A new ROA can take 24 hours to be seen. Make no manual changes for the range in RADb or any other IRR: AWS's provisioning fails with them.",
	}
	if p.glass == nil {
		lines = append(lines, "What is announced now was not looked at: a first ROA makes every other origin invalid. See --announced.")
	} else if !p.glass.Asked.IsZero() {
		lines = append(lines, fmt.Sprintf("What is announced is RIPEstat's looking glass of %s UTC.", p.glass.Asked.Format("2006-01-02 15:04")))
	}
	if p.missing != "" {
		lines = append(lines, "What is not found may be there: "+p.missing)
	}
	from := "Whether a ROA is there: " + p.from.Name
	if !p.from.Generated.IsZero() {
		from += ", made " + p.from.Generated.UTC().Format("2006-01-02 15:04") + " UTC"
	}
	return strings.Join(append(lines, from+"."), "\n") + "\n"
}

// A planDocument is the plan as JSON.
type planDocument struct {
	Version   int            `json:"version"`
	CIDR      netip.Prefix   `json:"cidr"`
	Done      bool           `json:"done"`
	Origins   []resource.ASN `json:"origins"`
	There     []planRoute    `json:"there"`
	Create    []planROA      `json:"create"`
	AS0       []planROA      `json:"as0,omitempty"`
	Lost      []planRoute    `json:"lost,omitempty"`
	Invalid   []planRoute    `json:"invalid,omitempty"`
	Unknown   []planRoute    `json:"unknown,omitempty"`
	Missing   string         `json:"missing,omitempty"`
	Announced bool           `json:"announcedKnown"` // whether what is announced now was looked at
}

type planRoute struct {
	Prefix netip.Prefix `json:"prefix"`
	Origin resource.ASN `json:"origin"` // 0 for a set
	State  roa.State    `json:"state,omitempty"`
	Why    string       `json:"why,omitempty"`
	ROAs   []planROA    `json:"roas,omitempty"` // that cover it
}

type planROA struct {
	Prefix    netip.Prefix `json:"prefix"`
	MaxLength int          `json:"maxLength"`
	ASN       resource.ASN `json:"asn"`
	Present   bool         `json:"present,omitempty"`  // announced now, and lost without it
	Together  bool         `json:"together,omitempty"` // with another origin of the same prefix
}

func (p *roaPlan) document() planDocument {
	d := planDocument{Version: 1, CIDR: p.cidr, Done: p.Done(), Origins: p.origins, Missing: p.missing, Announced: p.glass != nil,
		There: planRoutes(p.There), Create: []planROA{}, Lost: planRoutes(p.Lost), Invalid: planRoutes(p.Invalid), Unknown: planRoutes(p.Unknown)}
	for _, s := range p.Create {
		d.Create = append(d.Create, planROA{s.ROA.Prefix, s.ROA.MaxLength, s.ROA.ASN, s.Present, s.Together})
	}
	d.AS0 = planROAs(p.AS0)
	return d
}

func planRoutes(list []roa.Validity) []planRoute {
	routes := []planRoute{}
	for _, v := range list {
		routes = append(routes, planRoute{v.Prefix, v.Origin, v.State, v.Why, planROAs(v.Covering)})
	}
	return routes
}

func planROAs(list []roa.VRP) (roas []planROA) {
	for _, vrp := range list {
		roas = append(roas, planROA{Prefix: vrp.Prefix, MaxLength: vrp.MaxLength, ASN: vrp.ASN})
	}
	return roas
}
