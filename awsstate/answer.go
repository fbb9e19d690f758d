package awsstate

import (
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/resource"
)

// An Answer is what one call of the AWS CLI printed.
type Answer struct {
	ASNs         []ASN
	Ranges       []Range
	Associations []Association
	PoolRanges   []PoolRange
	Findings     []Finding
	Routes       []Route
	IPAMs        []IPAM
	Pools        []Pool

	// The lists that the answer is: what is not in one is not there, unless More
	// says that this is a part of it.
	HasASNs, HasRanges, HasPoolRanges bool
	More                              bool
}

// The states that AWS documents for an AS number, a range and an association
// ("Byoasn", "ByoipCidr" and "AsnAssociation", Amazon EC2 API Reference).
const (
	pendingProvision   = "pending-provision"
	Provisioned        = "provisioned"
	FailedProvision    = "failed-provision"
	pendingDeprovision = "pending-deprovision"
	Deprovisioned      = "deprovisioned"
	FailedDeprovision  = "failed-deprovision"

	ProvisionedPrivate = "provisioned-not-publicly-advertisable"
	PendingAdvertising = "pending-advertising"
	Advertised         = "advertised"
	PendingWithdrawal  = "pending-withdrawal"

	pendingAssociation    = "pending-association"
	Associated            = "associated"
	FailedAssociation     = "failed-association"
	pendingDisassociation = "pending-disassociation"
	Disassociated         = "disassociated"
	FailedDisassociation  = "failed-disassociation"
)

// An ASN is an AS number in an IPAM.
type ASN struct {
	ASN           resource.ASN
	IPAM          string
	State         string
	StatusMessage string
}

// A Range is a range at EC2 or Global Accelerator, whose states are written as EC2's.
type Range struct {
	CIDR          netip.Prefix
	State         string
	StatusMessage string
	Associations  []Association
}

// An Association is that of an AS number with a range.
type Association struct {
	ASN           resource.ASN
	CIDR          netip.Prefix
	State         string
	StatusMessage string
}

// A PoolRange is a range in an IPAM pool.
type PoolRange struct {
	CIDR          netip.Prefix
	State         string
	StatusMessage string // the code and the message of its FailureReason
}

// A Finding is what IPAM finds of the protection of an announced route.
type Finding struct {
	CIDR     netip.Prefix
	ASN      resource.ASN
	State    string // advertised, or not
	RPKI     string // valid, invalid or unknown
	Strength string // strict or permissive
	ROAs     []ROA
	Overlaps []Route
	Sampled  time.Time
}

// A ROA is one that IPAM found for a route.
type ROA struct {
	ASN        resource.ASN
	Prefix     netip.Prefix
	MaxLength  uint32
	Match      bool
	Expiration time.Time
}

// A Route is one that is announced.
type Route struct {
	CIDR    netip.Prefix
	ASN     resource.ASN
	State   string
	Sampled time.Time
}

// A Pool is one of an IPAM's.
type Pool struct {
	ID     string
	Source string // the pool above it; empty for a top-level pool
	Family string // ipv4 or ipv6
	Scope  string // public or private
	State  string
}

// An IPAM is one of the account's.
type IPAM struct {
	ID, Region string
}
