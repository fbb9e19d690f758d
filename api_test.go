package byoasn_test

import (
	"bytes"
	"flag"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the exported API to testdata/api")

// The exported API is a contract: what changes it shows in testdata/api, and is
// read there before it is merged.
//
//	go test . -run TestTheExportedAPI -update
func TestTheExportedAPIIsAsRecorded(t *testing.T) {
	names := 0
	for name, room := range rooms(t) {
		if !room.public() {
			continue
		}
		file := filepath.Join("testdata", "api", strings.ReplaceAll(name, "/", "_")+".txt")
		got, count := exported(t, name)
		names += count
		if *update {
			require.NoError(t, os.WriteFile(file, got, 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err, "a new package? see this test")
		require.Equal(t, string(want), string(got), "%s is not as recorded: see this test", name)
	}
	require.LessOrEqual(t, names, 520, "constants, functions and types; export what a caller needs, and no more")
}

// exported are the exported declarations of a package without their comments, and
// how many constants, functions and types they are.
func exported(t *testing.T, dir string) (text []byte, names int) {
	t.Helper()
	positions, files := parsed(t, dir)
	of, err := doc.NewFromFiles(positions, files, module+dir)
	require.NoError(t, err)
	var out bytes.Buffer
	out.WriteString("package " + of.Name + "\n")
	values, funcs := slices.Concat(of.Consts, of.Vars), of.Funcs
	for _, typ := range of.Types {
		write(&out, positions, typ.Decl)
		for _, method := range typ.Methods {
			write(&out, positions, method.Decl)
		}
		values = slices.Concat(values, typ.Consts, typ.Vars)
		funcs = slices.Concat(funcs, typ.Funcs)
	}
	slices.SortFunc(funcs, func(a, b *doc.Func) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range funcs {
		write(&out, positions, f.Decl)
	}
	names = len(of.Types) + len(funcs)
	for _, v := range values {
		write(&out, positions, v.Decl)
		names += len(slices.DeleteFunc(slices.Clone(v.Names), func(name string) bool { return !ast.IsExported(name) }))
	}
	return out.Bytes(), names
}

// parsed are the files of a package, without its tests.
func parsed(t *testing.T, dir string) (*token.FileSet, []*ast.File) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	positions := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if !strings.HasSuffix(name, "_test.go") {
			file, err := parser.ParseFile(positions, name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			files = append(files, file)
		}
	}
	return positions, files
}

var blank = regexp.MustCompile(`\n\s*\n`)

func write(out *bytes.Buffer, positions *token.FileSet, decl any) {
	var text bytes.Buffer
	_ = (&printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8}).Fprint(&text, positions, decl)
	out.WriteString("\n" + blank.ReplaceAllString(text.String(), "\n") + "\n")
}
