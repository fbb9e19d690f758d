package preflight

import (
	"crypto/x509"
	"errors"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
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
	ASN     resource.ASN // for a message about an ASN; else the number to announce the range from
	Prefix  netip.Prefix // for a message about a range; else the range to announce from the ASN

	Record   *rdap.Record // the registry's record of the message's ASN or range
	NoRecord *NoRecord    // why there is none

	// Certificate is the one that should be in the record, if it is known.
	// Without it, it is the one that the signature verifies with.
	Certificate *x509.Certificate

	// Service takes the range, and GovCloud says that it is for a Region there:
	// they choose which of Amazon's AS numbers need ROAs ([provision.Origins]).
	// An ASN is always brought to IPAM, whatever Service says.
	Service  provision.Service
	GovCloud bool

	// ROAs answer the questions of [Routes]: what [roa.Read] made of a validator's
	// file or package lookup of RIPEstat's answers. Nil, or an answer without a
	// state, leaves the checks of ROAs unknown. How old they are, counts from
	// their own Read, or from Now if that is zero.
	ROAs *roa.Result

	Now time.Time // the day of provisioning
}

// service is what takes the resource.
func (in Input) service(isASN bool) provision.Service {
	if isASN || in.Service == "" {
		return provision.IPAM
	}
	return in.Service
}

// NoRecord says why there is no record.
type NoRecord struct {
	// Absent is a definite answer of the registry: it has no such record. Else
	// the record could not be got.
	Absent bool
	Why    string // in words; may name the server
}

// NoRecordFrom makes one of an error. It is a definite answer if the error, or
// one that it wraps, says so with a method Absent() bool, as those of package
// lookup do.
func NoRecordFrom(err error) *NoRecord {
	var answer interface {
		error
		Absent() bool
	}
	return &NoRecord{Absent: errors.As(err, &answer) && answer.Absent(), Why: err.Error()}
}

// oldest is how old ROAs may be when they are read: a new one is seen within a
// day (Amazon EC2 guide, Onboard your address range). A clock may be wrong by as
// much as skew.
const (
	oldest = 24 * time.Hour
	skew   = time.Hour
)
