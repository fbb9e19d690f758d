package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A wrapping is a kind of character that has no place in a message and that
// shells, editors and web pages put there all the same.
type wrapping struct {
	id   ID
	noun string
	mend string
}

// The mends for the slips that have one of their own.
const (
	mendNewline = "sign it without: echo -n, or printf %s, writes none"
	mendQuotes  = "the shell's quotes are not part of the message"
	mendASCII   = "type the message in plain ASCII instead of pasting it"
	mendBOM     = "save the file as UTF-8 without a byte-order mark"
	mendBlank   = "the message has none anywhere"
)

// wrappingOf classifies a character; ok is false for one that belongs.
func wrappingOf(r rune) (w wrapping, ok bool) {
	switch {
	case r == '\uFEFF':
		return wrapping{ByteOrderMark, "a byte-order mark", mendBOM}, true
	case r == '\r':
		return wrapping{CarriageReturn, "a carriage return (a Windows line ending)", mendNewline}, true
	case r == '\n':
		return wrapping{LineBreak, "a newline", mendNewline}, true
	case r == ' ' || r == '\t':
		return wrapping{Blank, "a blank", mendBlank}, true
	case strings.ContainsRune("\u00A0\u2007\u202F", r):
		return wrapping{NoBreakSpace, "a no-break space", mendASCII}, true
	case strings.ContainsRune("\"'`", r):
		return wrapping{Quotes, "quotes", mendQuotes}, true
	case strings.ContainsRune("“”„‘’‚«»", r):
		return wrapping{SmartQuotes, "typographic quotes", mendASCII}, true
	case r < ' ' || r == 0x7F:
		return wrapping{ControlChar, "a control character", mendASCII}, true
	case r > unicode.MaxASCII:
		return wrapping{NotASCII, "a character outside ASCII", mendASCII}, true
	}
	return wrapping{}, false
}

// unwrap reports every character that has no place in a message, each kind
// once, and returns the text without them. The second result is false if the
// text holds characters whose meaning cannot be guessed.
func (e *Error) unwrap(s string) (core string, known bool) {
	s = strings.ReplaceAll(s, "\r\n", "\r") // CRLF is one slip, not two
	first, last := strings.IndexFunc(s, belongs), strings.LastIndexFunc(s, belongs)
	if first < 0 {
		e.add(Problem{ID: Empty, Field: Whole, Seen: s, What: "holds no text", Mend: form})
		return "", false
	}
	known = utf8.ValidString(s)
	seen := map[ID]bool{}
	for i, r := range s {
		w, ok := wrappingOf(r)
		if !ok {
			continue
		}
		known = known && w.id != ControlChar && (w.id != NotASCII || invisible(r))
		if !seen[w.id] {
			seen[w.id] = true
			e.add(Problem{ID: w.id, Field: Whole, What: place(i, first, last) + " " + w.noun, Mend: w.mend})
		}
	}
	return strings.Map(keep, s), known
}

func belongs(r rune) bool {
	_, found := wrappingOf(r)
	return !found
}

func keep(r rune) rune {
	if belongs(r) {
		return r
	}
	return -1
}

// invisible characters come along with a paste and stand for nothing.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.IsSpace(r)
}

func place(i, first, last int) string {
	switch {
	case i < first:
		return "begins with"
	case i > last:
		return "ends with"
	}
	return "contains"
}
