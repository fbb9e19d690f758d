package resource_test

import (
	"fmt"

	"github.com/byoasn/byoasn/resource"
)

func ExampleRead() {
	for _, text := range []string{"AS12345", "1.10", "2001:DB8::/32", "192.0.2.1/24"} {
		meant, wrong := resource.Read(text)
		fmt.Println(text, wrong.ID, meant)
	}
	// Output:
	// AS12345 asn-prefix 12345
	// 1.10 asn-asdot 65546
	// 2001:DB8::/32 cidr-not-canonical 2001:db8::/32
	// 192.0.2.1/24 cidr-host-bits 192.0.2.0/24
}

func ExampleParseASN() {
	n, err := resource.ParseASN("AS64496")
	r := resource.OfASN(n)
	fmt.Println(r.Name(), err)
	asn, isASN := r.ASN()
	_, isRange := r.CIDR()
	fmt.Println(asn, isASN, isRange)
	// Output:
	// AS64496 <nil>
	// 64496 true false
}

func ExampleParseCIDR() {
	p, err := resource.ParseCIDR("2001:DB8::/32")
	fmt.Println(resource.OfCIDR(p), err)
	_, err = resource.ParseCIDR("192.0.2.1/24")
	fmt.Println(err)
	// Output:
	// 2001:db8::/32 <nil>
	// resource "192.0.2.1/24" has host bits set; write the network's own address, probably 192.0.2.0/24
}
