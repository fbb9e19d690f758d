package provision

import (
	"net/netip"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

// A Service is the part of AWS that takes an address range. Its values are
// stable.
type Service string

// The services. An empty Service is [IPAM].
const (
	IPAM              Service = "ipam"
	EC2               Service = "ec2"
	GlobalAccelerator Service = "globalaccelerator"
)

// A Request is what is to be asked of AWS: the message and its signature, and
// where the resource goes. Whether it is about an ASN or a range, the message
// says.
type Request struct {
	Message   message.Message
	Signature sign.Signature

	// Method is how AWS is shown that a range is yours. With any but Certificate
	// there is no message, no signature and no EC2 or Global Accelerator, and the
	// range is CIDR.
	Method      Method
	Token       Token       // for DNSToken
	Association Association // for DelegatedRPKI

	// Service takes a range. An ASN is always brought to IPAM.
	Service Service

	IPAM string // the IPAM's ID, "ipam-" and digits: for an ASN, DNSToken and DelegatedRPKI

	// Pool is the ID of the pool that a range is brought to, "ipam-pool-" and
	// digits: AWS wants the proof where the range enters IPAM, at its top-level
	// pool. For an ASN it is the pool that has the range, and the runbook names
	// it where everything is taken away.
	Pool string

	// CIDR is, for an ASN, the range to associate and advertise with it. It is
	// optional, and only the runbook names it. For a range it is the message's,
	// and may be left out.
	CIDR netip.Prefix

	// ASN is, for a range in IPAM, the own ASN to advertise it with. It is
	// optional, has to have been brought to AWS before, and only the runbook
	// names it. For an ASN it is the message's, and may be left out.
	ASN resource.ASN

	// Region is where the request goes: the home Region of the IPAM, or the
	// Region that EC2 is to have the range in. If it is empty, aws takes its
	// own default. For Global Accelerator it is us-west-2, and need not be
	// given.
	Region string

	// Locale is the Region of the pool that advertises the range, for IPAM, if
	// it is not the same as Region.
	Locale string

	Profile string // of the AWS CLI; if empty, aws takes its own default

	// Variables asks for shell variables ("$IPAM_ID", "$IPAM_POOL_ID") in the
	// commands where the ID of the IPAM or the pool is missing. Without it, a
	// missing ID is a problem.
	Variables bool

	Shell Shell // that scripts and runbooks are for
}

// Shell variables that commands name, where the request does not have a value.
const (
	variableIPAM         = "IPAM_ID"
	variablePool         = "IPAM_POOL_ID"
	variableRegionalPool = "REGIONAL_POOL_ID"
	variableCIDR         = "CIDR"
)

// A plan is a request that was checked, and what follows from it.
type plan struct {
	Request
	forASN bool // and not for a range
	public bool // whether the range can be advertised; true for an ASN
}

// Check says whether the request can be made: nil, or what is missing and
// wrong as a [*problem.Problem], several as a [*problem.List]. It does not verify the signature, which takes the public key
// ([sign.Verify]), nor whether AWS will accept the proof.
func (r Request) Check() error {
	_, err := r.plan()
	return err
}

// The ASNs that AWS announces brought ranges from ("Prerequisites for BYOIP in
// Amazon EC2", Amazon EC2 User Guide; for Global Accelerator its Developer
// Guide).
const (
	amazon         resource.ASN = 16509
	amazonSecond   resource.ASN = 14618
	amazonGovCloud resource.ASN = 8987
)

// Origins returns Amazon's AS numbers for which a range needs a ROA: AS16509 and
// AS14618; in the GovCloud Regions AS8987 in their place; for Global Accelerator
// AS16509 alone.
func Origins(service Service, govCloud bool) []resource.ASN {
	switch {
	case service == GlobalAccelerator:
		return []resource.ASN{amazon}
	case govCloud:
		return []resource.ASN{amazonGovCloud}
	}
	return []resource.ASN{amazon, amazonSecond}
}
