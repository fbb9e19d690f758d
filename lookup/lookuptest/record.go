package lookuptest

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A Record is what a registry has of a resource: where the text stands that was
// pasted there.
type Record struct {
	Registry registry.Registry
	Resource resource.Resource

	Field  []string // lines in the field that AWS reads: Text of publish's guide as it is
	Beside []string // lines in the field that is mistaken for it: remarks at RIPE NCC, descr at APNIC
	Holder []string // lines in the comments of the organization that it is registered to

	// Answer and Object are what RDAP and RIPE NCC's database answer instead of
	// what is made of the above, such as answers that were recorded.
	Answer, Object []byte
}

// RDAP is the registry's answer in RDAP (RFC 9083), with the remarks that it makes
// of its fields.
func (r Record) RDAP() []byte {
	if r.Answer != nil {
		return r.Answer
	}
	object := map[string]any{
		"rdapConformance": []string{"rdap_level_0"},
		"handle":          r.handle(), "name": "EXAMPLE", "status": []string{"active"},
		"port43": r.Registry.Rule().Whois,
		"entities": []any{map[string]any{
			"objectClassName": "entity", "handle": "ORG-EXAMPLE", "roles": []string{"registrant"},
			"remarks": r.remarks(r.lines(r.Holder), nil),
		}},
		"remarks": r.remarks(r.lines(r.Field), r.lines(r.Beside)),
	}
	if n, isASN := r.Resource.ASN(); isASN {
		object["objectClassName"], object["startAutnum"], object["endAutnum"] = "autnum", uint32(n), uint32(n)
	}
	if p, isRange := r.Resource.CIDR(); isRange {
		object["objectClassName"], object["startAddress"], object["endAddress"] = "ip network", p.Addr(), lastOf(p)
	}
	data, _ := json.MarshalIndent(object, "", "  ") // nothing of the above fails
	return data
}

// A remark is one of RDAP's.
type remark struct {
	Title       string   `json:"title,omitempty"`
	Description []string `json:"description"`
}

// remarks are what a registry shows of the two fields.
func (r Record) remarks(field, beside []string) []remark {
	remarks := []remark{}
	add := func(title string, lines []string) {
		if len(lines) > 0 {
			remarks = append(remarks, remark{title, lines})
		}
	}
	switch r.Registry.Regional() {
	case registry.ARIN:
		add("Registration Comments", append(field, beside...))
	case registry.RIPE:
		add("", append(field, beside...))
	case registry.APNIC:
		add("description", beside)
		add("remarks", field)
	case registry.LACNIC:
		add("description", append(field, beside...))
	default:
		for _, line := range append(field, beside...) {
			add("Remark", []string{line})
		}
	}
	return remarks
}

// lines are texts without what stands before them where they are pasted.
func (r Record) lines(texts []string) []string {
	var lines []string
	for _, text := range texts {
		for line := range strings.Lines(text) {
			name := strings.TrimSpace(r.Registry.Rule().Prefix)
			if rest, found := strings.CutPrefix(line, name); found && name != "" {
				line = rest
			}
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

func (r Record) handle() string {
	if p, isRange := r.Resource.CIDR(); isRange {
		return fmt.Sprintf("%s - %s", p.Addr(), lastOf(p))
	}
	return r.Resource.Name()
}

// Text is the object in RPSL, as RIPE NCC's database has it.
func (r Record) Text() []byte {
	if r.Object != nil {
		return r.Object
	}
	var b strings.Builder
	line := func(name, value string) { fmt.Fprintf(&b, "%-16s%s\n", name+":", value) }
	p, isRange := r.Resource.CIDR()
	switch {
	case isRange && p.Addr().Is4():
		line("inetnum", r.handle())
		line("netname", "EXAMPLE")
	case isRange:
		line("inet6num", r.Resource.String())
		line("netname", "EXAMPLE")
	default:
		line("aut-num", r.Resource.Name())
		line("as-name", "EXAMPLE")
	}
	for _, text := range r.lines(r.Field) {
		line("descr", text)
	}
	line("org", "ORG-EXAMPLE")
	for _, text := range r.lines(r.Beside) {
		line("remarks", text)
	}
	line("source", "RIPE")
	return []byte(b.String())
}
