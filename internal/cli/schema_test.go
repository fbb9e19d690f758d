package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/internal/cli"
)

// schemasVariable tells the programs of the scripts where the schemas are: whatever
// they print as JSON is held to them.
const schemasVariable = "BYOASN_TEST_SCHEMAS"

func setSchemas(env *testscript.Env) error {
	folder, err := filepath.Abs("../../docs/schema")
	env.Setenv(schemasVariable, folder)
	return err
}

// outputs are the schemas of what commands print as JSON.
var outputs = []struct {
	command, flag, schema string
}{
	{"check", "--json", "report"}, {"preflight", "json", "report"}, {"preflight", "--json", "report"}, {"verify", "--json", "verify"},
	{"cert show", "--json", "certificate"}, {"version", "--json", "version"}, {"sign", "--batch", "signed"}, {"accept", "--json", "accepted"},
	{"roas", "--json", "roas"}, {"seen", "json", "seen"}, {"seen", "--json", "seen"}, {"status", "json", "status"}, {"status", "--json", "status"}, {"external", "external", "external"},
}

// schemaOf is the schema of what a command prints, or "" if that is not a JSON of ours.
func schemaOf(args []string) string {
	line := strings.Join(args, " ")
	for _, o := range outputs {
		if strings.HasPrefix(line+" ", o.command+" ") && slices.Contains(strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '=' }), o.flag) {
			return o.schema
		}
	}
	return ""
}

// heldToSchema runs a command, and fails where it prints JSON that its schema does
// not have.
func heldToSchema(env cli.Env, args []string) int {
	folder, name := os.Getenv(schemasVariable), schemaOf(args)
	if info, err := os.Stdout.Stat(); folder == "" || name == "" || err != nil || info.Mode().IsRegular() {
		return cli.Main(env, args)
	}
	var out bytes.Buffer
	env.Stdout = io.MultiWriter(env.Stdout, &out)
	status := cli.Main(env, args)
	if err := valid(folder, name, out.Bytes()); err != nil {
		fmt.Fprintf(os.Stderr, "THE OUTPUT IS NOT AS docs/schema/%s.json SAYS: %v\n", name, err)
		return 99
	}
	return status
}

// valid holds each document of a stream to a schema.
func valid(folder, name string, stream []byte) error {
	schema, err := closedSchema(folder, name)
	if err != nil {
		return err
	}
	for decoder := json.NewDecoder(bytes.NewReader(stream)); ; {
		var document json.RawMessage
		if err := decoder.Decode(&document); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
		if err != nil {
			return err
		}
		if err := schema.Validate(value); err != nil {
			return err
		}
	}
}

// closedSchema is a schema that has no member but those that are documented.
func closedSchema(folder, name string) (*jsonschema.Schema, error) {
	data, err := os.ReadFile(filepath.Join(folder, name+".json"))
	if err != nil {
		return nil, err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	closeObjects(document)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(name, document); err != nil {
		return nil, err
	}
	return compiler.Compile(name)
}

func closeObjects(schema any) {
	switch s := schema.(type) {
	case map[string]any:
		if _, ok := s["properties"].(map[string]any); ok && s["additionalProperties"] == nil {
			s["additionalProperties"] = false
		}
		for _, below := range s {
			closeObjects(below)
		}
	case []any:
		for _, below := range s {
			closeObjects(below)
		}
	}
}

// schemaOfFile holds a file that a command wrote to a schema.
func schemaOfFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: schema NAME FILE")
	}
	ts.Check(valid(ts.Getenv(schemasVariable), args[0], []byte(ts.ReadFile(args[1]))))
}

func TestASchemaRefusesWhatItDoesNotHave(t *testing.T) {
	const folder = "../../docs/schema"
	require.NoError(t, valid(folder, "signed", []byte(`{"line":1,"message":"m","error":"e"}`)))
	for _, wrong := range []string{
		`{"line":1,"message":"m","error":"e","more":1}`, `{"line":"1","message":"m","error":"e"}`, `{"message":"m","error":"e"}`, `{"line":1,"message":"m"}`,
	} {
		require.Error(t, valid(folder, "signed", []byte(wrong)), wrong)
	}
}
