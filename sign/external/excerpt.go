package external

import (
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// Of what a command says, this much is kept from the beginning, where a wrong
// option is named before the usage, and this much from the end, where a log has
// its error.
const (
	headSize = 512
	tailSize = 512
)

// An excerpt keeps the beginning and the end of what is written to it.
type excerpt struct {
	head, tail []byte
	cut        bool // something between them is lost
}

func (e *excerpt) Write(p []byte) (int, error) {
	n := min(len(p), headSize-len(e.head))
	e.head = append(e.head, p[:n]...)
	rest := p[n:]
	if over := len(rest) - tailSize; over > 0 {
		rest, e.cut, e.tail = rest[over:], true, e.tail[:0]
	}
	e.tail = append(e.tail, rest...)
	if over := len(e.tail) - tailSize; over > 0 {
		e.tail, e.cut = append(e.tail[:0], e.tail[over:]...), true
	}
	return len(p), nil
}

// String is the excerpt on one line that a terminal can be shown: lines are
// joined with "; ", and what is not printable becomes a question mark. What looks
// like a secret is not shown.
func (e *excerpt) String() string {
	text := string(e.head)
	if e.cut {
		text += "\n…\n"
	}
	text += string(e.tail)
	if problem.Secret(text) != "" {
		return problem.Clip(text, len(text))
	}
	var lines []string
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = problem.Visible(strings.ReplaceAll(line, "\t", " "))
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "; ")
}
