package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// readmeTime is when the README's session was: what it prints of times is of then.
const readmeTime = "2026-11-25T08:56:32Z"

// whoisOfReadme answers as RIPE NCC would once the certificate is published as the
// session says.
const whoisOfReadme = `#!/bin/sh
asn=${*##* }
cat <<END
aut-num:        $asn
as-name:        EXAMPLE
descr:          $(byoasn cert publish -q --rir none certificate.pem)
org:            ORG-EX1-RIPE
source:         RIPE
END
`

// The README's first block is a session: what stands behind each $ is run in one
// shell, and every line below it has to be printed, in that order; … stands for what
// is different each time, or for lines.
func TestTheREADMEsSessionIsTrue(t *testing.T) {
	page, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, block, found := strings.Cut(string(page), "\n```console\n")
	require.True(t, found, "the README begins with a session")
	block, _, _ = strings.Cut(block, "\n```\n")
	dir, bin := t.TempDir(), t.TempDir()
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.Symlink(self, filepath.Join(bin, "byoasn")))
	require.NoError(t, os.WriteFile(filepath.Join(bin, "whois"), []byte(whoisOfReadme), 0o700))
	p := seat(t, 200, 50)
	cmd := exec.Command("sh", "-e", "-c", "exec 2>&1\n"+strings.Join(commandsOf(block), "\n"))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), nowVariable+"="+readmeTime, "ASN=196615", "ACCOUNT=123456789012", "IPAM_ID=ipam-0123456789abcdef0")
	p.starts(cmd)
	require.Zero(t, p.typesPassphrases("correct horse battery staple"), "%s", &p.stdout)
	rest := p.stdout.String()
	for line := range strings.Lines(block) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "$ ") || line == "…" {
			continue
		}
		at := pattern(line).FindStringIndex(rest)
		require.NotNil(t, at, "the README has %q, and what is printed is\n%s", line, &p.stdout)
		rest = rest[at[1]:]
	}
	require.Contains(t, p.stdout.String(), "\nYes: by everything that AWS documents", "the session ends in a yes")
}

// commandsOf are the commands of a session, in order.
func commandsOf(session string) (commands []string) {
	for line := range strings.Lines(session) {
		if command, found := strings.CutPrefix(line, "$ "); found {
			commands = append(commands, strings.TrimSuffix(command, "\n"))
		}
	}
	return commands
}

// pattern matches a printed line, in which … is anything.
func pattern(line string) *regexp.Regexp {
	return regexp.MustCompile("(?m)^" + strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*") + "$")
}

// typesPassphrases types one wherever it is asked for, and waits for the end.
func (p *typist) typesPassphrases(passphrase string) (status int) {
	p.t.Helper()
	ended := make(chan int, 1)
	go func() { ended <- p.leaves() }()
	deadline := time.After(3 * patience)
	for {
		select {
		case chunk := <-p.screen:
			p.shown = append(p.shown, chunk...)
			if bytes.HasSuffix(p.shown, []byte(": ")) {
				p.shown = nil
				p.types(passphrase + "\n")
			}
		case status := <-ended:
			return status
		case <-deadline:
			require.Fail(p.t, "the session does not end", "%s", &p.stdout)
		}
	}
}
