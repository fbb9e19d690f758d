package handoff

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// A printer writes a file. The encoder's errors cannot occur: the order of its
// tokens is fixed, all texts are ASCII, and the buffer takes everything.
type printer struct {
	encoder *jsontext.Encoder
}

// marshal returns a JSON object, a member a line, and a newline at its end.
func marshal(members func(p *printer)) []byte {
	var out bytes.Buffer
	p := &printer{jsontext.NewEncoder(&out, jsontext.Multiline(true), jsontext.WithIndent("  "))}
	p.braces(func() { members(p) })
	return out.Bytes()
}

func (p *printer) braces(members func()) {
	_ = p.encoder.WriteToken(jsontext.BeginObject)
	members()
	_ = p.encoder.WriteToken(jsontext.EndObject)
}

func (p *printer) header(kind string) {
	p.name("version")
	_ = p.encoder.WriteToken(jsontext.Uint(version))
	p.text("kind", kind)
}

func (p *printer) name(name string) {
	_ = p.encoder.WriteToken(jsontext.String(name))
}

func (p *printer) text(name, value string) {
	p.name(name)
	_ = p.encoder.WriteToken(jsontext.String(value))
}

// optional writes a text, unless it is empty.
func (p *printer) optional(name, value string) {
	if value != "" {
		p.text(name, value)
	}
}

func (p *printer) object(name string, members func()) {
	p.name(name)
	p.braces(members)
}

// array writes n objects.
func (p *printer) array(name string, n int, members func(i int)) {
	p.name(name)
	_ = p.encoder.WriteToken(jsontext.BeginArray)
	for i := range n {
		p.braces(func() { members(i) })
	}
	_ = p.encoder.WriteToken(jsontext.EndArray)
}
