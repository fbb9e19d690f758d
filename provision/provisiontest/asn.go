package provisiontest

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/resource"
)

// mostASNs is the quota of an IPAM.
const mostASNs = 5

// An asn is one that was brought.
type asn struct {
	state
	number resource.ASN
	ipam   string
	proof  proof
}

// asnXML is EC2's Byoasn.
type asnXML struct {
	ASN           resource.ASN `xml:"asn"`
	IPAM          string       `xml:"ipamId"`
	State         string       `xml:"state"`
	StatusMessage string       `xml:"statusMessage,omitempty"`
}

type asnAnswer struct {
	RequestID string `xml:"requestId"`
	ASN       asnXML `xml:"byoasn"`
}

func (n *asn) xml() asnXML { return asnXML{n.number, n.ipam, n.name, n.why} }

func (n *asn) answer() asnAnswer { return asnAnswer{requestID, n.xml()} }

// settle brings the state forward.
func (n *asn) settle(c call) {
	switch {
	case !n.due(c):
	case n.name == deprovisioning:
		n.become(deprovisioned, "", c.now)
	case n.name == pending:
		if why, known := c.verdict(n.proof, false); known && why == "" {
			n.become(provisioned, "", c.now)
		} else if known {
			n.become(failed, why, c.now)
		}
	}
}

// provisionASN is ProvisionIpamByoasn.
func (c call) provisionASN() (any, *failure) {
	number, wrong := c.number()
	if wrong == nil {
		wrong = c.knowsIPAM()
	}
	if wrong != nil {
		return nil, wrong
	}
	p, wrong := c.proof("AsnAuthorizationContext", resource.OfASN(number))
	if wrong != nil {
		return nil, wrong
	}
	count := 0
	for _, n := range c.asns {
		if n.name == failed || n.name == deprovisioned {
			continue
		}
		if count++; n.number == number {
			return nil, incorrect("the ASN is " + n.name + " in " + n.ipam)
		}
	}
	if count >= mostASNs {
		return nil, &failure{http.StatusBadRequest, "ResourceLimitExceeded", "an IPAM takes 5 ASNs"}
	}
	if wrong := c.dry(); wrong != nil {
		return nil, wrong
	}
	n := &asn{number: number, ipam: c.params.Get("IpamId"), proof: p}
	n.become(pending, "", c.now)
	c.AWS.asns = append(slices.DeleteFunc(c.asns, func(n *asn) bool { return n.number == number }), n)
	return n.answer(), nil
}

// knowsIPAM refuses an IPAM that is not there.
func (c call) knowsIPAM() *failure {
	switch id := c.params.Get("IpamId"); {
	case id == "":
		return missing("IpamId")
	case !strings.HasPrefix(id, "ipam-") || c.IPAM != "" && id != c.IPAM:
		return &failure{http.StatusBadRequest, "InvalidIpamId.NotFound", "The ipam ID '" + id + "' does not exist"}
	}
	return nil
}

// describeASNs is DescribeIpamByoasn.
func (c call) describeASNs() (any, *failure) {
	if wrong := c.dry(); wrong != nil {
		return nil, wrong
	}
	answer := struct {
		RequestID string   `xml:"requestId"`
		ASNs      []asnXML `xml:"byoasnSet>item"`
	}{RequestID: requestID}
	for _, n := range c.asns {
		answer.ASNs = append(answer.ASNs, n.xml())
	}
	return answer, nil
}

// deprovisionASN is DeprovisionIpamByoasn.
func (c call) deprovisionASN() (any, *failure) {
	number, wrong := c.number()
	if wrong == nil {
		wrong = c.knowsIPAM()
	}
	if wrong != nil {
		return nil, wrong
	}
	n, wrong := c.brought(number)
	if wrong != nil {
		return nil, wrong
	}
	for _, r := range c.cidrs {
		if r.association(number) != nil {
			return nil, incorrect("the ASN is associated with " + r.prefix.String())
		}
	}
	if wrong := c.dry(); wrong != nil {
		return nil, wrong
	}
	n.become(deprovisioning, "", c.now)
	return n.answer(), nil
}

// brought is a provisioned ASN.
func (c call) brought(number resource.ASN) (*asn, *failure) {
	for _, n := range c.asns {
		if n.number == number && n.name == provisioned {
			return n, nil
		}
	}
	return nil, incorrect("the ASN " + number.String() + " is not provisioned")
}

// An association is that of an ASN with a range.
type association struct {
	state
	number resource.ASN
}

type associationXML struct {
	ASN           resource.ASN `xml:"asn"`
	CIDR          netip.Prefix `xml:"cidr"`
	StatusMessage string       `xml:"statusMessage,omitempty"`
	State         string       `xml:"state"`
}

type associationAnswer struct {
	RequestID   string         `xml:"requestId"`
	Association associationXML `xml:"asnAssociation"`
}

// associate is AssociateIpamByoasn.
func (c call) associate() (any, *failure) {
	r, number, wrong := c.pair()
	if wrong != nil {
		return nil, wrong
	}
	switch {
	case r.name != provisioned && r.name != advertised:
		return nil, incorrect("the range is " + r.name)
	case r.association(number) != nil:
		return nil, incorrect("the ASN is associated with the range")
	}
	if wrong := c.dry(); wrong != nil {
		return nil, wrong
	}
	a := &association{number: number}
	a.become("pending-association", "", c.now)
	r.associations = append(r.associations, a)
	return associationAnswer{requestID, a.xml(r.prefix)}, nil
}

// disassociate is DisassociateIpamByoasn.
func (c call) disassociate() (any, *failure) {
	r, number, wrong := c.pair()
	if wrong != nil {
		return nil, wrong
	}
	a := r.association(number)
	switch {
	case a == nil:
		return nil, incorrect("the ASN is not associated with the range")
	case r.name == advertised && r.origin == number:
		return nil, incorrect("the range is advertised from the ASN")
	}
	if wrong := c.dry(); wrong != nil {
		return nil, wrong
	}
	a.become("pending-disassociation", "", c.now)
	return associationAnswer{requestID, a.xml(r.prefix)}, nil
}

// pair is the range and the ASN of a request, which have to be there.
func (c call) pair() (*cidr, resource.ASN, *failure) {
	number, wrong := c.number()
	if wrong != nil {
		return nil, 0, wrong
	}
	if _, wrong = c.brought(number); wrong != nil {
		return nil, 0, wrong
	}
	r, wrong := c.standing()
	return r, number, wrong
}

func (a *association) xml(prefix netip.Prefix) associationXML {
	return associationXML{a.number, prefix, a.why, a.name}
}

// settle brings the state forward, and says whether the association is gone.
func (a *association) settle(c call) (gone bool) {
	if !a.due(c) {
		return false
	}
	if a.name == "pending-association" {
		a.become("associated", "", c.now)
	}
	return a.name == "pending-disassociation"
}
