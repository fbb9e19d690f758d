package rdap_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/byoasn/byoasn/rdap"
)

// published is a record of ARIN's whois with a certificate that was really
// published, on the organization instead of the ASN.
func example() []byte {
	line, err := os.ReadFile("testdata/certs/arin-NET-3-0-0-0-1.oneline.txt")
	if err != nil {
		panic(err)
	}
	return []byte("ASNumber:       64496\nASName:         EXAMPLE\nASHandle:       AS64496\n" +
		"Ref:            https://rdap.arin.net/registry/autnum/64496\n\n" +
		"OrgName:        Example Networks\nOrgId:          EXAMPL-1\nComment:        " + string(line))
}

func ExampleFind() {
	record, err := rdap.Parse(example())
	if err != nil {
		fmt.Println(err)
		return
	}
	published, err := rdap.Find(context.Background(), record)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range published.Found {
		fmt.Println(f.Kind, f.Whole(), f.Place)
		fmt.Println(strings.Split(f.Certificate.Subject.String(), ",")[0])
	}
	// Output:
	// a certificate true the text of the entity EXAMPL-1 (orgname) "Comment", line 1
	// O=Internet Widgits Pty Ltd
}
