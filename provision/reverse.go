package provision

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// ReverseNames returns the names in the reverse zone that stand for a range
// together, without a final dot: those of its octets for IPv4 (RFC 1035 section
// 3.5), of its nibbles for IPv6 (RFC 3596 section 2.5). A range that ends within
// an octet or nibble has several: a /22 has four, each of a /24. There are none
// for the invalid prefix.
func ReverseNames(p netip.Prefix) []string {
	if !p.IsValid() {
		return nil
	}
	p = p.Masked()
	unit, zone, labels := 8, "in-addr.arpa", octets
	if p.Addr().Is6() {
		unit, zone, labels = 4, "ip6.arpa", nibbles
	}
	whole := (p.Bits() + unit - 1) / unit // labels, the last of which may be several
	label := labels(p.Addr())[:whole]
	names := make([]string, 1<<(whole*unit-p.Bits()))
	for i := range names {
		names[i] = reverseName(label, i, unit, zone)
	}
	return names
}

// reverseName writes labels from the last to the first, with a number added to
// the last one.
func reverseName(label []int, more, unit int, zone string) string {
	base := 10
	if unit == 4 {
		base = 16
	}
	var name strings.Builder
	for i, value := range slices.Backward(label) {
		if i == len(label)-1 {
			value += more
		}
		fmt.Fprintf(&name, "%s.", strconv.FormatInt(int64(value), base))
	}
	return name.String() + zone
}

func octets(a netip.Addr) []int {
	var list []int
	for _, b := range a.AsSlice() {
		list = append(list, int(b))
	}
	return list
}

func nibbles(a netip.Addr) []int {
	var list []int
	for _, b := range a.AsSlice() {
		list = append(list, int(b>>4), int(b&15))
	}
	return list
}
