package lookuptest_test

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

func ExampleServer_Publish() {
	server := lookuptest.NewServer()
	defer server.Close()
	number := resource.OfASN(2914)
	server.Publish(lookuptest.Record{Registry: registry.ARIN, Resource: number})
	answer, err := server.Client().Record(context.Background(), number)
	fmt.Println(answer.Record.Handle, err)
	server.Withdraw(number)
	_, err = server.Client().Record(context.Background(), number)
	fmt.Println(err.(*lookup.Error).Absent(), len(server.Requests()))
	// Output:
	// AS2914 <nil>
	// true 2
}

func ExampleServer_Announce() {
	server := lookuptest.NewServer()
	defer server.Close()
	server.SetClock(func() time.Time { return time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC) })
	prefix := netip.MustParsePrefix("192.41.245.0/24")
	server.Announce(lookup.SeenRoute{Prefix: prefix, Origin: 2914}, lookup.SeenRoute{Prefix: prefix, Origin: 2914})
	glass, err := server.Client().LookingGlass(context.Background(), prefix)
	fmt.Println(glass.Announcements()[0].Peers, glass.Asked.Format(time.DateOnly), err)
	// Output:
	// 2 2026-11-02 <nil>
}

func ExampleFaults() {
	for _, kind := range lookuptest.Faults(lookuptest.LookingGlass) {
		fmt.Println(kind)
	}
	// Output:
	// connection
	// not-looking-glass
	// rate-limited
	// redirect
	// refused
	// server-failure
	// timeout
}
