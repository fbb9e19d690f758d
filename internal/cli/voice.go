package cli

import (
	"fmt"
	"io"
)

// A voice speaks to the person, on standard error.
type voice struct {
	w     io.Writer
	name  string
	quiet bool // no notes and no hints on what to do next
}

// note says what was done, or what to do next.
func (v *voice) note(format string, args ...any) {
	if !v.quiet {
		fmt.Fprintf(v.w, v.name+": "+format+"\n", args...)
	}
}

func (v *voice) warn(format string, args ...any) {
	fmt.Fprintf(v.w, v.name+": warning: "+format+"\n", args...)
}

func (v *voice) fail(err error) {
	fmt.Fprintf(v.w, "%s: error: %v\n", v.name, err)
}

func (v *voice) hint(text string) {
	fmt.Fprintf(v.w, "%s: hint: %s\n", v.name, text)
}
