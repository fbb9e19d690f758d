package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// A sentence is a text that a user can see.
type sentence struct {
	at   token.Position
	text string
	doc  bool // of an exported name
}

func (s sentence) String() string {
	return fmt.Sprintf("%s:%d: %s", s.at.Filename, s.at.Line, strings.Join(strings.Fields(s.text), " "))
}

// aside are folders whose texts no user of the programs or packages sees.
var aside = map[string]bool{"testdata": true, "bench": true, "examples": true, ".git": true, "docs": true, "words": true, "manpages": true}

// collect returns the sentences of the module below a folder.
func collect(root string, docs bool) (all []sentence, err error) {
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && aside[entry.Name()]:
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		found, err := ofFile(path, docs)
		all = append(all, found...)
		return err
	})
	return all, err
}

func ofFile(path string, docs bool) (found []sentence, err error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field: // whose tag is no sentence
			return n.Tag == nil
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && isSentence(text) {
				found = append(found, sentence{at: files.Position(n.Pos()), text: text})
			}
		}
		return true
	})
	if docs {
		found = append(found, documentation(files, file)...)
	}
	return found, nil
}

// documentation are the comments of a file's exported names, and the package's.
func documentation(files *token.FileSet, file *ast.File) (found []sentence) {
	add := func(group *ast.CommentGroup) {
		if group != nil {
			found = append(found, sentence{at: files.Position(group.Pos()), text: group.Text(), doc: true})
		}
	}
	add(file.Doc)
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() {
				add(d.Doc)
			}
		case *ast.GenDecl:
			if !exports(d) {
				continue
			}
			add(d.Doc)
			ast.Inspect(d, func(node ast.Node) bool {
				if field, ok := node.(*ast.Field); ok {
					add(field.Doc)
					add(field.Comment)
				}
				return true
			})
		}
	}
	return found
}

// exports says whether a declaration has an exported name.
func exports(d *ast.GenDecl) bool {
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() {
				return true
			}
		case *ast.ValueSpec:
			for _, name := range s.Names {
				if name.IsExported() {
					return true
				}
			}
		}
	}
	return false
}

var words = regexp.MustCompile(`[A-Za-z]{2,}[,;:]? +[A-Za-z]{2,}`)

// isSentence says whether a text has two words, one after the other, and is no
// pattern or style sheet.
func isSentence(text string) bool {
	return words.MatchString(text) && !strings.Contains(text, "(?") && !strings.Contains(text, "{%") && !strings.HasPrefix(text, "<")
}
