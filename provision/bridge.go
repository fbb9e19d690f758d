package provision

import (
	_ "embed"
	"fmt"
	"strings"
)

// The scripts of the bridge that stands in for a resource of Terraform, for a POSIX
// shell and the AWS CLI. Each looks before it asks, asks once, waits with an end, and
// can be run again at any point.
var (
	//go:embed bridge/provision.sh
	scriptProvision string
	//go:embed bridge/deprovision.sh
	scriptDeprovision string
	//go:embed bridge/associate.sh
	scriptAssociate string
	//go:embed bridge/disassociate.sh
	scriptDisassociate string
)

// A bridge is a terraform_data that does by scripts what no resource does ("The
// terraform_data Managed Resource Type" and "Provisioners", Terraform's
// documentation): one when it is created, one when it is destroyed. What the latter
// needs has to be in its input, as it may name nothing else.
type bridge struct {
	name            string
	input           [][2]string // member and HCL; upper case it is the script's variable
	once            [][2]string // variables of the first script alone, and HCL
	create, destroy string
}

// bridges are the blocks for an ASN, and for the range that it is associated with, if
// there is one.
func (p plan) bridges() string {
	asn := bridge{
		name:    "byoasn_" + p.ASN.String(),
		input:   append([][2]string{{"asn", hcl(p.ASN.String())}, {"ipam_id", hcl(p.IPAM)}}, p.where(p.Region)...),
		once:    [][2]string{{"MESSAGE", hcl(p.Message.String())}, {"SIGNATURE", hcl(p.Signature.String())}},
		create:  scriptProvision,
		destroy: scriptDeprovision,
	}
	text := fmt.Sprintf("# AS%s at AWS. Terraform's AWS provider has no resource for BYOASN, so scripts do it;\n"+
		"# they need sh and the AWS CLI. A renewed message or signature changes nothing here.\n%s", p.ASN, asn)
	if !p.CIDR.IsValid() {
		return text
	}
	association := bridge{
		name:    asn.name + "_" + mangled(p.CIDR),
		input:   append([][2]string{{"asn", "terraform_data." + asn.name + ".output.asn"}, {"cidr", hcl(p.CIDR.String())}}, p.where(p.Locale)...),
		create:  scriptAssociate,
		destroy: scriptDisassociate,
	}
	return text + fmt.Sprintf("\n\n# Its association with %s; to advertise the range stays a step by hand.\n%s", p.CIDR, association)
}

// where are the members that say where the calls go.
func (p plan) where(region string) (members [][2]string) {
	if region != "" {
		members = append(members, [2]string{"aws_region", hcl(region)})
	}
	if p.Profile != "" {
		members = append(members, [2]string{"aws_profile", hcl(p.Profile)})
	}
	return members
}

// String is the block, as terraform fmt has it.
func (b bridge) String() string {
	var triggers []string
	environment := make([][2]string, 0, len(b.input)+len(b.once))
	for _, member := range b.input {
		environment = append(environment, [2]string{strings.ToUpper(member[0]), "self.input." + member[0]})
		if member[0] != "aws_profile" {
			triggers = append(triggers, member[1])
		}
	}
	return fmt.Sprintf(`resource "terraform_data" %s {
  input = {
%s  }
  triggers_replace = [%s]

%s
%s}`, hcl(b.name), members(b.input, "    "), strings.Join(triggers, ", "),
		localExec("", append(environment, b.once...), b.create),
		localExec("    when        = destroy\n", environment, b.destroy))
}

func localExec(when string, environment [][2]string, script string) string {
	var b strings.Builder
	for line := range strings.Lines(script) {
		if line != "\n" {
			line = "      " + line
		}
		b.WriteString(line)
	}
	return fmt.Sprintf(`  provisioner "local-exec" {
%s    quiet       = true
    interpreter = ["/bin/sh", "-c"]
    environment = {
%s    }
    command = <<-EOT
%s    EOT
  }
`, when, members(environment, "      "), b.String())
}

// members writes the members of an object, with their signs in a column.
func members(list [][2]string, indent string) string {
	width := 0
	for _, member := range list {
		width = max(width, len(member[0]))
	}
	var b strings.Builder
	for _, member := range list {
		fmt.Fprintf(&b, "%s%-*s = %s\n", indent, width, member[0], member[1])
	}
	return b.String()
}
