package provision

import (
	"errors"
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/message"
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
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	if p.signed() {
		add(p.checkMessage())
		add(p.checkSignature())
	} else {
		add(p.checkMethod())
	}
	if len(errs) == 0 { // what else is needed depends on the message
		add(p.checkService())
	}
	if len(errs) == 0 { // and on the service
		add(p.complete())
		add(p.checkIPAM())
		add(p.checkPool())
	}
	add(p.checkRegions())
	if strings.ContainsRune(p.Profile, 0) {
		add(nul(FieldProfile, p.Profile))
	}
	if len(errs) == 1 {
		return p, errs[0]
	}
	return p, errors.Join(errs...)
}

func (p *plan) checkMessage() error {
	resource := p.Message.Resource()
	if resource.IsZero() {
		return &MissingError{FieldMessage, "compose it first, and sign it"}
	}
	_, p.forASN = resource.ASN()
	account := p.Message.Account()
	digits, err := message.ParseAccount(account)
	if err == nil && digits == account {
		return nil
	}
	mend := "compose it with the 12 digits of the account number, and sign it again"
	if err == nil {
		mend = "compose it with " + digits + ", and sign it again"
	}
	return &InvalidError{Field: FieldMessage, Seen: account, What: "names an account that is not 12 digits", Mend: mend}
}

func (p *plan) checkSignature() error {
	if len(p.Signature) == 0 {
		return &MissingError{FieldSignature, "sign the message first"}
	}
	if _, err := sign.Parse(p.Signature.String()); err != nil {
		return &InvalidError{Field: FieldSignature, What: "is not one of an RSA key: " + err.Error()}
	}
	return nil
}

func (p *plan) checkService() error {
	switch p.Service {
	case "":
		p.Service = IPAM
	case IPAM, EC2, GlobalAccelerator:
	default:
		return &InvalidError{FieldService, string(p.Service), "is unknown", "name ipam, ec2 or globalaccelerator"}
	}
	if p.Method == "" {
		p.Method = Certificate
	}
	if p.forASN && p.Service != IPAM {
		return &InvalidError{FieldService, string(p.Service), "takes no ASN", "an ASN is brought to ipam"}
	}
	return nil
}

// complete checks the resource against the message.
func (p *plan) complete() error {
	if p.forASN {
		return p.completeASN()
	}
	return p.completeRange()
}

func (p *plan) completeASN() error {
	n, _ := p.Message.Resource().ASN()
	if p.ASN != 0 && p.ASN != n {
		return &InvalidError{FieldASN, p.ASN.String(), "is not the one that the message is about", "leave it out, or write " + n.String()}
	}
	p.ASN = n
	if !p.CIDR.IsValid() {
		return nil
	}
	if _, err := resource.ParseCIDR(p.CIDR.String()); err != nil {
		return &InvalidError{FieldCIDR, p.CIDR.String(), "is not a network", "write " + p.CIDR.Masked().String()}
	}
	if !advertisable(p.CIDR) {
		return &InvalidError{FieldCIDR, p.CIDR.String(), "is too small to be advertised",
			"the longest prefixes are /24 (IPv4) and /48 (IPv6)"}
	}
	return nil
}

func (p *plan) completeRange() error {
	prefix, signed := p.Message.Resource().CIDR()
	if !signed {
		prefix = p.CIDR
	}
	if p.CIDR.IsValid() && p.CIDR != prefix {
		return &InvalidError{FieldCIDR, p.CIDR.String(), "is not the one that the message is about", "leave it out, or write " + prefix.String()}
	}
	p.CIDR = prefix
	// AWS refuses IPv4 past /24 altogether; only IPv6 can stay unadvertised.
	p.public = prefix.Addr().Is4() || advertisable(prefix)
	switch {
	case p.Service == GlobalAccelerator && !prefix.Addr().Is4():
		return &InvalidError{FieldCIDR, prefix.String(), "is IPv6, and Global Accelerator takes IPv4 alone", "name another service"}
	case p.ASN != 0 && p.Service != IPAM:
		return &InvalidError{FieldASN, p.ASN.String(), "cannot advertise the range",
			"AWS documents that for a range in an IPAM pool only, not for " + string(p.Service)}
	case p.ASN != 0 && !p.public:
		return &InvalidError{FieldASN, p.ASN.String(), "cannot advertise the range", "IPv6 past /48 is not advertised"}
	}
	return nil
}

func advertisable(p netip.Prefix) bool {
	if p.Addr().Is4() {
		return p.Bits() <= longestIPv4
	}
	return p.Bits() <= longestIPv6
}

func (p *plan) checkIPAM() error {
	switch {
	case p.IPAM == "" && p.needsIPAM() && !p.Variables:
		return &MissingError{FieldIPAM, "aws ec2 describe-ipams lists yours"}
	case p.IPAM == "":
		return nil
	case !p.forASN && p.signed():
		return &InvalidError{FieldIPAM, p.IPAM, "has no place in a request for a range", "name the pool instead, if it goes to IPAM"}
	}
	return checkID(FieldIPAM, p.IPAM, ipamPrefix, "ipam-0123456789abcdef0")
}

// needsIPAM says whether a command names the IPAM.
func (p *plan) needsIPAM() bool {
	return p.forASN || p.Method == DNSToken && p.Token.ID == "" || p.Method == DelegatedRPKI && p.Association.ID == ""
}

func (p *plan) checkPool() error {
	switch {
	case p.Pool == "" && !p.forASN && p.Service == IPAM && !p.Variables:
		return &MissingError{FieldPool, "aws ec2 describe-ipam-pools lists yours"}
	case p.Pool == "":
		return nil
	case p.Service != IPAM:
		return &InvalidError{FieldPool, p.Pool, "has no place in a request to " + string(p.Service), "leave it out, or name the service ipam"}
	}
	return checkID(FieldPool, p.Pool, poolPrefix, "ipam-pool-0123456789abcdef0")
}

func (p *plan) checkRegions() error {
	if p.Service == GlobalAccelerator {
		if p.Region != "" && p.Region != acceleratorRegion {
			return &InvalidError{FieldRegion, p.Region, "does not answer Global Accelerator's calls", "leave it out, or write " + acceleratorRegion}
		}
		p.Region = acceleratorRegion
	}
	if p.Locale != "" && p.Service != IPAM && p.Service != "" {
		return &InvalidError{FieldLocale, p.Locale, "has no place in a request to " + string(p.Service), "leave it out"}
	}
	for _, region := range []struct {
		field Field
		name  string
	}{{FieldRegion, p.Region}, {FieldLocale, p.Locale}} {
		if strings.ContainsRune(region.name, 0) {
			return nul(region.field, region.name)
		}
		if strings.HasPrefix(region.name, "cn-") {
			return &InvalidError{region.field, region.name, "is in China, where AWS does not offer BYOIP", "name another"}
		}
	}
	if p.Locale == "" {
		p.Locale = p.Region
	}
	return nil
}

// nul refuses a text that no shell can pass on.
func nul(field Field, text string) error {
	return &InvalidError{field, text, "has a NUL character in it", "write it without"}
}
