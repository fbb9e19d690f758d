package byoasn_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// formal are the methods that the standard library or another package calls.
var formal = regexp.MustCompile(`^(String|Error|Unwrap|Is|LogValue|(Un)?[mM]arshal(JSON|Text)|ServeHTTP|Public|IDs|Kinds|SignMessage)$`)

// young are the packages whose examples have yet to be written.
var young = []string{"awsstate", "proof", "seen", "status"}

// Each function, and each method that is no mere member, is shown by an example of
// its package that runs.
func TestEachVerbHasAnExampleThatRuns(t *testing.T) {
	for name, room := range rooms(t) {
		if !room.public() || slices.Contains(young, name) {
			continue
		}
		shown := namedInExamples(t, name)
		positions, files := parsed(t, name)
		of, err := doc.NewFromFiles(positions, files, module+name)
		require.NoError(t, err)
		verbs := of.Funcs
		for _, typ := range of.Types {
			verbs = slices.Concat(verbs, typ.Funcs, slices.DeleteFunc(typ.Methods, isMember))
		}
		for _, verb := range verbs {
			if !formal.MatchString(verb.Name) && !shown[verb.Name] {
				t.Errorf("%s: no example has %s", name, verb.Name)
			}
		}
	}
}

// isMember says whether a method takes nothing and gives something.
func isMember(method *doc.Func) bool {
	of := method.Decl.Type
	return of.Params.NumFields() == 0 && of.Results.NumFields() == 1
}

// namedInExamples are the names that a package's examples with an output use.
func namedInExamples(t *testing.T, dir string) map[string]bool {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	require.NoError(t, err)
	used := map[string]bool{}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		require.NoError(t, err)
		for _, example := range doc.Examples(file) {
			if example.Output == "" && !example.EmptyOutput || !strings.HasPrefix(example.Name, strings.ToUpper(example.Name[:min(1, len(example.Name))])) {
				continue
			}
			ast.Inspect(example.Code, func(n ast.Node) bool {
				if selector, is := n.(*ast.SelectorExpr); is {
					used[selector.Sel.Name] = true
				}
				return true
			})
		}
	}
	return used
}
