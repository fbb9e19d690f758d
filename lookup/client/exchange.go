package client

import (
	"context"
	"errors"
	"net/http"

	openrdap "github.com/openrdap/rdap"
	"github.com/openrdap/rdap/bootstrap"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/resource"
)

// An exchange is one question to a server, with the redirects it leads through.
// It stands between an [http.Client] and the transport: every request passes
// RoundTrip, which sees to it that only permitted URLs are asked, at the pace of
// each registry, and that no answer takes longer or gets larger than it may.
type exchange struct {
	client *Client
	local  bool          // plain http on loopback addresses is permitted
	limit  int64         // of an answer, in bytes; 0 is the client's
	slots  chan struct{} // room for the requests under way, or nil
	chain  []string      // the URLs asked
	reply  *reply        // the last one
}

// ask puts a question through openrdap, which makes the URL and the headers.
// Its client is made for one call, with all fields set and a server given, as
// it writes to them. It never sees a body: its decoder has no bounds and takes
// anything for a record. What came, and what went wrong, the exchange knows
// better than openrdap's error does.
func (x *exchange) ask(ctx context.Context, t target, r resource.Resource) (*reply, error) {
	server := *t.base
	asker := &openrdap.Client{
		HTTP:      x.httpClient(),
		Bootstrap: &bootstrap.Client{},
		Verbose:   func(string) {},
		UserAgent: x.client.userAgent(),
	}
	response, err := asker.Do(request(r).WithServer(&server).WithContext(ctx))
	if len(response.HTTP) > 0 {
		err = response.HTTP[0].Error
	}
	return x.outcome(err)
}

// get fetches a URL that is no question to a registry.
func (x *exchange) get(ctx context.Context, address, accept string) (*reply, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, &lookup.Error{Kind: lookup.Misuse, Detail: "the URL cannot be read", Err: err}
	}
	req.Header.Set("Accept", accept)
	req.Header.Set("User-Agent", x.client.userAgent())
	resp, err := x.httpClient().Do(req)
	if err == nil {
		resp.Body.Close()
	}
	return x.outcome(err)
}

func (x *exchange) httpClient() *http.Client {
	return &http.Client{Transport: x, CheckRedirect: x.checkRedirect}
}

// outcome is the last reply, or why there is none.
func (x *exchange) outcome(err error) (*reply, error) {
	var e *lookup.Error
	switch {
	case errors.As(err, &e):
		return nil, e
	case err != nil && x.reply != nil: // a redirect that net/http cannot read
		return nil, newError(lookup.Redirect, x.chain, "it names no URL that can be followed", err)
	case err != nil:
		return nil, newError(lookup.Connection, x.chain, "", err)
	}
	x.reply.chain = x.chain
	return x.reply, nil
}
