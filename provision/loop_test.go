package provision_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

// provisioned is the waiting for an ASN.
func provisioned(t *testing.T, shell provision.Shell) provision.Wait {
	t.Helper()
	r := requests(t)["asn"]
	r.Shell = shell
	book, err := r.Runbook()
	require.NoError(t, err)
	return *book.Steps[3].Wait
}

// answering makes an aws that answers with one state after the other, the last for
// ever, or fails at the state "FAIL"; and a sleep that takes no time.
func answering(t *testing.T, states ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	answers := filepath.Join(dir, "states")
	require.NoError(t, os.WriteFile(answers, []byte(strings.Join(states, "\n")+"\n"), 0o600))
	aws := fmt.Sprintf(`#!/bin/sh
printf '%%s\n' "$*" >> %[1]s/asked
read -r state < %[2]s
[ "$(wc -l < %[2]s)" -gt 1 ] && sed -i 1d %[2]s
[ "$state" != FAIL ] || exit 254
echo "$state"
`, dir, answers)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "aws"), []byte(aws), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sleep"), []byte("#!/bin/sh\necho \"$1\" >> "+dir+"/slept\n"), 0o755))
	return dir
}

var endings = map[string]struct {
	states []string
	status int
	shown  string
}{
	"the state that is waited for": {[]string{"pending-provision", "pending-provision", "provisioned"}, 0, "pending-provision\npending-provision\nprovisioned\n"},
	"a state of failure":           {[]string{"pending-provision", "failed-provision"}, 1, "pending-provision\nfailed-provision\n"},
	"a call that fails":            {[]string{"pending-provision", "FAIL"}, 2, "pending-provision\n"},
	"the end of the time":          {[]string{"pending-provision"}, 3, strings.Repeat("pending-provision\n", 5)},
	"an ASN that is not there":     {[]string{"None"}, 3, strings.Repeat("None\n", 5)},
}

func TestALoopEnds(t *testing.T) {
	wait := provisioned(t, provision.POSIX)
	require.Equal(t, 3*time.Hour, wait.Limit)
	wait.Limit = 5 * wait.Every
	for _, shell := range shells(t) {
		for name, test := range endings {
			t.Run(filepath.Base(shell)+": "+name, func(t *testing.T) {
				dir := answering(t, test.states...)
				cmd := exec.Command(shell, "-c", wait.Loop(provision.POSIX))
				cmd.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH")}
				out, _ := cmd.Output()
				require.Equal(t, test.shown, string(out))
				require.Equal(t, test.status, cmd.ProcessState.ExitCode())
				asked, err := os.ReadFile(filepath.Join(dir, "asked"))
				require.NoError(t, err)
				require.Contains(t, string(asked), "ec2 describe-ipam-byoasn --region eu-west-1 --profile ipam-account --query Byoasns[?Asn=='64496'].State | [0] --output text\n")
			})
		}
	}
}

func TestALoopThatWaitsForSomethingToGoTakesThatItIsGone(t *testing.T) {
	book, err := requests(t)["asn"].Runbook()
	require.NoError(t, err)
	var gone []string
	for _, step := range book.Steps {
		if step.Wait != nil && step.Wait.Gone {
			gone = append(gone, step.Wait.Until)
			require.Contains(t, step.Wait.Loop(provision.POSIX), `[ "$state" = `+step.Wait.Until+` ] || [ "$state" = None ]`)
		}
	}
	require.Equal(t, []string{"disassociated", "deprovisioned", "deprovisioned"}, gone)
}

func TestALoopOfNothingIsEmpty(t *testing.T) {
	require.Empty(t, provision.Wait{Until: "provisioned"}.Loop(provision.POSIX))
}
