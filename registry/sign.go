package registry

import (
	"slices"
	"strings"
)

// A Sign is a kind of text by which a registry is told.
type Sign int

// The signs.
const (
	Host       Sign = iota // the name of an RDAP or whois server, in any case
	Source                 // the attribute source of a whois object
	Maintainer             // the attribute mnt-by or mnt-irt of a whois object, or an entity of RDAP that is one
	Banner                 // a line that a whois server or client writes beside the objects
	Extension              // an identifier of RDAP's rdapConformance, such as "nicbr_level_0"
)

// Of tells whose a sign is: a regional registry's or a national one's, or ""
// where it is neither's. A source that is neither's is a routing registry's, such
// as RADB or RIPE-NONAUTH, whose copies prove nothing.
func Of(sign Sign, text string) Registry {
	switch sign {
	case Host:
		return ofHost(strings.ToLower(strings.TrimSuffix(text, ".")))
	case Extension:
		text, _, _ = strings.Cut(text, "_")
	}
	lower := strings.ToLower(strings.TrimSpace(text))
	for _, row := range table() {
		if row.has(sign, lower) {
			return row.registry
		}
	}
	return ""
}

// OfHost tells under which regional registry a server is by its name, or returns
// "" for one that is under none.
func OfHost(host string) Registry { return Of(Host, host).Regional() }

// has says whether a text in lower case is a sign of the row's registry. No text
// is a sign of two.
func (r *row) has(sign Sign, lower string) bool {
	switch sign {
	case Source:
		return slices.Contains(r.sources, lower)
	case Extension:
		return slices.Contains(r.extensions, lower)
	case Maintainer:
		return slices.ContainsFunc(r.maintainers, func(s string) bool { return strings.HasPrefix(lower, s) })
	case Banner:
		return slices.ContainsFunc(r.banners, func(s string) bool { return strings.Contains(lower, s) })
	}
	return false
}

// ofHost finds the domain that a host is in: of two, the longer one, as
// jpnic.rdap.apnic.net is JPNIC's and not APNIC's.
func ofHost(host string) Registry {
	for found := true; found; _, host, found = strings.Cut(host, ".") {
		for _, row := range table() {
			if slices.Contains(row.domains, host) {
				return row.registry
			}
		}
	}
	return ""
}

// FieldOfTitle names the field that a remark of the registry's RDAP shows, as
// [Rule.Field] does, or returns "" where the title does not tell.
func (r Registry) FieldOfTitle(title string) string {
	if field, known := r.row().titles[title]; known {
		return field
	}
	return title
}

// FieldOfAttribute names the field that an attribute of whois or of a registry's
// database in REST is, as [Rule.Field] does.
func FieldOfAttribute(attribute string) string {
	if strings.EqualFold(attribute, "comment") {
		return ARIN.Rule().Field
	}
	return strings.ToLower(attribute)
}

// placeholders are how the names begin of objects that a registry has for the
// whole of what is not its own.
var placeholders = []string{"NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK", "IANA-BLK", "IANA-NETBLOCK", "ERX-NETBLOCK"}

// IsPlaceholder says whether a network's name is that of an object which stands
// for what another registry registers.
func IsPlaceholder(name string) bool {
	return slices.ContainsFunc(placeholders, func(p string) bool { return strings.HasPrefix(strings.ToUpper(name), p) })
}
