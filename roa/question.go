package roa

import (
	"errors"
	"fmt"
	"net/netip"

	"github.com/byoasn/byoasn/resource"
)

// A Question is a route whose origin is to be validated: a prefix, and the
// autonomous system that originates it.
type Question struct {
	Prefix netip.Prefix
	Origin resource.ASN
}

// ErrQuestion is what is wrong with a question that is not about a route.
var ErrQuestion = errors.New("not a route to validate")

// Check refuses what no router announces: a prefix that is not set, has host
// bits, or is IPv4 written as IPv6. Its error wraps [ErrQuestion].
func (q Question) Check() error {
	switch {
	case !q.Prefix.IsValid():
		return fmt.Errorf("%w: the prefix is not set", ErrQuestion)
	case q.Prefix.Addr().Is4In6():
		return fmt.Errorf("%w: the prefix %s is IPv4 written as IPv6", ErrQuestion, q.Prefix)
	case q.Prefix != q.Prefix.Masked():
		return fmt.Errorf("%w: the prefix %s has host bits; the network is %s", ErrQuestion, q.Prefix, q.Prefix.Masked())
	}
	return nil
}
