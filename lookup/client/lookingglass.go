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
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// glassURL is the data call that has what the collectors of RIPE RIS see now.
const glassURL = "https://stat.ripe.net/data/looking-glass/data.json"

// lookBack is how far the collectors may be behind, in seconds: an answer that is
// older says nothing of now.
const lookBack = "3600"

// LookingGlass asks RIPEstat from where a range is announced now, with one
// request where nothing redirects. The answer is read by
// [lookup.ParseLookingGlass]. A range that is not public is refused before anybody
// is asked, unless LookingGlassURL is on a loopback address. Its error is a
// [*lookup.Error].
func (c *Client) LookingGlass(ctx context.Context, p netip.Prefix) (*lookup.LookingGlass, error) {
	address, err := c.glassURL(ctx, p)
	if err != nil {
		return nil, err
	}
	return retried(ctx, c.Retry, func() (*lookup.LookingGlass, error) {
		x := &exchange{client: c, local: isLoopback(address.Hostname()), limit: lookup.MaxLookingGlass}
		reply, err := x.get(ctx, address.String(), typeJSON)
		if err != nil {
			return nil, aboutRIPEstat(err, lookup.NotLookingGlass)
		}
		glass, err := reply.lookingGlass(p)
		if err != nil {
			return nil, err
		}
		return glass, nil
	})
}

// glassURL is the URL of a question. Nothing is asked of anybody yet.
func (c *Client) glassURL(ctx context.Context, p netip.Prefix) (*url.URL, error) {
	if err := c.ready(ctx); err != nil {
		return nil, err
	}
	u, err := parseServer(cmp.Or(c.LookingGlassURL, glassURL))
	if err != nil {
		return nil, err
	}
	if err := askable(resource.OfCIDR(p), isLoopback(u.Hostname())); err != nil {
		return nil, err
	}
	u.RawQuery = url.Values{"resource": {p.String()}, "look_back_limit": {lookBack}, "sourceapp": {sourceApp}}.Encode()
	return u, nil
}

// lookingGlass reads the reply as what is announced of a range.
func (r *reply) lookingGlass(asked netip.Prefix) (*lookup.LookingGlass, error) {
	foreign := r.notOf(typeJSON)
	switch {
	case r.status != http.StatusOK:
		return nil, r.ripestatFailure(r.fail(lookup.KindOfStatus(r.status), foreign, nil), lookup.NotLookingGlass)
	case foreign != "":
		return nil, r.fail(lookup.NotLookingGlass, foreign, nil)
	}
	glass, err := lookup.ParseLookingGlass(r.body)
	if err != nil {
		e := r.fail(lookup.NotLookingGlass, "", err)
		if p := new(problem.Problem); errors.As(err, &p) {
			e.Detail = p.Sentence()
		}
		return nil, e
	}
	if glass.Resource.IsValid() && glass.Resource != asked {
		return nil, r.fail(lookup.WrongObject, fmt.Sprintf("asked for %s, got %s", asked, glass.Resource), nil)
	}
	return glass, nil
}
