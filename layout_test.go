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
	"resource":            {"problem"},
	"message":             {"resource", "problem"},
	"sign":                {"problem"},
	"sign/external":       {"sign", "problem"},
	"certgen":             {"internal/pkcs8", "internal/armor", "resource", "problem"},
	"registry":            {"resource", "problem"},
	"rdap":                {"resource", "registry", "certgen", "internal/armor", "internal/strictjson", "problem"},
	"publish":             {"registry", "certgen", "resource", "internal/strictjson", "problem"},
	"roa":                 {"resource", "internal/strictjson", "problem"},
	"lookup":              {"resource", "registry", "rdap", "roa", "internal/strictjson", "problem"},
	"lookup/client":       {"lookup", "resource", "registry", "rdap", "roa", "problem"},
	"lookup/lookuptest":   {"lookup", "lookup/client", "resource", "registry", "roa", "problem"},
	"provision":           {"message", "sign", "resource", "problem"},
	"preflight":           {"message", "sign", "certgen", "registry", "rdap", "roa", "lookup", "provision", "resource", "problem"},
	"proof":               {"provision", "message", "sign", "registry", "resource", "internal/strictjson", "problem"},
	"seen":                {"lookup", "roa", "preflight", "provision", "resource", "problem"},
	"awsstate":            {"resource", "internal/strictjson", "problem"},
	"status":              {"awsstate", "proof", "preflight", "provision", "message", "resource", "problem"},
	"handoff":             {"message", "sign", "certgen", "resource", "internal/strictjson", "problem"},
	"handoff/qr":          {"problem"},
	"internal/pkcs8":      {"problem"},
	"internal/armor":      {},
	"internal/strictjson": {"problem"},
	"internal/host":       {},
	"internal/cli":        {"internal/host", "message", "sign", "sign/external", "certgen", "handoff", "handoff/qr", "registry", "rdap", "roa", "lookup", "provision", "preflight", "publish", "seen", "proof", "awsstate", "status", "resource", "problem"},
	"internal/manpages":   {"internal/cli", "lookup"},
	"cmd/byoasn":          {"internal/cli", "lookup", "lookup/client"},
	"cmd/byoasn-offline":  {"internal/cli"},
	"examples/quickstart": {"resource", "message", "sign", "certgen", "registry", "publish", "rdap", "roa", "provision", "lookup", "lookup/client", "lookup/lookuptest", "preflight"},
	"examples/check":      {"resource", "certgen", "registry", "rdap", "lookup/lookuptest", "preflight"},
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

func TestOnlyTheClientCanOpenAConnection(t *testing.T) {
	for _, words := range list(t, module+"...") {
		name := strings.TrimPrefix(words[0], module)
		switch name {
		case strings.TrimSuffix(module, "/"), "lookup/client", "lookup/lookuptest", "cmd/byoasn", "examples/check", "examples/quickstart":
			continue
		}
		for _, words := range list(t, "-deps", module+name) {
			for _, network := range []string{"net/http", "crypto/tls", "github.com/openrdap/rdap"} {
				require.NotEqual(t, network, words[0], name)
			}
		}
	}
}
