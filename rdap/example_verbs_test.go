package rdap_test

import (
	"fmt"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

func ExampleRecord_Select() {
	record, err := rdap.Parse([]byte("aut-num: AS64496\nas-name: ONE\nsource: RIPE\n\naut-num: AS64497\nas-name: TWO\nsource: RIPE\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(record.Select(resource.OfASN(64497)).Handle)
	// Output:
	// AS64497
}

func ExampleParseJSON() {
	_, err := rdap.ParseJSON([]byte(`{"rdapConformance": ["rdap_level_0"], "errorCode": 404, "title": "Not Found"}`))
	fmt.Println(err.(*rdap.ErrorObject).Absent())
	// Output:
	// true
}
