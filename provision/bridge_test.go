package provision_test

import (
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func bridges(t *testing.T) string {
	t.Helper()
	r := requests(t)["asn"]
	r.Profile = ""
	hcl, err := r.Terraform()
	require.NoError(t, err)
	return hcl + "\n"
}

func TestTerraformHasABridgeForAnASN(t *testing.T) {
	hcl := bridges(t)
	golden(t, "asn.tf", hcl)
	require.NotContains(t, hcl, "${")
	require.NotContains(t, hcl, "%{")
	open := requests(t)["asn"]
	open.CIDR, open.Profile = netip.Prefix{}, "it's ${mine}"
	alone, err := open.Terraform()
	require.NoError(t, err)
	require.Contains(t, alone, `aws_profile = "it's \u0024{mine}"`)
	require.Equal(t, 1, strings.Count(alone, "resource \""))
}

// A fakeAWS is an aws that keeps states in files of a folder, and writes down each
// call that changes something.
type fakeAWS struct {
	t   *testing.T
	dir string
}

const fakeScript = `#!/bin/sh
cd "$FAKE"
next() { [ "$(wc -l < $1)" -gt 1 ] && sed -i 1d $1; :; }
case $2 in
describe-ipam-byoasn)
  case $4 in *StatusMessage*) cat message; exit ;; esac
  head -n 1 asn; next asn ;;
describe-byoip-cidrs)
  case "$*" in *"State!="*) cat associated; exit ;; *StatusMessage*) cat message; exit ;; esac
  head -n 1 association; next association ;;
*)
  echo "$2 $AWS_REGION $*" >> calls
  if [ -f refuse ]; then cat refuse >&2; exit 254; fi
  if [ -f "$2" ]; then . "./$2"; fi ;;
esac
`

func newFakeAWS(t *testing.T, files map[string]string) *fakeAWS {
	t.Helper()
	f := &fakeAWS{t, t.TempDir()}
	for name, text := range map[string]string{"asn": "None\n", "association": "None\n", "associated": "\n", "message": "None\n", "calls": "",
		"provision-ipam-byoasn":    "printf 'pending-provision\\nprovisioned\\n' > asn",
		"deprovision-ipam-byoasn":  "printf 'pending-deprovision\\nNone\\n' > asn",
		"associate-ipam-byoasn":    "printf 'pending-association\\nassociated\\n' > association; echo 198.51.100.0/24 > associated",
		"disassociate-ipam-byoasn": "printf 'pending-disassociation\\ndisassociated\\n' > association; : > associated",
	} {
		f.set(name, text)
	}
	for name, text := range files {
		f.set(name, text)
	}
	require.NoError(t, os.WriteFile(filepath.Join(f.dir, "aws"), []byte(fakeScript), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(f.dir, "sleep"), []byte("#!/bin/sh\n"), 0o755))
	return f
}

func (f *fakeAWS) set(name, text string) {
	require.NoError(f.t, os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o600))
}

func (f *fakeAWS) calls() string {
	data, err := os.ReadFile(filepath.Join(f.dir, "calls"))
	require.NoError(f.t, err)
	return string(data)
}

func (f *fakeAWS) environment() []string {
	return []string{"PATH=" + f.dir + ":" + os.Getenv("PATH"), "HOME=" + f.dir, "FAKE=" + f.dir, "CHECKPOINT_DISABLE=1"}
}

// run runs one of the scripts.
func (f *fakeAWS) run(script string) (shown string, status int) {
	f.t.Helper()
	text, err := os.ReadFile(filepath.Join("bridge", script))
	require.NoError(f.t, err)
	require.Regexp(f.t, `tries=[0-9]+\n`, string(text))
	cmd := exec.Command("/bin/sh", "-c", regexp.MustCompile(`tries=[0-9]+\n`).ReplaceAllString(string(text), "tries=9\n"))
	cmd.Env = append(f.environment(), "ASN=64496", "CIDR=198.51.100.0/24", "IPAM_ID="+ipamID, "MESSAGE="+asnText, "SIGNATURE="+everyLetter().String())
	out, _ := cmd.CombinedOutput()
	return string(out), cmd.ProcessState.ExitCode()
}

