package certgen

import (
	"bytes"
	"encoding/hex"
	"html"

	"github.com/byoasn/byoasn/internal/armor"
)

// maxPacked is how often a text may be encoded as a whole.
const maxPacked = 2

// packings are the ways in which a whole text is encoded, each with what undoes
// it, which returns nil for a text that is not.
var packings = []struct {
	slip slip
	undo func([]byte) []byte
}{{slipPacked, armor.Unpack}, {slipPercent, unpercent}, {slipMail, unquotedPrintable}, {slipPage, unpage}}

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
