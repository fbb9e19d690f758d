package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// stopping is empty: Windows has no such signals.
var stopping []os.Signal

// dropInput drops what was typed and not yet read.
func (t terminal) dropInput() {
	windows.FlushConsoleInputBuffer(windows.Handle(t.in.Fd()))
}

// openTerminal opens the console.
func openTerminal() (terminal, func(), error) {
	in, err := os.OpenFile("CONIN$", os.O_RDWR, 0)
	if err != nil {
		return terminal{}, nil, err
	}
	out, err := os.OpenFile("CONOUT$", os.O_WRONLY, 0)
	if err != nil {
		in.Close()
		return terminal{}, nil, err
	}
	return terminal{in, out}, func() { in.Close(); out.Close() }, nil
}
