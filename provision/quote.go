package provision

import "strings"

// plain are the characters that mean themselves in every word of a POSIX shell
// (and in zsh, which has more that do not).
const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:,@%+="

// ShellQuote writes a word for a POSIX shell (POSIX.1-2017, Shell Command Language,
// section 2.2), so that the shell makes exactly s of it. Nothing is special
// within single quotes, but the single quote.
func ShellQuote(s string) string {
	if s != "" && s[0] != '=' && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
