package provision

import (
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

// acceleratorRegion is the only Region that answers Global Accelerator's calls
// ("Provision the address range for use with Global Accelerator", AWS Global
// Accelerator Developer Guide).
const acceleratorRegion = "us-west-2"

// The longest prefixes that can be advertised ("Bring your own IP addresses
// (BYOIP) to Amazon EC2", Amazon EC2 User Guide).
const (
	longestIPv4 = 24
	longestIPv6 = 48
)

// plan checks the request and completes it: what the message says stands in
// CIDR or ASN, too, and no Service is IPAM.
func (r Request) plan() (plan, error) {
	p := plan{Request: r, public: true}
	var found []*problem.Problem
	add := func(p *problem.Problem) {
		if p != nil {
			found = append(found, p)
		}
	}
	if p.signed() {
		add(p.checkMessage())
		add(p.checkSignature())
	} else {
		add(p.checkMethod())
	}
	if len(found) == 0 { // what else is needed depends on the message
		add(p.checkService())
	}
	if len(found) == 0 { // and on the service
		add(p.complete())
		add(p.checkIPAM())
		add(p.checkPool())
	}
	add(p.checkRegions())
	if strings.ContainsRune(p.Profile, 0) {
		add(nul(fieldProfile, p.Profile))
	}
	switch len(found) {
	case 0:
		return p, nil
	case 1:
		return p, found[0]
	}
	return p, &problem.List{Problems: found}
}

func (p *plan) checkMessage() *problem.Problem {
	resource := p.Message.Resource()
	if resource.IsZero() {
		return missing(MissingMessage, fieldMessage, "compose it first, and sign it")
	}
	_, p.forASN = resource.ASN()
	account := p.Message.Account()
	digits, err := message.ParseAccount(account)
	if err == nil && digits == account {
		return nil
	}
	fix := "compose it with the 12 digits of the account number, and sign it again"
	if err == nil {
		fix = "compose it with " + digits + ", and sign it again"
	}
	return invalid(fieldMessage, account, "names an account that is not 12 digits", fix)
}

func (p *plan) checkSignature() *problem.Problem {
	if len(p.Signature) == 0 {
		return missing(MissingSignature, fieldSignature, "sign the message first")
	}
	if _, err := sign.Parse(p.Signature.String()); err != nil {
		return invalid(fieldSignature, "", "is not one of an RSA key: "+err.Error(), "")
	}
	return nil
}

func (p *plan) checkService() *problem.Problem {
	switch p.Service {
	case "":
		p.Service = IPAM
	case IPAM, EC2, GlobalAccelerator:
	default:
		return invalid(fieldService, string(p.Service), "is unknown", "name ipam, ec2 or globalaccelerator")
	}
	if p.Method == "" {
		p.Method = Certificate
	}
	if p.forASN && p.Service != IPAM {
		return invalid(fieldService, string(p.Service), "takes no ASN", "an ASN is brought to ipam")
	}
	return nil
}

// complete checks the resource against the message.
func (p *plan) complete() *problem.Problem {
	if p.forASN {
		return p.completeASN()
	}
	return p.completeRange()
}

func (p *plan) completeASN() *problem.Problem {
	n, _ := p.Message.Resource().ASN()
	if p.ASN != 0 && p.ASN != n {
		return invalid(fieldASN, p.ASN.String(), "is not the one that the message is about", "leave it out, or write "+n.String())
	}
	p.ASN = n
	if !p.CIDR.IsValid() {
		return nil
	}
	if _, err := resource.ParseCIDR(p.CIDR.String()); err != nil {
		return invalid(fieldCIDR, p.CIDR.String(), "is not a network", "write "+p.CIDR.Masked().String())
	}
	if !advertisable(p.CIDR) {
		return invalid(fieldCIDR, p.CIDR.String(), "is too small to be advertised",
			"the longest prefixes are /24 (IPv4) and /48 (IPv6)")
	}
	return nil
}

func (p *plan) completeRange() *problem.Problem {
	prefix, signed := p.Message.Resource().CIDR()
	if !signed {
		prefix = p.CIDR
	}
	if p.CIDR.IsValid() && p.CIDR != prefix {
		return invalid(fieldCIDR, p.CIDR.String(), "is not the one that the message is about", "leave it out, or write "+prefix.String())
	}
	p.CIDR = prefix
	// AWS refuses IPv4 past /24 altogether; only IPv6 can stay unadvertised.
	p.public = prefix.Addr().Is4() || advertisable(prefix)
	switch {
	case p.Service == GlobalAccelerator && !prefix.Addr().Is4():
		return invalid(fieldCIDR, prefix.String(), "is IPv6, and Global Accelerator takes IPv4 alone", "name another service")
	case p.ASN != 0 && p.Service != IPAM:
		return invalid(fieldASN, p.ASN.String(), "cannot advertise the range",
			"AWS documents that for a range in an IPAM pool only, not for "+string(p.Service))
	case p.ASN != 0 && !p.public:
		return invalid(fieldASN, p.ASN.String(), "cannot advertise the range", "IPv6 past /48 is not advertised")
	}
	return nil
}

func advertisable(p netip.Prefix) bool {
	if p.Addr().Is4() {
		return p.Bits() <= longestIPv4
	}
	return p.Bits() <= longestIPv6
}

func (p *plan) checkIPAM() *problem.Problem {
	switch {
	case p.IPAM == "" && p.needsIPAM() && !p.Variables:
		return missing(MissingIPAM, fieldIPAM, "aws ec2 describe-ipams lists yours")
	case p.IPAM == "":
		return nil
	case !p.forASN && p.signed():
		return invalid(fieldIPAM, p.IPAM, "has no place in a request for a range", "name the pool instead, if it goes to IPAM")
	}
	return checkID(fieldIPAM, p.IPAM, ipamPrefix, "ipam-0123456789abcdef0")
}

// needsIPAM says whether a command names the IPAM.
func (p *plan) needsIPAM() bool {
	return p.forASN || p.Method == DNSToken && p.Token.ID == "" || p.Method == DelegatedRPKI && p.Association.ID == ""
}

func (p *plan) checkPool() *problem.Problem {
	switch {
	case p.Pool == "" && !p.forASN && p.Service == IPAM && !p.Variables:
		return missing(MissingPool, fieldPool, "aws ec2 describe-ipam-pools lists yours")
	case p.Pool == "":
		return nil
	case p.Service != IPAM:
		return invalid(fieldPool, p.Pool, "has no place in a request to "+string(p.Service), "leave it out, or name the service ipam")
	}
	return checkID(fieldPool, p.Pool, poolPrefix, "ipam-pool-0123456789abcdef0")
}

func (p *plan) checkRegions() *problem.Problem {
	if p.Service == GlobalAccelerator {
		if p.Region != "" && p.Region != acceleratorRegion {
			return invalid(fieldRegion, p.Region, "does not answer Global Accelerator's calls", "leave it out, or write "+acceleratorRegion)
		}
		p.Region = acceleratorRegion
	}
	if p.Locale != "" && p.Service != IPAM && p.Service != "" {
		return invalid(fieldLocale, p.Locale, "has no place in a request to "+string(p.Service), "leave it out")
	}
	for _, region := range []struct {
		field field
		name  string
	}{{fieldRegion, p.Region}, {fieldLocale, p.Locale}} {
		if strings.ContainsRune(region.name, 0) {
			return nul(region.field, region.name)
		}
		if strings.HasPrefix(region.name, "cn-") {
			return invalid(region.field, region.name, "is in China, where AWS does not offer BYOIP", "name another")
		}
	}
	if p.Locale == "" {
		p.Locale = p.Region
	}
	return nil
}

// nul refuses a text that no shell can pass on.
func nul(field field, text string) *problem.Problem {
	return invalid(field, text, "has a NUL character in it", "write it without")
}
