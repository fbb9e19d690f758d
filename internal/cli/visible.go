package cli

import (
	"strings"
	"unicode"
)

// visible makes text from outside fit for a terminal: a control character in a
// certificate's name or a registry's answer could otherwise move the cursor, or
// begin a line that looks like ours.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\uFFFD'
	}, s)
}
