package programs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/sign"
)

// external is a program for Terraform's data source "external": an object of texts
// in, an object of texts out. It refuses a proof that AWS would refuse by what is in
// it, so that terraform plan fails before AWS is asked.
func external(ctx context.Context, in io.Reader, out io.Writer, now time.Time) error {
	var query struct{ Message, Signature, Pool string }
	if err := json.NewDecoder(in).Decode(&query); err != nil {
		return err
	}
	report, err := preflight.Gather(preflight.Input{Message: query.Message, Signature: query.Signature, Now: now}).Report(ctx)
	if err != nil {
		return err
	}
	if report.Verdict == preflight.Fail {
		return errors.New(report.Headline)
	}
	m, err1 := message.Parse(query.Message)
	sig, err2 := sign.Parse(query.Signature)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	hcl, err := provision.Request{Message: m, Signature: sig, Pool: query.Pool}.Terraform()
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(map[string]string{"resource": m.Resource().String(), "expires": m.Expiry().String(), "hcl": hcl})
}

func Example_external() {
	m := must(message.Compose("123456789012", "192.41.244.0/24", "", day))
	sig := must(sign.Sign(key(), m.Bytes()))
	query := fmt.Sprintf(`{"message": %q, "signature": %q, "pool": "ipam-pool-0123456789abcdef0"}`, m, sig)
	var out strings.Builder
	fmt.Println(external(context.Background(), strings.NewReader(query), &out, day))
	fmt.Println(strings.Contains(out.String(), "aws_vpc_ipam_pool_cidr"))
	fmt.Println(external(context.Background(), strings.NewReader(query), os.Stdout, day.AddDate(1, 0, 0)))
	// Output:
	// <nil>
	// true
	// No: AWS would refuse the proof for 192.41.244.0/24 and account 123456789012. The expiry is past: today is 20271102 (UTC).
}
