package rdap

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/resource"
)

// A span is a range of AS numbers or of addresses, both ends included, so that
// the two can be compared alike. The zero span holds nothing.
type span struct {
	kind        byte // 'a' for AS numbers, '4' and '6' for addresses
	first, last [16]byte
}

func numbers(first, last resource.ASN) span {
	s := span{kind: 'a'}
	binary.BigEndian.PutUint32(s.first[12:], uint32(first))
	binary.BigEndian.PutUint32(s.last[12:], uint32(last))
	return s
}

func addresses(first, last netip.Addr) span {
	switch {
	case !first.IsValid() || !last.IsValid():
		return span{}
	case first.Is4():
		return span{'4', first.As16(), last.As16()}
	}
	return span{'6', first.As16(), last.As16()}
}

// spanOf is the range of a resource.
func spanOf(r resource.Resource) span {
	if n, isASN := r.ASN(); isASN {
		return numbers(n, n)
	}
	if p, isRange := r.CIDR(); isRange {
		p = p.Masked()
		return addresses(p.Addr(), lastOf(p))
	}
	return span{}
}

// holds says whether s holds all of t.
func (s span) holds(t span) bool {
	return s.kind == t.kind && s.kind != 0 && string(s.first[:]) <= string(t.first[:]) && string(t.last[:]) <= string(s.last[:])
}

// meets says whether s and t have anything in common.
func (s span) meets(t span) bool {
	return s.kind == t.kind && s.kind != 0 && string(s.first[:]) <= string(t.last[:]) && string(t.first[:]) <= string(s.last[:])
}

// lastOf returns the last address of a network.
func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Addr().AsSlice()
	for bit := p.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}

// parseNumbers reads one AS number or a range of them: "AS64496",
// "AS64496 - AS64511", "64496 - 64511".
func parseNumbers(s string) (first, last resource.ASN, err error) {
	from, to, isRange := strings.Cut(s, "-")
	if first, err = resource.ParseASN(strings.TrimSpace(from)); err != nil || !isRange {
		return first, first, err
	}
	if last, err = resource.ParseASN(strings.TrimSpace(to)); err == nil && first > last {
		err = fmt.Errorf("does not start before it ends")
	}
	return first, last, err
}

// parseAddresses reads "192.0.2.0 - 192.0.2.255" or "192.0.2.0/24", and LACNIC's
// spelling of it, "192.0.2/24".
func parseAddresses(s string) (start, end netip.Addr, err error) {
	if prefix, err := netip.ParsePrefix(unabridged(s)); err == nil {
		if prefix != prefix.Masked() {
			return start, end, fmt.Errorf("has host bits set: expected %s", prefix.Masked())
		}
		return prefix.Addr(), lastOf(prefix), nil
	}
	from, to, _ := strings.Cut(s, "-")
	if start, err = netip.ParseAddr(strings.TrimSpace(from)); err != nil {
		return start, end, fmt.Errorf("is not the first and last address of a range, nor a prefix")
	}
	if end, err = netip.ParseAddr(strings.TrimSpace(to)); err != nil {
		return start, end, fmt.Errorf("has no last address after the first")
	}
	return start, end, checkAddresses(start, end)
}

// unabridged gives an IPv4 prefix all its octets.
func unabridged(prefix string) string {
	address, length, _ := strings.Cut(prefix, "/")
	if missing := 3 - strings.Count(address, "."); missing > 0 && length != "" && !strings.Contains(address, ":") {
		address += strings.Repeat(".0", missing)
		return address + "/" + length
	}
	return prefix
}

// checkAddresses says in which way two addresses are not the ends of a range.
func checkAddresses(start, end netip.Addr) error {
	switch {
	case start.Zone() != "" || end.Zone() != "":
		return fmt.Errorf("has an address with a zone")
	case start.BitLen() != end.BitLen():
		return fmt.Errorf("is not a range of which both ends are IPv4 or both IPv6")
	case end.Less(start):
		return fmt.Errorf("does not start before it ends")
	}
	return nil
}
