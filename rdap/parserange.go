package rdap

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/resource"
)

// parseNumbers reads one AS number or a range of them: "AS64496",
// "AS64496 - AS64511", "64496 - 64511".
func parseNumbers(s string) (first, last resource.ASN, err error) {
	from, to, isRange := strings.Cut(s, "-")
	if first, err = resource.ParseASN(strings.TrimSpace(from)); err != nil || !isRange {
		return first, first, err
	}
	if last, err = resource.ParseASN(strings.TrimSpace(to)); err == nil && first > last {
		err = errors.New("expected a range that does not end before it starts")
	}
	return first, last, err
}

// parseAddresses reads "192.0.2.0 - 192.0.2.255" or "192.0.2.0/24", and LACNIC's
// spelling of it, "192.0.2/24".
func parseAddresses(s string) (start, end netip.Addr, err error) {
	if prefix, err := netip.ParsePrefix(unabridged(s)); err == nil {
		if prefix != prefix.Masked() {
			return start, end, fmt.Errorf("%s has host bits set: expected %s", prefix, prefix.Masked())
		}
		return prefix.Addr(), lastAddr(prefix), nil
	}
	from, to, _ := strings.Cut(s, "-")
	if start, err = netip.ParseAddr(strings.TrimSpace(from)); err != nil {
		return start, end, errors.New("expected the first and last address of a range, or a prefix")
	}
	if end, err = netip.ParseAddr(strings.TrimSpace(to)); err != nil {
		return start, end, errors.New("expected the last address of a range after its first")
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
		return errors.New("expected an address with no zone")
	case start.BitLen() != end.BitLen():
		return errors.New("expected a range of which both ends are IPv4 or both IPv6")
	case end.Less(start):
		return errors.New("expected a range that does not end before it starts")
	}
	return nil
}
