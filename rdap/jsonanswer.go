package rdap

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A jsonAnswer is the outermost object of an answer while it is read. What it
// is can stand in its last member, so it is read as all that it can be.
type jsonAnswer struct {
	record  *Record
	class   string
	notices []string // their types

	first, last *uint32 // startAutnum, endAutnum
	start, end  *string // startAddress, endAddress

	code    *uint32 // errorCode
	failure ErrorObject
}

// member reads one member of the outermost object.
func (a *jsonAnswer) member(r *jsonReader, name []byte) error {
	record := a.record
	switch string(name) {
	case "objectClassName":
		return r.text(&a.class)
	case "rdapConformance":
		return r.texts(&record.Conformance, boundItems)
	case "handle":
		return r.text(&record.Handle)
	case "name":
		return r.text(&record.Name)
	case "status":
		return r.texts(&record.Status, boundItems)
	case "port43":
		return r.text(&record.Port43)
	case "links":
		return r.links(&record.Links)
	case "notices":
		return r.noticeTypes(&a.notices)
	case "remarks":
		return r.remarks(&record.Texts, nil)
	case "entities":
		return r.entities(&record.Texts)
	}
	return a.rangeMember(r, name)
}

// rangeMember reads the members that only some classes have.
func (a *jsonAnswer) rangeMember(r *jsonReader, name []byte) error {
	switch string(name) {
	case "startAutnum":
		a.first = new(uint32)
		return r.number(a.first)
	case "endAutnum":
		a.last = new(uint32)
		return r.number(a.last)
	case "startAddress":
		a.start = new(string)
		return r.text(a.start)
	case "endAddress":
		a.end = new(string)
		return r.text(a.end)
	case "errorCode":
		a.code = new(uint32)
		return r.number(a.code)
	case "title":
		return r.text(&a.failure.Title)
	case "description":
		return r.texts(&a.failure.Description, boundLines)
	}
	return r.skipMember(name)
}

// finish makes of the members what they are together.
func (a *jsonAnswer) finish() (*Record, error) {
	if a.code != nil {
		a.failure.Code = int(*a.code)
		return nil, &a.failure
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
		return nil, &ClassError{Got: a.class}
	}
	if err != nil {
		return nil, err
	}
	record.Registry = agree(a.signs())
	record.National = a.national()
	record.Incomplete = a.omissions()
	return record, nil
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
		return &SyntaxError{Path: "/startAutnum", What: "is past endAutnum: expected the first number of the range"}
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
		return badAddress("/startAddress", *a.start)
	}
	if record.End, err = netip.ParseAddr(*a.end); err != nil {
		return badAddress("/endAddress", *a.end)
	}
	if err := checkAddresses(record.Start, record.End); err != nil {
		return &SyntaxError{Path: "/startAddress", What: "is " + quote(*a.start) + " and endAddress " + quote(*a.end) + ": " + err.Error()}
	}
	return nil
}

func missing(path, other string) error {
	return &SyntaxError{Path: path, What: "is missing, and " + other + " is there: expected both or neither"}
}

func badAddress(path, text string) error {
	return &SyntaxError{Path: path, What: "is " + quote(text) + ", expected an IP address"}
}

// national names the national registry that the answer comes from, by its whois
// server, its own link or a registry's own RDAP extension.
func (a *jsonAnswer) national() string {
	hosts := a.hosts()
	for _, host := range hosts {
		if n := registry.Of(registry.Host, host).Rule(); n.Under != "" {
			return n.Name
		}
	}
	for _, identifier := range a.record.Conformance {
		if n := registry.Of(registry.Extension, identifier).Rule(); n.Under != "" {
			return n.Name
		}
	}
	for _, host := range hosts {
		if a.record.Registry == registry.APNIC && (registry.OfHost(host) != registry.APNIC || strings.HasSuffix(host, ".rdap.apnic.net")) {
			return host
		}
	}
	return ""
}

// hosts are the whois server and that of the object's own link.
func (a *jsonAnswer) hosts() []string {
	var hosts []string
	if a.record.Port43 != "" {
		hosts = append(hosts, a.record.Port43)
	}
	for _, link := range a.record.Links {
		if self, err := url.Parse(link.Href); err == nil && link.Rel == "self" && self.Hostname() != "" {
			hosts = append(hosts, self.Hostname())
		}
	}
	return hosts
}

// signs are all that tells whose record it is: the whois server, RDAP
// extensions of a registry's own, and where the record itself is.
func (a *jsonAnswer) signs() []registry.Registry {
	var signs []registry.Registry
	for _, host := range a.hosts() {
		signs = append(signs, registry.OfHost(host))
	}
	for _, identifier := range a.record.Conformance {
		signs = append(signs, registry.Of(registry.Extension, identifier).Regional())
	}
	return signs
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
	for _, kind := range a.notices {
		add(kind)
	}
	return omissions
}
