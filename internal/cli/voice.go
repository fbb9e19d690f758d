package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/byoasn/byoasn/internal/host"
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

// A progress counts on the terminal, if standard error is one and standard
// output, which would show the lines themselves, is not.
type progress struct {
	w     io.Writer
	every int
	what  string
	count int
}

func newProgress(a *app, every int, what string) *progress {
	if a.quiet || !host.IsTerminal(a.Stderr) || host.IsTerminal(a.Stdout) {
		return &progress{}
	}
	return &progress{w: a.Stderr, every: every, what: what}
}

func (p *progress) step() {
	if p.count++; p.w != nil && p.count%p.every == 0 {
		fmt.Fprintf(p.w, "\r%d %s", p.count, p.what)
	}
}

// end wipes the line.
func (p *progress) end() {
	if p.w != nil && p.count >= p.every {
		fmt.Fprint(p.w, "\r\033[K")
	}
}
