package rdap

import (
	"bytes"
	"encoding/binary"
	"html"
	"regexp"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// unwrap takes off what a record came wrapped in, where nothing is guessed: no
// two texts are wrapped into one. What is left over is the reader's.
func unwrap(data []byte) ([]byte, error) {
	data, err := fromUTF16(data)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	data = withoutColours(data)
	data = withoutHead(data)
	data = withoutElement(data)
	return withoutQuotes(data), nil
}

// fromUTF16 makes UTF-8 of UTF-16, which PowerShell's > writes. Without a
// byte-order mark it is told by the zero byte of its first letter, which no other
// text has.
func fromUTF16(data []byte) ([]byte, error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order, data = binary.LittleEndian, data[2:]
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order, data = binary.BigEndian, data[2:]
	case len(data) > 1 && data[0] != 0 && data[1] == 0:
		order = binary.LittleEndian
	case len(data) > 1 && data[0] == 0 && data[1] != 0:
		order = binary.BigEndian
	default:
		return data, nil
	}
	if len(data)%2 != 0 {
		return nil, otherForm("is UTF-16 text that is cut in the middle of a letter", "save it as UTF-8")
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	runes := utf16.Decode(units)
	text := make([]byte, 0, len(units))
	for _, r := range runes {
		if r == utf8.RuneError {
			return nil, otherForm("is UTF-16 text that is damaged", "save it as UTF-8")
		}
		text = utf8.AppendRune(text, r)
	}
	return text, nil
}

// withoutHead takes off what curl -i puts before an answer, once for each
// redirect: a status line and fields, up to a blank line (RFC 9112). Line ends that
// are carriage returns alone become newlines.
func withoutHead(data []byte) []byte {
	const most = 8
	for n := 0; n < most && bytes.HasPrefix(data, []byte("HTTP/")); n++ {
		end := bytes.Index(data, []byte("\n\r\n"))
		if end < 0 {
			end = bytes.Index(data, []byte("\n\n"))
		}
		if end < 0 {
			return data
		}
		data = bytes.TrimLeft(data[end:], "\r\n")
	}
	if bytes.IndexByte(data, '\n') < 0 {
		return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return data
}

// colours are what a terminal's colours are written with (ECMA-48 8.3.117 SGR and
// 8.3.41 EL, as grep and jq write them), and what script keeps of a session
// besides: modes that are set, and the window's title. A registry's text has no
// escapes.
var colours = pattern("\x1b\\[[0-9;]*[mK]|\x1b\\[[?][0-9;]*[hl]|\x1b\\][0-9];[^\x07\x1b]{0,200}(?:\x07|\x1b\\\\)")

func withoutColours(data []byte) []byte {
	if bytes.IndexByte(data, 0x1b) < 0 {
		return data
	}
	return colours().ReplaceAll(data, nil)
}

// element is a page that is one <pre> element and nothing else, as browsers save
// a text, with no other tag inside.
var element = pattern(`(?is)^\s*(?:<!doctype[^<>]*>\s*)?(?:<html[^<>]*>\s*)?(?:<head[^<>]*>(?:\s*<meta[^<>]*>)*\s*</head>\s*)?(?:<body[^<>]*>\s*)?<pre[^<>]*>([^<>]*)</pre>\s*(?:</body>\s*)?(?:</html>\s*)?$`)

func withoutElement(data []byte) []byte {
	if trimmed := bytes.TrimLeft(data, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '<' {
		return data
	}
	found := element().FindSubmatch(data)
	if found == nil {
		return data
	}
	return []byte(html.UnescapeString(string(found[1])))
}

// withoutQuotes takes off a mail program's "> " if it stands before every line
// that is not blank, once or several times.
func withoutQuotes(data []byte) []byte {
	const most = 8 // levels; more are no mail
	data = withoutAttribution(data)
	for n := 0; n < most && quoted(data); n++ {
		var out []byte
		for line := range bytes.Lines(data) {
			line = bytes.TrimLeft(line, " ")
			line = bytes.TrimPrefix(line, []byte(">"))
			out = append(out, bytes.TrimPrefix(line, []byte(" "))...)
		}
		data = out
	}
	return data
}

// withoutAttribution takes off what a mail program writes before what it quotes,
// if all that follows is quoted: one or two lines, the last with a colon at its
// end ("On Wednesday, Example wrote:").
func withoutAttribution(data []byte) []byte {
	const most = 2
	rest := data
	for range most {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		rest = after
		if line = bytes.TrimSpace(line); bytes.HasSuffix(line, []byte(":")) && line[0] != '>' && quoted(rest) {
			return rest
		}
	}
	return data
}

func quoted(data []byte) bool {
	seen := false
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if line[0] != '>' {
			return false
		}
		seen = true
	}
	return seen
}

// pattern is a regular expression that is compiled when it is first used: a
// program that never needs it should not wait for it at its start.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
