//go:build slow

package bench

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
)

// spent is the processor time of a run, which hardly depends on what else the
// machine does.
func spent(t *testing.T, program string, args ...string) time.Duration {
	cmd := exec.Command(program, args...)
	out, err := cmd.Output()
	require.NoError(t, err)
	require.Len(t, out, 344+1)
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// The bounds are generous: they are for what nobody meant, such as a table that every
// command builds. docs/performance.md has the figures.
func TestASignatureTakesLittleMoreThanABareProgram(t *testing.T) {
	dir := t.TempDir()
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", dir, "github.com/byoasn/byoasn/cmd/...", "./testdata/bare")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	key, err := certgen.NewKey(certgen.DefaultBits)
	require.NoError(t, err)
	pem, err := certgen.MarshalPlainKey(key)
	require.NoError(t, err)
	file := filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(file, pem, 0o600))

	times := map[string][]time.Duration{}
	for range 80 {
		times["bare"] = append(times["bare"], spent(t, filepath.Join(dir, "bare"), file, text(12345)))
		for _, name := range []string{"byoasn", "byoasn-offline"} {
			times[name] = append(times[name], spent(t, filepath.Join(dir, name), "sign", "--key", file, text(12345)))
		}
	}
	median := func(name string) float64 {
		slices.Sort(times[name])
		return float64(times[name][len(times[name])/2])
	}
	for name, most := range map[string]float64{"byoasn-offline": 2.7, "byoasn": 3} {
		ratio := median(name) / median("bare")
		t.Logf("%s: %.2f ms, %.2f times the bare program", name, median(name)/1e6, ratio)
		require.Less(t, ratio, most, name)
	}
}
