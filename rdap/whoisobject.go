package rdap

import (
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/registry"
)

// A whoisObject is a run of attributes with no blank line in it. It has at
// least one, which says what it is: its class and its key.
type whoisObject struct {
	attributes []attribute
}

// An attribute is one name and value of an object.
type attribute struct {
	name  string   // in lower case
	lines []string // the value as it stands there, continuation lines included
	line  int      // where it begins, from 1
}

// fault is an error about an attribute.
func (a attribute) fault(what string) error {
	return &SyntaxError{Path: fmt.Sprintf("line %d", a.line), What: "(" + clip(a.name) + ") " + what}
}

func (o *whoisObject) key() attribute { return o.attributes[0] }

// class is the name of the key attribute, in lower case.
func (o *whoisObject) class() string { return o.key().name }

// A standing says how well an object can be what was asked for.
type standing int

const (
	other standing = iota // an organization, a route and so on
	block                 // a block of AS numbers that covers the one asked for
	exact                 // a registration
)

func (o *whoisObject) standing() standing {
	switch o.class() {
	case "aut-num", "inetnum", "inet6num", "netrange":
		return exact
	case "as-block":
		return block
	case "asnumber": // ARIN gives another registry's numbers as a block
		if strings.Contains(o.value(o.key()), "-") {
			return block
		}
		return exact
	}
	return other
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
// without comments.
func (o *whoisObject) value(a attribute) string {
	var parts []string
	for _, line := range a.lines {
		if o.form() == RPSL {
			line, _, _ = strings.Cut(line, "#")
		}
		if line = strings.TrimSpace(line); line != "" {
			parts = append(parts, line)
		}
	}
	return strings.Join(parts, " ")
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
		if values := o.values(name); len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// handle is what the registry knows the object by: in RPSL its key, but for a
// person or role.
func (o *whoisObject) handle() string {
	if handle := o.first("nic-hdl", "ashandle", "nethandle", "orgid", "custid"); handle != "" {
		return handle
	}
	return o.value(o.key())
}

// ownRegistry is the registry that the object itself names. A routing registry,
// such as RADB or RIPE-NONAUTH, is none.
func (o *whoisObject) ownRegistry() registry.Registry {
	if o.form() == Plain {
		return registry.ARIN
	}
	return registry.Of(registry.Source, o.first("source")).Regional()
}

// starters begin an object, and stand inside of none that can be the record.
var starters = map[string]bool{
	"aut-num": true, "as-block": true, "organisation": true, "role": true,
	"person": true, "irt": true, "mntner": true, "route": true, "route6": true,
	"asnumber": true, "netrange": true, "orgname": true, "custname": true,
}

// checkAlone finds objects that have run together for want of a blank line: the
// one's text would be taken for the other's.
func (o *whoisObject) checkAlone() error {
	for _, a := range o.attributes[1:] {
		if starters[a.name] || a.name == o.class() {
			return a.fault("begins another object: expected a blank line before it, as the server sends it")
		}
	}
	return nil
}
