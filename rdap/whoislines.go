package rdap

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A whoisAnswer is the text of an answer, taken apart.
type whoisAnswer struct {
	objects  []*whoisObject
	comments []comment

	open  bool // whether the last object can go on
	line  int  // the number of the line, from 1
	tally tally
}

// readWhois takes a text apart into objects and comments.
func readWhois(data []byte) (*whoisAnswer, error) {
	a := new(whoisAnswer)
	for raw := range bytes.Lines(data) {
		a.line++
		if err := a.tally.add(boundLines); err != nil {
			return nil, err
		}
		if err := a.read(strings.TrimRight(decodeLine(raw), " \t\r\n")); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// decodeLine reads a line as UTF-8, or else as ISO 8859-1, whose bytes are the
// first 256 characters of Unicode.
func decodeLine(raw []byte) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	runes := make([]rune, len(raw))
	for i, b := range raw {
		runes[i] = rune(b)
	}
	return string(runes)
}

// read reads one line.
func (a *whoisAnswer) read(line string) error {
	switch {
	case line == "":
		a.open = false
		return nil
	case line[0] == '%' || line[0] == '#':
		a.comments = append(a.comments, comment{strings.TrimLeft(line, "%# \t"), a.line})
		return nil
	case a.open && strings.IndexByte(" \t+", line[0]) >= 0:
		attributes := a.objects[len(a.objects)-1].attributes
		last := &attributes[len(attributes)-1]
		last.lines = append(last.lines, line[1:])
		return nil
	}
	if name, text, found := strings.Cut(line, ":"); found && isAttributeName(name) {
		return a.add(attribute{name: strings.ToLower(name), lines: []string{text}, line: a.line})
	}
	if !a.open && isClientLine(line) {
		a.comments = append(a.comments, comment{line, a.line})
		return nil
	}
	return &SyntaxError{Path: fmt.Sprintf("line %d", a.line),
		What: "is " + quote(line) + ", which is neither an attribute (name: value) nor a comment: give the answer just as the server sends it, with no line broken"}
}

// add puts an attribute to the object it belongs to.
func (a *whoisAnswer) add(attribute attribute) error {
	if !a.open {
		if err := a.tally.add(boundEntities); err != nil {
			return err
		}
		a.objects = append(a.objects, new(whoisObject))
		a.open = true
	}
	o := a.objects[len(a.objects)-1]
	o.attributes = append(o.attributes, attribute)
	return nil
}

// isAttributeName says whether a name is one of RPSL (RFC 2622 section 2: a
// letter, then letters, digits, hyphens and underscores), as ARIN's are too.
func isAttributeName(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return strings.Trim(name, letters+"0123456789-_") == "" && name != "" && strings.IndexByte(letters, name[0]) >= 0
}

// isClientLine tells what stands between the objects without a comment sign:
// the words of whois clients, and ARIN's that it has nothing.
func isClientLine(line string) bool {
	return strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") || // [Querying whois.ripe.net]
		strings.HasPrefix(line, "Found a referral to ") ||
		strings.HasPrefix(line, noMatch)
}
