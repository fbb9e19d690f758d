package client_test

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/lookup/lookuptest"
)

func ExampleNewTransport() {
	transport := client.NewTransport()
	transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: "proxy.example.net:3128"})
	c := &client.Client{Transport: transport, Observe: func(x client.Exchange) { fmt.Println(x.URL, x.Status) }}
	defer c.CloseIdleConnections()
	fmt.Println(transport.TLSClientConfig.MinVersion >= 0x0303)
	// Output:
	// true
}

func ExampleClient_LookingGlass() {
	server := lookuptest.NewServer() // stands in for RIPEstat
	defer server.Close()
	prefix := netip.MustParsePrefix("192.41.245.0/24")
	server.Announce(lookup.SeenRoute{Prefix: prefix, Origin: 2914})

	glass, err := server.Client().LookingGlass(context.Background(), prefix)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range glass.Announcements() {
		fmt.Println(a.Prefix, a.Origin, a.Peers)
	}
	// Output:
	// 192.41.245.0/24 2914 1
}

func ExampleClient_RefreshBootstrap() {
	server := lookuptest.NewServer() // which is not IANA
	defer server.Close()
	c := server.Client()
	list, err := c.RefreshBootstrap(context.Background())
	if err != nil {
		list = lookup.Embedded() // the copy that is carried
	}
	fmt.Println(list != nil, err != nil)
	// Output:
	// true true
}
