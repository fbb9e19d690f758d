package registry_test

import (
	"fmt"

	"github.com/byoasn/byoasn/registry"
)

func ExampleAll() {
	for _, r := range registry.All() {
		fmt.Printf("%s %t %q\n", r, r.Rule().Supported, r.Rule().Field)
	}
	fmt.Println(len(registry.Nationals()), "national registries, such as", registry.Nationals()[0])
	// Output:
	// arin true "Public Comments"
	// ripe true "descr"
	// apnic true "remarks"
	// lacnic false ""
	// afrinic false ""
	// 9 national registries, such as jpnic
}

func ExampleOf() {
	fmt.Println(registry.OfHost("rdap.db.ripe.net"))
	source := registry.Of(registry.Source, "JPNIC")
	fmt.Println(source, source.Regional())
	fmt.Println(registry.Of(registry.Source, "RADB") == "")
	// Output:
	// ripe
	// jpnic apnic
	// true
}

func ExampleRegistry_FieldOfTitle() {
	fmt.Println(registry.ARIN.FieldOfTitle("Registration Comments")) // of RDAP
	fmt.Println(registry.FieldOfAttribute("Comment"))                // of whois
	fmt.Println(registry.IsPlaceholder("NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK"))
	// Output:
	// Public Comments
	// Public Comments
	// true
}
