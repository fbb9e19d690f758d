package cli_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// looking is a command whose standard output and error are the terminal.
func looking(t *testing.T, dir string, columns uint16, environment []string, args ...string) *typist {
	t.Helper()
	p := seat(t, columns, 24)
	cmd := byoasn(t, dir, args...)
	cmd.Stdout, cmd.Stderr = p.tty, p.tty
	cmd.Env = append(cmd.Env, environment...)
	p.starts(cmd)
	return p
}

func TestASlowRegistryIsNamedAfterAWhile(t *testing.T) {
	dir, _ := desk(t)
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer slow.Close()
	p := looking(t, dir, 200, nil, "check", "--asn", "12345", "--server", slow.URL, "--timeout", "2s", "--retries", "0")
	p.sees("byoasn: waiting for " + slow.URL + ", up to 2s a request")
	p.sees("Unknown")
	require.Equal(t, 3, p.leaves())
}

func TestColoursAreForATerminalThatHasThem(t *testing.T) {
	dir, _ := desk(t)
	tests := []struct {
		name        string
		environment []string
		colour      string
		coloured    bool
	}{
		{"a terminal has them", []string{"TERM=xterm", "NO_COLOR="}, "auto", true},
		{"a dumb one has none", []string{"TERM=dumb", "NO_COLOR="}, "auto", false},
		{"NO_COLOR says no", []string{"TERM=xterm", "NO_COLOR=1"}, "auto", false},
		{"--color says no", []string{"TERM=xterm", "NO_COLOR="}, "never", false},
		{"--color says yes", []string{"TERM=dumb", "NO_COLOR=1"}, "always", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := looking(t, dir, 80, test.environment, "preflight", "--asn", "64496", "--cert", "certificate.pem", "--color", test.colour)
			before := p.sees("About:")
			require.Equal(t, test.coloured, len(before) > 0 && before[0] == 0x1b, "%q", before)
			p.leaves()
		})
	}
}

func TestANarrowWindowBreaksNoWordAndNoFingerprint(t *testing.T) {
	dir, _ := desk(t)
	p := looking(t, dir, 30, nil, "preflight", "--asn", "64496", "--cert", "certificate.pem", "-v")
	shown := p.sees("Judged for")
	require.Regexp(t, `(?:[0-9A-F]{2}:){31}[0-9A-F]{2}`, shown)
	require.Contains(t, shown, "certificate-self-signature")
	p.leaves()
}

// At a terminal each step names the next, with the files' own names.
func TestEachStepNamesTheNextAtATerminal(t *testing.T) {
	dir, _ := desk(t)
	const text = "1|aws|123456789012|12345|20261231|SHA256|RSAPSS"
	signed, err := byoasn(t, dir, "sign", "--key", "key.pem", text).Output()
	require.NoError(t, err)
	record := `{"objectClassName": "autnum", "handle": "AS12345", "startAutnum": 12345, "endAutnum": 12345, "port43": "whois.ripe.net", "rdapConformance": ["rdap_level_0"]}`
	require.NoError(t, os.WriteFile(filepath.Join(dir, "record.json"), []byte(record), 0o600))
	require.NoError(t, os.Rename(filepath.Join(dir, "certificate.pem"), filepath.Join(dir, "mine.pem")))
	tests := []struct {
		args []string
		next string
	}{
		{[]string{"sign", "--key", "key.pem", text}, `byoasn: next: byoasn verify --cert certificate.pem --message "$text_message" --signature "$signed_message"`},
		{[]string{"verify", "--cert", "mine.pem", "--message", text, "--signature", strings.TrimSpace(string(signed))}, "byoasn: next: byoasn check --asn 12345 --cert mine.pem\r"},
		{[]string{"check", "--asn", "12345", "--cert", "mine.pem", "--record", "record.json"}, "byoasn: next: byoasn cert publish mine.pem --asn 12345\r"},
	}
	for _, test := range tests {
		t.Run(test.args[0], func(t *testing.T) {
			p := looking(t, dir, 250, nil, test.args...)
			p.sees(test.next)
			p.leaves()
		})
	}
}
