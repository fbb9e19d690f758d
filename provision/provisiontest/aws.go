package provisiontest

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// A Registry looks up what is published. [*client.Client] is one.
type Registry interface {
	Record(ctx context.Context, r resource.Resource) (*lookup.Answer, error)
	ROA(ctx context.Context, q roa.Question) (*lookup.ROAAnswer, error)
}

// AWS answers requests as one account's EC2 endpoint of one Region. Its fields must
// not change after the first request; many goroutines can send them at once.
type AWS struct {
	Account  string // 12 digits; whoever asks has its credentials
	Registry Registry

	IPAM string // the ID of the only IPAM; "" lets any be one
	Pool string // that of the top-level pool; "" lets any be one

	// Takes is how long a state that is on its way stays so. Zero ends it before the
	// next request.
	Takes time.Duration
	Now   func() time.Time // nil is time.Now

	mu      sync.Mutex
	asns    []*asn
	cidrs   []*cidr
	refused []*failure
	calls   []url.Values
}

// Refuse makes the next requests fail with codes of EC2's, such as "Throttling" or
// "UnauthorizedOperation", one for each.
func (a *AWS) Refuse(codes ...string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, code := range codes {
		a.refused = append(a.refused, &failure{statusOf(code), code, "refused as the test wants it"})
	}
}

// Calls are the parameters of all requests, in order.
func (a *AWS) Calls() []url.Values {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.calls)
}

// A call is one request.
type call struct {
	*AWS
	ctx    context.Context
	now    time.Time
	params url.Values
}

// An action answers a request, or says what is wrong with it. With dry, it is only
// to be looked at.
type action func(call) (any, *failure)

var actions = map[string]action{
	"ProvisionIpamByoasn":     call.provisionASN,
	"DescribeIpamByoasn":      call.describeASNs,
	"DeprovisionIpamByoasn":   call.deprovisionASN,
	"AssociateIpamByoasn":     call.associate,
	"DisassociateIpamByoasn":  call.disassociate,
	"ProvisionIpamPoolCidr":   call.provisionPoolCIDR,
	"GetIpamPoolCidrs":        call.poolCIDRs,
	"DeprovisionIpamPoolCidr": call.deprovisionPoolCIDR,
	"ProvisionByoipCidr":      call.provisionCIDR,
	"DescribeByoipCidrs":      call.describeCIDRs,
	"DeprovisionByoipCidr":    call.deprovisionCIDR,
	"AdvertiseByoipCidr":      call.advertise,
	"WithdrawByoipCidr":       call.withdraw,
}

// ServeHTTP answers one request of the EC2 Query protocol.
func (a *AWS) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	answer, wrong := a.answer(req)
	if wrong != nil {
		wrong.write(w)
		return
	}
	writeXML(w, http.StatusOK, req.PostForm.Get("Action")+"Response", answer)
}

func (a *AWS) answer(req *http.Request) (any, *failure) {
	if wrong := unsound(req); wrong != nil {
		return nil, wrong
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	c := call{a, req.Context(), a.clock(), req.PostForm}
	a.calls = append(a.calls, req.PostForm)
	if len(a.refused) > 0 {
		wrong := a.refused[0]
		a.refused = a.refused[1:]
		return nil, wrong
	}
	act, found := actions[c.params.Get("Action")]
	if !found {
		return nil, &failure{http.StatusBadRequest, "InvalidAction", "the action is not valid for this web service, or not played here"}
	}
	c.settle()
	return act(c)
}

func (a *AWS) clock() time.Time {
	if a.Now == nil {
		return time.Now()
	}
	return a.Now()
}

// settle brings every state forward to now.
func (c call) settle() {
	for _, n := range c.asns {
		n.settle(c)
	}
	for _, r := range c.cidrs {
		r.settle(c)
	}
	c.AWS.asns = slices.DeleteFunc(c.asns, func(n *asn) bool { return n.forgotten(c.now) })
	c.AWS.cidrs = slices.DeleteFunc(c.cidrs, func(r *cidr) bool { return r.forgotten(c.now) })
}

// kept is how long what failed or is gone is listed.
const kept = 7 * 24 * time.Hour

// A state is one of AWS's, with why, and since when.
type state struct {
	name, why string
	since     time.Time
}

func (s *state) become(name, why string, now time.Time) { *s = state{name, why, now} }

// due says whether a state that is on its way has arrived.
func (s *state) due(c call) bool { return !c.now.Before(s.since.Add(c.Takes)) }

func (s *state) forgotten(now time.Time) bool {
	return (s.name == failed || s.name == deprovisioned) && now.Sub(s.since) > kept
}

// AWS's states that ASNs and ranges have in common.
const (
	pending        = "pending-provision"
	provisioned    = "provisioned"
	failed         = "failed-provision"
	deprovisioning = "pending-deprovision"
	deprovisioned  = "deprovisioned"
)

// number reads the parameter Asn.
func (c call) number() (resource.ASN, *failure) {
	r, wrong := resource.Read(c.params.Get("Asn"))
	n, isASN := r.ASN()
	switch {
	case c.params.Get("Asn") == "":
		return 0, missing("Asn")
	case wrong != nil || !isASN:
		return 0, invalid("Asn", c.params.Get("Asn"), "it is not an AS number")
	}
	return n, nil
}

// prefix reads the parameter Cidr.
func (c call) prefix() (netip.Prefix, *failure) {
	p, err := netip.ParsePrefix(c.params.Get("Cidr"))
	switch {
	case c.params.Get("Cidr") == "":
		return p, missing("Cidr")
	case err != nil || p != p.Masked():
		return p, invalid("Cidr", c.params.Get("Cidr"), "it is not a range in CIDR notation")
	}
	return p, nil
}

// dry says that a request would have succeeded, if that is what it asks.
func (c call) dry() *failure {
	if c.params.Get("DryRun") == "true" {
		return &failure{http.StatusPreconditionFailed, "DryRunOperation", "Request would have succeeded, but DryRun flag is set."}
	}
	return nil
}
