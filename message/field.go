package message

import "strings"

// A field is a stretch of a text between two bars.
type field struct {
	text       string
	start, end int // the bytes of the text as it was given, the bar itself for an empty field
}

// A core is a text without the characters that have no place in a message.
type core struct {
	text []byte
	at   []int // where each byte stood
}

func (c *core) add(b byte, at int) {
	c.text, c.at = append(c.text, b), append(c.at, at)
}

// split cuts a core of a text of so many bytes at the bars.
func (c *core) split(size int) []field {
	var fields []field
	start := 0
	for text := range strings.SplitSeq(string(c.text), bar) {
		end := start + len(text)
		f := field{text: text}
		switch {
		case start < end:
			f.start, f.end = c.at[start], c.at[end-1]+1
		case start > 0:
			f.start, f.end = c.at[start-1], c.at[start-1]+1
		default:
			f.end = min(1, size)
		}
		fields = append(fields, f)
		start = end + 1
	}
	return fields
}

// split cuts a well-formed text at the bars.
func split(s string) []field {
	var c core
	for i := range len(s) {
		c.add(s[i], i)
	}
	return c.split(len(s))
}
