package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Of eight peers two more have the range at each look.
func TestOnATerminalTheShareOfPeersGrows(t *testing.T) {
	looks := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		looks++
		var peers []string
		for i := range 2 * looks {
			peers = append(peers, fmt.Sprintf(`{"asn_origin":"64496","as_path":"%d 64496","prefix":"192.0.2.0/24","peer":"10.0.0.%d","latest_time":"2026-11-23T11:59:00"}`, 1000+i, i))
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"status":"ok","data":{"query_time":"2026-11-23T12:00:00","latest_time":"2026-11-23T11:59:00","rrcs":[{"rrc":"RRC00","peers":[%s]}]}}`, strings.Join(peers, ","))
	}))
	t.Cleanup(server.Close)
	p := seat(t, 80, 24)
	cmd := byoasn(t, t.TempDir(), "seen", "--cidr", "192.0.2.0/24", "--asn", "64496", "--peers", "8", "--ripestat", server.URL, "--wait", "1m", "--every", "20ms")
	cmd.Stdout, cmd.Stderr = p.tty, p.tty
	p.starts(cmd)
	for _, share := range []string{"25 % of 8 peers (own 2,", "50 % of 8 peers (own 4,", "75 % of 8 peers (own 6,"} {
		line := p.sees(share)
		require.Contains(t, line, "\r\x1b[K12:00:00 UTC  #", "each is drawn over the one before")
		require.NotContains(t, line, "\n")
	}
	p.sees("Yes: 6 of 8 peers (75 %) have 192.0.2.0/24 from AS64496.")
	require.Zero(t, p.leaves())
}
