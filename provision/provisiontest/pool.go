package provisiontest

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/resource"
)

// poolXML is EC2's IpamPoolCidr.
type poolXML struct {
	CIDR    netip.Prefix   `xml:"cidr"`
	State   string         `xml:"state"`
	Failure *poolReasonXML `xml:"failureReason,omitempty"`
	ID      string         `xml:"ipamPoolCidrId"`
	Length  int            `xml:"netmaskLength"`
}

type poolReasonXML struct {
	Code    string `xml:"code"`
	Message string `xml:"message"`
}

type poolAnswer struct {
	RequestID string  `xml:"requestId"`
	CIDR      poolXML `xml:"ipamPoolCidr"`
}

func (r *cidr) poolXML() poolXML {
	x := poolXML{CIDR: r.prefix, State: r.name, ID: r.id, Length: r.prefix.Bits()}
	switch r.name {
	case advertising, advertised, withdrawing, unannounced:
		x.State = provisioned // what is advertised is not the pool's to tell
	case failed:
		x.Failure = &poolReasonXML{"failed-verification", r.why}
	}
	return x
}

// provisionPoolCIDR is ProvisionIpamPoolCidr: with a proof into the top-level pool,
// or without one from it into a pool below.
func (c call) provisionPoolCIDR() (any, *failure) {
	prefix, wrong := c.prefix()
	if wrong == nil {
		wrong = c.knowsPool()
	}
	if wrong != nil {
		return nil, wrong
	}
	pool := c.params.Get("IpamPoolId")
	r := &cidr{prefix: prefix, pool: pool, id: fmt.Sprintf("ipam-pool-cidr-%017x", len(c.calls))}
	if !c.above(prefix, pool) {
		if r.proof, wrong = c.poolProof(prefix); wrong == nil {
			wrong = c.free(prefix)
		}
	}
	if wrong == nil {
		wrong = c.dry()
	}
	if wrong != nil {
		return nil, wrong
	}
	c.add(r)
	return poolAnswer{requestID, r.poolXML()}, nil
}

// poolProof is the proof of a range that enters IPAM.
func (c call) poolProof(prefix netip.Prefix) (*proof, *failure) {
	pool := c.params.Get("IpamPoolId")
	switch method := c.params.Get("VerificationMethod"); {
	case method != "" && method != "remarks-x509":
		return nil, invalid("VerificationMethod", method, "only remarks-x509 is played here")
	case c.Pool != "" && pool != c.Pool:
		return nil, invalid("IpamPoolId", pool, "the range is not in the pool above it")
	}
	p, wrong := c.proof("CidrAuthorizationContext", resource.OfCIDR(prefix))
	return &p, wrong
}

// above says whether another pool has the range.
func (c call) above(prefix netip.Prefix, pool string) bool {
	for _, r := range c.cidrs {
		if r.pool != "" && r.pool != pool && r.name == provisioned && r.prefix.Bits() <= prefix.Bits() && r.prefix.Contains(prefix.Addr()) {
			return true
		}
	}
	return false
}

// knowsPool refuses a pool that cannot be.
func (c call) knowsPool() *failure {
	switch id := c.params.Get("IpamPoolId"); {
	case id == "":
		return missing("IpamPoolId")
	case !strings.HasPrefix(id, "ipam-pool-"):
		return &failure{http.StatusBadRequest, "InvalidIpamPoolId.NotFound", "The ipam-pool ID '" + id + "' does not exist"}
	}
	return nil
}

// poolCIDRs is GetIpamPoolCidrs.
func (c call) poolCIDRs() (any, *failure) {
	if wrong := c.knowsPool(); wrong != nil {
		return nil, wrong
	}
	answer := struct {
		RequestID string    `xml:"requestId"`
		CIDRs     []poolXML `xml:"ipamPoolCidrSet>item"`
	}{RequestID: requestID}
	for _, r := range c.cidrs {
		if r.pool == c.params.Get("IpamPoolId") {
			answer.CIDRs = append(answer.CIDRs, r.poolXML())
		}
	}
	return answer, c.dry()
}

// deprovisionPoolCIDR is DeprovisionIpamPoolCidr.
func (c call) deprovisionPoolCIDR() (any, *failure) {
	prefix, wrong := c.prefix()
	if wrong == nil {
		wrong = c.knowsPool()
	}
	if wrong != nil {
		return nil, wrong
	}
	for _, r := range c.cidrs {
		if r.prefix == prefix && r.pool == c.params.Get("IpamPoolId") && r.name != failed && r.name != deprovisioned {
			if wrong := c.leave(r); wrong != nil {
				return nil, wrong
			}
			return poolAnswer{requestID, r.poolXML()}, nil
		}
	}
	return nil, incorrect("the pool does not have the range " + prefix.String())
}
