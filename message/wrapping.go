package message

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/byoasn/byoasn/problem"
)

// A wrapping is a kind of character that has no place in a message and that
// shells, editors and web pages put there all the same.
type wrapping struct {
	id   problem.ID
	noun string
	fix  string
}

// The fixes for the slips that have one of their own.
const (
	fixNewline = "sign it without: echo -n, or printf %s, writes none"
	fixQuotes  = "the shell's quotes are not part of the message"
	fixASCII   = "type the message in plain ASCII instead of pasting it"
	fixBOM     = "save the file as UTF-8 without a byte-order mark"
	fixBlank   = "the message has none anywhere"
)

// wrappingOf classifies a character; ok is false for one that belongs.
func wrappingOf(r rune) (w wrapping, ok bool) {
	switch {
	case r == '\uFEFF':
		return wrapping{byteOrderMark, "a byte-order mark", fixBOM}, true
	case r == '\r':
		return wrapping{carriageReturn, "a carriage return (a Windows line ending)", fixNewline}, true
	case r == '\n':
		return wrapping{lineBreak, "a newline", fixNewline}, true
	case r == ' ' || r == '\t':
		return wrapping{blank, "a blank", fixBlank}, true
	case strings.ContainsRune("\u00A0\u2007\u202F", r):
		return wrapping{noBreakSpace, "a no-break space", fixASCII}, true
	case strings.ContainsRune("\"'`", r):
		return wrapping{quotes, "quotes", fixQuotes}, true
	case strings.ContainsRune("“”„‘’‚«»", r):
		return wrapping{smartQuotes, "typographic quotes", fixASCII}, true
	case r < ' ' || r == 0x7F:
		return wrapping{controlChar, "a control character", fixASCII}, true
	case r > unicode.MaxASCII:
		return wrapping{notASCII, fmt.Sprintf("a character outside ASCII (%s, %U)", problem.Quote(string(r)), r), fixASCII}, true
	}
	return wrapping{}, false
}

// unwrap reports the characters that have no place in a message, each kind once
// and where it first stands, and returns the text without them. The second
// result is false if the text holds characters whose meaning cannot be guessed.
func (p *parser) unwrap(s string) (c core, known bool) {
	first, last := strings.IndexFunc(s, belongs), strings.LastIndexFunc(s, belongs)
	if first < 0 {
		p.add(&problem.Problem{ID: emptyText, Field: whole, Seen: s, What: "holds no text", Fix: form}, field{end: len(s)})
		return core{}, false
	}
	known = utf8.ValidString(s)
	count := map[problem.ID]int{}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		w, found := wrappingOf(r)
		switch {
		case !found:
			c.add(s[i], i)
			i++
			continue
		case strings.HasPrefix(s[i:], "\r\n"): // one slip, not two
			size = 2
		}
		known = known && w.id != controlChar && (w.id != notASCII || invisible(r))
		if count[w.id]++; count[w.id] == 1 {
			p.add(&problem.Problem{ID: w.id, Field: whole, What: place(i, first, last) + " " + w.noun, Fix: w.fix}, field{start: i, end: i + size})
		}
		i += size
	}
	p.count(count)
	return c, known
}

// count says how many there are of what is reported once. Quotes come in pairs.
func (p *parser) count(count map[problem.ID]int) {
	for _, found := range p.list.Problems {
		if n := count[found.ID]; n > 1 && found.ID != quotes && found.ID != smartQuotes {
			found.What += fmt.Sprintf(", the first of %d", n)
		}
	}
}

func belongs(r rune) bool {
	_, found := wrappingOf(r)
	return !found
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
