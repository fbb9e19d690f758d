package qr

import "strings"

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
// that is light on dark is one that many apps do not read.
func (f Frame) Terminal() string {
	var b strings.Builder
	for y := -quiet; y < f.code.Size+quiet; y += 2 {
		b.WriteString(blackOnWhite)
		for x := -quiet; x < f.code.Size+quiet; x++ {
			b.WriteString(halves[[2]bool{f.code.Black(x, y), f.code.Black(x, y+1)}])
		}
		b.WriteString(asBefore + "\n")
	}
	return b.String()
}

// PNG draws the code as a picture, 8 pixels a module, quiet zone included.
func (f Frame) PNG() []byte { return f.code.PNG() }
