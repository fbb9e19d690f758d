package rdap_test

import (
	"errors"
	"fmt"
	"os"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
)

func ExampleParse() {
	data, err := os.ReadFile("testdata/records/arin-autnum-2914.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := rdap.Parse(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(record.Class, record.Handle, record.First, record.Registry)
	for _, text := range record.Texts {
		if text.Entity == nil {
			fmt.Printf("%s: %q\n", text.Title, text.Lines)
		}
	}
	// Output:
	// autnum AS2914 2914 arin
	// Registration Comments: ["Website: https://www.gin.ntt.net" "Routing Policy: https://www.gin.ntt.net/support-center/policies-procedures/routing/"]
}

func ExampleParse_whois() {
	record, err := rdap.Parse([]byte(`
aut-num:        AS64496
as-name:        EXAMPLE-AS
descr:          Example Networks
remarks:        Peering: peering@example.net
org:            ORG-EX1-RIPE
source:         RIPE

organisation:   ORG-EX1-RIPE
remarks:        An organisation's remark is not the ASN's.
source:         RIPE
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(record.Source, record.Handle, record.Name)
	for _, text := range record.Texts {
		owner := "own"
		if text.Entity != nil {
			owner = text.Entity.Handle
		}
		fmt.Printf("%s %s: %q\n", owner, text.Attribute, text.Lines)
	}
	// Output:
	// whois-rpsl AS64496 EXAMPLE-AS
	// own descr: ["Example Networks"]
	// own remarks: ["Peering: peering@example.net"]
	// ORG-EX1-RIPE remarks: ["An organisation's remark is not the ASN's."]
}

func ExampleParse_problem() {
	_, err := rdap.Parse([]byte(`{"objectClassName": "autnum", "remarks": [{"description": "not an array"}]}`))
	fmt.Println(problem.All(err)[0].Path)
	fmt.Println(err)
	// Output:
	// /remarks/0/description
	// the record /remarks/0/description is a string, expected an array
}

func ExampleErrorObject() {
	_, err := rdap.Parse([]byte("%ERROR:101: no entries found\n%\n% No entries found in source RIPE.\n"))
	var answer *rdap.ErrorObject
	if errors.As(err, &answer) {
		fmt.Println(answer.Code, answer.Absent())
	}
	fmt.Println(err)
	// Output:
	// 404 true
	// the registry answers with error 404: no entries found: No entries found in source RIPE.
}
