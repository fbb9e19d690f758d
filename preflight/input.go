package preflight

import (
	"crypto/rsa"
	"crypto/x509"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// An Input is what there is to check. Whatever is left out makes the checks that
// need it unknown.
type Input struct {
	Message   string // exactly as it will be sent
	Signature string // in its text form

	// What is asked for, to be compared with the message. The zero values are
	// not compared.
	Account string       // 12 digits
	ASN     resource.ASN // for a message about an ASN; else the number to announce the range from
	Prefix  netip.Prefix // for a message about a range; else the range to announce from the ASN

	// Record is the registry's record of the message's ASN or range, and
	// RecordErr why there is none. That it is not there is a definite answer of
	// an error that says so with a method Absent() bool, as those of packages
	// rdap and lookup do; any other error means that it could not be found out.
	Record    *rdap.Record
	RecordErr error
	URL       string    // that the record is from; may be empty
	Snapshot  time.Time // of IANA's list that chose the server; zero if none did

	// Database is what the registry's own database says of the same object, where
	// RDAP cannot tell fields apart: that of package lookup's Answer or Error.
	Database *lookup.Reading

	// RecordOnly asks for the checks of the record alone: is the certificate
	// published where AWS looks? Nothing is said then of message, signature and
	// ROAs.
	RecordOnly bool

	// Certificate is the one that should be in the record, or PublicKey is its
	// key, if they are known. Without them, it is the one that the signature
	// verifies with, or any.
	Certificate *x509.Certificate
	PublicKey   *rsa.PublicKey

	// Service takes the range, and GovCloud says that it is for a Region there:
	// they choose which of Amazon's AS numbers need ROAs ([provision.Origins]).
	// An ASN is always brought to IPAM, whatever Service says.
	Service  provision.Service
	GovCloud bool

	// ROAs answer the questions of [Evidence.Routes]: what [roa.Read] made of a
	// validator's file or package lookup of RIPEstat's answers. Nil, or an answer
	// without a state, leaves the checks of ROAs unknown. How old they are,
	// counts from their own Read, or from Now if that is zero.
	ROAs *roa.Result

	// Now is the day of provisioning. Without it, whatever depends on the time
	// is unknown.
	Now time.Time
}

// service is what takes the resource.
func (in Input) service(isASN bool) provision.Service {
	if isASN || in.Service == "" {
		return provision.IPAM
	}
	return in.Service
}

// oldest is how old ROAs may be when they are read: a new one is seen within a
// day (Amazon EC2 guide, Onboard your address range). A clock may be wrong by as
// much as skew.
const (
	oldest = 24 * time.Hour
	skew   = time.Hour
)
