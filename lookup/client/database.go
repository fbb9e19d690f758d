package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// consult asks a target, and the registry's database beside it where RDAP says
// that it is at a registry that has one to settle the fields; or where it says
// nothing, and the bootstrap or the settings say so.
func (c *Client) consult(ctx context.Context, t target, r resource.Resource, slots chan struct{}) (*lookup.Answer, error) {
	answer, err := c.fetch(ctx, t, r, slots)
	if err == nil {
		if answer.Record.Registry.Rule().REST != "" {
			answer.Database = c.readDatabase(ctx, t, answer.Record, r, slots)
		}
		return answer, nil
	}
	var e *lookup.Error
	if ctx.Err() == nil && t.registry.Rule().REST != "" && errors.As(err, &e) {
		e.Database = c.readDatabase(ctx, t, &rdap.Record{Registry: t.registry}, r, slots)
	}
	return nil, err
}

// readDatabase fetches the object that a record of RDAP is about, or the one that
// is asked for if the record does not tell its range.
func (c *Client) readDatabase(ctx context.Context, t target, of *rdap.Record, r resource.Resource, slots chan struct{}) *lookup.Reading {
	address, err := c.databaseURL(t, of, r)
	if err != nil {
		return &lookup.Reading{Err: err}
	}
	reading, err := retried(ctx, c.Retry, func() (*lookup.Reading, error) {
		x := &exchange{client: c, local: isLoopback(address.Hostname()), slots: slots}
		reply, err := x.get(ctx, address.String(), typeText)
		if err != nil {
			return nil, err
		}
		return reply.reading(of.Registry, r)
	})
	var e *lookup.Error
	if !errors.As(err, &e) {
		return reading
	}
	switch e.Kind { // of the exchange, which thinks of RDAP
	case lookup.NotRDAP:
		e.Kind = lookup.NotDatabase
	case lookup.TooLarge:
		e.Fix = "check that the URL is the database's REST service"
	}
	return &lookup.Reading{URL: e.URL, Chain: e.Chain, Err: e}
}

// databaseURL is where the object is: by its class and its primary key (RIPE
// Database documentation, "REST API Data model").
func (c *Client) databaseURL(t target, of *rdap.Record, r resource.Resource) (*url.URL, error) {
	text := cmp.Or(c.DatabaseURL, of.Registry.Rule().REST)
	if c.DatabaseURL == "" && t.local {
		text = t.base.JoinPath("ripe").String()
	}
	base, err := parseServer(text)
	if err != nil {
		return nil, err
	}
	if n, isASN := r.ASN(); isASN {
		return base.JoinPath("aut-num", fmt.Sprintf("AS%s.txt", n)), nil
	}
	prefix, _ := r.CIDR()
	first, last := prefix.Addr(), lastOf(prefix)
	if of.Start.IsValid() && of.End.IsValid() {
		first, last = of.Start, of.End
	}
	if first.Is4() {
		return base.JoinPath("inetnum", fmt.Sprintf("%s - %s.txt", first, last)), nil
	}
	for bits := range first.BitLen() + 1 {
		if p := netip.PrefixFrom(first, bits); p == p.Masked() && lastOf(p) == last {
			return base.JoinPath("inet6num", p.String()+".txt"), nil
		}
	}
	return nil, &lookup.Error{Kind: lookup.WrongObject, Detail: fmt.Sprintf("%s to %s is no prefix, as each inet6num has one", first, last)}
}

// lastOf is the last address of a prefix.
func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Addr().AsSlice()
	for i := range bytes {
		if free := min(max((i+1)*8-p.Bits(), 0), 8); free > 0 {
			bytes[i] |= byte(1<<free - 1)
		}
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}

// reading reads the reply as an object of a registry's database.
func (r *reply) reading(of registry.Registry, asked resource.Resource) (*lookup.Reading, error) {
	foreign := r.notOf(typeText)
	var record *rdap.Record
	var err error
	if foreign == "" {
		record, err = rdap.Parse(r.body)
	}
	var said *rdap.ErrorObject
	switch {
	case r.status != http.StatusOK:
		return nil, r.noObject(foreign, err)
	case foreign != "":
		return nil, r.fail(lookup.NotDatabase, foreign, nil)
	case errors.As(err, &said):
		e := r.fail(kindOf(said), describe(said), err)
		e.Status = said.Code
		return nil, e
	case err != nil:
		return nil, r.fail(lookup.NotDatabase, "", err)
	}
	if what := otherObject(record, of, asked); what != "" {
		return nil, r.fail(lookup.WrongObject, what, nil)
	}
	return &lookup.Reading{Record: record, Body: r.body, URL: address(r.url), Chain: r.chain}, nil
}

// noObject is the error for a status other than 200. Only a 404 in the database's
// own words says that it has no such object.
func (r *reply) noObject(foreign string, err error) *lookup.Error {
	e := r.fail(lookup.KindOfStatus(r.status), foreign, nil)
	var said *rdap.ErrorObject
	switch errors.As(err, &said); {
	case said != nil && said.Limited():
		e.Kind, e.Detail = lookup.RateLimited, describe(said)
	case said != nil && said.Absent() == (e.Kind == lookup.NotFound):
		e.Detail = describe(said)
	case e.Kind == lookup.NotFound, e.Kind == lookup.NotRDAP:
		e.Kind = lookup.NotDatabase
	}
	e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
	return e
}

// otherObject says why an object is not the one that was asked for, or is "".
func otherObject(found *rdap.Record, of registry.Registry, asked resource.Resource) string {
	n, isASN := asked.ASN()
	switch {
	case found.Routing != "":
		return fmt.Sprintf("it is a copy in %s, which has what is not %s's", clip(found.Routing), of.Rule().Name)
	case found.Registry != of:
		return fmt.Sprintf("it is not an object of %s", of.Rule().Name)
	case isASN && found.HasRange && (found.First != n || found.Last != n):
		return fmt.Sprintf("asked for AS%s, got AS%s to AS%s", n, found.First, found.Last)
	}
	return mismatch(asked, found)
}
