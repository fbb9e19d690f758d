package programs

import (
	"fmt"
	"io"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// routes answers many questions by one validator's file, and says of each "no" what
// speaks against it.
func routes(out io.Writer, vrps io.Reader, questions []roa.Question, now time.Time) error {
	table, err := roa.Load(vrps, now)
	if err != nil {
		return err
	}
	for _, q := range questions {
		v := table.Validate(q)
		doubt := ""
		if v.State != roa.Valid {
			doubt = table.Missing(v.Registry())
		}
		if v.WithEnded().State != v.State {
			doubt = "what decides has ended"
		}
		fmt.Fprintln(out, q.Prefix, q.Origin, v.State, doubt)
	}
	return nil
}

func Example_routes() {
	const file = `{"metadata": {"buildtime": "2026-11-02T11:00:00Z"}, "roas": [
		{"asn": 16509, "prefix": "192.41.244.0/22", "maxLength": 24, "ta": "arin", "expires": 1793600000},
		{"asn": 14618, "prefix": "192.41.244.0/22", "maxLength": 22, "ta": "arin", "expires": 1793700000}]}`
	var questions []roa.Question
	for _, origin := range []resource.ASN{16509, 14618, 2914} {
		questions = append(questions, roa.Question{Prefix: netip.MustParsePrefix("192.41.245.0/24"), Origin: origin})
	}
	fmt.Println(routes(os.Stdout, strings.NewReader(file), questions, day))
	// Output:
	// 192.41.245.0/24 16509 invalid-asn what decides has ended
	// 192.41.245.0/24 14618 invalid-length it has 2 entries, where a whole export has 400,000 and more: it is a part, as a filter such as select-asn leaves it
	// 192.41.245.0/24 2914 invalid-asn it has 2 entries, where a whole export has 400,000 and more: it is a part, as a filter such as select-asn leaves it
	// <nil>
}
