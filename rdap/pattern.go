package rdap

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first used: a
// program that never needs it should not wait for it at its start.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
