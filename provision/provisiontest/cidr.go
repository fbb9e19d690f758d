package provisiontest

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/resource"
)

// The states of a range in EC2 beside those it has in common with an ASN.
const (
	advertising = "pending-advertising"
	advertised  = "advertised"
	withdrawing = "pending-withdrawal"
	unannounced = "provisioned-not-publicly-advertisable"
)

// AWS's limits on changes of what is advertised.
const (
	betweenCalls   = 10 * time.Second
	betweenNumbers = time.Hour
)

// A cidr is a range that was brought, to EC2 or to a pool of IPAM.
type cidr struct {
	state
	prefix       netip.Prefix
	pool, id     string // in IPAM
	proof        *proof // nil for one that comes from the pool above
	unadvertised bool   // PubliclyAdvertisable is false

	origin       resource.ASN // 0 is Amazon's
	changed      time.Time    // when it was advertised or withdrawn last
	swapped      time.Time    // when its origin changed last
	associations []*association
}

// cidrXML is EC2's ByoipCidr.
type cidrXML struct {
	CIDR          netip.Prefix     `xml:"cidr"`
	Pool          string           `xml:"ipamPoolId,omitempty"`
	State         string           `xml:"state"`
	StatusMessage string           `xml:"statusMessage,omitempty"`
	Associations  []associationXML `xml:"asnAssociationSet>item,omitempty"`
}

type cidrAnswer struct {
	RequestID string  `xml:"requestId"`
	CIDR      cidrXML `xml:"byoipCidr"`
}

func (r *cidr) xml() cidrXML {
	x := cidrXML{CIDR: r.prefix, Pool: r.pool, State: r.name, StatusMessage: r.why}
	for _, a := range r.associations {
		x.Associations = append(x.Associations, a.xml(r.prefix))
	}
	return x
}

func (r *cidr) answer() cidrAnswer { return cidrAnswer{requestID, r.xml()} }

func (r *cidr) association(number resource.ASN) *association {
	for _, a := range r.associations {
		if a.number == number {
			return a
		}
	}
	return nil
}

// settle brings the states forward.
func (r *cidr) settle(c call) {
	r.associations = slices.DeleteFunc(r.associations, func(a *association) bool { return a.settle(c) })
	if !r.due(c) {
		return
	}
	switch r.name {
	case pending:
		r.decide(c)
	case advertising:
		r.become(advertised, "", c.now)
	case withdrawing:
		r.become(provisioned, "", c.now)
	case deprovisioning:
		r.become(deprovisioned, "", c.now)
	}
}

// decide ends the provisioning, if it can be found out how.
func (r *cidr) decide(c call) {
	why, known := "", true
	if r.proof != nil {
		why, known = c.verdict(*r.proof, r.unadvertised)
	}
	switch {
	case !known:
	case why != "":
		r.become(failed, why, c.now)
	case r.unadvertised:
		r.become(unannounced, "", c.now)
	default:
		r.become(provisioned, "", c.now)
	}
}

// provisionCIDR is ProvisionByoipCidr.
func (c call) provisionCIDR() (any, *failure) {
	prefix, wrong := c.prefix()
	if wrong != nil {
		return nil, wrong
	}
	p, wrong := c.proof("CidrAuthorizationContext", resource.OfCIDR(prefix))
	if wrong == nil {
		wrong = c.free(prefix)
	}
	if wrong == nil {
		wrong = c.dry()
	}
	if wrong != nil {
		return nil, wrong
	}
	r := &cidr{prefix: prefix, proof: &p, unadvertised: c.params.Get("PubliclyAdvertisable") == "false"}
	c.add(r)
	return r.answer(), nil
}

// free refuses a range that is there already.
func (c call) free(prefix netip.Prefix) *failure {
	for _, r := range c.cidrs {
		if r.prefix.Overlaps(prefix) && r.name != failed && r.name != deprovisioned {
			return incorrect("the range " + r.prefix.String() + " is " + r.name)
		}
	}
	return nil
}

