package rdap

import (
	"net/netip"

	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A Source is the form in which a registry gave a record. They cannot tell the
// same things: see [Record.TellsFields].
type Source string

// The sources.
const (
	JSON  Source = "rdap"       // RFC 9083
	RPSL  Source = "whois-rpsl" // whois of RIPE NCC, APNIC and AFRINIC (RFC 2622 syntax)
	Plain Source = "whois-arin" // whois of ARIN
	REST  Source = "ripe-rest"  // RIPE NCC's database over https, in JSON
)

// A Class is what a record is about.
type Class string

// The object classes of RFC 9083 that carry a certificate. A record whose class
// is "" tells its registry alone: it is of a form that is not read, and of a
// registry that AWS does not read.
const (
	Autnum  Class = "autnum"
	Network Class = "ip network"
)

// A Record is an autnum or ip network object, as far as the verdict needs it.
type Record struct {
	Source   Source
	Class    Class
	Registry registry.Registry // the regional one; "" if the record does not tell

	// National names the national registry that holds the resource, or whose
	// record this is: "JPNIC". AWS does not read its records.
	National string

	// Routing is the source of a copy in a routing registry, such as "RADB" or
	// "RIPE-NONAUTH": it is no registration. ARIN's own is "ARIN".
	Routing string

	// Referral is the registry that the answer says to ask, as ARIN does for a
	// range that it transferred, and IANA for all; Registry is then "".
	Referral registry.Registry

	// Holder is the handle of the organization that the object is registered to,
	// "" if the record does not tell. HandedOn says that it is a block that one
	// registry gave to another, which registers its parts. ARIN registers
	// consecutive numbers of one holder as one object, which is then each
	// number's own.
	Holder   string
	HandedOn bool

	Handle string // such as "AS64496" or "NET-192-0-2-0-1"
	Name   string
	Status []string

	// First and Last are the range of an autnum object, both included. A range
	// that is absent is read off the handle. HasRange is false if neither tells.
	First, Last resource.ASN
	HasRange    bool

	// Start and End are the range of an ip network object, both included, or
	// the zero Addr.
	Start, End netip.Addr

	Texts []Text // all free text, the object's own and its entities', in order

	// Incomplete has the signs that a part of the record was left out: types
	// of remarks and notices about truncation or redaction that concern more
	// than contacts. Where there is one, "absent" cannot be concluded.
	Incomplete []string

	answer *whoisAnswer // what the record is a part of; nil for RDAP
}

// A Text is one remark of RDAP, or a run of lines with one attribute in whois.
type Text struct {
	Entity    *Entity // whose text it is; nil for the object's own
	Title     string  // of a remark
	Type      string  // of a remark
	Attribute string  // in whois, as it stands there: "descr", "remarks", "Comment"
	Lines     []string
}

// An Entity is an organization or contact within a record.
type Entity struct {
	Handle string
	Roles  []string // RFC 9083 section 10.2.4, such as "registrant"
	Class  string   // in whois the class of the object: "role", "inetnum"; "" in RDAP
}

// TellsFields says whether the record tells apart the fields that a text stood
// in at the registry. RIPE NCC's RDAP does not: it joins descr and remarks.
func (r *Record) TellsFields() bool {
	return !(r.Source == JSON && r.Registry.Rule().JoinsFields)
}

// Select returns the record as the answer of the registry about one resource. An
// answer of whois can hold several objects: of those, the one that decides about
// the resource becomes the record, and the others its entities. That is the
// resource's own object; else one that is a part of it, which hides its parents;
// else the smallest that holds it. Where there is one object, or none that has to
// do with the resource, it returns r.
func (r *Record) Select(of resource.Resource) *Record {
	if r == nil || r.answer == nil || len(r.answer.candidates) < 2 {
		return r
	}
	if best := r.answer.deciding(spanOf(of)); best != nil {
		return r.answer.about(best)
	}
	return r
}
