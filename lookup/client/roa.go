package client

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// ripestatURL is the data call that AWS's documentation checks ROAs at.
const ripestatURL = "https://stat.ripe.net/data/rpki-validation/data.json"

// sourceApp names us to RIPEstat, which asks for it in every request (RIPEstat Data
// API, "Rules of Usage").
const sourceApp = "byoasn"

// ROA asks RIPEstat for the state of a route's origin (RFC 6811), with one
// request where nothing redirects. The answer is read by
// [roa.ReadRIPEstat], which decides the state anew from the VRPs in it; no
// failure is ever a state.
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
			return nil, aboutRIPEstat(err, lookup.NotROA)
		}
		answer, err := reply.roa(q)
		if err != nil {
			return nil, aboutRIPEstat(err, lookup.NotROA)
		}
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
	u.RawQuery = url.Values{"resource": {q.Origin.String()}, "prefix": {q.Prefix.String()}, "sourceapp": {sourceApp}}.Encode()
	return u, nil
}

// notRIPEstat is what helps when RIPEstat is not what answered.
const notRIPEstat = "check that the URL is RIPEstat's and that no proxy answers in its place"

// aboutRIPEstat makes of an error of the exchange, which thinks of RDAP, one about
// RIPEstat. Not is the kind of an answer that is not its.
func aboutRIPEstat(err error, not problem.ID) error {
	var e *lookup.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Kind {
	case lookup.NotRDAP:
		e.Kind, e.Fix = not, ""
	case lookup.TooLarge, lookup.Redirect, lookup.WrongObject:
		e.Fix = notRIPEstat
	}
	return e
}

// roa reads the reply as the state of the route that was asked about.
func (r *reply) roa(q roa.Question) (*lookup.ROAAnswer, error) {
	foreign := r.notOf(typeJSON)
	if r.status == http.StatusOK && foreign != "" {
		return nil, r.fail(lookup.NotROA, foreign, nil)
	}
	result, err := roa.ReadRIPEstat(bytes.NewReader(r.body), time.Time{}, q)
	if r.status != http.StatusOK {
		e := r.fail(lookup.KindOfStatus(r.status), foreign, nil)
		if p, refused := refusedBy(err); refused && foreign == "" {
			e.Detail = p.What // in RIPEstat's own words
		}
		return nil, r.ripestatFailure(e, lookup.NotROA)
	}
	if err != nil {
		return nil, r.ripestatFailure(r.misread(err), lookup.NotROA)
	}
	validity := result.Answers[0]
	if validity.Why != "" {
		return nil, r.fail(lookup.WrongObject, fmt.Sprintf("asked for %s from AS%s, and it is about another route", q.Prefix, q.Origin), nil)
	}
	return &lookup.ROAAnswer{Validity: validity, Body: r.body, URL: r.url.String(), Chain: r.chain, Time: result.Generated}, nil
}

// refusedBy is what RIPEstat said in place of an answer.
func refusedBy(err error) (p *problem.Problem, refused bool) {
	return p, errors.As(err, &p) && p.ID == roa.RIPEstatRefused
}

// misread tells apart what is wrong with an answer of status 200.
func (r *reply) misread(err error) *lookup.Error {
	e := r.fail(lookup.NotROA, "", err)
	var p *problem.Problem
	if errors.As(err, &p) {
		e.Detail = p.Sentence()
	}
	switch {
	case errors.Is(err, roa.RIPEstatRefused):
		e.Status, _ = strconv.Atoi(p.Seen)
		e.Kind, e.Detail = lookup.KindOfStatus(e.Status), p.What
	case errors.Is(err, roa.RIPEstatUnsound):
		e.Kind = lookup.Contradiction
	case errors.Is(err, roa.TooLarge):
		e.Kind = lookup.TooLarge
	}
	return e
}

// ripestatFailure is an error as it is about RIPEstat: a 404 is of a URL, and no
// word about a route.
func (r *reply) ripestatFailure(e *lookup.Error, not problem.ID) *lookup.Error {
	if e.Kind == lookup.NotFound || e.Kind == lookup.NotRDAP {
		e.Kind = not
	}
	if lookup.KindOfStatus(e.Status) == e.Kind {
		e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
	}
	return e
}
