package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"golang.org/x/term"
)

// A terminal is the one that the process belongs to.
type terminal struct {
	in, out *os.File
}

// errNoTerminal is the error for a question that nobody is there to answer.
var errNoTerminal = errors.New("there is no terminal")

// A question is asked on the terminal, whatever standard input and output are.
type question struct {
	text, prompt string
	secret       bool // the answer is not shown while it is typed
}

// ask shows the text and the prompt, and reads the answer, a line. What was typed
// before the text was there answers nothing, and is dropped.
//
// What ends the process puts the terminal back as it was: an interrupt, a request
// to terminate or to quit, and the terminal's own end. While a secret is typed,
// nothing stops the process for a while (Ctrl-Z), as the shell would have a terminal
// that does not echo: the question is put again.
func (q question) ask() ([]byte, error) {
	tty, closeTTY, err := openTerminal()
	if err != nil {
		return nil, errNoTerminal
	}
	defer closeTTY()
	before, err := term.GetState(int(tty.in.Fd()))
	if err != nil {
		return nil, errNoTerminal
	}
	defer q.watch(tty, before)()
	fmt.Fprint(tty.out, q.text)
	tty.dropInput()
	fmt.Fprint(tty.out, q.prompt)
	if q.secret {
		defer fmt.Fprintln(tty.out)
		return term.ReadPassword(int(tty.in.Fd()))
	}
	return tty.readLine()
}

// watch takes the signals that come while a question is open, until it is told to
// end.
func (q question) watch(tty terminal, before *term.State) (end func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	if q.secret {
		signal.Notify(signals, stopping...)
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case s := <-signals:
				if !slices.Contains(stopping, s) {
					term.Restore(int(tty.in.Fd()), before)
					fmt.Fprintln(tty.out)
					os.Exit((&stoppedError{s}).status())
				}
				tty.dropInput() // as the terminal itself has, if it was Ctrl-Z
				fmt.Fprint(tty.out, "\n"+q.prompt)
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
		<-ended
	}
}

// readLine reads a line without its end; nil is the end of input (Ctrl-D), where it
// ends the line on the screen, which nobody else has.
func (t terminal) readLine() ([]byte, error) {
	const longest = 4096 // bytes, of which none may be left for the shell to read
	line, err := bufio.NewReader(io.LimitReader(t.in, longest)).ReadBytes('\n')
	if err == nil {
		return line[:len(line)-1], nil
	}
	fmt.Fprintln(t.out)
	if !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(line) == 0 {
		return nil, nil
	}
	return line, nil
}

// The size of a terminal that does not say its own.
const (
	usualColumns = 80
	usualRows    = 24
)

// windowSize returns how much the terminal shows at once.
func windowSize() (columns, rows int, err error) {
	tty, closeTTY, err := openTerminal()
	if err != nil {
		return 0, 0, errNoTerminal
	}
	defer closeTTY()
	columns, rows, err = term.GetSize(int(tty.out.Fd()))
	if err != nil || columns < 1 || rows < 1 {
		return usualColumns, usualRows, nil
	}
	return columns, rows, nil
}

// display shows a text on the terminal, and asks nothing.
func display(text string) error {
	tty, closeTTY, err := openTerminal()
	if err != nil {
		return errNoTerminal
	}
	defer closeTTY()
	_, err = io.WriteString(tty.out, text)
	return err
}
