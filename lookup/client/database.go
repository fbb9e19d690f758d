package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"

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
	ask := func(suffix, media string) (*lookup.Reading, error) {
		form := *address
		form.Path += suffix
		return retried(ctx, c.Retry, func() (*lookup.Reading, error) {
			x := &exchange{client: c, local: isLoopback(form.Hostname()), slots: slots}
			reply, err := x.get(ctx, form.String(), media)
			if err != nil {
				return nil, err
			}
			return reply.reading(of.Registry, r, media)
		})
	}
	reading, err := ask(".txt", typeText)
	if errors.Is(err, errForm) {
		if other, otherErr := ask(".json", typeJSON); !errors.Is(otherErr, errForm) {
			reading, err = other, otherErr
		}
	}
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

// errForm is the cause of an answer that says nothing but that the database does
// not give the form asked for: its text is asked for first, and JSON if that is
// refused.
var errForm = errors.New("not in the form that was asked for")

// refusesForm says whether an answer is such a one: by its status, or because it
// is of another form of the database's own.
func (r *reply) refusesForm(asked string) bool {
	switch r.status {
	case http.StatusOK:
		media := r.mediaType()
		return media != asked && slices.Contains([]string{typeText, typeJSON, "application/xml", "text/xml"}, media)
	case http.StatusNotFound, http.StatusBadRequest, http.StatusNotAcceptable, http.StatusUnsupportedMediaType:
		return true
	}
	return false
}

// databaseURL is where the object is, but for the suffix that names a form: by its class and its primary key (RIPE
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
		return base.JoinPath("aut-num", "AS"+n.String()), nil
	}
	prefix, _ := r.CIDR()
	first, last := prefix.Addr(), lastOf(prefix)
	if of.Start.IsValid() && of.End.IsValid() {
		first, last = of.Start, of.End
	}
	if first.Is4() {
		return base.JoinPath("inetnum", fmt.Sprintf("%s - %s", first, last)), nil
	}
	for bits := range first.BitLen() + 1 {
		if p := netip.PrefixFrom(first, bits); p == p.Masked() && lastOf(p) == last {
			return base.JoinPath("inet6num", p.String()), nil
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
func (r *reply) reading(of registry.Registry, asked resource.Resource, media string) (*lookup.Reading, error) {
	foreign := r.notOf(media)
	var record *rdap.Record
	var err error
	if foreign == "" {
		record, err = rdap.Parse(r.body)
	}
	var said *rdap.ErrorObject
	switch {
	case r.status != http.StatusOK:
		return nil, r.noObject(foreign, media, err)
	case foreign != "":
		return nil, r.notDatabase(foreign, media)
	case errors.As(err, &said):
		e := r.fail(kindOf(said), describe(said), err)
		e.Status = said.Code
		return nil, e
	case err != nil:
		return nil, r.fail(lookup.NotDatabase, "", err)
	case record.Source == rdap.JSON:
		return nil, r.fail(lookup.NotDatabase, "it is RDAP, which does not tell the fields apart", nil)
	}
	if what := lookup.Mismatch(asked, record, of); what != "" {
		return nil, r.fail(lookup.WrongObject, what, nil)
	}
	return &lookup.Reading{Record: record, Body: r.body, URL: address(r.url), Chain: r.chain}, nil
}

// notDatabase is the error for an answer of another type than was asked for.
func (r *reply) notDatabase(foreign, media string) *lookup.Error {
	e := r.fail(lookup.NotDatabase, foreign, nil)
	if r.refusesForm(media) {
		e.Err = errForm
	}
	return e
}

// noObject is the error for a status other than 200. Only a 404 in the database's
// own words says that it has no such object.
func (r *reply) noObject(foreign, media string, err error) *lookup.Error {
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
	if said == nil && r.refusesForm(media) {
		e.Err = errForm
	}
	e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
	return e
}
