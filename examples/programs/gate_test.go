package programs

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/preflight"
)

// gate is a step in CI: does AWS take this proof today? Its result is the exit
// status: 0 yes, 1 no, 3 it could not be found out.
func gate(ctx context.Context, out io.Writer, c *client.Client, message, signature string, now time.Time) int {
	e := preflight.Gather(preflight.Input{Message: message, Signature: signature, Now: now})
	e.LookedUp(c.Record(ctx, e.Resource()))
	report, err := e.Report(ctx)
	if err != nil {
		fmt.Fprintln(out, err)
		return 3
	}
	fmt.Fprintln(out, report.Headline)
	for _, step := range report.Steps {
		fmt.Fprintln(out, "-", step)
	}
	switch report.Verdict {
	case preflight.Pass:
		return 0
	case preflight.Fail:
		return 1
	}
	return 3
}

func Example_gate() {
	server, m, sig := published()
	defer server.Close()
	fmt.Println(gate(context.Background(), os.Stdout, server.Client(), m.String(), sig.String(), day))
	server.Withdraw(m.Resource())
	fmt.Println(gate(context.Background(), os.Stdout, server.Client(), m.String(), sig.String(), day))
	// Output:
	// Yes: by everything that AWS documents, it would accept the proof for AS3333 and account 123456789012.
	// 0
	// No: AWS would refuse the proof for AS3333 and account 123456789012. The registry has no record of the resource.
	// - Compare the number with the registry's own page: what has no record cannot be proven.
	// 1
}
