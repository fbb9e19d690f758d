package cli

import (
	"fmt"
	"io"

	"github.com/byoasn/byoasn/internal/host"
)

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
