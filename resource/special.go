package resource

import (
	"net/netip"
	"sync"
)

// A Special says why a resource is not for the public Internet.
type Special struct {
	Reason    string `json:"reason"`    // what it is for, in IANA's words
	Reference string `json:"reference"` // the RFC, such as "RFC 5398", or the IANA registry
}

// Special says why the resource is not public, and the source for that. The
// second result is false for a resource that is public as far as IANA's
// registries of special numbers and addresses tell: one that a registry can
// assign. It does not say that a registry has assigned it.
func (r Resource) Special() (Special, bool) {
	if r.isASN {
		return r.asn.special()
	}
	return specialPrefix(r.prefix)
}

// specialASNs are IANA's special-purpose AS numbers and the block that its AS
// numbers registry reserves, in rising order.
var specialASNs = [...]struct {
	first, last ASN // both included
	Special
}{
	{0, 0, Special{"Reserved (IANA)", "RFC 7607"}},
	{112, 112, Special{"AS112 project (DNS sink)", "RFC 7534"}},
	{23456, 23456, Special{"AS_TRANS", "RFC 6793"}},
	{64496, 64511, Special{"Documentation and sample code", "RFC 5398"}},
	{64512, 65534, Special{"Private use", "RFC 6996"}},
	{65535, 65535, Special{"Reserved (last 16-bit ASN)", "RFC 7300"}},
	{65536, 65551, Special{"Documentation and sample code", "RFC 5398"}},
	{65552, 131071, Special{"Reserved", "IANA AS numbers registry"}},
	{4200000000, 4294967294, Special{"Private use", "RFC 6996"}},
	{4294967295, 4294967295, Special{"Reserved (last 32-bit ASN)", "RFC 7300"}},
}

func (n ASN) special() (Special, bool) {
	for _, s := range specialASNs {
		if s.first <= n && n <= s.last {
			return s.Special, true
		}
	}
	return Special{}, false
}

// specialBlocks are the blocks of IANA's special-purpose address registries (RFC
// 6890 and its updates) and multicast. IPv6 outside 2000::/3 is caught by
// globalUnicast, after the entries here have had the chance to name it.
var specialBlocks = [...]struct {
	block string
	Special
}{
	{"0.0.0.0/8", Special{"\"This network\"", "RFC 791"}},
	{"10.0.0.0/8", Special{"Private use", "RFC 1918"}},
	{"100.64.0.0/10", Special{"Shared address space", "RFC 6598"}},
	{"127.0.0.0/8", Special{"Loopback", "RFC 1122"}},
	{"169.254.0.0/16", Special{"Link local", "RFC 3927"}},
	{"172.16.0.0/12", Special{"Private use", "RFC 1918"}},
	{"192.0.0.0/24", Special{"IETF protocol assignments", "RFC 6890"}},
	{"192.0.2.0/24", Special{"Documentation", "RFC 5737"}},
	{"192.31.196.0/24", Special{"AS112", "RFC 7535"}},
	{"192.52.193.0/24", Special{"Automatic multicast tunneling", "RFC 7450"}},
	{"192.88.99.0/24", Special{"Deprecated 6to4 relay anycast", "RFC 7526"}},
	{"192.168.0.0/16", Special{"Private use", "RFC 1918"}},
	{"192.175.48.0/24", Special{"AS112", "RFC 7534"}},
	{"198.18.0.0/15", Special{"Benchmarking", "RFC 2544"}},
	{"198.51.100.0/24", Special{"Documentation", "RFC 5737"}},
	{"203.0.113.0/24", Special{"Documentation", "RFC 5737"}},
	{"224.0.0.0/4", Special{"Multicast", "RFC 5771"}},
	{"240.0.0.0/4", Special{"Reserved", "RFC 1112"}},

	{"::1/128", Special{"Loopback", "RFC 4291"}},
	{"::ffff:0:0/96", Special{"IPv4-mapped", "RFC 4291"}},
	{"64:ff9b::/96", Special{"IPv4-IPv6 translation", "RFC 6052"}},
	{"64:ff9b:1::/48", Special{"IPv4-IPv6 translation", "RFC 8215"}},
	{"100::/64", Special{"Discard only", "RFC 6666"}},
	{"2001::/23", Special{"IETF protocol assignments", "RFC 2928"}},
	{"2001:db8::/32", Special{"Documentation", "RFC 3849"}},
	{"2002::/16", Special{"6to4", "RFC 3056"}},
	{"2620:4f:8000::/48", Special{"AS112", "RFC 7534"}},
	{"3fff::/20", Special{"Documentation", "RFC 9637"}},
	{"5f00::/16", Special{"Segment routing SIDs", "RFC 9602"}},
	{"fc00::/7", Special{"Unique local", "RFC 4193"}},
	{"fe80::/10", Special{"Link local", "RFC 4291"}},
	{"ff00::/8", Special{"Multicast", "RFC 4291"}},
}

// specialPrefixes are the blocks' prefixes, in their order.
var specialPrefixes = sync.OnceValue(func() (prefixes [len(specialBlocks)]netip.Prefix) {
	for i, s := range specialBlocks {
		prefixes[i] = netip.MustParsePrefix(s.block)
	}
	return prefixes
})

// globalUnicastBits is the length of 2000::/3, all the IPv6 space that
// registries assign from.
const globalUnicastBits = 3

func isGlobalUnicast(p netip.Prefix) bool {
	return p.Bits() >= globalUnicastBits && p.Addr().As16()[0]>>5 == 1
}

// specialPrefix finds a special block that p shares addresses with.
func specialPrefix(p netip.Prefix) (Special, bool) {
	for i, block := range specialPrefixes() {
		if block.Overlaps(p) {
			s := specialBlocks[i].Special
			if block.Bits() > p.Bits() {
				s.Reason = "it holds " + block.String() + ", " + s.Reason
			}
			return s, true
		}
	}
	if p.Addr().Is6() && !isGlobalUnicast(p) {
		return Special{"Not global unicast space (2000::/3)", "RFC 4291"}, true
	}
	return Special{}, false
}
