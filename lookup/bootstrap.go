package lookup

import (
	_ "embed"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// The files as IANA published them; bootstrap/SOURCES.md says when.
//
//go:embed bootstrap/asn.json
var embeddedASN []byte

//go:embed bootstrap/ipv4.json
var embeddedIPv4 []byte

//go:embed bootstrap/ipv6.json
var embeddedIPv6 []byte

// A Bootstrap is IANA's list of which registry's server answers for which
// numbers and addresses (RFC 9224). It changes a few times a year at most.
type Bootstrap struct {
	asn  numberList
	ipv4 blockList
	ipv6 blockList
}

// Dates are when each file of a bootstrap was published.
type Dates struct {
	ASN, IPv4, IPv6 time.Time
}

// Embedded returns the bootstrap that this package carries. It needs no
// network.
func Embedded() *Bootstrap {
	b, err := ParseBootstrap(nil, nil, nil)
	if err != nil {
		panic("lookup: the embedded bootstrap is damaged: " + err.Error())
	}
	return b
}

// ParseBootstrap reads IANA's files asn.json, ipv4.json and ipv6.json. One that
// is nil is the embedded one. A file that RFC 9224 does not allow, that has
// nothing in it, or that is larger than a megabyte is refused.
func ParseBootstrap(asn, ipv4, ipv6 []byte) (*Bootstrap, error) {
	var b Bootstrap
	var err error
	if b.asn, err = parseNumbers(orEmbedded(asn, embeddedASN)); err != nil {
		return nil, fmt.Errorf("bootstrap file of ASNs: %w", err)
	}
	if b.ipv4, err = parseBlocks(orEmbedded(ipv4, embeddedIPv4), netip.Addr.Is4); err != nil {
		return nil, fmt.Errorf("bootstrap file of IPv4: %w", err)
	}
	if b.ipv6, err = parseBlocks(orEmbedded(ipv6, embeddedIPv6), netip.Addr.Is6); err != nil {
		return nil, fmt.Errorf("bootstrap file of IPv6: %w", err)
	}
	return &b, nil
}

func orEmbedded(file, embedded []byte) []byte {
	if file == nil {
		return embedded
	}
	return file
}

// Published returns when each file was published.
func (b *Bootstrap) Published() Dates {
	return Dates{ASN: b.asn.published, IPv4: b.ipv4.published, IPv6: b.ipv6.published}
}

// publishedFor is the date of the file that a question is looked up in.
func (b *Bootstrap) publishedFor(q question) time.Time {
	switch {
	case !q.isNetwork:
		return b.asn.published
	case q.prefix.Addr().Is4():
		return b.ipv4.published
	}
	return b.ipv6.published
}

// ServerFor returns the base URL, always https, of the server that answers for
// a number, and the registry whose it is: "" if it is none of the five. The
// last result is false if the list has no such server. The list does not say
// which numbers are public: AS112 is in the middle of a block of ARIN's.
func (b *Bootstrap) ServerFor(n resource.ASN) (baseURL string, r registry.Registry, ok bool) {
	i, found := slices.BinarySearchFunc(b.asn.spans, n, span.compare)
	if !found {
		return "", "", false
	}
	s := b.asn.spans[i].server
	return s.url, s.registry, true
}

// NetworkServerFor is [Bootstrap.ServerFor] for an address range. The longest
// listed block that covers all of it decides.
func (b *Bootstrap) NetworkServerFor(p netip.Prefix) (baseURL string, r registry.Registry, ok bool) {
	list := b.ipv6
	if p.Addr().Is4() {
		list = b.ipv4
	}
	best := -1
	for i, block := range list.blocks {
		covers := block.prefix.Bits() <= p.Bits() && block.prefix.Contains(p.Addr())
		if covers && (best < 0 || block.prefix.Bits() > list.blocks[best].prefix.Bits()) {
			best = i
		}
	}
	if best < 0 {
		return "", "", false
	}
	s := list.blocks[best].server
	return s.url, s.registry, true
}

// serverOf returns the server of a registry.
func (b *Bootstrap) serverOf(r registry.Registry) (baseURL string, ok bool) {
	for _, s := range b.asn.spans {
		if s.server.registry == r {
			return s.server.url, true
		}
	}
	return "", false
}
