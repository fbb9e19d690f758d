package lookuptest

import (
	"net/http"
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/resource"
)

// A Service is one of those that are played.
type Service string

const (
	RDAP         Service = "rdap"
	Database     Service = "database"      // RIPE NCC's, in text
	ROA          Service = "roa"           // RIPEstat's rpki-validation
	LookingGlass Service = "looking-glass" // RIPEstat's
)

const (
	pathROA   = "/data/rpki-validation/data.json"
	pathGlass = "/data/looking-glass/data.json"
)

// A question is what a request asks whom. For a ROA, the resource is the range.
type question struct {
	service  Service
	resource resource.Resource
}

func questionOf(req *http.Request) question {
	switch path := req.URL.Path; path {
	case pathROA:
		return question{ROA, parse(req.FormValue("prefix"))}
	case pathGlass:
		return question{LookingGlass, parse(req.FormValue("resource"))}
	default:
		if key, found := strings.CutSuffix(path, ".txt"); found && strings.HasPrefix(path, "/ripe/") {
			class, key, _ := strings.Cut(strings.TrimPrefix(key, "/ripe/"), "/")
			return question{Database, ofKey(class, key)}
		}
		if _, n, found := strings.Cut(path, "/autnum/"); found {
			return question{RDAP, parse(n)}
		}
		if _, p, found := strings.Cut(path, "/ip/"); found {
			return question{RDAP, parse(p)}
		}
	}
	return question{}
}

// ofKey reads the primary key of an object in RIPE NCC's database.
func ofKey(class, key string) resource.Resource {
	if class != "inetnum" {
		return parse(key)
	}
	first, last, _ := strings.Cut(key, " - ")
	start, err1 := netip.ParseAddr(first)
	end, err2 := netip.ParseAddr(last)
	if err1 != nil || err2 != nil {
		return resource.Resource{}
	}
	for bits := range start.BitLen() + 1 {
		if p := netip.PrefixFrom(start, bits); p == p.Masked() && lastOf(p) == end {
			return resource.OfCIDR(p)
		}
	}
	return resource.Resource{}
}

// lastOf is a range's last address.
func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Masked().Addr().AsSlice()
	for bit := p.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 1 << (7 - bit%8)
	}
	addr, _ := netip.AddrFromSlice(bytes)
	return addr
}

func parse(text string) resource.Resource {
	r, _ := resource.Parse(text) // what cannot be read is nothing that is there
	return r
}

// rdapPath is where a registry has the record, below its base.
func rdapPath(r resource.Resource) string {
	if _, isRange := r.CIDR(); isRange {
		return "ip/" + r.String()
	}
	return "autnum/" + r.String()
}
