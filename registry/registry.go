package registry

import (
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/problem"
)

// A Registry is an Internet registry, by its short lower-case name: one of the
// five regional ones, or a national one under them.
type Registry string

// The five regional registries.
const (
	AFRINIC Registry = "afrinic"
	APNIC   Registry = "apnic"
	ARIN    Registry = "arin"
	LACNIC  Registry = "lacnic"
	RIPE    Registry = "ripe"
)

// What is refused: a name by [Parse], a registry by whatever publishes there.
const (
	Unknown      problem.ID = "registry-name"          // none of the five
	NotSupported problem.ID = "registry-not-supported" // AWS takes no proof published there
)

// All lists the five regional registries, those that AWS reads first.
func All() []Registry { return []Registry{ARIN, RIPE, APNIC, LACNIC, AFRINIC} }

// Nationals lists the national registries.
func Nationals() []Registry {
	var all []Registry
	for _, row := range table() {
		if row.Under != "" {
			all = append(all, row.registry)
		}
	}
	return all
}

// Parse reads a regional registry's short name in any case; "ripe ncc",
// "ripe-ncc" and "ripencc" are RIPE. Its error is a [*problem.Problem].
func Parse(s string) (Registry, error) {
	name := strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(s), " ", ""), "-", "")
	if name == "ripencc" {
		name = "ripe"
	}
	if r := Registry(name); slices.Contains(All(), r) {
		return r, nil
	}
	p := &problem.Problem{ID: Unknown, Field: "registry", Seen: s, What: "is not one of arin, ripe, apnic, lacnic, afrinic"}
	if under := Registry(name).Rule().Under; under != "" {
		p.Fix = "it is a national registry under " + under.Rule().Name + ": name that"
	}
	return "", p
}

// String returns the short lower-case name.
func (r Registry) String() string { return string(r) }

// MarshalText returns the same as [Registry.String].
func (r Registry) MarshalText() ([]byte, error) { return []byte(r), nil }

// UnmarshalText reads what [Parse] reads, and the empty text as no registry.
func (r *Registry) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = ""
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// Regional returns the regional registry that r is, or is under.
func (r Registry) Regional() Registry {
	if under := r.row().Under; under != "" {
		return under
	}
	return r
}

// A Rule is what AWS's proof and its tools need to know of one registry.
type Rule struct {
	Name      string   // as the registry writes it: "RIPE NCC"
	Under     Registry // of a national registry: the regional one
	Supported bool     // whether AWS takes a proof published there

	Whois string        // the whois server
	RDAP  string        // the base URL of its RDAP server
	REST  string        // the base URL of its database in REST, where that settles what RDAP cannot tell
	Pace  time.Duration // the least time between two requests to it

	// JoinsFields says that its RDAP shows the field that AWS reads and another
	// one as one remark. EndsInSource says that each of its whois objects ends
	// with the attribute source, so that one without has lost its end.
	JoinsFields, EndsInSource bool

	// The rest is empty for a registry that AWS does not support.

	Field      string   // the field that AWS reads, as the registry calls it
	Never      []string // where a certificate goes by mistake and does no good
	ASNSteps   []string // how to reach the field of an ASN's record
	RangeSteps []string // how to reach the field of an address range's record
	Prefix     string   // what stands before the certificate in the text to paste
	MailTo     string   // where to mail the text, if it is not pasted
}

// Rule returns the registry's row of the table, or the zero Rule for a value
// that is none of the registries.
func (r Registry) Rule() Rule { return r.row().Rule }

func (r Registry) row() *row {
	for _, row := range table() {
		if row.registry == r {
			return row
		}
	}
	return new(row)
}
