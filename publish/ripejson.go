package publish

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/byoasn/byoasn/internal/strictjson"
)

// parseRIPEJSON reads the objects of an answer of the RIPE Database's REST API:
// objects.object[].attributes.attribute[], each with a name, a value and, where
// it was split off the value, a comment.
func parseRIPEJSON(data []byte) ([]rpslObject, error) {
	r, err := strictjson.NewReader(data, strictjson.Options{
		Field: "the object", Fix: "give it as the RIPE Database's REST API gives it", MaxSize: maxObject, MaxDepth: 16})
	if err != nil {
		return nil, err
	}
	var objects []rpslObject
	err = within(r, "objects", "object")(func() error {
		return r.Array(func(int) error {
			object, err := readObject(r)
			objects = append(objects, object)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return objects, r.End()
}

// within reads objects within objects, down to the members of the names, and
// skips everything beside them.
func within(r *strictjson.Reader, names ...string) func(read func() error) error {
	return func(read func() error) error {
		return r.Object(func(name string) error {
			switch {
			case name != names[0]:
				return r.SkipMember(name, names[:1])
			case len(names) == 1:
				return read()
			}
			return within(r, names[1:]...)(read)
		})
	}
}

func readObject(r *strictjson.Reader) (rpslObject, error) {
	object := rpslObject{lineEnd: "\n"}
	err := within(r, "attributes", "attribute")(func() error {
		return r.Array(func(int) error {
			a, err := readAttribute(r)
			if err == nil {
				object.attributes = append(object.attributes, a)
			}
			return err
		})
	})
	return object, err
}

func readAttribute(r *strictjson.Reader) (a rpslAttribute, err error) {
	var value, comment string
	known := []string{"name", "value", "comment"}
	err = r.Object(func(name string) (err error) {
		switch name {
		case "name":
			a.name, err = r.Text()
		case "value":
			value, err = r.Text()
		case "comment":
			comment, err = r.Text()
		default:
			err = r.SkipMember(name, known)
		}
		return err
	})
	switch {
	case err != nil:
		return a, err
	case !attributeName().MatchString(a.name + ":"):
		return a, r.Fault(NotAnObject, "has no name", "")
	}
	if comment != "" {
		value += " # " + comment
	}
	a.lines = attributeLines(a.name, value)
	a.name = strings.ToLower(a.name)
	return a, nil
}

// attributeLines writes an attribute in RPSL. Lines after the first have to
// begin with a blank or a plus.
func attributeLines(name, value string) []string {
	lines := strings.Split(strings.ReplaceAll(value, "\r\n", "\n"), "\n")
	for i, line := range lines {
		switch {
		case i == 0 && (line == "" || line[0] == ' '):
			lines[i] = name + ":" + line
		case i == 0:
			lines[i] = fmt.Sprintf("%-16s", name+":") + line
		case line == "" || !strings.ContainsAny(line[:1], " \t+"):
			lines[i] = fmt.Sprintf("%16s", "") + line
		}
	}
	return lines
}

// A ripeDocument is what the REST API takes: a WhoisResources of one object.
type ripeDocument struct {
	Objects struct {
		Object []ripeObject `json:"object"`
	} `json:"objects"`
}

type ripeObject struct {
	Type   string `json:"type"`
	Source struct {
		ID string `json:"id"`
	} `json:"source"`
	Attributes struct {
		Attribute []ripeAttribute `json:"attribute"`
	} `json:"attributes"`
}

type ripeAttribute struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// json writes the object for the REST API.
func (o rpslObject) json() (string, error) {
	object := ripeObject{Type: o.class()}
	object.Source.ID = o.source()
	for _, a := range o.attributes {
		name, value, _ := strings.Cut(inUTF8(strings.Join(a.lines, "\n")), ":")
		object.Attributes.Attribute = append(object.Attributes.Attribute, ripeAttribute{name, strings.TrimLeft(value, " \t")})
	}
	var document ripeDocument
	document.Objects.Object = []ripeObject{object}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(document)
	return b.String(), err
}

// inUTF8 takes letters that are not UTF-8 as ISO 8859-1, in which whois servers
// write.
func inUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}
