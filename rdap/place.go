package rdap

import (
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/problem"
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
		owner = "the text of the entity " + problem.Clip(short(p.Entity.Handle), problem.MaxShown)
		if len(p.Entity.Roles) > 0 {
			roles := strings.Join(p.Entity.Roles[:min(len(p.Entity.Roles), 10)], ", ")
			owner += " (" + problem.Clip(short(roles), problem.MaxShown) + ")"
		}
	}
	title := ""
	if p.Title != "" {
		title = " " + problem.Quote(short(p.Title))
	}
	return fmt.Sprintf("%s%s, line %d", owner, title, p.Line+1)
}

// maxName is how much of a name, a handle, a role or a title is kept, in bytes.
// They are repeated with each thing that is found, and the longest seen at a
// registry has some 60.
const maxName = 200

// short is as much of a name as is kept.
func short(name string) string {
	if len(name) <= maxName {
		return name
	}
	return strings.ToValidUTF8(name[:maxName], "") + "…"
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
