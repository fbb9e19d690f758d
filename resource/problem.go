package resource

import "github.com/byoasn/byoasn/problem"

// What is wrong with the text of a resource. The problems of [Read], [Parse]
// and [ParseASN].
const (
	NotAResource   problem.ID = "not-a-resource"
	ASNPrefix      problem.ID = "asn-prefix"       // "AS12345", where digits alone are taken
	ASNAsdot       problem.ID = "asn-asdot"        // "1.10" (RFC 5396 asdot or asdot+)
	ASNLeadingZero problem.ID = "asn-leading-zero" // "012345"
	ASNRange       problem.ID = "asn-range"        // past 4294967295
	CIDRHostBits   problem.ID = "cidr-host-bits"
	CIDRSpelling   problem.ID = "cidr-not-canonical" // not as RFC 5952 writes it
	CIDRNoLength   problem.ID = "cidr-no-length"
	CIDRIsRange    problem.ID = "cidr-is-a-range" // 192.0.2.0-192.0.2.255
)

// What is wrong with a resource for AWS. The problems of [Resource.Check].
const (
	NotPublic         problem.ID = "not-public"
	CIDRTooLong       problem.ID = "cidr-too-long"
	CIDRNotAdvertised problem.ID = "cidr-not-advertised" // AWS takes it only if it is never advertised; Minor
)

// The fields that problems name.
const (
	fieldASN      = "AS number"
	fieldResource = "resource"
)
