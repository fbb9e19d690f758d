package provision

import (
	"fmt"
	"slices"
	"strings"
)

// An Arg is one argument of a [Command]: a text, and after it, if Variable is
// not empty, the value of that shell variable and what follows it.
type Arg struct {
	Text     string // the exact bytes
	Variable string // a name, such as IPAM_ID
	After    string // the exact bytes behind the value
}

// String returns the argument as a word of a POSIX shell.
func (a Arg) String() string { return a.posix() }

// A Command is one run of a program: its name, and its arguments.
type Command []Arg

// longLine is how long a line gets before it is broken, in bytes.
const longLine = 70

// String returns the command as one line for a POSIX shell. Whatever is in the
// arguments, the shell makes exactly them of it.
func (c Command) String() string { return c.In(POSIX) }

// In is String for another shell.
func (c Command) In(shell Shell) string {
	return strings.Join(c.words(shell), " ")
}

// Lines returns the command like String, but where that is long, on several
// lines: one for each option, with a backslash at the end of all but the last.
func (c Command) Lines() string { return c.LinesIn(POSIX) }

// LinesIn is Lines for another shell.
func (c Command) LinesIn(shell Shell) string { return c.lines(shell, "") }

// lines indents the lines. A line break within an argument begins none.
func (c Command) lines(shell Shell, indent string) string {
	words := c.words(shell)
	line := strings.Join(words, " ")
	if len(line) <= longLine {
		return indent + line
	}
	var b strings.Builder
	b.WriteString(indent + words[0])
	for i, word := range words[1:] {
		if strings.HasPrefix(c[i+1].Text, "--") {
			b.WriteString(" " + shell.goesOn() + "\n    " + indent + word)
		} else {
			b.WriteString(" " + word)
		}
	}
	return b.String()
}

func (c Command) words(shell Shell) []string {
	words := make([]string, len(c))
	for i, a := range c {
		words[i] = shell.word(a)
	}
	if len(words) > 0 {
		words[0] = shell.program(words[0])
	}
	return words
}

// Variables returns the names of the shell variables in the command, each
// once.
func (c Command) Variables() []string {
	var names []string
	for _, a := range c {
		if a.Variable != "" && !slices.Contains(names, a.Variable) {
			names = append(names, a.Variable)
		}
	}
	return names
}

// Argv returns the program's name and its arguments, exactly, with the values
// that shell variables have. It is an error if one has none.
func (c Command) Argv(values map[string]string) ([]string, error) {
	argv := make([]string, len(c))
	for i, a := range c {
		value, set := values[a.Variable]
		if a.Variable != "" && !set {
			return nil, fmt.Errorf("the shell variable %s has no value", a.Variable)
		}
		if a.Variable != "" {
			argv[i] = a.Text + value + a.After
		} else {
			argv[i] = a.Text
		}
	}
	return argv, nil
}

// run starts a command.
func run(words ...string) Command {
	c := make(Command, len(words))
	for i, word := range words {
		c[i] = Arg{Text: word}
	}
	return c
}

// with adds an option and its value. One that begins with a hyphen would be
// taken for an option itself, so it is written into the same argument.
func (c Command) with(option string, value Arg) Command {
	if strings.HasPrefix(value.Text, "-") {
		return append(c, Arg{Text: option + "=" + value.Text, Variable: value.Variable})
	}
	return append(c, Arg{Text: option}, value)
}

// withText adds an option and its value.
func (c Command) withText(option, value string) Command {
	return c.with(option, Arg{Text: value})
}
