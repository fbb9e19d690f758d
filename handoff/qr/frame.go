package qr

import (
	"strings"

	code "rsc.io/qr"
)

// A Frame is one code of a file. [Encode] makes it.
type Frame struct {
	Number int    `json:"number"` // from 1 to Count
	Count  int    `json:"count"`
	Text   string `json:"text"` // what the code holds, as [Collect] takes it
}

// Colours that make the code dark on light whatever the terminal's are: black on
// white (30, 47), and on bright white (107) where that is known. Others skip it.
const (
	blackOnWhite = "\x1b[0;30;47;107m"
	asBefore     = "\x1b[0m"
)

// halves are the characters for two modules, the upper and the lower, by whether
// each is black.
var halves = map[[2]bool]string{
	{false, false}: " ",
	{true, false}:  "▀",
	{false, true}:  "▄",
	{true, true}:   "█",
}

// Terminal draws the code with half blocks, two modules a character, quiet zone
// included, in lines with a newline each. It sets its own colours, as a code
// that is light on dark is one that many apps do not read. It is empty for a text
// that fits no code, as none of Encode's is.
func (f Frame) Terminal() string {
	drawn, err := code.Encode(f.Text, code.M)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for y := -quiet; y < drawn.Size+quiet; y += 2 {
		b.WriteString(blackOnWhite)
		for x := -quiet; x < drawn.Size+quiet; x++ {
			b.WriteString(halves[[2]bool{drawn.Black(x, y), drawn.Black(x, y+1)}])
		}
		b.WriteString(asBefore + "\n")
	}
	return b.String()
}

// PNG draws the code as a picture, 8 pixels a module, quiet zone included; nil for
// a text that fits no code.
func (f Frame) PNG() []byte {
	drawn, err := code.Encode(f.Text, code.M)
	if err != nil {
		return nil
	}
	return drawn.PNG()
}
