package certgen_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/stretchr/testify/require"
)

// IDs is for menus and metrics: every constant of the type is in it, once.
func TestIDsListsEveryID(t *testing.T) {
	t.Parallel()
	var declared []problem.ID
	for _, name := range []string{"problems.go", "concerns.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok {
				if kind, ok := spec.Type.(*ast.SelectorExpr); ok && kind.Sel.Name == "ID" {
					value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
					require.NoError(t, err)
					declared = append(declared, problem.ID(value))
				}
			}
			return true
		})
	}
	require.NotEmpty(t, declared)
	require.ElementsMatch(t, append(declared, problem.NoTime), certgen.IDs())
}
