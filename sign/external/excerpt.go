package external

import (
	"regexp"
	"strings"
	"sync"

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

// What names a secret in a command line: the flag before it, or the name in the
// same word. Tools repeat their arguments when something is wrong with them.
var (
	secretFlag = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^--?(so-)?(pin|p|password|passwd|pass|passin|passphrase|secret|key-?pass)$`)
	})
	secretValue = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)(?:pin|pass\w*|secret|pin-value)[=:](.+)$`) })
)

// secrets are the words of a command line that are not to be shown.
func (c Command) secrets() []string {
	var found []string
	for i, arg := range c.Args {
		if i > 0 && secretFlag().MatchString(c.Args[i-1]) {
			found = append(found, arg)
		}
		if m := secretValue().FindStringSubmatch(arg); m != nil {
			found = append(found, m[1])
		}
	}
	return found
}

// withoutSecrets takes the command line's secrets out of what the command said.
func (c Command) withoutSecrets(said string) string {
	for _, secret := range c.secrets() {
		if len(secret) > 1 {
			said = strings.ReplaceAll(said, secret, "[not shown]")
		}
	}
	return said
}
