package provision

import "github.com/byoasn/byoasn/problem"

// What a request can lack, and what can be wrong with it.
const (
	MissingMessage   problem.ID = "missing-message"
	MissingSignature problem.ID = "missing-signature"
	MissingIPAM      problem.ID = "missing-ipam"
	MissingPool      problem.ID = "missing-pool"
	MissingCIDR      problem.ID = "missing-cidr"
	MissingToken     problem.ID = "missing-token"
	Invalid          problem.ID = "invalid-request" // Field says which part of it
	NoTerraform      problem.ID = "no-terraform"    // there is no Terraform resource for it
)

// IDs returns them all, and that of [ParseParentResponse].
func IDs() []problem.ID {
	return []problem.ID{MissingMessage, MissingSignature, MissingIPAM, MissingPool, MissingCIDR, MissingToken, Invalid, NoTerraform, notParentResponse}
}

// A field is a part of a [Request], as it stands in a sentence.
type field string

const (
	fieldMessage     field = "the message"
	fieldSignature   field = "the signature"
	fieldService     field = "the service"
	fieldIPAM        field = "the IPAM's ID"
	fieldPool        field = "the IPAM pool's ID"
	fieldCIDR        field = "the range"
	fieldASN         field = "the ASN"
	fieldRegion      field = "the Region"
	fieldLocale      field = "the locale"
	fieldProfile     field = "the profile"
	fieldMethod      field = "the method"
	fieldToken       field = "the token"
	fieldAssociation field = "the association"
)

// missing says that a request cannot be made without something, and where to
// find it.
func missing(id problem.ID, f field, fix string) *problem.Problem {
	return &problem.Problem{ID: id, Field: string(f), What: "is needed", Fix: fix}
}

// invalid says what is wrong with a part of a request.
func invalid(f field, seen, what, fix string) *problem.Problem {
	return &problem.Problem{ID: Invalid, Field: string(f), Seen: seen, What: what, Fix: fix}
}
