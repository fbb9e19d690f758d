package roa_test

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/byoasn/byoasn/roa"
)

func ExampleNewPlan() {
	now := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	prefix := netip.MustParsePrefix("192.0.2.0/24")
	needed := []roa.Validity{
		roa.Validate(nil, roa.Question{Prefix: prefix, Origin: 16509}, now),
		roa.Validate(nil, roa.Question{Prefix: prefix, Origin: 14618}, now),
	}
	announced := []roa.Validity{roa.Validate(nil, roa.Question{Prefix: prefix, Origin: 64496}, now)}
	plan := roa.NewPlan(needed, announced)
	for i, step := range plan.Create {
		fmt.Println(step.ROA, "announced now:", step.Present, "then", needed[0].Origin, "is", plan.After(needed[0], i+1).State)
	}
	// Output:
	// 192.0.2.0/24-24 AS64496 announced now: true then 16509 is invalid-asn
	// 192.0.2.0/24-24 AS16509 announced now: false then 16509 is valid
	// 192.0.2.0/24-24 AS14618 announced now: false then 16509 is valid
}

func ExampleReadRIPEstat() {
	const saved = `{"status": "ok", "status_code": 200, "data_call_name": "rpki-validation", "time": "2026-11-02T11:59:00", "data": {"resource": "16509",
		"prefix": "192.0.2.0/24", "status": "valid", "validating_roas": [{"origin": "16509", "prefix": "192.0.2.0/24", "max_length": 24, "validity": "valid"}]}}`
	q := roa.Question{Prefix: netip.MustParsePrefix("192.0.2.0/24"), Origin: 16509}
	result, err := roa.ReadRIPEstat(strings.NewReader(saved), time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC), q)
	if err != nil {
		fmt.Println(err)
		return
	}
	v, known := result.Answer(q)
	fmt.Println(v.State, known)
	// Output:
	// valid true
}

func ExampleTable_Ask() {
	const export = "ASN,IP Prefix,Max Length,Trust Anchor\nAS64496,192.0.2.0/24,24,ripe\n"
	table, err := roa.Load(strings.NewReader(export), time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := table.Ask(roa.Question{Prefix: netip.MustParsePrefix("192.0.2.0/24"), Origin: 64496})
	fmt.Println(result.Answers[0].State, err)
	// Output:
	// valid <nil>
}
