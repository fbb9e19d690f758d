// Package host is what differs from one operating system to the other: the
// terminal that a person sits at, memory that has to stay out of dumps and swap
// space, what a file's mode means, and the signals that end a process. What
// differs stands in unix.go, linux.go, bsd.go and windows.go, a file each.
package host

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// ErrNoTerminal is the error where nobody sits at a terminal.
var ErrNoTerminal = errors.New("there is no terminal")

// IsTerminal says whether a stream is one that a person looks at.
func IsTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Columns is how wide a terminal is, and 0 for a stream that is none.
func Columns(stream any) int {
	f, ok := stream.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// A Terminal is the one that the process belongs to, whatever its standard
// streams are.
type Terminal struct {
	in, out *os.File
	before  *term.State // as it was when it was opened
}

// OpenTerminal opens the process's terminal, or returns [ErrNoTerminal].
func OpenTerminal() (*Terminal, error) {
	in, out, err := openTerminal()
	if err != nil {
		return nil, ErrNoTerminal
	}
	t := &Terminal{in: in, out: out}
	if t.before, err = term.GetState(int(in.Fd())); err != nil {
		t.Close()
		return nil, ErrNoTerminal
	}
	return t, nil
}

// Close closes the terminal, and leaves it in the state that it is in.
func (t *Terminal) Close() {
	t.in.Close()
	if t.out != t.in {
		t.out.Close()
	}
}

// Restore puts the terminal back as it was when it was opened, if it is this
// process that it listens to: in the background it is the shell's.
func (t *Terminal) Restore() {
	if t.foreground() {
		term.Restore(int(t.in.Fd()), t.before)
	}
}

// Write shows a text.
func (t *Terminal) Write(text []byte) (int, error) { return t.out.Write(text) }

// ReadSecret reads a line without showing it. The end of input (Ctrl-D) ends it as
// Enter does, and is io.EOF if nothing was typed.
func (t *Terminal) ReadSecret() ([]byte, error) {
	defer fmt.Fprintln(t.out)
	return t.readSecret()
}

// ReadLine reads a line without its end; nil is the end of input (Ctrl-D), after
// which the cursor is on a new line all the same.
func (t *Terminal) ReadLine() ([]byte, error) {
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

// Size returns how much the terminal shows at once, in characters.
func (t *Terminal) Size() (columns, rows int) {
	columns, rows, err := term.GetSize(int(t.out.Fd()))
	if err != nil || columns < 1 || rows < 1 {
		return usualColumns, usualRows
	}
	return columns, rows
}
