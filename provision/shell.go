package provision

import "strings"

// A Shell is one that commands are written for. Its values are stable; an empty
// Shell is [POSIX].
type Shell string

// The shells. What [PowerShell] reads is exact from version 7.3 on; before, no
// version hands a double quote or an empty argument to a program as it is (about
// $PSNativeCommandArgumentPassing, Microsoft's about_Preference_Variables). Of all
// commands here that concerns the literal message of [DelegatedRPKI], of which AWS
// takes what is left too, and the dimensions of an alarm.
const (
	POSIX      Shell = "posix"      // sh, bash, zsh and others
	PowerShell Shell = "powershell" // pwsh on any system
)

// Quote writes a word for the shell, so that the shell makes exactly s of it.
func (s Shell) Quote(word string) string {
	if s == PowerShell {
		return quotePowerShell(word)
	}
	return quotePOSIX(word)
}

func (s Shell) word(a Arg) string {
	if s == PowerShell {
		return a.powerShell()
	}
	return a.posix()
}

// goesOn stands at the end of a line that the next one goes on with.
func (s Shell) goesOn() string {
	if s == PowerShell {
		return "`"
	}
	return `\`
}

// program is a word as the name of a program.
func (s Shell) program(word string) string {
	switch {
	case s != PowerShell:
		return word
	case word == "curl":
		return "curl.exe" // without it Windows PowerShell runs its own Invoke-WebRequest
	case word != "" && strings.ContainsAny(word[:1], `'"`):
		return "& " + word
	}
	return word
}

// Assign is the line that sets a variable of the shell to a text.
func (s Shell) Assign(name, text string) string {
	if s == PowerShell {
		return "$" + name + " = '" + doubled(text) + "'"
	}
	return name + "=" + quotePOSIX(text)
}

// ask is the command that asks for a variable's value.
func (s Shell) ask(name string) string {
	if s == PowerShell {
		return "$" + name + " = Read-Host " + name
	}
	return "read -r " + name
}

// plain are the characters that mean themselves in every word of a POSIX shell
// (and in zsh, which has more that do not).
const plain = letters + digits + "-_./:,@%+="

const (
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	digits  = "0123456789"
)

// quotePOSIX quotes for a POSIX shell (POSIX.1-2017, Shell Command Language, section
// 2.2). Nothing is special within single quotes, but the single quote.
func quotePOSIX(s string) string {
	switch {
	case s != "" && s[0] != '=' && strings.Trim(s, plain) == "":
		return s
	case strings.Contains(s, "'") && literal(s):
		return `"` + s + `"`
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// literal says whether a text means itself within double quotes, in an interactive
// shell with a history too.
func literal(s string) bool {
	return strings.Trim(s, plain+" ()[]{}<>|&;*?#~^'") == ""
}

// posix is the argument as a word of a POSIX shell.
func (a Arg) posix() string {
	switch {
	case a.Variable == "":
		return quotePOSIX(a.Text)
	case strings.Contains(a.Text+a.After, "'") && literal(a.Text) && literal(a.After):
		return `"` + a.Text + "${" + a.Variable + "}" + a.After + `"`
	}
	return quoteIfAny(a.Text) + `"$` + a.Variable + `"` + quoteIfAny(a.After)
}

// quoteIfAny is [quotePOSIX] for a part of a word, which may be empty.
func quoteIfAny(s string) string {
	if s == "" {
		return ""
	}
	return quotePOSIX(s)
}

// quotePowerShell quotes for PowerShell (Microsoft, about_Quoting_Rules and
// about_Parsing). Within single quotes nothing is special but the single quote,
// which four typographic ones are taken for too. A number is quoted, as one that
// begins with a zero or ends in kb would be calculated.
func quotePowerShell(s string) string {
	begins := strings.TrimLeft(s, "-")
	if begins != "" && strings.ContainsAny(begins[:1], letters) && len(s)-len(begins) != 1 && strings.Trim(begins, letters+digits+"-_./") == "" &&
		(begins == s || !strings.ContainsAny(s, "./")) {
		return s
	}
	return "'" + doubled(s) + "'"
}

// doubled is a text with each single quote in it twice.
func doubled(s string) string {
	var b strings.Builder
	for _, part := range strings.SplitAfter(s, "") {
		if part != "" && strings.ContainsAny(part, singleQuotes) {
			b.WriteString(part)
		}
		b.WriteString(part)
	}
	return b.String()
}

// What PowerShell takes for a quote (its language specification, section 2.3.5.2).
const (
	singleQuotes = "'\u2018\u2019\u201a\u201b"
	doubleQuotes = "\"\u201c\u201d\u201e"
)

// powerShell is the argument as one for PowerShell.
func (a Arg) powerShell() string {
	if a.Variable == "" {
		return quotePowerShell(a.Text)
	}
	return `"` + escapePowerShell(a.Text) + "${" + a.Variable + "}" + escapePowerShell(a.After) + `"`
}

// escapePowerShell is a text within double quotes.
func escapePowerShell(s string) string {
	var b strings.Builder
	for _, part := range strings.SplitAfter(s, "") {
		if part != "" && strings.ContainsAny(part, "`$"+doubleQuotes) {
			b.WriteByte('`')
		}
		b.WriteString(part)
	}
	return b.String()
}
