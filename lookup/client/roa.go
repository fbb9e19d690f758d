package client

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// ripestatURL is the data call that AWS's documentation checks ROAs at.
const ripestatURL = "https://stat.ripe.net/data/rpki-validation/data.json"

// ROA asks RIPEstat for the state of a route's origin (RFC 6811), with one
// request where nothing redirects. The answer is read by
// [lookup.ParseRIPEstat].
//
// A number or prefix that is not public is refused before anybody is asked,
// unless ROAURL is on a loopback address. Its error is a [*lookup.Error].
func (c *Client) ROA(ctx context.Context, q roa.Question) (*lookup.ROAAnswer, error) {
	address, err := c.roaURL(ctx, q)
	if err != nil {
		return nil, err
	}
	return retried(ctx, c.Retry, func() (*lookup.ROAAnswer, error) {
		x := &exchange{client: c, local: isLoopback(address.Hostname())}
		reply, err := x.get(ctx, address.String(), typeJSON)
		if err != nil {
			return nil, aboutROA(err)
		}
		answer, err := reply.roa(q)
		if err != nil {
			return nil, aboutROA(err)
		}
		answer.URL, answer.Chain = reply.url.String(), x.chain
		return answer, nil
	})
}

// roaURL is the URL of a question. Nothing is asked of anybody yet.
func (c *Client) roaURL(ctx context.Context, q roa.Question) (*url.URL, error) {
	if err := c.ready(ctx); err != nil {
		return nil, err
	}
	u, err := parseServer(cmp.Or(c.ROAURL, ripestatURL))
	if err != nil {
		return nil, err
	}
	if err := q.Check(); err != nil {
		return nil, &lookup.Error{Kind: lookup.Misuse, Err: err}
	}
	if !isLoopback(u.Hostname()) {
		if err := cmp.Or(public(resource.OfASN(q.Origin)), public(resource.OfCIDR(q.Prefix))); err != nil {
			return nil, err
		}
	}
	u.RawQuery = url.Values{"resource": {q.Origin.String()}, "prefix": {q.Prefix.String()}}.Encode()
	return u, nil
}

// notRIPEstat is what helps when RIPEstat is not what answered.
const notRIPEstat = "check that the URL is RIPEstat's and that no proxy answers in its place"

// aboutROA makes of an error of the exchange, which thinks of RDAP, one about a
// ROA.
func aboutROA(err error) error {
	var e *lookup.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Kind {
	case lookup.NotRDAP:
		e.Kind, e.Fix = lookup.NotROA, ""
	case lookup.TooLarge, lookup.Redirect, lookup.WrongObject:
		e.Fix = notRIPEstat
	}
	return e
}

// roa reads the reply as the state of the route that was asked about.
func (r *reply) roa(q roa.Question) (*lookup.ROAAnswer, error) {
	foreign := r.notOf(typeJSON)
	if r.status != http.StatusOK {
		e := r.fail(lookup.KindOfStatus(r.status), foreign, nil)
		if e.Kind == lookup.NotFound { // of a URL, not of a ROA
			e.Kind = lookup.NotROA
		}
		e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
		var said *lookup.Error // in RIPEstat's own words
		if _, err := lookup.ParseRIPEstat(r.body, q); foreign == "" && errors.As(err, &said) && said.Status != 0 {
			e.Detail = said.Detail
		}
		return nil, e
	}
	if foreign != "" {
		return nil, r.fail(lookup.NotROA, foreign, nil)
	}
	answer, err := lookup.ParseRIPEstat(r.body, q)
	var e *lookup.Error
	if !errors.As(err, &e) {
		return answer, err
	}
	e.Chain, e.URL = r.chain, r.url.String()
	e.Status = cmp.Or(e.Status, r.status)
	if lookup.KindOfStatus(e.Status) == e.Kind {
		e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
	}
	return nil, e
}
