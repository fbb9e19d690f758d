package message

import (
	"errors"
	"strings"

	"github.com/byoasn/byoasn/asn"
)

// asnSlip turns asn.Parse's error into the field's problem and, where it can
// be told, the number that was meant.
func asnSlip(s string, err error) (Resource, *Problem) {
	p := &Problem{ID: NotAResource, Field: FieldSubject, Seen: s,
		What: "is neither an AS number nor a CIDR", Mend: "write the number, such as 12345, or the range, such as 192.0.2.0/24"}
	var e *asn.Error
	if !errors.As(err, &e) {
		return Resource{}, p
	}
	switch e.Slip {
	case asn.Asdot:
		return asdotSlip(p, e)
	case asn.LeadingZero:
		return leadingZeroSlip(p, s)
	case asn.OutOfRange:
		p.ID, p.What, p.Mend = ASNRange, "is past 4294967295, the largest AS number", "write your AS number"
	}
	return Resource{}, p
}

func asdotSlip(p *Problem, e *asn.Error) (Resource, *Problem) {
	p.ID, p.What = ASNAsdot, "is in asdot notation"
	if !e.Meant {
		p.Mend = "write the number in plain decimal"
		return Resource{}, p
	}
	p.Mend = "write it in plain decimal: " + e.Plain.String()
	return ASN(e.Plain), p
}

func leadingZeroSlip(p *Problem, s string) (Resource, *Problem) {
	p.ID, p.What, p.Mend = ASNLeadingZero, "has a leading zero", "write the number without it"
	digits := strings.TrimLeft(strings.TrimLeft(s, "ASas"), "0")
	n, err := asn.Parse(digits)
	if err != nil {
		return Resource{}, p
	}
	return ASN(n), p
}
