package lookup_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

func ExampleParseBootstrap() {
	list, err := lookup.ParseBootstrap([]byte(`{"version": "1.0", "publication": "2026-11-01T00:00:00Z", "services": [[["64496-64511"], ["https://rdap.arin.net/registry/"]]]}`), nil, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	server, found := list.ServerFor(resource.OfASN(64496))
	fmt.Println(server.Registry, found)
	server, _ = lookup.Embedded().ServerOf(registry.RIPE)
	fmt.Println(server.URL)
	// Output:
	// arin true
	// https://rdap.db.ripe.net/
}

func ExampleWait() {
	asked := 0
	ask := func(context.Context) (*lookup.Answer, error) {
		if asked++; asked < 3 {
			return nil, &lookup.Error{Kind: lookup.ServerFailure, Status: 503}
		}
		return &lookup.Answer{Record: &rdap.Record{Handle: "AS64496"}}, nil
	}
	err := lookup.Wait(context.Background(), lookup.WaitOptions{Interval: time.Millisecond}, ask, func(answer *lookup.Answer, err error) bool {
		return err == nil // or whether the certificate is there
	})
	fmt.Println(asked, err)

	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(fmt.Errorf("the night is over"))
	fmt.Println(lookup.Ended(ctx).Kind, context.Cause(ctx))
	// Output:
	// 3 <nil>
	// cancelled the night is over
}

func ExampleKindOfStatus() {
	for _, status := range []int{404, 429, 403, 503} {
		fmt.Println(status, lookup.KindOfStatus(status))
	}
	// Output:
	// 404 not-found
	// 429 rate-limited
	// 403 refused
	// 503 server-failure
}

func ExampleParseLookingGlass() {
	file, err := os.ReadFile("testdata/looking-glass-2025-06-24.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	glass, err := lookup.ParseLookingGlass(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2025, 6, 24, 4, 0, 0, 0, time.UTC)
	for _, a := range glass.Announcements() {
		fmt.Println(a.Prefix, a.Origin, a.Peers, "of", glass.Peers(), a.Age(now).Round(time.Minute))
	}
	// Output:
	// 140.78.0.0/16 1205 1 of 1 53m0s
}

func ExampleSaved() {
	body := []byte("aut-num:        AS3333\nas-name:        EXAMPLE\nsource:         RIPE\n")
	record, err := rdap.Parse(body)
	if err != nil {
		fmt.Println(err)
		return
	}
	file := lookup.Saved(&lookup.Answer{Record: record, Body: body}, nil)
	readings, err := lookup.ParseSaved(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := lookup.Join(resource.OfASN(3333), readings...)
	fmt.Println(answer.Record.Handle, err)
	fmt.Println(lookup.Mismatch(resource.OfASN(2914), answer.Record, ""))
	// Output:
	// AS3333 <nil>
	// asked for AS2914, got AS3333 to AS3333
}
