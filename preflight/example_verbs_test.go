package preflight_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/sign"
)

// The registry says that it has no such number: that is an answer.
func ExampleInput_LookedUp() {
	e := preflight.Gather(preflight.Input{RecordOnly: true, ASN: 3333, Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)})
	e.LookedUp(nil, &lookup.Error{Kind: lookup.NotFound, Status: 404})
	report, err := e.Report(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Verdict, report.Headline)
	text, brief := report.Text(80, nil), report.Brief(80, nil)
	fmt.Println(strings.Count(brief, "\n") <= strings.Count(text, "\n"))
	// Output:
	// fail No: the record of AS3333 will not do. The registry has no record of the resource.
	// true
}

func ExampleVerify() {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	key, err := certgen.NewKey(certgen.DefaultBits)
	if err != nil {
		fmt.Println(err)
		return
	}
	const text = "1|aws|123456789012|3333|20261231|SHA256|RSAPSS"
	sig, err := sign.Sign(key, []byte(text+"\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := preflight.Verify(text, sig.String(), nil, &key.PublicKey, now) // JSON as "byoasn verify --json"
	fmt.Println(v.OK, v.Reason, v.Text, err)
	// Output:
	// false other-message trailing-newline <nil>
}
