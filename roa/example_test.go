package roa_test

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// Is the prefix ready to be originated by Amazon, and by an ASN of one's own?
func ExampleRead() {
	const export = `{
		"metadata": {"buildtime": "2026-09-16T00:06:05Z"},
		"roas": [
			{"asn": 16509, "prefix": "203.0.113.0/24", "maxLength": 24, "ta": "ripe", "expires": 1790000255},
			{"asn": 64496, "prefix": "203.0.112.0/23", "maxLength": 23, "ta": "ripe", "expires": 1790000255}
		]
	}`
	prefix := netip.MustParsePrefix("203.0.113.0/24")
	var questions []roa.Question
	for _, origin := range []resource.ASN{16509, 14618, 64496} {
		questions = append(questions, roa.Question{Prefix: prefix, Origin: origin})
	}
	result, err := roa.Read(strings.NewReader(export), now, questions...)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Entries, "VRPs of", result.Generated.Format("2006-01-02"))
	for _, answer := range result.Answers {
		fmt.Println(answer.Origin, answer.State, answer.Covering)
	}
	// Output:
	// 2 VRPs of 2026-09-16
	// 16509 valid [203.0.112.0/23-23 AS64496 203.0.113.0/24-24 AS16509]
	// 14618 invalid-asn [203.0.112.0/23-23 AS64496 203.0.113.0/24-24 AS16509]
	// 64496 invalid-length [203.0.112.0/23-23 AS64496 203.0.113.0/24-24 AS16509]
}

func ExampleValidate() {
	forbidden := roa.VRP{Prefix: netip.MustParsePrefix("203.0.113.0/24"), MaxLength: 24, ASN: 0}
	question := roa.Question{Prefix: netip.MustParsePrefix("203.0.113.0/24"), Origin: 64496}
	validity := roa.Validate([]roa.VRP{forbidden}, question, now)
	fmt.Println(validity.State, validity.AS0())
	// Output:
	// invalid-asn true
}

func ExampleRead_refused() {
	_, err := roa.Read(strings.NewReader("<!DOCTYPE html>"), now)
	fmt.Println(err)
	_, err = roa.Read(strings.NewReader(`{"roas": [{"asn": 64496, "prefix": "203.0.113.0/24", "maxLength": 23}]}`), now)
	fmt.Println(err)
	// Output:
	// the file of VRPs is a web page (HTML) or XML; check where it was fetched from
	// the file of VRPs /roas/0/maxLength is 23, less than the length of the prefix 203.0.113.0/24; export it anew, whole
}

// One table answers any number of questions.
func ExampleLoad() {
	const export = `{
		"metadata": {"buildtime": "2026-09-16T00:06:05Z"},
		"roas": [{"asn": 64496, "prefix": "203.0.112.0/23", "maxLength": 24, "ta": "ripe", "expires": 1790000255}]
	}`
	table, err := roa.Load(strings.NewReader(export), now)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, prefix := range []string{"203.0.112.0/24", "203.0.112.0/25", "198.51.100.0/24"} {
		answer := table.Validate(roa.Question{Prefix: netip.MustParsePrefix(prefix), Origin: 64496})
		fmt.Println(prefix, answer.State)
	}
	fmt.Println(table.Missing("ripe"))
	// Output:
	// 203.0.112.0/24 valid
	// 203.0.112.0/25 invalid-length
	// 198.51.100.0/24 not-found
	// it has 1 entry, where a whole export has 400,000 and more: it is a part, as a filter such as select-asn leaves it
}

func ExampleAll() {
	const table = "ASN,IP Prefix,Max Length,Trust Anchor\nAS64496,203.0.112.0/23,24,ripe\nAS0,198.51.100.0/24,32,arin\n"
	for vrp, err := range roa.All(strings.NewReader(table)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(vrp, vrp.TrustAnchor)
	}
	// Output:
	// 203.0.112.0/23-24 AS64496 ripe
	// 198.51.100.0/24-32 AS0 arin
}
