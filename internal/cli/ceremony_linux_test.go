package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
)

// A stage is the two machines of docs/ceremony.md, and the stick between them.
type stage struct {
	t                      *testing.T
	host, connected, stick string // folders
	bin                    string // a folder for each machine's programs
	network                string // what the connected machine reaches
	isPublished            bool   // whether the registry has the certificate
}

// The page's blocks are run, machine by machine, as they stand there, with nothing
// added, but for what the page says of them. Its two people type the passphrase and the digits.
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
	connected := outputs["connected"]
	require.Contains(t, connected, "Yes: the record of AS12345 shows the certificate where AWS looks.")
	require.Contains(t, connected, "Yes: by everything that AWS documents")
	require.NotContains(t, connected, "Unknown: ")
	require.Contains(t, connected, "aws ec2 provision-ipam-byoasn")
	require.Contains(t, connected[strings.Index(connected, "Yes: by everything"):], "No: the record of AS12345 will not do. No certificate is published")
	log, err := os.ReadFile(filepath.Join(s.host, "signed.jsonl"))
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(log), "\n"))
	require.FileExists(t, filepath.Join(s.stick, "certificate-next.pem"))
	s.requireNoKey(s.stick)
	s.requireNoKey(s.connected)
}

// newStage makes the machines. What the connected one's network has comes from the
// files in its folder, when it is asked.
func newStage(t *testing.T) *stage {
	t.Helper()
	dir := t.TempDir()
	s := &stage{t: t, host: filepath.Join(dir, "host"), connected: filepath.Join(dir, "connected"), stick: filepath.Join(dir, "stick"), bin: filepath.Join(dir, "bin")}
	for _, folder := range []string{s.host, s.connected, s.stick, filepath.Join(s.bin, "host"), filepath.Join(s.bin, "connected")} {
		require.NoError(t, os.MkdirAll(folder, 0o700))
	}
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.Symlink(self, filepath.Join(s.stick, "byoasn-offline")))
	require.NoError(t, os.Symlink(self, filepath.Join(s.bin, "connected", "byoasn")))
	require.NoError(t, os.WriteFile(filepath.Join(s.bin, "host", "sudo"), []byte("#!/bin/sh\nexec \"$@\"\n"), 0o700))
	mux := http.NewServeMux()
	mux.HandleFunc("/autnum/12345", func(w http.ResponseWriter, r *http.Request) {
		sends(200, rdapType, rdapOf("Example", s.published()))(w, r)
	})
	mux.HandleFunc("/ripe/aut-num/AS12345.txt", func(w http.ResponseWriter, r *http.Request) {
		sends(200, textType, autNum("descr", s.published(), "RIPE"))(w, r)
	})
	mux.HandleFunc("/ripestat", func(w http.ResponseWriter, r *http.Request) {
		sends(200, "application/json", fmt.Sprintf(`{"status": "ok", "time": "2026-11-23T06:00:00", "data": {"resource": %[1]q, "prefix": "8.8.8.0/24", "status": "valid",
			"validating_roas": [{"origin": %[1]q, "prefix": "8.8.8.0/24", "max_length": 24, "validity": "valid"}]}}`, r.URL.Query().Get("resource")))(w, r)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.network = server.URL
	return s
}

// published is the line that the registry shows: the certificate that the last block
// of the page had published, until one had it taken out.
func (s *stage) published() string {
	file, err := os.ReadFile(filepath.Join(s.connected, "certificate.pem"))
	if err != nil || !s.isPublished {
		return "Example Networks"
	}
	cert, err := certgen.ReadCertificate(file)
	require.NoError(s.t, err)
	return certgen.OneLine(cert)
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
	if machine == "connected" {
		cmd.Env = append(cmd.Env, networkVariable+"="+s.network)
	}
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
	switch { // the people do what they are told
	case strings.Contains(script, "cert publish"):
		s.isPublished = true
	case strings.Contains(script, "cert unpublish"):
		s.isPublished = false
	}
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
