package provision

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/byoasn/byoasn/resource"
)

// A Field names a part of a [Request]. Its values are stable.
type Field string

// The fields.
const (
	FieldMessage   Field = "message"
	FieldSignature Field = "signature"
	FieldService   Field = "service"
	FieldIPAM      Field = "ipam"
	FieldPool      Field = "pool"
	FieldCIDR      Field = "cidr"
	FieldASN       Field = "asn"
	FieldRegion    Field = "region"
	FieldLocale    Field = "locale"
	FieldProfile   Field = "profile"
	FieldMethod    Field = "method"

	FieldToken       Field = "token"
	FieldAssociation Field = "association"
)

// noun is the field as it stands in a sentence.
func (f Field) noun() string {
	switch f {
	case FieldIPAM:
		return "the IPAM's ID"
	case FieldPool:
		return "the IPAM pool's ID"
	case FieldCIDR:
		return "the range"
	case FieldASN:
		return "the ASN"
	case FieldRegion:
		return "the Region"
	}
	return "the " + string(f)
}

// A MissingError says that a request lacks something it cannot be made
// without.
type MissingError struct {
	Field Field
	Mend  string // where to find it; may be empty
}

func (e *MissingError) Error() string {
	return semicolon(e.Field.noun()+" is needed", e.Mend)
}

// An InvalidError says what is wrong with a part of a request.
type InvalidError struct {
	Field Field
	Seen  string // what stands there; may be empty
	What  string // what is wrong, to be read after Field and Seen
	Mend  string // what to do about it; may be empty
}

func (e *InvalidError) Error() string {
	text := e.Field.noun()
	if e.Seen != "" {
		text += " " + show(e.Seen)
	}
	return semicolon(text+" "+e.What, e.Mend)
}

// A NoTerraformError says that there is no Terraform resource for a request.
type NoTerraformError struct {
	ASN       resource.ASN // for an ASN; 0 for a range
	Operation string       // of the AWS CLI, such as "ec2 provision-ipam-byoasn"
}

func (e *NoTerraformError) Error() string {
	if e.ASN != 0 {
		return fmt.Sprintf("AS%s cannot be brought to AWS with Terraform: its AWS provider has no resource for BYOASN; "+
			"run the AWS CLI's command (%s)", e.ASN, e.Operation)
	}
	return fmt.Sprintf("there is a Terraform resource for a range in an IPAM pool (aws_vpc_ipam_pool_cidr), and none is known for %s; "+
		"run the AWS CLI's command, or bring the range to a pool", e.Operation)
}

func semicolon(what, mend string) string {
	if mend == "" {
		return what
	}
	return what + "; " + mend
}

// maxShown is how much of a text an error repeats, in bytes.
const maxShown = 60

// show quotes a text so that blanks and invisible characters can be seen.
func show(s string) string {
	if len(s) <= maxShown {
		return fmt.Sprintf("%+q", s)
	}
	return fmt.Sprintf("%+q…", strings.TrimRightFunc(s[:maxShown], func(r rune) bool { return r == utf8.RuneError }))
}
