package lookup

import (
	_ "embed"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/byoasn/byoasn/problem"
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

// NotBootstrap is the problem of a file that is none of IANA's.
const NotBootstrap problem.ID = "not-a-bootstrap"

// A Bootstrap is IANA's list of which registry's server answers for which
// numbers and addresses (RFC 9224). It changes a few times a year at most, and is
// never changed here: many goroutines can use one.
type Bootstrap struct {
	asn  numberList
	ipv4 blockList
	ipv6 blockList
}

// A Server is one that a bootstrap lists.
type Server struct {
	URL       string            // its base, always https
	Registry  registry.Registry // whose it is; "" if it is none of the five's
	Published time.Time         // when the list that names it was
}

// Embedded returns the bootstrap that this package carries. It needs no
// network.
func Embedded() *Bootstrap { return embedded() }

// embedded is parsed at its first use.
var embedded = sync.OnceValue(func() *Bootstrap {
	b, err := ParseBootstrap(nil, nil, nil)
	if err != nil {
		panic("lookup: the embedded bootstrap is damaged: " + err.Error())
	}
	return b
})

// ParseBootstrap reads IANA's files asn.json, ipv4.json and ipv6.json. One that
// is nil is the embedded one. A file that RFC 9224 does not allow, that has
// nothing in it, or that is larger than a megabyte is refused.
func ParseBootstrap(asn, ipv4, ipv6 []byte) (*Bootstrap, error) {
	var b Bootstrap
	var err error
	if b.asn, err = parseNumbers(orEmbedded(asn, embeddedASN)); err != nil {
		return nil, notBootstrap("ASNs", err)
	}
	if b.ipv4, err = parseBlocks(orEmbedded(ipv4, embeddedIPv4), netip.Addr.Is4); err != nil {
		return nil, notBootstrap("IPv4", err)
	}
	if b.ipv6, err = parseBlocks(orEmbedded(ipv6, embeddedIPv6), netip.Addr.Is6); err != nil {
		return nil, notBootstrap("IPv6", err)
	}
	return &b, nil
}

func notBootstrap(of string, err error) error {
	return &problem.Problem{ID: NotBootstrap, Field: "bootstrap file of " + of + ":", What: err.Error(),
		Fix: "give IANA's file, from https://data.iana.org/rdap/", Err: err}
}

func orEmbedded(file, embedded []byte) []byte {
	if file == nil {
		return embedded
	}
	return file
}

// ServerFor returns the server that answers for an AS number or a range, and so
// which registry that is at. For a range the longest listed block that covers
// all of it decides. The second result is false if the list has no such server;
// of the first, only Published is then set.
//
// The list does not say what is public: AS112 is in the middle of a block of
// ARIN's ([resource.Resource.Special]).
func (b *Bootstrap) ServerFor(r resource.Resource) (Server, bool) {
	if n, isASN := r.ASN(); isASN {
		return b.asn.find(n)
	}
	p, _ := r.CIDR()
	if p.Addr().Is4() {
		return b.ipv4.find(p)
	}
	return b.ipv6.find(p)
}

// ServerOf returns the server of a registry.
func (b *Bootstrap) ServerOf(r registry.Registry) (Server, bool) {
	for _, s := range b.asn.spans {
		if s.server.registry == r {
			return s.server.published(b.asn.published), true
		}
	}
	return Server{Published: b.asn.published}, false
}

func (l numberList) find(n resource.ASN) (Server, bool) {
	i, found := slices.BinarySearchFunc(l.spans, n, span.compare)
	if !found {
		return Server{Published: l.published}, false
	}
	return l.spans[i].server.published(l.published), true
}

func (l blockList) find(p netip.Prefix) (Server, bool) {
	best := -1
	for i, block := range l.blocks {
		covers := block.prefix.Bits() <= p.Bits() && block.prefix.Contains(p.Addr())
		if covers && (best < 0 || block.prefix.Bits() > l.blocks[best].prefix.Bits()) {
			best = i
		}
	}
	if best < 0 {
		return Server{Published: l.published}, false
	}
	return l.blocks[best].server.published(l.published), true
}

func (s service) published(at time.Time) Server {
	return Server{URL: s.url, Registry: s.registry, Published: at}
}
