package external

import (
	"regexp"
	"strings"
	"sync"
)

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
