package lookuptest_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

func Example() {
	number := resource.OfASN(3333)
	server := lookuptest.NewServer(lookuptest.Record{
		Registry: registry.RIPE, Resource: number,
		Field:  []string{"descr:          -----BEGIN CERTIFICATE-----…"}, // as publish's guide has it
		Beside: []string{"Peering requests to noc@example.net"},
	})
	defer server.Close()

	c := server.Client() // what your program takes
	answer, err := c.Record(context.Background(), number)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Registry, answer.Record.Handle, answer.Record.TellsFields())
	fmt.Println(answer.Database.Record.Texts[0].Attribute)
	// Output:
	// ripe AS3333 false
	// descr
}

func ExampleServer_Fail() {
	number := resource.OfASN(2914)
	server := lookuptest.NewServer(lookuptest.Record{Registry: registry.ARIN, Resource: number})
	defer server.Close()
	if err := server.Fail(lookuptest.RDAP, number, lookup.RateLimited); err != nil {
		fmt.Println(err)
	}

	c := server.Client()
	_, err := c.Record(context.Background(), number)
	fmt.Println(errors.Is(err, lookup.RateLimited))
	_, err = c.Record(context.Background(), number)
	fmt.Println(err)
	// Output:
	// true
	// <nil>
}

func ExampleServer_Settings() {
	server := lookuptest.NewServer(lookuptest.Record{Registry: registry.ARIN, Resource: resource.OfASN(64496)})
	defer server.Close()

	c := &client.Client{Settings: server.Settings(), Transport: server.Transport()}
	answer, err := c.Record(context.Background(), resource.OfASN(64496)) // no registry has it
	fmt.Println(answer.Record.Handle, err)
	// Output:
	// AS64496 <nil>
}

func ExampleServer_SetROAs() {
	server := lookuptest.NewServer()
	defer server.Close()
	prefix := netip.MustParsePrefix("192.41.245.0/24")
	server.SetROAs(roa.VRP{Prefix: prefix, MaxLength: 24, ASN: 16509})

	answer, err := server.Client().ROA(context.Background(), roa.Question{Prefix: prefix, Origin: 16509})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Validity.State)
	// Output:
	// valid
}
