package publish_test

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

func ExampleChange_Guide() {
	data, err := os.ReadFile("../rdap/testdata/certs/arin-NET-3-0-0-0-1.oneline.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	cert, err := certgen.ReadCertificate(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	guide, err := publish.Change{Registry: registry.ARIN, Resource: resource.OfASN(64496), Certificate: cert}.Guide()
	fmt.Println(guide.Title, err)
	fmt.Println(guide.Steps[0])
	fmt.Println(guide.Text == certgen.OneLine(cert))

	mail, err := publish.Change{Registry: registry.APNIC, Resource: resource.OfASN(64496), Certificate: cert}.Mail(time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC))
	fmt.Println(strings.Contains(string(mail), "quoted-printable"), err)

	get, found := publish.Change{Registry: registry.RIPE, Resource: resource.OfASN(64496), Certificate: cert}.Get()
	fmt.Println(strings.HasPrefix(get.PowerShell("object.json"), "curl"), found)
	// Output:
	// publish the certificate at ARIN, in the Public Comments of AS64496 <nil>
	// Sign in to ARIN's Account Manager (ARIN Online) and open the ASN.
	// true
	// true <nil>
	// true true
}
