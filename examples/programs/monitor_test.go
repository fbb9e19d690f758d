package programs

import (
	"context"
	"crypto/x509"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// monitor looks at every record once, and counts the verdicts, and each check that
// is no pass: what nobody had counts 0, for metrics.
func monitor(ctx context.Context, log *slog.Logger, c *client.Client, of iter.Seq[resource.Resource], cert *x509.Certificate, now time.Time) (map[preflight.Verdict]int, map[problem.ID]int) {
	verdicts, checks := map[preflight.Verdict]int{}, map[problem.ID]int{}
	for _, id := range preflight.IDs() {
		checks[id] = 0
	}
	for result := range c.Records(ctx, of) {
		in := preflight.Input{RecordOnly: true, Certificate: cert, Now: now}
		in.ASN, _ = result.Resource.ASN()
		in.Prefix, _ = result.Resource.CIDR()
		in.LookedUp(result.Answer, result.Err)
		report, err := preflight.Gather(in).Report(ctx)
		if err != nil {
			return verdicts, checks // the context has ended
		}
		verdicts[report.Verdict]++
		for _, check := range report.Checks {
			if check.Verdict != preflight.Pass {
				checks[check.ID]++
			}
		}
		if report.Verdict != preflight.Pass {
			log.Warn(report.Headline, "resource", result.Resource, "answer", result.Answer, "error", result.Err)
		}
	}
	return verdicts, checks
}

func Example_monitor() {
	server, _, _ := published()
	defer server.Close()
	_ = server.Fail(lookuptest.RDAP, resource.OfASN(2914), lookup.ServerFailure)
	var log strings.Builder
	of := slices.Values([]resource.Resource{resource.OfASN(3333), resource.OfASN(2914), resource.OfASN(13335)})
	verdicts, checks := monitor(context.Background(), slog.New(slog.NewJSONHandler(&log, nil)), server.Client(), of, certificate(), day)
	fmt.Println(verdicts, checks[preflight.RecordFound], checks[preflight.CertificateStale])
	fmt.Println(strings.Contains(log.String(), `"kind":"server-failure"`))
	// Output:
	// map[fail:1 pass:1 unknown:1] 2 2
	// true
}