// add begins the provisioning of a range.
func (c call) add(r *cidr) {
	r.become(pending, "", c.now)
	c.AWS.cidrs = append(slices.DeleteFunc(c.cidrs, func(old *cidr) bool {
		return old.prefix == r.prefix && old.pool == r.pool
	}), r)
}

// describeCIDRs is DescribeByoipCidrs.
func (c call) describeCIDRs() (any, *failure) {
	if c.params.Get("MaxResults") == "" {
		return nil, missing("MaxResults")
	}
	answer := struct {
		RequestID string    `xml:"requestId"`
		CIDRs     []cidrXML `xml:"byoipCidrSet>item"`
	}{RequestID: requestID}
	for _, r := range c.cidrs {
		answer.CIDRs = append(answer.CIDRs, r.xml())
	}
	return answer, c.dry()
}

// standing is the range of a request, as it is advertised: that of the lowest pool.
func (c call) standing() (*cidr, *failure) {
	prefix, wrong := c.prefix()
	if wrong != nil {
		return nil, wrong
	}
	for _, r := range slices.Backward(c.cidrs) {
		if r.prefix == prefix && r.name != failed && r.name != deprovisioned {
			return r, nil
		}
	}
	return nil, &failure{http.StatusBadRequest, "InvalidByoipCidr.NotFound", "The range " + prefix.String() + " is not there"}
}

// advertise is AdvertiseByoipCidr.
func (c call) advertise() (any, *failure) {
	r, wrong := c.standing()
	if wrong != nil {
		return nil, wrong
	}
	origin, wrong := c.origin(r)
	switch {
	case wrong != nil:
		return nil, wrong
	case r.name != provisioned && r.name != advertised:
		return nil, incorrect("the range is " + r.name)
	case origin != r.origin && c.now.Sub(r.swapped) < betweenNumbers:
		return nil, incorrect("the ASN can change once an hour")
	}
	if wrong := c.change(r); wrong != nil {
		return nil, wrong
	}
	if origin != r.origin {
		r.origin, r.swapped = origin, c.now
	}
	r.become(advertising, "", c.now)
	return r.answer(), nil
}

// origin is the ASN that a range is to be advertised from.
func (c call) origin(r *cidr) (resource.ASN, *failure) {
	if text := c.params.Get("Asn"); text == "" || strings.EqualFold(text, "AWS") {
		return 0, nil
	}
	number, wrong := c.number()
	if wrong != nil {
		return 0, wrong
	}
	if a := r.association(number); a == nil || a.name != "associated" {
		return 0, incorrect("the ASN is not associated with the range")
	}
	return number, nil
}

// change begins a change of what is advertised.
func (c call) change(r *cidr) *failure {
	if c.now.Sub(r.changed) < betweenCalls {
		return &failure{http.StatusServiceUnavailable, "RequestLimitExceeded", "once in 10 seconds for a range"}
	}
	if wrong := c.dry(); wrong != nil {
		return wrong
	}
	r.changed = c.now
	return nil
}

// withdraw is WithdrawByoipCidr.
func (c call) withdraw() (any, *failure) {
	r, wrong := c.standing()
	switch {
	case wrong != nil:
		return nil, wrong
	case r.name != advertised:
		return nil, incorrect("the range is " + r.name)
	}
	if wrong := c.change(r); wrong != nil {
		return nil, wrong
	}
	r.become(withdrawing, "", c.now)
	return r.answer(), nil
}

// deprovisionCIDR is DeprovisionByoipCidr.
func (c call) deprovisionCIDR() (any, *failure) {
	r, wrong := c.standing()
	if wrong != nil {
		return nil, wrong
	}
	if wrong := c.leave(r); wrong != nil {
		return nil, wrong
	}
	return r.answer(), nil
}

// leave begins the end of a range.
func (c call) leave(r *cidr) *failure {
	switch {
	case r.name != provisioned && r.name != unannounced:
		return incorrect("the range is " + r.name)
	case len(r.associations) > 0:
		return incorrect("the range is associated with an ASN")
	}
	if wrong := c.dry(); wrong != nil {
		return wrong
	}
	r.become(deprovisioning, "", c.now)
	return nil
}
