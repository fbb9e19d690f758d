package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
)

// A mutant is a file with one thing in it changed.
type mutant struct {
	file     string
	line     int
	was, now string
	source   []byte
}

func (m mutant) String() string {
	return fmt.Sprintf("%s:%d: %s for %s", m.file, m.line, strconv.Quote(m.now), strconv.Quote(m.was))
}

// others are what an operator is changed to.
var others = map[token.Token][]string{
	token.EQL: {"!="}, token.NEQ: {"=="}, token.LSS: {"<=", ">="}, token.LEQ: {"<"}, token.GTR: {">=", "<="}, token.GEQ: {">"},
	token.LAND: {"||"}, token.LOR: {"&&"},
	token.ADD: {"-"}, token.SUB: {"+"}, token.MUL: {"+"}, token.QUO: {"*"}, token.REM: {"+"},
	token.AND: {"|"}, token.OR: {"&"}, token.XOR: {"|"}, token.SHL: {">>"}, token.SHR: {"<<"},
	token.INC: {"--"}, token.DEC: {"++"},
}

// A finder goes through a file.
type finder struct {
	fset   *token.FileSet
	file   string
	source []byte
	found  []mutant

	meaningless map[*ast.BasicLit]bool
}

// mutants returns all of a file: each operator changed, each condition negated that has
// none, each call, assignment and early end left out, each number one more, and each
// truth its contrary.
func mutants(file string, source []byte) ([]mutant, error) {
	f := &finder{fset: token.NewFileSet(), file: file, source: source, meaningless: map[*ast.BasicLit]bool{}}
	tree, err := parser.ParseFile(f.fset, file, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	ast.Inspect(tree, f.visit)
	return f.found, nil
}

func (f *finder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.StructType:
		return false
	case *ast.BinaryExpr:
		f.operator(n.OpPos, n.Op)
	case *ast.IncDecStmt:
		f.operator(n.TokPos, n.Tok)
	case *ast.IfStmt:
		f.condition(n.Cond)
	case *ast.SwitchStmt:
		for _, c := range n.Body.List {
			for _, cond := range c.(*ast.CaseClause).List {
				if n.Tag == nil {
					f.condition(cond)
				}
			}
		}
	case *ast.ExprStmt:
		f.replace(n.Pos(), n.End(), "")
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			f.replace(n.Pos(), n.End(), "")
		}
	case *ast.BranchStmt:
		if n.Label == nil && n.Tok != token.FALLTHROUGH {
			f.replace(n.Pos(), n.End(), "")
		}
	case *ast.ReturnStmt:
		f.unused(n)
	case *ast.BasicLit:
		if n.Kind == token.INT && !f.meaningless[n] {
			f.replace(n.Pos(), n.End(), "("+n.Value+" + 1)")
		}
	case *ast.Ident:
		switch n.Name {
		case "true":
			f.replace(n.Pos(), n.End(), "false")
		case "false":
			f.replace(n.Pos(), n.End(), "true")
		}
	}
	return true
}

// unused notes the numbers that are returned beside a false or an error: nobody looks
// at them.
func (f *finder) unused(n *ast.ReturnStmt) {
	if len(n.Results) < 2 {
		return
	}
	last, isName := n.Results[len(n.Results)-1].(*ast.Ident)
	if isName && (last.Name == "nil" || last.Name == "true") {
		return
	}
	for _, result := range n.Results {
		if literal, ok := result.(*ast.BasicLit); ok {
			f.meaningless[literal] = true
		}
	}
}

func (f *finder) operator(at token.Pos, op token.Token) {
	for _, other := range others[op] {
		f.replace(at, at+token.Pos(len(op.String())), other)
	}
}

// condition negates one that is no comparison, whose operator is changed anyway.
func (f *finder) condition(cond ast.Expr) {
	if _, compares := cond.(*ast.BinaryExpr); !compares {
		text := string(f.source[f.offset(cond.Pos()):f.offset(cond.End())])
		f.replace(cond.Pos(), cond.End(), "!("+text+")")
	}
}

func (f *finder) replace(from, to token.Pos, with string) {
	a, b := f.offset(from), f.offset(to)
	f.found = append(f.found, mutant{
		file: f.file, line: f.fset.Position(from).Line, was: string(f.source[a:b]), now: with,
		source: bytes.Join([][]byte{f.source[:a], []byte(with), f.source[b:]}, nil),
	})
}

func (f *finder) offset(p token.Pos) int { return f.fset.Position(p).Offset }
