package rdap

import (
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/registry"
)

// A Place is where in a record something stands.
type Place struct {
	Entity *Entity // nil: on the object itself
	Field  string  // as the registry calls it, "" where the record cannot tell
	Title  string  // of the RDAP remark, or the attribute of whois
	Text   int     // index in [Record.Texts] of where it begins
	Line   int     // index in [Text.Lines] of where it begins
}

// OnObject says whether the place is on the object itself.
func (p Place) OnObject() bool { return p.Entity == nil }

// String names the place in words, to follow "in".
func (p Place) String() string {
	owner := "the object's own text"
	if p.Entity != nil {
		owner = "the text of the entity " + p.Entity.Handle
		if len(p.Entity.Roles) > 0 {
			owner += " (" + strings.Join(p.Entity.Roles, ", ") + ")"
		}
	}
	title := ""
	if p.Title != "" {
		title = fmt.Sprintf(" %q", p.Title)
	}
	return fmt.Sprintf("%s%s, line %d", owner, title, p.Line+1)
}

// place returns where a line stands.
func (r *Record) place(text, line int) Place {
	t := r.Texts[text]
	title := t.Title
	if t.Attribute != "" {
		title = t.Attribute
	}
	return Place{Entity: t.Entity, Field: r.field(t), Title: title, Text: text, Line: line}
}

// field names the field that a text stood in, as the registry's rule does.
// RIPE NCC's RDAP joins two fields, which gives "".
func (r *Record) field(t Text) string {
	if t.Attribute != "" {
		return registry.FieldOfAttribute(t.Attribute)
	}
	return r.Registry.FieldOfTitle(t.Title)
}
