package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/handoff/qr"
	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/problem"
)

// codeFlags say whether a file is shown as QR codes too.
type codeFlags struct {
	draw   bool
	prefix string
}

func (c *codeFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.draw, "qr", false, "draw it as QR codes too: on standard output, or on standard error if it goes there itself")
	cmd.Flags().StringVar(&c.prefix, "qr-png", "", "write it as QR codes too, to `PREFIX`-1.png and so on")
	uses(cmd, writesMany, "qr-png")
}

// mostCodes is how many codes a file has at the most.
const mostCodes = 99

// mayCreate fails early where the pictures would be refused: an old one among
// them would not belong to the others.
func (c *codeFlags) mayCreate(force bool) error {
	if c.prefix == "" {
		return nil
	}
	for i := range mostCodes {
		if err := mayName(c.file(i+1), overwriting(force)); err != nil {
			return err
		}
	}
	return mayCreate(c.file(1), force)
}

func (c *codeFlags) file(number int) string { return codeFile(c.prefix, number) }

func codeFile(prefix string, number int) string { return fmt.Sprintf("%s-%d.png", prefix, number) }

// Codes are a file's QR codes, made and not yet shown.
type codes struct {
	drawn    []qr.Frame
	on       io.Writer
	pictures []qr.Frame
}

// codes makes the QR codes of a file that goes to out, - for standard output.
func (c *codeFlags) codes(a *app, file []byte, out string) (made codes, err error) {
	if c.draw {
		made.on = a.Stdout
		if out == "-" {
			made.on = a.Stderr
		}
		if made.drawn, err = qr.Encode(file, host.Columns(made.on)); err != nil {
			return made, codeError("--qr", err)
		}
	}
	if c.prefix != "" {
		const widest = 105 // columns, of which a picture has as many as it needs
		if made.pictures, err = qr.Encode(file, widest); err != nil {
			return made, codeError("--qr-png", err)
		}
	}
	return made, nil
}

func codeError(flag string, err error) error {
	if errors.Is(err, qr.TooNarrow) {
		return hint(fmt.Errorf("%s: %w", flag, named(err)), "make the window wider, or use --qr-png")
	}
	return fmt.Errorf("%s: %w", flag, named(err))
}

// show draws the codes and writes the pictures.
func (c *codeFlags) show(a *app, made codes, force bool) error {
	for _, frame := range made.drawn {
		made.pause(a, frame)
		if _, err := fmt.Fprintf(made.on, "code %d of %d:\n%s", frame.Number, frame.Count, frame.Terminal()); err != nil {
			return err
		}
	}
	for _, frame := range made.pictures {
		if err := create(c.file(frame.Number), frame.PNG(), 0o644, force); err != nil {
			return err
		}
	}
	if n := len(made.pictures); n > 0 {
		a.note("wrote %s as %s", problem.Count(n, "QR code"), c.files(n))
	}
	return nil
}

// pause waits on a terminal until the next code may be drawn, so that each stays
// on the screen until it is scanned, and until the window is high enough for it.
// Where nobody is there to press Enter, it goes on.
func (made codes) pause(a *app, frame qr.Frame) {
	if !host.IsTerminal(made.on) {
		return
	}
	for {
		_, rows, err := windowSize()
		needed := strings.Count(frame.Terminal(), "\n") + 2
		prompt := fmt.Sprintf("Enter shows code %d of %d: ", frame.Number, frame.Count)
		low := err == nil && rows < needed
		switch {
		case err != nil || !low && frame.Number == 1:
			return
		case low:
			prompt = fmt.Sprintf("Code %d of %d takes %d rows, and the window has %d: make it higher,\nthen press Enter (or use --qr-png): ", frame.Number, frame.Count, needed, rows)
		}
		line, err := a.ask(question{prompt: prompt})
		if err != nil || line == nil || !low {
			return
		}
		if _, higher, err := windowSize(); err != nil || higher >= needed || higher == rows {
			return // it is as high as it gets
		}
	}
}

func (c *codeFlags) files(n int) string {
	if n == 1 {
		return c.file(1)
	}
	return c.file(1) + " to " + c.file(n)
}
