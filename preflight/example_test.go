package preflight_test

import (
	"context"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/preflight"
)

// A message that was copied with its quotes, and nothing else to check yet.
func ExampleGather() {
	report, err := preflight.Gather(preflight.Input{
		Message: `"1|aws|123456789012|12345|20261231|SHA256|RSAPSS"`,
		Now:     time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC),
	}).Report(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Verdict)
	fmt.Println(report.Headline)
	for _, step := range report.Steps {
		fmt.Println("-", step)
	}
	// Output:
	// fail
	// No: AWS would refuse the proof for AS12345 and account 123456789012. The message begins with quotes.
	// - Sign and send this instead: 1|aws|123456789012|12345|20261231|SHA256|RSAPSS
	// - Give the signature.
	// - Give the registry's record, from its RDAP or whois server: by IANA's list AS12345 is at RIPE NCC (whois -h whois.ripe.net AS12345, or https://rdap.db.ripe.net/autnum/12345).
}
