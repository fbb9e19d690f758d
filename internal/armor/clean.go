package armor

import (
	"bytes"
	"encoding/base64"
	"html"
	"strconv"
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
			if len(text) > 0 && &cleaned[0] != &text[0] {
				clear(cleaned)
			}
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

// unescape undoes the escapes that a string in JSON, a shell or Terraform has for
// line breaks, and JSON for a slash or any ASCII character (RFC 8259 section 7),
// escaped once or more often. A backslash is in no base64.
func unescape(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && text[end] == '\\' {
			end++
		}
		if b, size := escape(text[end:]); end > i && size > 0 {
			out = append(out, b)
			i = end + size
			continue
		}
		end = max(end, i+1)
		out = append(out, text[i:end]...)
		i = end
	}
	return out
}

// escape is the character that is meant by what follows a backslash, and how long
// that is; 0 if it is nothing that stands in PEM.
func escape(after []byte) (b byte, size int) {
	switch {
	case len(after) == 0:
	case after[0] == 'n', after[0] == 'r', after[0] == 't':
		return '\n', 1
	case after[0] == '/':
		return '/', 1
	case after[0] == 'u' && len(after) >= 5:
		if code, err := strconv.ParseUint(string(after[1:5]), 16, 16); err == nil && code < utf8.RuneSelf {
			return byte(code), 5
		}
	}
	return 0, 0
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
		if out == nil {
			out = make([]byte, 0, len(text)) // never to grow, and leave a key behind
		}
		start := at + i
		at = runAfter(text, start, len(text))
		out = append(appendDecoded(out, text[start:at]), '\n')
	}
}

// appendDecoded adds what base64 decodes to, as far as it does.
func appendDecoded(out, body []byte) []byte {
	letters := Letters(body)
	if len(letters) != len(body) {
		defer clear(letters)
	}
	letters = bytes.TrimRight(letters, "=")
	plain := make([]byte, base64.RawStdEncoding.DecodedLen(len(letters)))
	defer clear(plain)
	n, _ := base64.RawStdEncoding.Decode(plain, letters)
	return append(out, plain[:n]...)
}
