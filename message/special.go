package message

import "net/netip"

// A special is a block of addresses that no operator can bring to AWS.
type special struct {
	prefix    netip.Prefix
	reason    string
	reference string
}

// specials are the blocks of IANA's special-purpose address registries (RFC
// 6890 and its updates) and multicast. IPv6 outside 2000::/3 is caught by
// globalUnicast, after the entries here have had the chance to name it.
var specials = [...]special{
	{netip.MustParsePrefix("0.0.0.0/8"), "\"This network\"", "RFC 791"},
	{netip.MustParsePrefix("10.0.0.0/8"), "Private use", "RFC 1918"},
	{netip.MustParsePrefix("100.64.0.0/10"), "Shared address space", "RFC 6598"},
	{netip.MustParsePrefix("127.0.0.0/8"), "Loopback", "RFC 1122"},
	{netip.MustParsePrefix("169.254.0.0/16"), "Link local", "RFC 3927"},
	{netip.MustParsePrefix("172.16.0.0/12"), "Private use", "RFC 1918"},
	{netip.MustParsePrefix("192.0.0.0/24"), "IETF protocol assignments", "RFC 6890"},
	{netip.MustParsePrefix("192.0.2.0/24"), "Documentation", "RFC 5737"},
	{netip.MustParsePrefix("192.31.196.0/24"), "AS112", "RFC 7535"},
	{netip.MustParsePrefix("192.52.193.0/24"), "Automatic multicast tunneling", "RFC 7450"},
	{netip.MustParsePrefix("192.88.99.0/24"), "Deprecated 6to4 relay anycast", "RFC 7526"},
	{netip.MustParsePrefix("192.168.0.0/16"), "Private use", "RFC 1918"},
	{netip.MustParsePrefix("192.175.48.0/24"), "AS112", "RFC 7534"},
	{netip.MustParsePrefix("198.18.0.0/15"), "Benchmarking", "RFC 2544"},
	{netip.MustParsePrefix("198.51.100.0/24"), "Documentation", "RFC 5737"},
	{netip.MustParsePrefix("203.0.113.0/24"), "Documentation", "RFC 5737"},
	{netip.MustParsePrefix("224.0.0.0/4"), "Multicast", "RFC 5771"},
	{netip.MustParsePrefix("240.0.0.0/4"), "Reserved", "RFC 1112"},

	{netip.MustParsePrefix("::1/128"), "Loopback", "RFC 4291"},
	{netip.MustParsePrefix("::ffff:0:0/96"), "IPv4-mapped", "RFC 4291"},
	{netip.MustParsePrefix("64:ff9b::/96"), "IPv4-IPv6 translation", "RFC 6052"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "IPv4-IPv6 translation", "RFC 8215"},
	{netip.MustParsePrefix("100::/64"), "Discard only", "RFC 6666"},
	{netip.MustParsePrefix("2001::/23"), "IETF protocol assignments", "RFC 2928"},
	{netip.MustParsePrefix("2001:db8::/32"), "Documentation", "RFC 3849"},
	{netip.MustParsePrefix("2002::/16"), "6to4", "RFC 3056"},
	{netip.MustParsePrefix("2620:4f:8000::/48"), "AS112", "RFC 7534"},
	{netip.MustParsePrefix("3fff::/20"), "Documentation", "RFC 9637"},
	{netip.MustParsePrefix("5f00::/16"), "Segment routing SIDs", "RFC 9602"},
	{netip.MustParsePrefix("fc00::/7"), "Unique local", "RFC 4193"},
	{netip.MustParsePrefix("fe80::/10"), "Link local", "RFC 4291"},
	{netip.MustParsePrefix("ff00::/8"), "Multicast", "RFC 4291"},
}

// globalUnicast is all the IPv6 space that registries assign from.
var globalUnicast = netip.MustParsePrefix("2000::/3")

// specialPrefix returns a special block that p shares addresses with.
func specialPrefix(p netip.Prefix) (special, bool) {
	for _, s := range specials {
		if s.prefix.Overlaps(p) {
			return s, true
		}
	}
	outside := p.Addr().Is6() && (p.Bits() < globalUnicast.Bits() || !globalUnicast.Contains(p.Addr()))
	if outside {
		return special{globalUnicast, "Not global unicast space (2000::/3)", "RFC 4291"}, true
	}
	return special{}, false
}
