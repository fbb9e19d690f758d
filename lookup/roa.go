package lookup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// ripestatURL is the data call that AWS's documentation checks ROAs at.
const ripestatURL = "https://stat.ripe.net/data/rpki-validation/data.json"

// A ROAAnswer is what RIPEstat says of a route's origin, and how it was come by.
type ROAAnswer struct {
	Validity roa.Validity // decided by package roa, from the VRPs in the answer
	Status   string       // what RIPEstat calls it: "valid", "unknown", "invalid_asn" or "invalid_length"
	Body     []byte       // the answer exactly as it came
	URL      string       // the URL that answered
	Chain    []string     // every URL asked, in order; URL is the last
	Time     time.Time    // when the answer was made, as it says; zero if it does not
}

// ROA asks RIPEstat for the state of a route's origin (RFC 6811), with one
// request where nothing redirects. The state is decided anew from the VRPs that
// the answer gives as its reason. An answer that they do not bear out is a
// [Contradiction], and whatever is not wholly understood is an error too: no
// failure is ever a state.
//
// A number or prefix that is not public is refused before anybody is asked,
// unless ROAURL is on a loopback address. Its error is an [*Error].
func (c *Client) ROA(ctx context.Context, q roa.Question) (*ROAAnswer, error) {
	address, err := c.roaURL(q)
	if err != nil {
		return nil, err
	}
	return retried(ctx, c.Retry, func() (*ROAAnswer, error) {
		x := &exchange{client: c, local: isLoopback(address.Hostname())}
		reply, err := x.get(ctx, address.String())
		if err != nil {
			return nil, aboutROA(err)
		}
		answer, err := reply.roa(q)
		if err != nil {
			return nil, aboutROA(err)
		}
		answer.Body, answer.URL, answer.Chain = reply.body, reply.url.String(), x.chain
		return answer, nil
	})
}

// roaURL is the URL of a question. Nothing is asked of anybody yet.
func (c *Client) roaURL(q roa.Question) (*url.URL, error) {
	c.once.Do(c.prepare)
	if err := c.checkUserAgent(); err != nil {
		return nil, err
	}
	u, err := parseServer(cmp.Or(c.ROAURL, ripestatURL))
	if err != nil {
		return nil, err
	}
	if err := q.Check(); err != nil {
		return nil, &Error{Kind: Misuse, Err: err}
	}
	if !isLoopback(u.Hostname()) {
		if err := checkPublic(q); err != nil {
			return nil, err
		}
	}
	u.RawQuery = url.Values{"resource": {q.Origin.String()}, "prefix": {q.Prefix.String()}}.Encode()
	return u, nil
}

// checkPublic refuses routes that cannot be in the public Internet, of which no
// ROA can say anything.
func checkPublic(q roa.Question) error {
	if special, found := resource.OfASN(q.Origin).Special(); found {
		return &Error{Kind: NotPublic, Detail: fmt.Sprintf("AS%s is not a public number: %s (%s)", q.Origin, special.Reason, special.Reference)}
	}
	if isPrivate(q.Prefix) {
		return &Error{Kind: NotPublic, Detail: fmt.Sprintf("%s is not a public range", q.Prefix)}
	}
	return nil
}

// isPrivate knows private, local and multicast ranges. Others that IANA keeps
// back have no ROA, and RIPEstat says so.
func isPrivate(p netip.Prefix) bool {
	a := p.Addr()
	return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast()
}

// aboutROA makes of an error of the exchange, which thinks of RDAP, one about a
// ROA.
func aboutROA(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	if e.roa = true; e.Kind == NotRDAP {
		e.Kind = NotROA
	}
	return e
}

// roa reads the reply as the state of the route that was asked about.
func (r *reply) roa(q roa.Question) (*ROAAnswer, error) {
	foreign := r.notOf(typeJSON)
	if r.status != http.StatusOK {
		e := r.fail(kindOf(r.status), foreign, nil)
		if e.Kind == NotFound { // of a URL, not of a ROA
			e.Kind = NotROA
		}
		e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
		if said, err := parseRIPEstat(r.body); err == nil && foreign == "" {
			e.Detail = said.complaint()
		}
		return nil, e
	}
	if foreign != "" {
		return nil, r.fail(NotROA, foreign, nil)
	}
	said, err := parseRIPEstat(r.body)
	if err != nil {
		return nil, r.misread(err)
	}
	answer, err := said.answer(q)
	if err != nil {
		return nil, r.misread(err)
	}
	return answer, nil
}

// misread puts what is wrong with an answer into the reply's own error.
func (r *reply) misread(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return r.fail(NotROA, "", err)
	}
	e.Chain, e.URL = r.chain, r.url.String()
	e.Status = cmp.Or(e.Status, r.status)
	if kindOf(e.Status) == e.Kind {
		e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
	}
	return e
}
