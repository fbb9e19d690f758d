package cli

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

// A terminal is the one that the process belongs to.
type terminal struct {
	in, out *os.File
}

// errNoTerminal is the error for a question that nobody is there to answer.
var errNoTerminal = errors.New("there is no terminal")

// onTerminal shows a text on the terminal, whatever standard input and output
// are, and reads the answer. What ends the process puts the terminal back as it
// was: an interrupt, a request to terminate, and the terminal's own end.
func onTerminal(text string, read func(terminal) ([]byte, error)) ([]byte, error) {
	tty, closeTTY, err := openTerminal()
	if err != nil {
		return nil, errNoTerminal
	}
	defer closeTTY()
	before, err := term.GetState(int(tty.in.Fd()))
	if err != nil {
		return nil, errNoTerminal
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(interrupted)
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-done:
		case s := <-interrupted:
			term.Restore(int(tty.in.Fd()), before)
			fmt.Fprintln(tty.out)
			os.Exit((&stoppedError{s}).status())
		}
	}()
	fmt.Fprint(tty.out, text)
	return read(tty)
}
