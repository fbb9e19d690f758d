package cli_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each command that reads or makes a private key turns core dumps off before it
// opens the file, or makes it.
func TestMemoryIsGuardedBeforeAKeyIsInIt(t *testing.T) {
	needStrace(t)
	dir := t.TempDir()
	require.NoError(t, copyFiles("testdata/fixture", dir))
	run(t, dir, "request", "--message", "1|aws|123456789012|12345|29991231|SHA256|RSAPSS", "--out", "request.json")
	byoasn := named(t, "byoasn")
	for _, test := range []struct{ command, file string }{
		{"sign --key key.pem 1|aws|123456789012|12345|29991231|SHA256|RSAPSS", `"key.pem"`},
		{"sign --key encrypted.pem --passphrase-file passphrase.txt --batch /dev/null", `"passphrase.txt"`},
		{"cert new --key key.pem --out new.crt", `"key.pem"`},
		{"key new --passphrase-file passphrase.txt --out new.pem", `"passphrase.txt"`},
		{"respond --yes --key key.pem request.json", `"key.pem"`},
	} {
		t.Run(test.command, func(t *testing.T) {
			args := append([]string{"-f", "-e", "trace=prctl,prlimit64,openat", byoasn}, strings.Fields(test.command)...)
			cmd := exec.Command("strace", args...)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, string(out))
			opened := strings.Index(string(out), test.file)
			require.Positive(t, opened)
			before := string(out[:opened])
			require.Contains(t, before, "RLIMIT_CORE, {rlim_cur=0, rlim_max=0}")
			require.Contains(t, before, "PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0")
		})
	}
}
