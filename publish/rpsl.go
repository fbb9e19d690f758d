package publish

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/byoasn/byoasn/problem"
)

// maxObject is how large an object is read, in characters: no larger one can be
// in the RIPE Database.
const maxObject = 5_000_000

// An rpslAttribute is one attribute of an object exactly as it stands there,
// with its continuation lines.
type rpslAttribute struct {
	name  string   // in lower case
	lines []string // without line ends
}

// value is the text of the attribute: its lines joined with a blank, without
// comments (RFC 2622 section 2).
func (a rpslAttribute) value() string {
	var words []string
	for i, line := range a.lines {
		if i == 0 {
			_, line, _ = strings.Cut(line, ":")
		} else {
			line = strings.TrimPrefix(line, "+")
		}
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			words = append(words, line)
		}
	}
	return strings.Join(words, " ")
}

// comment is what follows the first # in it.
func (a rpslAttribute) comment() string {
	_, comment, _ := strings.Cut(strings.Join(a.lines, "\n"), "#")
	return strings.TrimSpace(comment)
}

// An rpslObject is a run of attributes; the first says what it is.
type rpslObject struct {
	attributes []rpslAttribute
	lineEnd    string
}

func (o rpslObject) class() string { return o.attributes[0].name }
func (o rpslObject) key() string   { return o.attributes[0].value() }

// text writes the object, with a line end after each line.
func (o rpslObject) text() string {
	var b strings.Builder
	for _, a := range o.attributes {
		for _, line := range a.lines {
			b.WriteString(line + o.lineEnd)
		}
	}
	return b.String()
}

// with returns the object with an attribute more after the last of the same
// name, or else of one of the others, or else at the end of the first.
func (o rpslObject) with(a rpslAttribute, others ...string) rpslObject {
	at := 0
	for _, name := range append([]string{a.name}, others...) {
		if last := o.last(name); last >= 0 {
			at = last
			break
		}
	}
	o.attributes = slices.Insert(slices.Clone(o.attributes), at+1, a)
	return o
}

func (o rpslObject) last(name string) int {
	for i := len(o.attributes) - 1; i >= 0; i-- {
		if o.attributes[i].name == name {
			return i
		}
	}
	return -1
}

var attributeName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*:`) })

// parseRPSL reads the objects in a text. What a server writes beside them
// begins with % and is left out.
func parseRPSL(text string) ([]rpslObject, error) {
	lineEnd := "\n"
	if first, _, found := strings.Cut(text, "\n"); found && strings.HasSuffix(first, "\r") {
		lineEnd = "\r\n"
	}
	var objects []rpslObject
	open := false // whether the last object goes on
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "%"):
			continue
		case strings.TrimSpace(line) == "":
			open = false
			continue
		}
		if !open {
			objects = append(objects, rpslObject{lineEnd: lineEnd})
			open = true
		}
		if err := objects[len(objects)-1].add(line); err != nil {
			err.Path = fmt.Sprintf("line %d", number)
			return nil, err
		}
	}
	return objects, nil
}

// add reads one more line of the object.
func (o *rpslObject) add(line string) *problem.Problem {
	last := len(o.attributes) - 1
	switch {
	case strings.ContainsRune(line, '\r'):
		return notAnObject(line, "has a carriage return within the line")
	case strings.ContainsAny(line[:1], " \t+"):
		if last < 0 {
			return notAnObject(line, "continues a line, and there is none before it")
		}
		o.attributes[last].lines = append(o.attributes[last].lines, line)
		return nil
	case !attributeName().MatchString(line):
		return notAnObject(line, "is no attribute")
	}
	name, _, _ := strings.Cut(line, ":")
	name = strings.ToLower(name)
	if name == "password" || name == "override" {
		return notAnObject("", "is a "+name+", which is no part of an object: take it out, it is a secret")
	}
	o.attributes = append(o.attributes, rpslAttribute{name, []string{line}})
	return nil
}

// notAnObject says that a text is not what a registry's database gives.
func notAnObject(seen, what string) *problem.Problem {
	return &problem.Problem{ID: NotAnObject, Field: "the object", Seen: seen, What: what, Fix: "give it as the registry's database gives it"}
}
