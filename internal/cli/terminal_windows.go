package cli

import "os"

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
