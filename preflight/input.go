package preflight

import (
	"crypto/x509"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/asn"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/roa"
)

// An Input is what there is to check. Whatever is left out makes the checks that
// need it unknown; Now alone is needed always.
type Input struct {
	Message   string // exactly as it will be sent
	Signature string // in its text form

	// What is asked for, to be compared with the message. The zero values are
	// not compared.
	Account string       // 12 digits
	ASN     asn.Number   // for a message about an ASN; else the number to announce the range from
	Prefix  netip.Prefix // for a message about a range; else the range to announce from the ASN

	Record   *rdap.Record // the registry's record of the message's ASN or range
	NoRecord *NoRecord    // why there is none

	// Certificate is the one that should be in the record, if it is known.
	// Without it, it is the one that the signature verifies with.
	Certificate *x509.Certificate

	ROAs ROAs

	Now time.Time // the day of provisioning
}

// NoRecord says why there is no record.
type NoRecord struct {
	// Absent is a definite answer of the registry: it has no such record. Else
	// the record could not be got.
	Absent bool
	Why    string // in words; may name the server
}

// ROAs are the route origin authorizations that cover a prefix, as package roa
// reads them from a validator's file or package lookup from RIPEstat.
type ROAs struct {
	// Validities answers for the prefix and each origin: Amazon's (see [Amazon])
	// and one's own. An origin that is missing is unknown.
	Validities []roa.Validity

	// Origins are the AS numbers of Amazon that need a ROA; nil is [Amazon].
	Origins []asn.Number

	Source string    // what they were read from, in words
	AsOf   time.Time // when that was made; zero if it does not tell
	Why    string    // why one is missing, in words
}

// Amazon are the AS numbers from which Amazon announces ranges of customers,
// with EC2 and IPAM. In GovCloud it is [GovCloud], and Global Accelerator uses
// the first alone.
//
// Source: Amazon EC2 guide, Onboard your address range; AWS Global Accelerator
// guide, Bring your own IP addresses.
func Amazon() []asn.Number { return []asn.Number{16509, 14618} }

// GovCloud is Amazon's AS number in the GovCloud Regions.
const GovCloud asn.Number = 8987

// GlobalAccelerator is Amazon's AS number for Global Accelerator.
const GlobalAccelerator asn.Number = 16509
