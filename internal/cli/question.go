package cli

import (
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/byoasn/byoasn/internal/host"
)

// A question is asked on the terminal, whatever standard input and output are.
type question struct {
	text, prompt string
	secret       bool // the answer is not shown while it is typed
}

// ask shows the text and the prompt, and reads the answer, a line. What was typed
// before the text was there answers nothing, and is dropped.
//
// What ends the process puts the terminal back as it was. While a secret is typed,
// nothing stops the process for a while (Ctrl-Z), as the shell would have a terminal
// that does not echo: the question is put again.
func (a *app) ask(q question) ([]byte, error) {
	terminal, err := host.OpenTerminal()
	if err != nil {
		return nil, err
	}
	defer terminal.Close()
	defer a.undoing(func() {
		terminal.Restore()
		fmt.Fprintln(terminal)
	})()
	defer q.putAgain(terminal)()
	fmt.Fprint(terminal, q.text)
	terminal.DropInput()
	fmt.Fprint(terminal, q.prompt)
	if q.secret {
		return terminal.ReadSecret()
	}
	return terminal.ReadLine()
}

// putAgain puts a question for a secret again where a signal would have stopped the
// process, until it is told to end.
func (q question) putAgain(terminal *host.Terminal) (end func()) {
	if !q.secret || len(host.Stopping) == 0 {
		return func() {}
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, host.Stopping...)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for range signals {
			terminal.DropInput() // as the terminal itself has, if it was Ctrl-Z
			fmt.Fprint(terminal, "\n"+q.prompt)
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
		<-ended
	}
}

// windowSize returns how much the terminal shows at once.
func windowSize() (columns, rows int, err error) {
	terminal, err := host.OpenTerminal()
	if err != nil {
		return 0, 0, err
	}
	defer terminal.Close()
	columns, rows = terminal.Size()
	return columns, rows, nil
}

// display shows a text on the terminal, and asks nothing.
func display(text string) error {
	terminal, err := host.OpenTerminal()
	if err != nil {
		return err
	}
	defer terminal.Close()
	_, err = io.WriteString(terminal, text)
	return err
}

// pages cuts a text into pieces that a window shows whole, each of whole lines where
// a line is not higher than the window itself.
func pages(text string, columns, rows int) []string {
	var made []string
	var page strings.Builder
	used := 0
	for line := range strings.Lines(text) {
		height := lineRows(line, columns)
		if used > 0 && used+height > rows {
			made = append(made, page.String())
			page.Reset()
			used = 0
		}
		page.WriteString(line)
		used += height
	}
	return append(made, page.String())
}

// lineRows is how many rows of a terminal a line of printable ASCII takes.
func lineRows(line string, columns int) int {
	return max(1, (len(strings.TrimSuffix(line, "\n"))+columns-1)/columns)
}

func textRows(text string, columns int) int {
	n := 0
	for line := range strings.Lines(text) {
		n += lineRows(line, columns)
	}
	return n
}

// turn shows a text page by page, each until Enter is typed. Anything else ends it,
// and is false.
func (a *app) turn(text string, columns, rows int) (bool, error) {
	const prompt = "page %d of %d; Enter shows what comes next, anything else ends: "
	made := pages(text, columns, max(1, rows-textRows(prompt, columns)-1))
	for i, page := range made {
		line, err := a.ask(question{text: page, prompt: fmt.Sprintf(prompt, i+1, len(made))})
		if err != nil || line == nil || len(line) > 0 {
			return false, err
		}
	}
	return true, nil
}

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
