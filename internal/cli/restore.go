package cli

import "golang.org/x/term"

// A terminalState is how the terminal was before a command ran that may ask for a
// PIN there, and that may be killed before it puts back what it has changed.
type terminalState struct {
	state *term.State // nil if there is no terminal
}

func currentTerminal() (s terminalState) {
	tty, closeTTY, err := openTerminal()
	if err != nil {
		return s
	}
	defer closeTTY()
	if s.state, err = term.GetState(int(tty.in.Fd())); err != nil {
		s.state = nil
	}
	return s
}

// restore puts the terminal back, if it is this process that it listens to: in the
// background it is the shell's.
func (s terminalState) restore() {
	if s.state == nil {
		return
	}
	tty, closeTTY, err := openTerminal()
	if err != nil {
		return // it has gone, and nobody types there
	}
	defer closeTTY()
	if inForeground(tty) {
		term.Restore(int(tty.in.Fd()), s.state)
	}
}
