package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/handoff"
)

// A stage is the two machines of docs/ceremony.md, and the stick between them.
type stage struct {
	t                      *testing.T
	host, connected, stick string // folders
	bin                    string // a folder for each machine's programs
}

// withoutWhois is the page's command that asks RDAP, which shows RIPE NCC's fields as
// one.
const withoutWhois = `byoasn preflight --message "$text_message" --signature "$signed_message" --cidr 203.0.113.0/24`

// The page's blocks are run, machine by machine, as they stand there but for what the
// page says of them. Its two people type the passphrase and the digits.
func TestTheCeremonyIsAsTheDocumentationSays(t *testing.T) {
	if ok, err := condition("sh"); !ok {
		require.NoError(t, err)
		t.Skip("there is no shell")
	}
	page, err := os.ReadFile("../../docs/ceremony.md")
	require.NoError(t, err)
	s := newStage(t)
	outputs := map[string]string{}
	for _, block := range strings.Split(string(page), "\n```sh ")[1:] {
		machine, rest, _ := strings.Cut(block, "\n")
		script, _, closed := strings.Cut(rest, "\n```\n")
		require.True(t, closed)
		outputs[machine] += s.play(machine, script)
	}
	require.Contains(t, outputs["host"], "byoasn-offline (devel) ")
	require.Contains(t, outputs["connected"], "Yes: the record of AS12345 shows the certificate where AWS looks.")
	require.Contains(t, outputs["connected"], "Yes: by everything that AWS documents")
	require.NotContains(t, outputs["connected"], "Unknown: ")
	require.Contains(t, outputs["connected"], "aws ec2 provision-ipam-byoasn")
	t.Run("RDAP leaves RIPE NCC's field open", func(t *testing.T) {
		require.Contains(t, string(page), "`"+withoutWhois+"`")
		said := s.play("connected", `accepted=$(byoasn accept request.json response.json) && eval "$accepted"
`+withoutWhois+` || echo "status $?"`)
		require.Contains(t, said, "Unknown: ")
		require.Contains(t, said, "status 3\n")
	})
	log, err := os.ReadFile(filepath.Join(s.host, "signed.jsonl"))
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(log), "\n"))
	require.FileExists(t, filepath.Join(s.stick, "certificate-next.pem"))
	s.requireNoKey(s.stick)
	s.requireNoKey(s.connected)
}

// newStage makes the machines. The connected one's network is files: the record with
// the certificate that was published, as whois and as RDAP show it, and the ROAs.
func newStage(t *testing.T) *stage {
	t.Helper()
	dir := t.TempDir()
	s := &stage{t, filepath.Join(dir, "host"), filepath.Join(dir, "connected"), filepath.Join(dir, "stick"), filepath.Join(dir, "bin")}
	for _, folder := range []string{s.host, s.connected, s.stick, filepath.Join(s.bin, "host"), filepath.Join(s.bin, "connected"), filepath.Join(s.bin, "itself")} {
		require.NoError(t, os.MkdirAll(folder, 0o700))
	}
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.Symlink(self, filepath.Join(s.stick, "byoasn-offline")))
	require.NoError(t, os.Symlink(self, filepath.Join(s.bin, "itself", "byoasn")))
	network := fmt.Sprintf(`#!/bin/sh
set -eu
byoasn() { '%s/itself/byoasn' "$@"; }
case $1 in
check | preflight)
    [ "$1" = check ] || set -- "$@" --vrps rpki-validation.json
    case " $* " in
    *' --record '*) ;;
    *) set -- "$@" --record record.json ;;
    esac
    byoasn "$@" ;;
cert)
    byoasn "$@"
    [ "$2" = publish ] || exit 0
    descr=$(byoasn -q "$@" | sed 's/^descr: *//')
    printf 'aut-num: AS12345\ndescr: %%s\nsource: RIPE\n' "$descr" > record.txt
    printf '{"objectClassName": "autnum", "rdapConformance": ["rdap_level_0"], "handle": "AS12345", "startAutnum": 12345,
        "endAutnum": 12345, "port43": "whois.ripe.net", "remarks": [{"description": ["%%s"]}]}' "$descr" > record.json ;;
*) byoasn "$@" ;;
esac
`, s.bin)
	for program, script := range map[string]string{
		"connected/byoasn": network,
		"connected/whois":  "#!/bin/sh\n[ \"$*\" = '-r -h whois.ripe.net AS12345' ] && cat record.txt\n",
		"host/sudo":        "#!/bin/sh\nexec \"$@\"\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(s.bin, program), []byte(script), 0o700))
	}
	var answers strings.Builder
	for _, origin := range []string{"16509", "14618", "12345"} {
		fmt.Fprintf(&answers, `{"status": "ok", "time": "2026-11-23T06:00:00", "data": {"resource": %[1]q, "prefix": "8.8.8.0/24", "status": "valid",
			"validating_roas": [{"origin": %[1]q, "prefix": "8.8.8.0/24", "max_length": 24, "validity": "valid"}]}}`, origin)
	}
	require.NoError(t, os.WriteFile(filepath.Join(s.connected, "rpki-validation.json"), []byte(answers.String()), 0o600))
	return s
}

