package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// world makes a validator's JSON as large as the world is: it adds VRPs of every
// registry's trust anchor, for prefixes that no script asks about.
func world(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: world FROM TO")
	}
	begin, _, found := strings.Cut(ts.ReadFile(args[0]), "]}")
	if !found {
		ts.Fatalf("%s does not end in ]}", args[0])
	}
	var file bytes.Buffer
	file.WriteString(begin)
	anchors := []string{"afrinic", "apnic", "arin", "lacnic", "ripe"}
	for i := range 100_000 {
		fmt.Fprintf(&file, ",\n{\"asn\": %d, \"prefix\": \"100.%d.%d.0/24\", \"maxLength\": 24, \"ta\": %q}", i+1, i>>8&127, i&255, anchors[i%5])
	}
	file.WriteString("]}\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), file.Bytes(), 0o600))
}
