package message_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

func ExampleNew() {
	today := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	m, err := message.New(message.Fields{
		Account:  "123456789012",
		Resource: resource.OfASN(12345),
	}, today)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m)
	// Output:
	// 1|aws|123456789012|12345|20261231|SHA256|RSAPSS
}

func ExampleParse() {
	_, err := message.Parse("1|aws|123456789012|AS12345|2026-12-31|SHA256|RSAPSS\n")
	var list *problem.List
	if errors.As(err, &list) {
		for _, p := range list.Problems {
			fmt.Printf("%d-%d %s\n", p.Start, p.End, p.ID)
			fmt.Println(" ", p)
		}
		fmt.Println("meant:", list.Meant)
	}
	// Output:
	// 19-26 asn-prefix
	//   resource "AS12345" has the prefix "AS"; write the number alone: 12345
	// 27-37 expiry-dashed
	//   expiry "2026-12-31" has separators in the date; write it as 20261231
	// 51-52 line-break
	//   message ends with a newline; sign it without: echo -n, or printf %s, writes none
	// meant: 1|aws|123456789012|12345|20261231|SHA256|RSAPSS
}

func ExampleCompose() {
	today := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	m, err := message.Compose("1234-5678-9012", "AS12345", "20270131", today)
	fmt.Println(m, err)
	_, err = message.Compose("12345", "1.10", "2027-01-31", today)
	for _, p := range problem.All(err) {
		fmt.Println(p)
	}
	// Output:
	// 1|aws|123456789012|12345|20270131|SHA256|RSAPSS <nil>
	// account "12345" has 5 of 12 digits; write its 12 digits; if a spreadsheet took the leading zeros, 000000012345
	// resource "1.10" is in asdot notation; write it in plain decimal: 65546
	// expiry "2027-01-31" has separators in the date; write it as 20270131
}

func ExampleMessage_Check() {
	m, err := message.Parse("1|aws|123456789012|64496|20261125|SHA256|RSAPSS")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range m.Check(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)) {
		fmt.Println(p)
	}
	// Output:
	// resource "64496" is not public: Documentation and sample code (RFC 5398); use the ASN that a registry assigned to you
	// expiry "20261125" is only 3 days away, and provisioning takes up to a week; compose and sign the message with a later day
}

func ExampleParseDate() {
	d, err := message.ParseDate("20261231")
	fmt.Println(d.Year, d.Month, d.Day, err)
	// Output:
	// 2026 December 31 <nil>
}

func ExampleParseAccount() {
	digits, err := message.ParseAccount("1234-5678-9012")
	fmt.Println(digits, err)
	// Output:
	// 123456789012 <nil>
}
