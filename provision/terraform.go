package provision

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// Terraform returns the request for Terraform, without a final newline. A range in an
// IPAM pool has a resource of its AWS provider, aws_vpc_ipam_pool_cidr, for which
// Region and Profile are the provider's matter. An ASN has none: it is a
// terraform_data whose scripts provision it with the AWS CLI and wait, and when it is
// destroyed disassociate and deprovision it, and a second one for the association with
// CIDR, if there is one. Anything else is a [NoTerraform]. Its other errors are those
// of [Request.Check]; Variables has no effect.
func (r Request) Terraform() (string, error) {
	r.Variables = false
	p, err := r.plan()
	switch {
	case err != nil:
		return "", err
	case p.forASN:
		return p.bridges(), nil
	case !p.signed():
		return "", invalid(fieldMethod, string(p.Method), "is a proof that aws_vpc_ipam_pool_cidr, the Terraform resource, does not document", "run the AWS CLI's command")
	case p.Service != IPAM:
		return "", &problem.Problem{ID: NoTerraform, Field: "Terraform",
			What: "has a resource for a range in an IPAM pool (aws_vpc_ipam_pool_cidr), and none is known for " + p.operation(),
			Fix:  "run the AWS CLI's command, or bring the range to a pool"}
	}
	return fmt.Sprintf(`resource "aws_vpc_ipam_pool_cidr" %s {
  ipam_pool_id = %s
  cidr         = %s

  cidr_authorization_context {
    message   = %s
    signature = %s
  }
}`, hcl(p.resourceName()), hcl(p.Pool), hcl(p.CIDR.String()), hcl(p.Message.String()), hcl(p.Signature.String())), nil
}

// operation names the call that takes the proof.
func (p plan) operation() string {
	c := p.provision()
	return c[1].Text + " " + c[2].Text
}

// resourceName makes a name of the range: byoip_198_51_100_0_24.
func (p plan) resourceName() string {
	return "byoip_" + mangled(p.CIDR)
}

// mangled is a range within a name.
func mangled(p netip.Prefix) string {
	return strings.NewReplacer(".", "_", ":", "_", "/", "_").Replace(p.String())
}

// hcl writes a quoted template that stands for exactly s, which has to be
// UTF-8 (HCL Native Syntax Specification, "Quoted Templates"). An escaped
// dollar or percent sign before a brace opens no template, and unlike $${ it
// does so whatever stands before it.
func hcl(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case (r == '$' || r == '%') && strings.HasPrefix(s[i+1:], "{"), r < ' ', r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
