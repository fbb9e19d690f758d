package registry

import (
	"fmt"
	"strings"
)

// A Registry is a regional Internet registry, by its short lower-case name.
type Registry string

// The five registries.
const (
	AFRINIC Registry = "afrinic"
	APNIC   Registry = "apnic"
	ARIN    Registry = "arin"
	LACNIC  Registry = "lacnic"
	RIPE    Registry = "ripe"
)

// Parse reads a registry's short name in any case; "ripe ncc", "ripe-ncc" and
// "ripencc" are RIPE.
func Parse(s string) (Registry, error) {
	name := strings.NewReplacer(" ", "", "-", "").Replace(strings.ToLower(s))
	if name == "ripencc" {
		name = "ripe"
	}
	r := Registry(name)
	if _, known := rules[r]; !known {
		return "", fmt.Errorf("registry %q is not one of arin, ripe, apnic, lacnic, afrinic", s)
	}
	return r, nil
}

// String returns the short lower-case name.
func (r Registry) String() string { return string(r) }

// MarshalText returns the same as [Registry.String].
func (r Registry) MarshalText() ([]byte, error) { return []byte(r), nil }

// UnmarshalText reads what [Parse] reads.
func (r *Registry) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// Rule returns what AWS's proof needs of the registry. The zero Rule is
// returned for a value that is none of the five.
func (r Registry) Rule() Rule { return rules[r] }
