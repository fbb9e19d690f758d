package cli

import (
	"encoding/base64"
	"fmt"

	"github.com/byoasn/byoasn/internal/host"
)

// maxClip is how much terminals take for their clipboard, in bytes: xterm's limit
// on a control sequence, less base64's third.
const maxClip = 74_994

// clip puts a text on the clipboard of the terminal that the person sits at, also
// over ssh (OSC 52, "Manipulate Selection Data", xterm control sequences). Nothing
// tells whether the terminal does it.
func (a *app) clip(text string) error {
	if len(text) > maxClip {
		return fmt.Errorf("%d bytes are too many for a terminal's clipboard: copy them from a file", len(text))
	}
	terminal, err := host.OpenTerminal()
	if err != nil {
		return fmt.Errorf("--clipboard: %w", err)
	}
	defer terminal.Close()
	if _, err := fmt.Fprintf(terminal, "\x1b]52;c;%s\a", base64.StdEncoding.EncodeToString([]byte(text))); err != nil {
		return fmt.Errorf("--clipboard: %w", err)
	}
	a.note("asked the terminal to put it on the clipboard; one that does not allow that does nothing, so look before you paste")
	return nil
}
