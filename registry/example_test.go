package registry_test

import (
	"fmt"

	"github.com/byoasn/byoasn/registry"
)

func ExampleParse() {
	r, err := registry.Parse("lacnic")
	fmt.Println(r, r.Rule().Supported, err)
	// Output:
	// lacnic false <nil>
}
