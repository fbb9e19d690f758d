package rdap

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A whoisObject is a run of attributes, at least one, which says what it is: its
// class and its key.
type whoisObject struct {
	attributes []attribute

	span            span // of a registration
	first32, last32 resource.ASN
	start, end      netip.Addr

	holder   string            // the organization's handle
	handedOn bool              // a block that is another registry's
	referral registry.Registry // whose, if it is told
}

// An attribute is one name and value of an object.
type attribute struct {
	name  string   // in lower case
	lines []string // the value as it stands there, continuation lines included
	line  int      // where it begins, from 1; 0 in JSON
}

// fault is a problem with an attribute's value.
func (a attribute) fault(seen, what string) *problem.Problem {
	p := &problem.Problem{ID: badRange, Field: "the record", Seen: a.name + ": " + seen, What: what}
	if a.line > 0 {
		p.Path = fmt.Sprintf("line %d", a.line)
	}
	return p
}

func (a attribute) equal(b attribute) bool {
	return a.name == b.name && slices.Equal(a.lines, b.lines)
}

func (o *whoisObject) key() attribute { return o.attributes[0] }

// class is the name of the key attribute, in lower case.
func (o *whoisObject) class() string { return o.key().name }

// classes begin an object wherever they stand: those of RPSL (RFC 2622, RFC 2725,
// RFC 4012), of the RIPE Database's software besides, and of ARIN's whois. None
// is an attribute of another object, but in LACNIC's form. In order.
var classes = []string{
	"as-block", "as-set", "asnumber", "aut-num", "custname", "dictionary", "domain",
	"filter-set", "inet-rtr", "inet6num", "inetnum", "irt", "key-cert",
	"limerick", "mntner", "netrange", "organisation", "orgname", "peering-set",
	"person", "poem", "poetic-form", "repository", "role", "route", "route-set", "route6",
	"rtr-set",
}

// begins says whether an attribute begins an object. ARIN's contacts begin with
// their part: OrgTechHandle, RAbuseHandle.
func begins(name string) bool {
	if _, found := slices.BinarySearch(classes, name); found {
		return true
	}
	return strings.HasSuffix(name, "handle") && (strings.HasPrefix(name, "org") || strings.HasPrefix(name, "r") || name == "techhandle")
}

// isLACNIC tells LACNIC's form, and that of the national registries under it:
// inetnum objects have an attribute aut-num and the other way round, and nobody
// else's have an owner.
func isLACNIC(attributes []attribute) bool {
	has := func(name string) bool {
		return slices.ContainsFunc(attributes, func(a attribute) bool { return a.name == name })
	}
	return has("owner") && !has("source") || attributes[0].name == "nic-hdl" && !has("source")
}

// A standing says how well an object can be what was asked for.
type standing int

const (
	other  standing = iota // an organization, a route and so on
	copied                 // a copy of a registration in a routing registry
	block                  // a block that a registry has for other ones, or of AS numbers that are free
	exact                  // a registration
)

func (o *whoisObject) standing() standing {
	switch o.class() {
	case "aut-num", "inetnum", "inet6num", "asnumber", "netrange":
	case "as-block":
		return block
	default:
		return other
	}
	switch {
	case o.routing() != "":
		return copied
	case o.handedOn:
		return block
	}
	return exact
}

// form tells ARIN's form from RPSL by the class.
func (o *whoisObject) form() Source {
	switch o.class() {
	case "asnumber", "netrange", "orgname", "custname":
		return Plain
	}
	return RPSL
}

// value is the value of one of the object's attributes: on one line, and in RPSL
// without comments. Only blanks and tabs are taken off its ends.
func (o *whoisObject) value(a attribute) string {
	if len(a.lines) == 1 && o.form() == Plain {
		return strings.Trim(a.lines[0], " \t")
	}
	var parts []string
	for _, line := range a.lines {
		if o.form() == RPSL {
			line = withoutComment(line)
		}
		if line = strings.Trim(line, " \t"); line != "" {
			parts = append(parts, line)
		}
	}
	return strings.Join(parts, " ")
}

// withoutComment cuts a comment off, which a blank stands before.
func withoutComment(line string) string {
	for i := range len(line) {
		if line[i] == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			return line[:i]
		}
	}
	return line
}

// values returns the values of all attributes of a name.
func (o *whoisObject) values(name string) []string {
	var values []string
	for _, a := range o.attributes {
		if a.name == name {
			values = append(values, o.value(a))
		}
	}
	return values
}

// first returns the first value of the first of the names that there is, or "".
func (o *whoisObject) first(names ...string) string {
	for _, name := range names {
		for _, a := range o.attributes {
			if a.name == name {
				return o.value(a)
			}
		}
	}
	return ""
}

// handle is what the registry knows the object by: in RPSL its key, but for a
// person or role.
func (o *whoisObject) handle() string {
	if handle := o.first("nic-hdl", "ashandle", "nethandle", "orgid", "custid"); handle != "" {
		return short(handle)
	}
	return short(o.value(o.key()))
}

// source is the registry that the object itself names, a national one too.
func (o *whoisObject) source() registry.Registry {
	switch {
	case o.form() == Plain:
		return registry.ARIN
	case isLACNIC(o.attributes):
		return registry.LACNIC
	}
	return registry.Of(registry.Source, o.first("source"))
}

// routing is the source of a copy in a routing registry, or "". An RPSL object of
// ARIN is one: ARIN's registrations have a form of their own.
func (o *whoisObject) routing() string {
	source := o.first("source")
	if o.form() == Plain || source == "" || strings.EqualFold(source, "IANA") {
		return ""
	}
	if r := registry.Of(registry.Source, source); r == "" || r == registry.ARIN {
		return source
	}
	return ""
}

// entity names an object that is not the record's own.
func (o *whoisObject) entity() *Entity {
	return &Entity{Handle: o.handle(), Roles: []string{o.class()}, Class: o.class()}
}

// freeText are the attributes of free text, and how they are written.
var freeText = map[string]string{"descr": "descr", "remarks": "remarks", "comment": "Comment"}

// texts returns the object's free text: a run of lines with the same attribute
// is one text.
func (o *whoisObject) texts(owner *Entity) []Text {
	var texts []Text
	last := ""
	for _, a := range o.attributes {
		name, isText := freeText[a.name]
		if isText && a.name != last {
			texts = append(texts, Text{Entity: owner, Attribute: name})
		}
		if isText {
			run := &texts[len(texts)-1]
			run.Lines = append(run.Lines, o.value(a))
		}
		last = a.name
	}
	return texts
}
