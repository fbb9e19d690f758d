package armor

import (
	"bytes"
	"encoding/base64"
	"html"
	"strings"
	"unicode/utf8"
)

// A Form is something that was done to a text on its way. Its values are stable.
type Form string

// The forms that [Clean] undoes.
const (
	Prefixed   Form = "prefixed"       // each line has "Comment:" or the like before it
	Entities   Form = "html-entities"  // &#43; and the like
	Escaped    Form = "escaped-breaks" // \n in letters
	MailQuoted Form = "mail-quoted"    // each line has > before it
	Quoted     Form = "quoted"         // in quotes, as a whole or line by line
)

// Clean undoes those of the forms that are asked for, in their order, and returns
// which of them it found. It returns the text itself if that is none.
func Clean(text []byte, undo ...Form) ([]byte, []Form) {
	var found []Form
	given := text
	for _, form := range undo {
		cleaned := form.undo(text)
		if bytes.Equal(cleaned, text) {
			continue
		}
		if len(found) > 0 {
			clear(text) // it may hold a key
		}
		text, found = cleaned, append(found, form)
	}
	if found == nil {
		return given, nil
	}
	return text, found
}

func (f Form) undo(text []byte) []byte {
	switch f {
	case Prefixed:
		return eachLine(text, withoutAttribute)
	case Entities:
		if bytes.IndexByte(text, '&') >= 0 {
			return []byte(html.UnescapeString(string(text)))
		}
	case Escaped:
		return unescape(text)
	case MailQuoted:
		return eachLine(text, withoutMailQuote)
	case Quoted:
		return unquote(text)
	}
	return text
}

func eachLine(text []byte, undo func([]byte) []byte) []byte {
	out := make([]byte, 0, len(text))
	for line := range bytes.Lines(text) {
		out = append(out, undo(line)...)
	}
	return out
}

// attributes are what registries' whois and careless pastes put before a line:
// RIPE NCC's descr, APNIC's remarks, ARIN's Comment.
var attributes = []string{"descr", "remarks", "remark", "comments", "comment"}

func withoutAttribute(line []byte) []byte {
	text := bytes.TrimLeftFunc(line, isBlank)
	for _, name := range attributes {
		if len(text) > len(name) && text[len(name)] == ':' && strings.EqualFold(string(text[:len(name)]), name) {
			return bytes.TrimLeft(text[len(name)+1:], " \t")
		}
	}
	return line
}

func withoutMailQuote(line []byte) []byte {
	for text := line; ; {
		text = bytes.TrimLeftFunc(text, isBlank)
		if !bytes.HasPrefix(text, []byte(">")) {
			return line
		}
		text = text[1:]
		line = text
	}
}

// unescape makes line breaks of those in letters that a string in JSON, a shell
// or Terraform has, escaped once or more often. A backslash is in no base64.
func unescape(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && text[end] == '\\' {
			end++
		}
		if end > i && end < len(text) && bytes.IndexByte([]byte("nrt"), text[end]) >= 0 {
			out = append(out, '\n')
			i = end + 1
			continue
		}
		end = max(end, i+1)
		out = append(out, text[i:end]...)
		i = end
	}
	return out
}

// unquote takes out quotes, and what parts one quoted piece from the next in a
// list or a program. None of it is in a marker or in base64, but for the plus,
// which counts only between two quotes.
func unquote(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if !isQuote(r) {
			out = append(out, text[i:i+size]...)
			i += size
			continue
		}
		i += size
		rest := text[i:]
		gap := len(rest) - len(bytes.TrimLeft(rest, " \t\r\n,+.\\"))
		if next, _ := utf8.DecodeRune(rest[gap:]); isQuote(next) {
			out = append(out, '\n')
			i += gap
		}
	}
	return out
}

func isQuote(r rune) bool {
	return r == '"' || r == '\'' || r == '`' || r >= '\u2018' && r <= '\u201f' || r == '«' || r == '»'
}

// packed is how the base64 of PEM begins: that of -----BEGIN.
var packed = []byte("LS0tLS1CRUdJTi")

// Unpack returns the PEM that stands in a text as base64 of the whole of it, as
// in a Kubernetes secret, or nil. Several are returned one after the other.
func Unpack(text []byte) []byte {
	var out []byte
	for at := 0; ; {
		i := bytes.Index(text[at:], packed)
		if i < 0 {
			return out
		}
		start := at + i
		at = runAfter(text, start, len(text))
		letters := Letters(text[start:at])
		letters = bytes.TrimRight(letters, "=")
		plain := make([]byte, base64.RawStdEncoding.DecodedLen(len(letters)))
		n, _ := base64.RawStdEncoding.Decode(plain, letters)
		out = append(append(out, plain[:n]...), '\n')
	}
}
