package lookup

import (
	"fmt"
	"net/netip"

	openrdap "github.com/openrdap/rdap"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// A question is the object that a lookup is about.
type question struct {
	number    resource.ASN
	prefix    netip.Prefix
	isNetwork bool
}

func (q question) String() string {
	if q.isNetwork {
		return q.prefix.String()
	}
	return "AS" + q.number.String()
}

// check refuses what no registry has a record of.
func (q question) check(local bool) error {
	if q.isNetwork {
		return q.checkPrefix()
	}
	if special, found := resource.OfASN(q.number).Special(); found && !local {
		return &Error{Kind: NotPublic, Detail: fmt.Sprintf("%s is not a public number: %s (%s)", q, special.Reason, special.Reference)}
	}
	return nil
}

func (q question) checkPrefix() error {
	switch {
	case !q.prefix.IsValid():
		return &Error{Kind: Misuse, Detail: "the prefix is not set"}
	case q.prefix.Addr().Is4In6():
		return &Error{Kind: Misuse, Detail: fmt.Sprintf("the prefix %s is IPv4 written as IPv6", q)}
	case q.prefix != q.prefix.Masked():
		return &Error{Kind: Misuse, Detail: fmt.Sprintf("the prefix %s has host bits; the network is %s", q, q.prefix.Masked())}
	}
	return nil
}

// request is the question in openrdap's form: autnum/N or ip/ADDRESS/LENGTH.
func (q question) request() *openrdap.Request {
	if q.isNetwork {
		return &openrdap.Request{Type: openrdap.IPRequest, Query: q.prefix.String()}
	}
	return openrdap.NewAutnumRequest(uint32(q.number))
}

// mismatch says why a record is about another object, or is "". A record that
// does not tell its range, and one that covers what was asked for, is none.
func (q question) mismatch(r *rdap.Record) string {
	class := rdap.Autnum
	if q.isNetwork {
		class = rdap.Network
	}
	switch {
	case r.Class != class:
		return fmt.Sprintf("asked for %s, got an object of class %q", q, r.Class)
	case !q.isNetwork && r.HasRange && (q.number < r.First || q.number > r.Last):
		return fmt.Sprintf("asked for %s, got AS%s to AS%s", q, r.First, r.Last)
	case q.isNetwork && r.Start.IsValid() && r.End.IsValid() && !q.touches(r.Start, r.End):
		return fmt.Sprintf("asked for %s, got %s to %s", q, r.Start, r.End)
	}
	return ""
}

// touches says whether the prefix and a range have an address in common.
func (q question) touches(start, end netip.Addr) bool {
	first := q.prefix.Addr()
	return first.BitLen() == start.BitLen() &&
		(q.prefix.Contains(start) || start.Compare(first) <= 0 && first.Compare(end) <= 0)
}
