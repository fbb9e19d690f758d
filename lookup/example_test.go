package lookup_test

import (
	"errors"
	"fmt"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

func ExampleBootstrap_ServerFor() {
	for _, text := range []string{"AS8283", "1.1.1.0/24"} {
		r, err := resource.Parse(text)
		if err != nil {
			fmt.Println(err)
			return
		}
		server, found := lookup.Embedded().ServerFor(r)
		fmt.Println(server.Registry, server.URL, found, server.Published.Format("2006-01-02"))
	}
	// Output:
	// ripe https://rdap.db.ripe.net/ true 2026-06-01
	// apnic https://rdap.apnic.net/ true 2019-06-07
}

func ExampleError() {
	// As a test makes one by hand, of what a program does then.
	err := fmt.Errorf("around it: %w", &lookup.Error{Kind: lookup.NotFound, Status: 404})
	var e *lookup.Error
	fmt.Println(errors.Is(err, lookup.NotFound), errors.As(err, &e) && e.Absent())
	for _, p := range problem.All(err) {
		fmt.Println(p.ID, "-", p.What, "-", p.Fix)
	}
	// Output:
	// true true
	// not-found - the registry has no such object (status 404) - check the number and the registry
}
