package client

import (
	"fmt"

	openrdap "github.com/openrdap/rdap"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/resource"
)

// askable refuses what no registry has a record of. A local server may have one
// of what is not public.
func askable(r resource.Resource, local bool) error {
	prefix, isRange := r.CIDR()
	switch {
	case r.IsZero():
		return &lookup.Error{Kind: lookup.Misuse, Detail: "it is not said what is asked for: no AS number and no range"}
	case isRange && prefix.Addr().Is4In6():
		return &lookup.Error{Kind: lookup.Misuse, Detail: fmt.Sprintf("the range %s is IPv4 written as IPv6", prefix)}
	case isRange && prefix != prefix.Masked():
		return &lookup.Error{Kind: lookup.Misuse, Detail: fmt.Sprintf("the range %s has host bits; the network is %s", prefix, prefix.Masked())}
	case local:
		return nil
	}
	return public(r)
}

// public refuses what is not.
func public(r resource.Resource) error {
	special, found := r.Special()
	if !found {
		return nil
	}
	what := "number"
	if _, isRange := r.CIDR(); isRange {
		what = "range"
	}
	return &lookup.Error{Kind: lookup.NotPublic, Detail: fmt.Sprintf("%s is not a public %s: %s (%s)", r.Name(), what, special.Reason, special.Reference)}
}

// request is the question in openrdap's form: autnum/N or ip/ADDRESS/LENGTH.
func request(r resource.Resource) *openrdap.Request {
	if n, isASN := r.ASN(); isASN {
		return openrdap.NewAutnumRequest(uint32(n))
	}
	return &openrdap.Request{Type: openrdap.IPRequest, Query: r.String()}
}
