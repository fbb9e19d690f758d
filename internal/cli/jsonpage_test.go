package cli_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write docs/json.md anew from docs/schema")

// generated is where the hand's part of docs/json.md ends.
const generated = "<!-- From here on made from docs/schema: go test ./internal/cli -run ThePageOnJSON -update -->\n"

// pageOrder is that of the forms on the page.
var pageOrder = []string{"report", "verify", "certificate", "signed", "roas", "seen", "status", "accepted", "external", "version", "proof", "state", "request", "response", "auditlog"}

// The page is made from the schemas, so that neither has what the other has not.
func TestThePageOnJSONIsWhatTheSchemasSay(t *testing.T) {
	files, err := filepath.Glob("../../docs/schema/*.json")
	require.NoError(t, err)
	require.Len(t, pageOrder, len(files), "a schema that the page does not have")
	page, err := os.ReadFile("../../docs/json.md")
	require.NoError(t, err)
	before, _, found := strings.Cut(string(page), generated)
	require.True(t, found)
	var b strings.Builder
	b.WriteString(before + generated)
	for _, name := range pageOrder {
		section(t, &b, name)
	}
	if *update {
		require.NoError(t, os.WriteFile("../../docs/json.md", []byte(b.String()), 0o644))
		return
	}
	require.Equal(t, b.String(), string(page))
}

// A shape is what a schema says of an object.
type shape struct {
	Title       string
	Description string
	Properties  ordered
	Required    []string
	Defs        json.RawMessage `json:"$defs"`
}

// A member is what a schema says of one.
type member struct {
	Type        string
	Description string
	Format      string
	Enum        []string
	Const       any
	Ref         string `json:"$ref"`
	Items       struct {
		Type string
		Ref  string `json:"$ref"`
	}
	AdditionalProperties struct {
		Ref string `json:"$ref"`
	}
}

// Ordered properties keep the order in which they are written.
type ordered []struct {
	name  string
	value json.RawMessage
}

func (o *ordered) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		*o = append(*o, struct {
			name  string
			value json.RawMessage
		}{fmt.Sprint(name), value})
	}
	return nil
}

// section writes a form: its members, and those of the objects in it.
func section(t *testing.T, b *strings.Builder, name string) {
	data, err := os.ReadFile("../../docs/schema/" + name + ".json")
	require.NoError(t, err)
	var s shape
	require.NoError(t, json.Unmarshal(data, &s))
	fmt.Fprintf(b, "\n## %s\n\n%s [Schema](schema/%s.json).\n", s.Title, s.Description, name)
	s.rows(t, b)
	var defs ordered
	if s.Defs != nil {
		require.NoError(t, json.Unmarshal(s.Defs, &defs))
	}
	for _, def := range defs {
		var d shape
		require.NoError(t, json.Unmarshal(def.value, &d))
		fmt.Fprintf(b, "\n%s:\n", strings.ToUpper(def.name[:1])+def.name[1:])
		d.rows(t, b)
	}
}

func (s shape) rows(t *testing.T, b *strings.Builder) {
	if len(s.Properties) == 0 {
		return
	}
	b.WriteString("\n| member | what it is | meaning |\n|---|---|---|\n")
	for _, p := range s.Properties {
		var m member
		require.NoError(t, json.Unmarshal(p.value, &m))
		require.NotEmpty(t, m.Description, p.name)
		optional := ", may be missing"
		for _, required := range s.Required {
			if required == p.name {
				optional = ""
			}
		}
		fmt.Fprintf(b, "| `%s` | %s%s | %s |\n", p.name, m.kind(), optional, strings.ReplaceAll(m.Description, "|", `\|`))
	}
}

// kind says in words what values a member has.
func (m member) kind() string {
	named := func(ref string) string { return strings.TrimPrefix(ref, "#/$defs/") }
	switch {
	case m.Const != nil:
		return fmt.Sprintf("`%v`", m.Const)
	case len(m.Enum) > 0:
		return "`" + strings.Join(m.Enum, "`, `") + "`"
	case m.Ref != "":
		return named(m.Ref)
	case m.Type == "array":
		return "list of " + named(m.Items.Type+m.Items.Ref)
	case m.AdditionalProperties.Ref != "":
		return "by name, " + named(m.AdditionalProperties.Ref)
	case m.Format == "date-time":
		return "time"
	}
	return m.Type
}
