package programs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each program on the page is one that is run here.
func TestThePageHasThesePrograms(t *testing.T) {
	page, err := os.ReadFile("../../docs/build-your-own.md")
	require.NoError(t, err)
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	var all strings.Builder
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		all.Write(text)
	}
	programs := 0
	for _, block := range regexp.MustCompile("(?s)```go\n(.*?)```\n").FindAllStringSubmatch(string(page), -1) {
		if strings.Contains(block[1], "\nfunc ") {
			programs++
			require.Contains(t, all.String(), block[1])
		}
	}
	require.Equal(t, strings.Count(all.String(), "\nfunc Example_"), programs, "each program is on the page")
}
