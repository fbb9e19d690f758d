package certgen

import (
	"bytes"
	"encoding/hex"
	"html"
	"regexp"
	"sync"

	"github.com/byoasn/byoasn/internal/armor"
)

// maxPacked is how often a text may be encoded as a whole.
const maxPacked = 2

// packings are the ways in which a whole text is encoded, each with what undoes
// it, which returns nil for a text that is not.
var packings = []struct {
	slip slip
	undo func([]byte) []byte
}{{slipPacked, armor.Unpack}, {slipPacked, unpackTwice}, {slipMarked, unmark}, {slipContinue, uncontinue}, {slipPercent, unpercent}, {slipMail, unquotedPrintable}, {slipPage, unpage}}

// unpackTwice decodes base64 of base64 of PEM, or returns nil.
func unpackTwice(text []byte) []byte {
	if !bytes.Contains(text, []byte("TFMwdExTMUNSVWRKVG")) { // LS0tLS1CRUdJT, that of -----BEGIN
		return nil
	}
	inner, err := decodeKey(text)
	if err != nil {
		return nil
	}
	return inner
}

// number is what editors and cat -n write before a line.
var number = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*[0-9]+\s*[:.|)]?[ \t]+`) })

// unmark takes out what stands before BEGIN, and in the same way before each line
// up to END: a number, or one mark. It returns nil if that is not so.
func unmark(text []byte) []byte {
	begin := bytes.Index(text, []byte("-----BEGIN "))
	if begin < 0 {
		return nil
	}
	start := bytes.LastIndexByte(text[:begin], '\n') + 1
	mark := bytes.TrimSpace(text[start:begin])
	numbered := len(mark) > 0 && number().Match(text[start:begin])
	if len(mark) == 0 || len(mark) > 2 && !numbered || !numbered && len(bytes.Trim(mark, "#|+;*/!%")) > 0 {
		return nil
	}
	out := make([]byte, 0, len(text))
	for line := range bytes.Lines(text[start:]) {
		rest := line
		if numbered {
			rest = line[len(number().Find(line)):]
		} else {
			rest, _ = bytes.CutPrefix(bytes.TrimLeft(line, " \t"), mark)
		}
		if len(bytes.TrimSpace(line)) > 0 && len(rest) == len(line) {
			return nil
		}
		out = append(out, rest...)
		if bytes.Contains(line, []byte("-----END ")) {
			return out
		}
	}
	return nil
}

// uncontinue takes the backslashes out that a shell or RTF has at the ends of
// lines, or returns nil.
func uncontinue(text []byte) []byte {
	if !bytes.Contains(text, []byte("\\\n")) {
		return nil
	}
	return bytes.ReplaceAll(text, []byte("\\\n"), []byte("\n"))
}

// unpercent decodes percent-encoded PEM (RFC 3986 section 2.1), in which a form's
// data has a plus for each blank, or returns nil.
func unpercent(text []byte) []byte {
	plus := bytes.Contains(text, []byte("-----BEGIN+"))
	if !plus && !bytes.Contains(text, []byte("-----BEGIN%20")) {
		return nil
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		b := text[i]
		switch {
		case b == '+' && plus:
			b = ' '
		case b == '%' && i+2 < len(text):
			var one [1]byte
			if decodesHex(one[:], text[i+1:i+3]) {
				b, i = one[0], i+2
			}
		}
		out = append(out, b)
	}
	return out
}

// unquotedPrintable decodes quoted-printable (RFC 2045 section 6.7). An = that
// begins no escape is base64's own.
func unquotedPrintable(text []byte) []byte {
	if !quotedPrintable(text) {
		return nil
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		b, rest := text[i], text[i+1:]
		if b == '=' {
			var one [1]byte
			switch {
			case bytes.HasPrefix(rest, []byte("\n")):
				i++
				continue
			case bytes.HasPrefix(rest, []byte("\r\n")):
				i += 2
				continue
			case len(rest) > 1 && decodesHex(one[:], rest[:2]):
				b, i = one[0], i+2
			}
		}
		out = append(out, b)
	}
	return out
}

func decodesHex(into, from []byte) bool {
	_, err := hex.Decode(into, from)
	return err == nil
}

// unpage takes the tags and entities out of a page's source: neither has a place
// in PEM.
func unpage(text []byte) []byte {
	if bytes.IndexByte(text, '<') < 0 && bytes.IndexByte(text, '&') < 0 {
		return nil
	}
	out := make([]byte, 0, len(text))
	inTag := false
	for _, b := range text {
		switch {
		case b == '<':
			inTag = true
			out = append(out, '\n')
		case inTag:
			inTag = b != '>'
		default:
			out = append(out, b)
		}
	}
	plain := []byte(html.UnescapeString(string(out)))
	clear(out)
	return plain
}
