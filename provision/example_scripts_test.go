package provision_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// The example's scripts are those that "aws --format terraform" writes into its own.
func TestTheExampleHasTheBridgesScripts(t *testing.T) {
	scripts, err := filepath.Glob("bridge/*.sh")
	require.NoError(t, err)
	require.NotEmpty(t, scripts)
	for _, script := range scripts {
		want, err := os.ReadFile(script)
		require.NoError(t, err)
		got, err := os.ReadFile(filepath.Join("..", "examples", "terraform", "asn", filepath.Base(script)))
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), "copy %s to examples/terraform/asn", script)
	}
}
