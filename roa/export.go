package roa

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// A Format is the form of a file of VRPs.
type Format string

// The formats. The package comment has what each looks like.
const (
	JSON     Format = "json"
	Array    Format = "json-array"
	CSV      Format = "csv"
	RIPEstat Format = "ripestat"
)

// An Export is what a file of VRPs tells about itself: how whole it is, and how
// old.
type Export struct {
	Name    string // what it was read from, in words; for the caller to set
	Format  Format
	Entries int // how many VRPs it has, repetitions included; of RIPEstat, those that cover a route

	// Generated is when it was made. It is zero if that is not told, or not in a
	// form that is known: then it may be of any age, and is not fresh.
	Generated time.Time
	Read      time.Time // the time now that was given

	// TrustAnchors are those whose VRPs are in it, as the validator calls them,
	// in alphabetical order: or, where entries name none, those that the
	// metadata do. There are none if nothing tells.
	TrustAnchors []string
}

// world is how many entries a validator exports at least. In 2026 the RPKI has
// 388,000 ROAs, which are 400,000 VRPs and more: fewer than this are what a
// filter leaves, such as Routinator's select-asn and select-prefix, or a
// validator that did not reach most of the repositories.
const world = 100_000

// registries are those that sign ROAs.
var registries = []string{"afrinic", "apnic", "arin", "lacnic", "ripe"}

// Missing says why a VRP that is not in the export may be there all the same, or
// "" if the export is whole for ranges of a registry: "afrinic", "apnic", "arin",
// "lacnic" or "ripe", or "" if it is not known which. What is not in a part of
// the data is not "not found".
func (e *Export) Missing(registry string) string {
	anchor := e.missingAnchor(registry)
	switch {
	case e.Format == RIPEstat:
		return ""
	case e.Entries < world:
		return fmt.Sprintf("it has %s, where a whole export has 400,000 and more: it is a part, as a filter such as select-asn leaves it", count(e.Entries))
	case e.Format == CSV && anchor == "":
		return "a CSV does not tell whether it is whole"
	}
	return anchor
}

// missingAnchor says which trust anchors' VRPs are not in it.
func (e *Export) missingAnchor(registry string) string {
	wanted := registries
	if registry != "" {
		wanted = []string{strings.ToLower(registry)}
	}
	var missing []string
	for _, name := range wanted {
		if !slices.ContainsFunc(e.TrustAnchors, func(anchor string) bool { return isAnchorOf(anchor, name) }) {
			missing = append(missing, name)
		}
	}
	switch {
	case len(missing) == 0:
		return ""
	case len(e.TrustAnchors) == 0:
		return "it does not tell from which trust anchors it is"
	}
	return fmt.Sprintf("it has nothing from the trust anchor of %s, but from %s", strings.ToUpper(strings.Join(missing, ", ")), listed(e.TrustAnchors))
}

// registry is the one whose trust anchor vouches for the VRP, or "".
func (v VRP) registry() string {
	for _, name := range registries {
		if isAnchorOf(v.TrustAnchor, name) {
			return name
		}
	}
	return ""
}

// Registry is the one that signs for the prefix, as the trust anchor of the VRP
// with the longest prefix tells: "arin", and so on, or "" if none does.
func (v Validity) Registry() string {
	for _, vrp := range slices.Backward(unique(slices.Concat(v.Covering, v.Ended))) {
		if name := vrp.registry(); name != "" {
			return name
		}
	}
	return ""
}

// isAnchorOf says whether a trust anchor is a registry's: "arin", "ARIN" and
// "/etc/tals/arin.tal" are ARIN's, and "arin-ote" is one for tests.
func isAnchorOf(anchor, registry string) bool {
	anchor = anchor[strings.LastIndexAny(anchor, `/\`)+1:]
	words := strings.FieldsFunc(strings.ToLower(anchor), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	has := func(word string) bool { return slices.Contains(words, word) }
	return has(registry) && !slices.ContainsFunc([]string{"as0", "ote", "pilot", "test", "testbed"}, has)
}

// listed shows some trust anchors.
func listed(anchors []string) string {
	const most = 6
	shown := make([]string, 0, most+1)
	for i, anchor := range anchors {
		if i == most {
			shown = append(shown, "…")
			break
		}
		shown = append(shown, clip(anchor))
	}
	return strings.Join(shown, ", ")
}

func count(entries int) string {
	if entries == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", entries)
}
