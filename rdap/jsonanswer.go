package rdap

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A jsonAnswer is the outermost object of an answer while it is read. What it
// is can stand in its last member, so it is read as all that it can be.
type jsonAnswer struct {
	record   *Record
	class    string
	notices  []notice
	entities []*Entity // the object's own, not those within them
	null     bool      // remarks is null

	self       []string // the hosts of the object's own links
	port43     string   // the whois server's host
	extensions []string // rdapConformance

	first, last *uint32 // startAutnum, endAutnum
	start, end  *string // startAddress, endAddress

	failed  bool // errorCode is there
	failure ErrorObject

	rest  *whoisAnswer // RIPE NCC's REST interface
	other *problem.Problem
}

// member reads one member of the outermost object.
func (a *jsonAnswer) member(r *jsonReader, name string) error {
	record := a.record
	switch name {
	case "objectClassName":
		return r.text(&a.class)
	case "rdapConformance":
		return r.names(&a.extensions)
	case "handle":
		return r.maybeText(&record.Handle)
	case "name":
		return r.maybeText(&record.Name)
	case "status":
		return r.names(&record.Status)
	case "port43":
		return r.maybeText(&a.port43)
	case "links":
		return r.selfLinks(&a.self)
	case "notices":
		return r.notices(&a.notices)
	case "remarks":
		if a.null = r.Kind() == 'n'; a.null {
			return r.Skip()
		}
		return r.remarks(&record.Texts, nil)
	case "entities":
		return r.entities(&record.Texts, &a.entities)
	}
	return a.rangeMember(r, name)
}

// rangeMember reads the members that only some classes have.
func (a *jsonAnswer) rangeMember(r *jsonReader, name string) error {
	switch name {
	case "startAutnum":
		return r.number(&a.first)
	case "endAutnum":
		return r.number(&a.last)
	case "startAddress":
		a.start = new(string)
		return r.text(a.start)
	case "endAddress":
		a.end = new(string)
		return r.text(a.end)
	case "errorCode":
		a.failed = a.failed || r.Kind() != 'n'
		code, err := r.code()
		a.failure.Code = code
		return err
	case "title":
		return r.maybeText(&a.failure.Title)
	case "description":
		return r.maybeTexts(&a.failure.Description, boundLines)
	}
	return a.otherMember(r, name)
}

// otherMember reads what tells an answer that is no RDAP.
func (a *jsonAnswer) otherMember(r *jsonReader, name string) error {
	switch {
	case name == "objects" && r.Kind() == '{':
		return a.restObjects(r)
	case name == "errormessages" && r.Kind() == '{':
		return a.restMessages(r)
	case (name == "asn" || name == "net" || name == "nets" || name == "org") && r.Kind() == '{':
		a.other = otherForm("is JSON of ARIN's Whois-RWS", arinFix)
	case name == "data_call_name":
		a.other = otherForm("is an answer of RIPEstat, which gives a copy", ripeFix)
	}
	return r.skip(name)
}

// finish makes of the members what they are together.
func (a *jsonAnswer) finish() (*Record, error) {
	switch {
	case a.failed:
		a.failure.Source = JSON
		return nil, &a.failure
	case a.class != "":
	case a.rest != nil:
		return a.rest.record(REST)
	case a.other != nil:
		return nil, a.other
	default:
		return nil, a.nothing()
	}
	record := a.record
	record.Class = Class(a.class)
	var err error
	switch record.Class {
	case Autnum:
		err = a.finishNumbers()
	case Network:
		err = a.finishAddresses()
	default:
		return nil, &problem.Problem{ID: OtherClass, Field: "the record", Path: "/objectClassName", Seen: a.class, What: "is neither autnum nor ip network",
			Fix: "give the answer about the AS number or range itself"}
	}
	if err != nil {
		return nil, err
	}
	a.settle()
	return record, nil
}

// nothing is what an answer without an object class says. LACNIC says so that
// it was asked too often, with the status of success.
func (a *jsonAnswer) nothing() error {
	for _, n := range a.notices {
		if n.saysLimit() {
			return &ErrorObject{Source: JSON, Code: statusTooMany, Title: n.title, Description: n.lines}
		}
	}
	return &problem.Problem{ID: NoObject, Field: "the record", What: "has no object class: expected an autnum or an ip network",
		Fix: "give the answer about the AS number or range itself"}
}

// settle concludes whose the record is and what was left out of it.
func (a *jsonAnswer) settle() {
	record := a.record
	signs := a.signs()
	record.Registry = agree(signs)
	record.National = a.national(signs)
	for _, entity := range a.entities {
		if record.Holder == "" && slices.Contains(entity.Roles, "registrant") {
			record.Holder = entity.Handle
		}
	}
	a.handOn()
	record.Incomplete = a.omissions()
}

