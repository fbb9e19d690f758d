package message_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/message"
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
	var e *message.Error
	if errors.As(err, &e) {
		for _, p := range e.Problems {
			fmt.Println(p.ID, "-", p)
		}
		fmt.Println("meant:", e.Meant)
	}
	// Output:
	// line-break - message ends with a newline; sign it without: echo -n, or printf %s, writes none
	// asn-prefix - resource "AS12345" has the prefix "AS"; write the number alone: 12345
	// expiry-dashed - expiry "2026-12-31" has separators in the date; write it as 20261231
	// meant: 1|aws|123456789012|12345|20261231|SHA256|RSAPSS
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

func ExampleParseCIDR() {
	_, err := resource.ParseCIDR("198.51.100.7/24")
	fmt.Println(err)
	// Output:
	// resource "198.51.100.7/24" has host bits set; write the network's own address, probably 198.51.100.0/24
}

func ExampleParseDate() {
	d, err := message.ParseDate("20261231")
	fmt.Println(d.Year, d.Month, d.Day, err)
	// Output:
	// 2026 December 31 <nil>
}

func ExampleAccountDigits() {
	digits, err := message.AccountDigits("1234-5678-9012")
	fmt.Println(digits, err)
	// Output:
	// 123456789012 <nil>
}
