package asn_test

import (
	"fmt"

	"github.com/byoasn/byoasn/asn"
)

func ExampleParse() {
	n, err := asn.Parse("AS12345")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(n)

	_, err = asn.Parse("1.10")
	fmt.Println(err)
	// Output:
	// 12345
	// AS number "1.10" is in asdot notation; in plain decimal it is 65546
}

func ExampleNumber_Special() {
	special, found := asn.Number(64496).Special()
	fmt.Println(found, special.Reason, special.Reference)
	// Output:
	// true Documentation and sample code RFC 5398
}
