package byoasn_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/byoasn/byoasn/"

// mayImport is ARCHITECTURE.md's table: which of our packages each may import.
var mayImport = map[string][]string{
	"problem":             {},
	"asn":                 {},
	"message":             {"asn"},
	"sign":                {},
	"provision":           {"asn", "message", "sign"},
	"sign/external":       {},
	"certgen":             {"internal/pkcs8"},
	"handoff":             {"asn", "message", "sign", "certgen"},
	"handoff/qr":          {},
	"registry":            {"asn"},
	"rdap":                {"asn", "certgen", "registry"},
	"roa":                 {"asn"},
	"lookup":              {"asn", "registry", "rdap", "roa"},
	"preflight":           {"asn", "message", "sign", "certgen", "registry", "rdap", "roa", "provision"},
	"internal/pkcs8":      {},
	"internal/strictjson": {"problem"},
	"internal/cli":        {"asn", "message", "sign", "sign/external", "certgen", "handoff", "handoff/qr", "registry", "rdap", "roa", "provision", "preflight"},
	"internal/online":     {"asn", "rdap", "roa", "lookup", "internal/cli"},
	"cmd/byoasn":          {"internal/cli", "internal/online"},
	"cmd/byoasn-offline":  {"internal/cli"},
	"examples/quickstart": {"asn", "message", "sign", "certgen", "registry", "rdap", "roa", "lookup", "preflight"},
	"examples/check":      {"asn", "message", "sign", "certgen", "registry", "rdap", "lookup"},
	"scripts":             {},
	"bench":               {},
}

// list runs go list and returns its lines, split into words.
func list(t *testing.T, args ...string) [][]string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	require.NoError(t, err)
	var lines [][]string
	for line := range strings.Lines(string(out)) {
		lines = append(lines, strings.Fields(line))
	}
	return lines
}

func TestPackagesImportWhatTheArchitectureAllows(t *testing.T) {
	lines := list(t, "-f", "{{.ImportPath}} {{join .Imports \" \"}}", module+"...")
	require.NotEmpty(t, lines)
	for _, words := range lines {
		name, isOurs := strings.CutPrefix(words[0], module)
		if !isOurs {
			continue // the overview, which has no code
		}
		allowed, known := mayImport[name]
		require.True(t, known, "%s is not in ARCHITECTURE.md's table", name)
		for _, imported := range words[1:] {
			if ours, found := strings.CutPrefix(imported, module); found {
				require.True(t, slices.Contains(allowed, ours), "%s must not import %s", name, ours)
			}
		}
	}
}

func TestOnlyLookupCanOpenAConnection(t *testing.T) {
	for name := range mayImport {
		switch name {
		case "lookup", "internal/online", "cmd/byoasn", "examples/check", "examples/quickstart":
			continue
		}
		for _, words := range list(t, "-deps", module+name) {
			for _, network := range []string{"net/http", "crypto/tls", "github.com/openrdap/rdap"} {
				require.NotEqual(t, network, words[0], name)
			}
		}
	}
}
