package main

import "fmt"

func Example() {
	fmt.Println(run(2914))
	// Output:
	// No: the record of AS2914 will not do. No certificate is published in the record.
	// - Publish it at ARIN in the Public Comments of the resource's own record, on one line; never in the organization's comments. byoasn cert publish certificate.pem --asn 2914 prints what to paste, and where. A change can take a while to be seen. One that is on the record of an address range alone does not prove the ASN.
	// Yes: the record of AS2914 shows the certificate where AWS looks.
	// <nil>
}
