package rdap

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
)

// parseWhois reads the answer of a whois server, unwrapped: see [Parse].
func parseWhois(data []byte) (*Record, error) {
	answer, err := readWhois(data)
	if err != nil && isMailSource(data) {
		return nil, otherForm("is a mail's source in quoted-printable", "give the text as the mail program shows it, or the attachment as it saves it")
	}
	if err != nil {
		if record := unread(data); record != nil {
			return record, nil
		}
		return nil, err
	}
	record, err := answer.record(RPSL)
	if err != nil && answer.failure() == nil {
		if record := unread(data); record != nil {
			return record, nil
		}
	}
	return record, err
}

// isMailSource tells quoted-printable (RFC 2045 section 6.7), in which = begins an
// escape, and at the end of a line is no line break.
func isMailSource(data []byte) bool {
	return bytes.Contains(bytes.ToLower(data[:min(len(data), 4096)]), []byte("quoted-printable")) ||
		bytes.Contains(data, []byte("=3D")) || bytes.Contains(data, []byte("=2D"))
}

// A whoisAnswer is the text of an answer, taken apart.
type whoisAnswer struct {
	objects  []*whoisObject
	comments []comment

	candidates []*whoisObject // those that it can be about

	paragraph []attribute // the attributes since the last blank line
	line      int         // the number of the line, from 1
	ended     bool        // whether what follows is a server's that is not read
	source    Source      // REST, if it is that
	tally     tally
}

// A comment is what the server or the client says beside the objects.
type comment struct {
	text string // without what marks it as a comment
	line int    // where it stands, from 1
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
		if a.ended {
			break
		}
	}
	return a, a.close()
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
	open := len(a.paragraph) > 0
	switch {
	case line == "", strings.HasPrefix(line, "```"): // a fence, as chats and issues have it
		return a.close()
	case strings.HasPrefix(line, "%rwhois "):
		return a.refer()
	case line[0] == '%' || line[0] == '#':
		a.comments = append(a.comments, comment{strings.TrimLeft(line, "%# \t"), a.line})
		return nil
	case open && strings.IndexByte(" \t+", line[0]) >= 0:
		last := &a.paragraph[len(a.paragraph)-1]
		last.lines = append(last.lines, line[1:])
		return nil
	}
	name, text, found := strings.Cut(line, ":")
	isAttribute := found && isAttributeName(name)
	if !open && isClientLine(line) || open && !isAttribute && isLastLine(line) {
		a.comments = append(a.comments, comment{line, a.line})
		return a.close()
	}
	if isARINList(line) {
		return otherForm("is ARIN's list of several objects", "ask for one of them: whois -h whois.arin.net 'n + ! NET-…'")
	}
	if isAttribute {
		a.paragraph = append(a.paragraph, attribute{name: strings.ToLower(name), lines: []string{text}, line: a.line})
		return nil
	}
	return &problem.Problem{ID: brokenLine, Field: "the record", Path: fmt.Sprintf("line %d", a.line), Seen: line,
		What: "is neither an attribute (name: value) nor a comment",
		Fix:  "give the answer just as the server sends it, with no line wrapped by a terminal or mail program: whois … > record.txt"}
}

// refer takes rwhois' answer, by which the holder of a block names its own
// customers: it is none of a registry. Whoever was asked before stands.
func (a *whoisAnswer) refer() error {
	if err := a.close(); err != nil {
		return err
	}
	a.ended = len(a.objects) > 0
	if !a.ended {
		return otherForm("is an answer of rwhois, by which a provider names those it reassigned parts of its range to",
			"give the registry's own: whois -h whois.arin.net …")
	}
	return nil
}

// close ends a paragraph: it is one object, or several that have run together for
// want of a blank line.
func (a *whoisAnswer) close() error {
	paragraph := a.paragraph
	a.paragraph = nil
	if len(paragraph) == 0 {
		return nil
	}
	start := 0
	if !isLACNIC(paragraph) {
		several := sources(paragraph) > 1 // which ends an object, less a line or two in old ones
		for i := 1; i < len(paragraph); i++ {
			name := paragraph[i].name
			if begins(name) || name == paragraph[start].name || several && paragraph[i-1].name == "source" {
				if err := a.add(paragraph[start:i]); err != nil {
					return err
				}
				start = i
			}
		}
	}
	return a.add(paragraph[start:])
}

// sources is how many attributes "source" there are: one in any object.
func sources(paragraph []attribute) int {
	n := 0
	for _, a := range paragraph {
		if a.name == "source" {
			n++
		}
	}
	return n
}

func (a *whoisAnswer) add(attributes []attribute) error {
	a.objects = append(a.objects, &whoisObject{attributes: attributes})
	return a.tally.add(boundEntities)
}

// isAttributeName says whether a name is one of RPSL (RFC 2622 section 2: a
// letter, then letters, digits, hyphens and underscores), as ARIN's are too.
func isAttributeName(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return strings.Trim(name, letters+"0123456789-_") == "" && name != "" && strings.IndexByte(letters, name[0]) >= 0
}

// unread is the record of an answer in a form that is not read, if it is that of
// a registry whose records AWS does not read either: all that matters is whose
// it is. It is nil for any other answer.
func unread(data []byte) *Record {
	record := new(Record)
	text := Text{}
	for raw := range bytes.Lines(data) {
		line := strings.TrimRight(decodeLine(raw), " \t\r\n")
		text.Lines = append(text.Lines, line)
		if name, _, found := strings.Cut(line, ":"); found && isAttributeName(name) {
			continue
		}
		if r := registry.Of(registry.Banner, line); r != "" && !r.Rule().Supported && record.Registry == "" {
			record.Registry = r.Regional()
			if r.Rule().Under != "" {
				record.National = r.Rule().Name
			}
		}
	}
	if record.Registry == "" || len(text.Lines) > limits[boundLines].most {
		return nil
	}
	record.Texts = []Text{text}
	return record
}
