package cli

import (
	"fmt"
	"strings"
)

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
