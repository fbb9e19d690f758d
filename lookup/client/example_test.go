package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// exampleRegistry stands in for a registry, which knows AS64496 to AS64499.
func exampleRegistry() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "application/rdap+json")
		n, found := strings.CutPrefix(req.URL.Path, "/autnum/6449")
		if !found || n < "6" || n > "9" {
			w.WriteHeader(http.StatusNotFound)
			io.WriteString(w, `{"errorCode":404,"title":"not registered"}`)
			return
		}
		fmt.Fprintf(w, `{"objectClassName":"autnum","handle":"AS6449%s","startAutnum":6449%s,"endAutnum":6449%s}`, n, n, n)
	}))
}

func Example() {
	server := exampleRegistry()
	defer server.Close()

	c := &client.Client{Settings: lookup.Settings{Server: server.URL}} // without Server, the registry's
	answer, err := c.Record(context.Background(), resource.OfASN(64496))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Record.Handle, answer.Record.Class)
	fmt.Println(string(answer.Body))
	// Output:
	// AS64496 autnum
	// {"objectClassName":"autnum","handle":"AS64496","startAutnum":64496,"endAutnum":64496}
}

func ExampleClient_Record() {
	server := exampleRegistry()
	defer server.Close()

	c := &client.Client{Settings: lookup.Settings{Server: server.URL}}
	_, err := c.Record(context.Background(), resource.OfASN(64511))
	var e *lookup.Error
	switch {
	case errors.Is(err, lookup.RateLimited):
		fmt.Println("ask more slowly")
	case errors.As(err, &e) && e.Absent():
		fmt.Println("definitely not there:", e.Detail)
	case err != nil:
		fmt.Println("could not find out:", err)
	}

	_, err = new(client.Client).Record(context.Background(), resource.OfASN(64511))
	fmt.Println(err)
	// Output:
	// definitely not there: not registered
	// no registry has a record of it: AS64511 is not a public number: Documentation and sample code (RFC 5398); ask for what your registry assigned
}

func ExampleClient_Records() {
	server := exampleRegistry()
	defer server.Close()

	c := &client.Client{Settings: lookup.Settings{Server: server.URL}}
	wanted := slices.Values([]resource.Resource{resource.OfASN(64498), resource.OfASN(64499), resource.OfASN(64500)})
	var lines []string
	for result := range c.Records(context.Background(), wanted) {
		found := result.Err == nil
		lines = append(lines, fmt.Sprintf("%d. %s %t", result.Index, result.Resource.Name(), found))
	}
	slices.Sort(lines) // they come in no order
	fmt.Println(strings.Join(lines, "\n"))
	// Output:
	// 0. AS64498 true
	// 1. AS64499 true
	// 2. AS64500 false
}

func ExampleClient_Wait() {
	server := exampleRegistry()
	defer server.Close()

	c := &client.Client{Settings: lookup.Settings{Server: server.URL}}
	err := c.Wait(context.Background(), resource.OfASN(64496), lookup.WaitOptions{}, func(answer *lookup.Answer, err error) bool {
		if err != nil {
			fmt.Println("not yet:", err)
			return false
		}
		fmt.Println("there is", answer.Record.Handle)
		return true // or whether the certificate is there
	})
	fmt.Println(err)
	// Output:
	// there is AS64496
	// <nil>
}

func ExampleClient_ROA() {
	// It stands in for RIPEstat, which is asked without ROAURL.
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"status":"ok","status_code":200,"time":"2026-11-01T12:00:00","data":{"resource":%q,"prefix":%q,"status":"invalid_asn",
			"validating_roas":[{"origin":"64496","prefix":"203.0.113.0/24","max_length":24,"validity":"invalid_asn"}]}}`,
			req.FormValue("resource"), req.FormValue("prefix"))
	}))
	defer server.Close()

	c := &client.Client{Settings: lookup.Settings{ROAURL: server.URL}}
	question := roa.Question{Prefix: netip.MustParsePrefix("203.0.113.0/24"), Origin: 16509}
	answer, err := c.ROA(context.Background(), question)
	if err != nil {
		fmt.Println("could not find out:", err)
		return
	}
	fmt.Println(answer.Validity.State, answer.Validity.Covering, answer.Time.Format("2006-01-02"))
	// Output:
	// invalid-asn [203.0.113.0/24-24 AS64496] 2026-11-01
}
