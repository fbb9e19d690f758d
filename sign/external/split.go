package external

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/byoasn/byoasn/problem"
)

// Split cuts a command written on one line into the program and its arguments,
// for [Command]. Blanks and tabs separate words; between two ' or two " they do
// not, and everything there stands for itself. A backslash is a letter like any
// other, as paths on Windows have it.
//
// No shell will read the command. A word that only a shell would understand,
// such as a pipe or a variable, is an error unless it is in quotes, where it
// stands for itself as well: what needs a shell belongs in a script.
func Split(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	begun := false // a word, which may be empty: ''
	for rest := line; rest != ""; {
		c := rest[0]
		rest = rest[1:]
		switch {
		case c == ' ' || c == '\t':
			if begun {
				words = append(words, word.String())
				word.Reset()
			}
			begun = false
		case c == '\'' || c == '"':
			quoted, after, closed := strings.Cut(rest, string(c))
			if !closed {
				return nil, fmt.Errorf("the command has a %c that is not closed by another", c)
			}
			word.WriteString(quoted)
			begun, rest = true, after
		case strings.IndexByte("|&;<>$`*?()\n\r\x00", c) >= 0:
			return nil, fmt.Errorf("the command has %q, which only a shell would understand, and none reads it: put it in quotes if it stands for itself, or the command in a script", c)
		default:
			word.WriteByte(c)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	if len(words) == 0 || words[0] == "" {
		return nil, errEmpty
	}
	if isAssignment(words[0]) {
		return nil, assignmentError(words[0])
	}
	return words, nil
}

var errEmpty = errors.New("the command is empty: expected a program and its arguments")

// assignment is a shell's NAME=value before a program.
var assignment = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*=`) })

func isAssignment(word string) bool { return assignment().MatchString(word) }

// assignmentError does not show the value, which may be a PIN.
func assignmentError(word string) error {
	name, _, _ := strings.Cut(word, "=")
	return fmt.Errorf("the command begins with a value for the variable %s, which only a shell would understand, and none reads it: set the variable before, in the environment", problem.Clip(name, 40))
}
