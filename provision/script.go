package provision

import (
	"fmt"
	"strings"
)

// Script returns the commands from the proof to the call that provisions, one a
// line, with what each is for in comments of the shell, and a newline at the
// end. For a signed message that is the one call. The error is that of
// [Request.Check].
func (r Request) Script() (string, error) {
	p, err := r.plan()
	if err != nil {
		return "", err
	}
	if p.signed() {
		return p.provision().In(p.Shell) + "\n", nil
	}
	var b strings.Builder
	for i, step := range append(p.proving(), p.stepProvision()) {
		if i > 0 {
			b.WriteByte('\n')
		}
		step.script(&b, i+1, p.Shell)
	}
	return b.String(), nil
}

func (s Step) script(b *strings.Builder, number int, shell Shell) {
	fmt.Fprintf(b, "# %d. %s\n", number, s.Title)
	for _, record := range s.Records {
		fmt.Fprintf(b, "#    %s\n", record)
	}
	for _, c := range s.Commands {
		fmt.Fprintf(b, "%s\n", c.In(shell))
	}
	if s.Wait != nil {
		fmt.Fprintf(b, "#    until its State is %s\n", s.Wait.Until)
		if loop := s.Wait.Loop(shell); loop != "" {
			fmt.Fprintf(b, "%s\n", loop)
		}
	}
}
