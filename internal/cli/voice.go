package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// A voice speaks to the person, on standard error.
type voice struct {
	w     io.Writer
	name  string
	quiet bool // no notes and no hints on what to do next

	verbose bool // details as well
}

// detail says what only somebody who asked wants to know.
func (v *voice) detail(format string, args ...any) {
	if v.verbose {
		v.say(fmt.Sprintf(format, args...))
	}
}

// note says what was done, or what to do next.
func (v *voice) note(format string, args ...any) {
	if !v.quiet {
		v.say(fmt.Sprintf(format, args...))
	}
}

func (v *voice) warn(format string, args ...any) {
	v.say("warning: " + fmt.Sprintf(format, args...))
}

func (v *voice) fail(err error) {
	v.say("error: " + strings.ReplaceAll(err.Error(), "\n", "; ")) // errors.Join writes one a line
}

func (v *voice) hint(text string) {
	v.say("hint: " + text)
}

// say prints a line, the only way to standard error: it holds nothing that a
// terminal would act on, and no secret, whoever wrote the text.
func (v *voice) say(text string) {
	fmt.Fprintf(v.w, "%s: %s\n", v.name, problem.Visible(problem.Redact(text)))
}
