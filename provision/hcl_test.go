package provision

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// unquoteHCL reads a quoted template (HCL Native Syntax Specification), and
// fails at everything that stands for more than a text.
func unquoteHCL(t testing.TB, s string) string {
	t.Helper()
	require.True(t, len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"')
	s = s[1 : len(s)-1]
	require.NotContains(t, s, "${")
	require.NotContains(t, s, "%{")
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		require.GreaterOrEqual(t, s[i], byte(' '))
		require.NotEqual(t, byte('"'), s[i])
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case '"', '\\':
			b.WriteByte(s[i])
		case 'n':
			b.WriteByte('\n')
		case 'u':
			r, err := strconv.ParseUint(s[i+1:i+5], 16, 16)
			require.NoError(t, err)
			b.WriteRune(rune(r))
			i += 4
		default:
			t.Fatalf("no escape: %q", s[i])
		}
	}
	return b.String()
}

func FuzzHCL(f *testing.F) {
	seeds := []string{"", "a", `"`, `\`, `\"`, "\n", "\r\t\x00\x7f", "${x}", "%{if}", "$${x}", "$$${x}", "%%{x}", "$", "%", "{", "$\n{", "größe", `\u0041`}
	require.NotEmpty(f, seeds)
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return // HCL is UTF-8
		}
		require.Equal(t, s, unquoteHCL(t, hcl(s)))
	})
}
