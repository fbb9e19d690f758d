package provision

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// A Method is how AWS is shown that a range is yours. Its values are stable; an
// empty Method is [Certificate], and the only one for an ASN.
type Method string

// The methods. The first two are values of AWS's --verification-method.
const (
	Certificate   Method = "remarks-x509"   // a signed message, and a certificate in the registry's record
	DNSToken      Method = "dns-token"      // a TXT record in the range's reverse zone
	DelegatedRPKI Method = "delegated-rpki" // AWS runs the RPKI certification authority of the holder's organization
)

// A Token is IPAM's for the TXT record: an external resource verification token.
// It is valid for 72 hours, and for any number of ranges. What is empty is a
// shell variable in the commands.
type Token struct {
	ID    string // ipam-ext-res-ver-token- and digits
	Name  string // the first label of the record's name
	Value string // what the record says
}

// An Association is IPAM's with an organization at a registry. What is empty is a
// shell variable in the commands.
type Association struct {
	ID           string // ipam-internet-registry-assoc- and digits
	Registry     string // "arin", "ripe", "apnic" or "lacnic"
	Organization string // the handle of the organization there

	// Parent is the registry's answer to the request that AWS makes. Without it
	// the command that needs it is left out.
	Parent *ParentResponse
}

// CoveredByAssociation is the message, with an empty signature, that AWS takes
// for a range under an [Association] ("Tutorial: Set up delegated RPKI for BYOIP
// prefixes", Amazon VPC IPAM User Guide), and nowhere else.
const CoveredByAssociation = "CoveredByInternetRegistryAssociation"

// Shell variables of the other methods.
const (
	variableTokenID      = "TOKEN_ID"
	variableTokenName    = "TOKEN_NAME"
	variableTokenValue   = "TOKEN_VALUE"
	variableAssociation  = "ASSOCIATION_ID"
	variableRegistry     = "RIR"
	variableOrganization = "ORGANIZATION_HANDLE"
)

const (
	tokenPrefix       = "ipam-ext-res-ver-token-"
	associationPrefix = "ipam-internet-registry-assoc-"
)

// associates are the registries that IPAM associates with (RIRs that AWS
// supports in "Monitor BGP route protection", Amazon VPC IPAM User Guide).
var associates = []string{"arin", "ripe", "apnic", "lacnic"}

// signed says whether the request has a message and a signature.
func (r Request) signed() bool { return r.Method == Certificate || r.Method == "" }

// checkMethod checks a request without a message.
func (p *plan) checkMethod() *problem.Problem {
	switch {
	case p.Method != DNSToken && p.Method != DelegatedRPKI:
		return invalid(fieldMethod, string(p.Method), "is unknown", "name remarks-x509, dns-token or delegated-rpki")
	case !p.Message.Resource().IsZero() && !isRange(p.Message.Resource().CIDR()), p.Message.Resource().IsZero() && !p.CIDR.IsValid() && p.ASN != 0:
		return invalid(fieldMethod, string(p.Method), "is no proof for an ASN",
			"there is one alone, a signed message with a certificate in the registry's record ("+string(Certificate)+")")
	case !p.Message.Resource().IsZero() || len(p.Signature) > 0:
		return invalid(fieldMessage, "", "has no place in a request with "+string(p.Method), "leave it and the signature out")
	case !p.CIDR.IsValid():
		return missing(MissingCIDR, fieldCIDR, "name the range")
	case p.CIDR != p.CIDR.Masked():
		return invalid(fieldCIDR, p.CIDR.String(), "is not a network", "write "+p.CIDR.Masked().String())
	case p.Service != "" && p.Service != IPAM:
		return invalid(fieldService, string(p.Service), "takes no range with "+string(p.Method), "bring it to ipam")
	}
	if p.Method == DNSToken {
		return p.Token.check()
	}
	return p.Association.check()
}

func isRange(_ netip.Prefix, ok bool) bool { return ok }

func (t Token) check() *problem.Problem {
	if t.ID != "" {
		if err := checkID(fieldToken, t.ID, tokenPrefix, tokenPrefix+"0123456789abcdef0"); err != nil {
			return err
		}
	}
	if len(t.Name) > 63 || strings.Trim(t.Name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != "" {
		return invalid(fieldToken, t.Name, "is no TokenName", "copy it from IPAM's answer")
	}
	if len(t.Value) > 255 || strings.ContainsFunc(t.Value, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' }) {
		return invalid(fieldToken, t.Value, "is no TokenValue", "copy it from IPAM's answer")
	}
	return nil
}

func (a Association) check() *problem.Problem {
	if a.ID != "" {
		if err := checkID(fieldAssociation, a.ID, associationPrefix, associationPrefix+"0123456789abcdef0"); err != nil {
			return err
		}
	}
	if a.Registry != "" && !slices.Contains(associates, a.Registry) {
		return invalid(fieldAssociation, a.Registry, "is no registry that IPAM associates with", "they are "+strings.Join(associates, ", "))
	}
	if len(a.Organization) > 255 || strings.ContainsFunc(a.Organization, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return invalid(fieldAssociation, a.Organization, "is no handle of an organization", "copy it from the registry's record")
	}
	return nil
}
