package registry_test

import (
	"fmt"

	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

func ExampleRegistry_Publish() {
	r, err := registry.Parse("ripe")
	if err != nil {
		fmt.Println(err)
		return
	}
	guide, err := r.Publish(resource.OfASN(64496), "-----BEGIN CERTIFICATE-----MIIC…-----END CERTIFICATE-----")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(guide.Title)
	for i, step := range guide.Steps {
		fmt.Printf("%d. %s\n", i+1, step)
	}
	fmt.Println(guide.Text)
	fmt.Println("never in:", guide.Never)
	// Output:
	// publish the certificate at RIPE NCC, in the descr of AS64496
	// 1. Sign in to the RIPE Database and open the aut-num object for an update.
	// 2. Add the line below as a new descr: attribute, and leave the others as they are.
	// descr:          -----BEGIN CERTIFICATE-----MIIC…-----END CERTIFICATE-----
	// never in: [the organization's comments a remarks: attribute]
}

func ExampleParse() {
	r, err := registry.Parse("lacnic")
	fmt.Println(r, r.Rule().Supported, err)
	// Output:
	// lacnic false <nil>
}
