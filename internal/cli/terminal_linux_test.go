package cli_test

import (
	"net/http"
	"net/http/httptest"
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
