package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
)

func ExampleAll() {
	_, err := message.Parse("1|aws|123456789012|AS64496|2026-12-31|SHA256|RSAPSS")
	for _, p := range problem.All(err) {
		fmt.Println(p.ID, p.Field, p.Start, p.End, p.Fix)
	}
	var list *problem.List
	if errors.As(err, &list) {
		fmt.Println(list.Meant)
	}
	// Output:
	// asn-prefix resource 19 26 write the number alone: 64496
	// expiry-dashed expiry 27 37 write it as 20261231
	// 1|aws|123456789012|64496|20261231|SHA256|RSAPSS
}

func ExampleClip() {
	fmt.Println(problem.Clip("a text from outside with a \x1b[31mcolour", 30))
	fmt.Println(problem.Quote("no\u00a0break"))
	fmt.Println(problem.Visible("right\u202eleft"))
	fmt.Println(problem.Clip("-----BEGIN PRIVATE KEY-----MIIEvQ", 30))
	fmt.Println(problem.Secret("-----BEGIN PRIVATE KEY-----"))
	fmt.Println(problem.Redact("cannot read -----BEGIN PRIVATE KEY-----" + strings.Repeat("MIIEvQ", 20)))
	// Output:
	// a text from outside with a ?[3…
	// "no\u00a0break"
	// right?left
	// [a private key, not shown]
	// a private key
	// cannot read [a private key, not shown]
}

func ExampleEscapeJSON() {
	data, _ := json.Marshal("right\u202eleft")
	fmt.Println(string(problem.EscapeJSON(data)))
	// Output:
	// "right\u202eleft"
}

func ExampleCount() {
	fmt.Println(problem.Count(1, "day"), problem.Count(2, "day"))
	// Output:
	// 1 day 2 days
}