// play runs a block on a machine, where people answer what they are asked, and
// returns what it printed.
func (s *stage) play(machine, script string) string {
	s.t.Helper()
	// The page's range is the documentation's, and preflight says so.
	script = strings.NewReplacer("203.0.113.0/24", "8.8.8.0/24", "/usr/local/bin", filepath.Join(s.bin, machine)).Replace(script)
	cmd := exec.Command("sh", "-eu", "-c", script)
	cmd.Dir = map[string]string{"host": s.host, "connected": s.connected}[machine]
	require.NotEmpty(s.t, cmd.Dir, "%q is no machine of the ceremony", machine)
	cmd.Env = append(os.Environ(), nowVariable+"=2026-11-23T12:00:00Z", "STICK="+s.stick, "PATH="+filepath.Join(s.bin, machine)+":/usr/bin:/bin")
	p := attend(s.t, cmd)
	for line := range strings.Lines(script) {
		switch {
		case strings.Contains(line, "key new"):
			s.passphrase(p, "Passphrase for private-key.pem: ")
			s.passphrase(p, "Repeat passphrase: ")
		case strings.Contains(line, " respond "):
			p.sees(confirmPrompt)
			p.types(s.digits() + "\n")
			s.passphrase(p, "Passphrase for private-key.pem: ")
		case strings.Contains(line, "--key private-key.pem"):
			s.passphrase(p, "Passphrase for private-key.pem: ")
		}
	}
	require.Zero(s.t, p.leaves(), "%s\n%s\n%s", script, &p.stdout, &p.stderr)
	return p.stdout.String()
}

func (s *stage) passphrase(p *typist, prompt string) {
	s.t.Helper()
	p.prompted(prompt)
	p.types("correct horse\n")
}

// digits are the last of the digest, as the requester has written them down.
func (s *stage) digits() string {
	file, err := os.ReadFile(filepath.Join(s.connected, "request.json"))
	require.NoError(s.t, err)
	request, err := handoff.ParseRequest(file)
	require.NoError(s.t, err)
	digest := request.Digest().String()
	return digest[len(digest)-5:]
}

// requireNoKey makes sure that no private key has come into a folder.
func (s *stage) requireNoKey(folder string) {
	s.t.Helper()
	files, err := os.ReadDir(folder)
	require.NoError(s.t, err)
	require.NotEmpty(s.t, files)
	for _, file := range files {
		if file.Name() == "byoasn-offline" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, file.Name()))
		require.NoError(s.t, err)
		require.NotContains(s.t, string(data), "PRIVATE", file.Name())
	}
}
