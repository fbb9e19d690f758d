package main

import "fmt"

func Example() {
	fmt.Println(run(2914))
	// Output:
	// AS2914: fail
	// - certificate-not-published: No certificate is published in the record. Publish it at ARIN in the Public Comments of the resource's own record, on one line; never in the organization's comments. A change can take a while to be seen.
	// AS2914: pass
	// - certificate-published: The certificate is published where AWS looks.
	// <nil>
}