// handOn tells a block that is another registry's, by its holder or its name.
func (a *jsonAnswer) handOn() {
	record := a.record
	var to registry.Registry
	if record.Registry == registry.ARIN {
		to, _ = registry.Parse(record.Holder)
	}
	switch {
	case to != "" && to != registry.ARIN:
		record.HandedOn, record.Referral = true, to
	case record.Registry == registry.ARIN && strings.EqualFold(record.Holder, "IANA"), registry.IsPlaceholder(record.Name):
		record.HandedOn = true
	}
	if record.HandedOn {
		record.Registry = ""
	}
}

// finishNumbers settles the range of an autnum object. RIPE NCC's answers had
// none until 2022, and its handle is the AS number.
func (a *jsonAnswer) finishNumbers() error {
	record := a.record
	switch {
	case a.first == nil && a.last == nil:
		if first, last, err := parseNumbers(record.Handle); err == nil {
			record.First, record.Last, record.HasRange = first, last, true
		}
		return nil
	case a.first == nil:
		return missing("/startAutnum", "endAutnum")
	case a.last == nil:
		return missing("/endAutnum", "startAutnum")
	case *a.first > *a.last:
		return badEnds("/startAutnum", "", "is past endAutnum: expected the first number of the range")
	}
	record.First, record.Last, record.HasRange = resource.ASN(*a.first), resource.ASN(*a.last), true
	return nil
}

// finishAddresses settles the range of an ip network object.
func (a *jsonAnswer) finishAddresses() error {
	record := a.record
	switch {
	case a.start == nil && a.end == nil:
		if start, end, err := parseAddresses(record.Handle); err == nil {
			record.Start, record.End = start, end
		}
		return nil
	case a.start == nil:
		return missing("/startAddress", "endAddress")
	case a.end == nil:
		return missing("/endAddress", "startAddress")
	}
	var err error
	if record.Start, err = netip.ParseAddr(*a.start); err != nil {
		return badEnds("/startAddress", *a.start, "is not an IP address")
	}
	if record.End, err = netip.ParseAddr(*a.end); err != nil {
		return badEnds("/endAddress", *a.end, "is not an IP address")
	}
	if err := checkAddresses(record.Start, record.End); err != nil {
		return badEnds("/startAddress", *a.start, "with endAddress "+problem.Quote(*a.end)+" "+err.Error())
	}
	return nil
}

func missing(path, other string) error {
	return badEnds(path, "", "is missing, and "+other+" is there: expected both or neither")
}

func badEnds(path, seen, what string) error {
	return &problem.Problem{ID: badRange, Field: "the record", Path: path, Seen: seen, What: what}
}

// signs are all that tells whose record it is: the whois server, where the
// record itself is, and RDAP extensions of a registry's own.
func (a *jsonAnswer) signs() []registry.Registry {
	var signs []registry.Registry
	for _, host := range a.hosts() {
		signs = append(signs, registry.Of(registry.Host, host))
	}
	for _, identifier := range a.extensions {
		signs = append(signs, registry.Of(registry.Extension, identifier))
	}
	return signs
}

// hosts are the whois server and those of the object's own links.
func (a *jsonAnswer) hosts() []string {
	if a.port43 == "" {
		return a.self
	}
	return append([]string{a.port43}, a.self...)
}

// national names the national registry that the answer comes from, by its whois
// server, its own link, an RDAP extension or the registry's own maintainer or
// incident team among the entities. A host under APNIC's that is not in
// the table names itself.
func (a *jsonAnswer) national(signs []registry.Registry) string {
	for _, entity := range a.entities {
		signs = append(signs, registry.Of(registry.Maintainer, entity.Handle))
	}
	if name := nationalOf(signs); name != "" {
		return name
	}
	for _, host := range a.hosts() {
		if a.record.Registry == registry.APNIC && (registry.OfHost(host) != registry.APNIC || strings.HasSuffix(host, ".rdap.apnic.net")) {
			return problem.Clip(host, problem.MaxShown)
		}
	}
	return ""
}

// omissions returns the types of the object's own remarks, and of notices, that
// say that something was left out (RFC 9083 section 10.2.1, and Brazil's "object
// truncated due to server policy"). An entity's own say so of the entity alone.
// RIPE NCC's notice titled "Filtered" has no type, and the member redacted of
// RFC 9537 is not looked at: both are about contacts.
func (a *jsonAnswer) omissions() []string {
	var omissions []string
	add := func(kind string) {
		if lower := strings.ToLower(kind); strings.Contains(lower, "truncated") || strings.Contains(lower, "redacted") {
			omissions = append(omissions, kind)
		}
	}

	for _, text := range a.record.Texts {
		if text.Entity == nil {
			add(text.Type)
		}
	}
	for _, n := range a.notices {
		add(n.kind)
		if n.isLimit() {
			omissions = append(omissions, n.title)
		}
	}
	if a.null {
		omissions = append(omissions, "remarks is null")
	}
	return omissions[:min(len(omissions), maxOmissions)]
}

// maxOmissions is how many signs are kept that something was left out: one is
// enough.
const maxOmissions = 10