func TestTheBridgesScriptsEnd(t *testing.T) {
	shells(t)
	tests := map[string]struct {
		script string
		files  map[string]string
		status int
		shown  string
		calls  string
	}{
		"provisioning":                         {"provision.sh", nil, 0, "byoasn: AS64496: provisioned\n", "provision-ipam-byoasn"},
		"what is provisioned already":          {"provision.sh", map[string]string{"asn": "provisioned\n"}, 0, "provisioned", ""},
		"what is under way already":            {"provision.sh", map[string]string{"asn": "pending-provision\nprovisioned\n"}, 0, "provisioned", ""},
		"what failed before":                   {"provision.sh", map[string]string{"asn": "failed-provision\n"}, 0, "provisioned", "provision-ipam-byoasn"},
		"what fails again":                     {"provision.sh", map[string]string{"provision-ipam-byoasn": "echo failed-provision > asn", "message": "No X509 certificate could be found in the Whois remarks\n"}, 1, "AS64496: AWS refused it: No X509 certificate could be found in the Whois remarks\nbyoasn: AS64496: byoasn preflight says", "provision-ipam-byoasn"},
		"a call that is refused":               {"provision.sh", map[string]string{"refuse": "An error occurred (UnauthorizedOperation)\n"}, 1, "UnauthorizedOperation)\nbyoasn: AS64496: AWS refused the call; see above", "provision-ipam-byoasn"},
		"what never ends":                      {"provision.sh", map[string]string{"asn": "pending-provision\n"}, 1, "still pending-provision after three hours", ""},
		"deprovisioning":                       {"deprovision.sh", map[string]string{"asn": "provisioned\n"}, 0, "AS64496: None\n", "deprovision-ipam-byoasn"},
		"deprovisioning what is associated":    {"deprovision.sh", map[string]string{"asn": "provisioned\n", "associated": "198.51.100.0/24\n"}, 0, "disassociating 198.51.100.0/24", "disassociate-ipam-byoasn,deprovision-ipam-byoasn"},
		"deprovisioning what is gone":          {"deprovision.sh", nil, 0, "None", ""},
		"deprovisioning what stays advertised": {"deprovision.sh", map[string]string{"asn": "provisioned\n", "associated": "198.51.100.0/24\n", "refuse": "IncorrectState\n"}, 1, "advertise it with --asn AWS first, or withdraw it", "disassociate-ipam-byoasn"},
		"associating":                          {"associate.sh", nil, 0, "AS64496 and 198.51.100.0/24: associated\n", "associate-ipam-byoasn"},
		"what is associated already":           {"associate.sh", map[string]string{"association": "associated\n"}, 0, "associated", ""},
		"an association that fails":            {"associate.sh", map[string]string{"associate-ipam-byoasn": "echo failed-association > association", "message": "not in the pool\n"}, 1, "AWS refused it: not in the pool", "associate-ipam-byoasn"},
		"disassociating":                       {"disassociate.sh", map[string]string{"association": "associated\n"}, 0, "disassociated\n", "disassociate-ipam-byoasn"},
		"what is disassociated already":        {"disassociate.sh", nil, 0, "None", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFakeAWS(t, test.files)
			shown, status := f.run(test.script)
			require.Equal(t, test.status, status, shown)
			require.Contains(t, shown, test.shown)
			var calls []string
			for line := range strings.Lines(f.calls()) {
				operation, _, _ := strings.Cut(line, " ")
				calls = append(calls, operation)
			}
			require.Equal(t, test.calls, strings.Join(calls, ","))
		})
	}
}

// Terraform itself, or OpenTofu, applies and destroys the bridge.
func TestTerraformAppliesAndDestroysTheBridge(t *testing.T) {
	program, err := exec.LookPath("terraform")
	if err != nil {
		if program, err = exec.LookPath("tofu"); err != nil {
			t.Skip("neither terraform nor tofu is here")
		}
	}
	f := newFakeAWS(t, nil)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "main.tf"), []byte(bridges(t)), 0o600))
	run := func(args ...string) (string, error) {
		cmd := exec.Command(program, args...)
		cmd.Dir, cmd.Env = dir, f.environment()
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	must := func(args ...string) string {
		t.Helper()
		out, err := run(args...)
		require.NoError(t, err, out)
		return out
	}
	must("fmt", "-check", "-diff")
	must("init", "-no-color")
	must("validate", "-no-color")

	f.set("provision-ipam-byoasn", "echo failed-provision > asn")
	f.set("message", "The CidrAuthorizationContext signature could not be verified with the X509 certificates in the RIR records\n")
	out, err := run("apply", "-auto-approve", "-no-color")
	require.Error(t, err)
	require.Contains(t, out, "byoasn: AS64496: AWS refused it: The CidrAuthorizationContext signature could not be verified")

	f.set("provision-ipam-byoasn", "printf 'pending-provision\\nprovisioned\\n' > asn")
	must("apply", "-auto-approve", "-no-color")
	require.Contains(t, f.calls(), "provision-ipam-byoasn eu-west-1 ec2 provision-ipam-byoasn --ipam-id "+ipamID+" --asn 64496 --asn-authorization-context Message="+asnText+",Signature="+everyLetter().String())
	require.Contains(t, f.calls(), "associate-ipam-byoasn eu-central-1 ")
	before := f.calls()
	require.Contains(t, must("apply", "-auto-approve", "-no-color"), "No changes")
	require.Equal(t, before, f.calls())

	must("destroy", "-auto-approve", "-no-color")
	after := strings.TrimPrefix(f.calls(), before)
	require.Regexp(t, "^disassociate-ipam-byoasn eu-central-1 .*\ndeprovision-ipam-byoasn eu-west-1 .*\n$", after)
}

func TestTheExampleIsTheBridge(t *testing.T) {
	example := filepath.Join("..", "examples", "terraform")
	for _, script := range []string{"provision.sh", "deprovision.sh", "associate.sh", "disassociate.sh"} {
		ours, err := os.ReadFile(filepath.Join("bridge", script))
		require.NoError(t, err)
		theirs, err := os.ReadFile(filepath.Join(example, "asn", script))
		require.NoError(t, err)
		require.Equal(t, string(ours), string(theirs), script)
	}
	program, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("terraform is not here")
	}
	dir := filepath.Join(t.TempDir(), "terraform")
	require.NoError(t, os.CopyFS(dir, os.DirFS(example)))
	f := newFakeAWS(t, nil)
	for _, args := range [][]string{{"fmt", "-check", "-diff", "-recursive", dir}, {"-chdir=" + dir + "/asn", "init", "-no-color"}, {"-chdir=" + dir + "/asn", "validate", "-no-color"},
		{"-chdir=" + dir + "/asn", "apply", "-no-color", "-auto-approve", "-var=asn=64496", "-var=ipam_id=" + ipamID, "-var=message=m", "-var=signature=s", "-var=region=eu-west-1", `-var=cidrs=["198.51.100.0/24"]`}} {
		cmd := exec.Command(program, args...)
		cmd.Env = f.environment()
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
	}
	require.Contains(t, f.calls(), "associate-ipam-byoasn eu-west-1 ec2 associate-ipam-byoasn --asn 64496 --cidr 198.51.100.0/24")
}
