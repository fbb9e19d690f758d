package resource_test

import (
	"fmt"

	"github.com/byoasn/byoasn/resource"
)

func ExampleParse() {
	for _, text := range []string{"AS12345", "2001:DB8::/32", "192.0.2.7/24", "1.10"} {
		r, err := resource.Parse(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(r, r.Name())
	}
	// Output:
	// 12345 AS12345
	// 2001:db8::/32 2001:db8::/32
	// resource "192.0.2.7/24" has host bits set; write the network's own address, probably 192.0.2.0/24
	// resource "1.10" is in asdot notation; write it in plain decimal: 65546
}

func ExampleResource_Special() {
	special, found := resource.OfASN(64496).Special()
	fmt.Println(found, special.Reason, special.Reference)
	// Output:
	// true Documentation and sample code RFC 5398
}
