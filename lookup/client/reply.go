package client

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// A reply is what a server answered, read to its end.
type reply struct {
	url      *url.URL
	status   int
	header   http.Header
	body     []byte
	received time.Time
	chain    []string
}

// The media types of RFC 7480 section 4.2, and of older servers; and of the RIPE
// Database's objects as text.
const (
	typeRDAP = "application/rdap+json"
	typeJSON = "application/json"
	typeText = "text/plain"
)

// record reads the reply as the record that a question asks for.
func (r *reply) record(asked resource.Resource) (*rdap.Record, error) {
	if r.status != http.StatusOK {
		return nil, r.refusal()
	}
	if what := r.foreign(); what != "" {
		return nil, r.fail(lookup.NotRDAP, what, nil)
	}
	record, err := rdap.ParseJSON(r.body)
	if err != nil {
		return nil, r.unreadable(err)
	}
	if what := lookup.Mismatch(asked, record, ""); what != "" {
		return nil, r.fail(lookup.WrongObject, what, nil)
	}
	return record, nil
}

func (r *reply) fail(kind problem.ID, detail string, err error) *lookup.Error {
	e := newError(kind, r.chain, detail, err)
	e.Status = r.status
	return e
}

// advised is an error with something else to do about it than is usual.
func advised(e *lookup.Error, fix string) *lookup.Error {
	e.Fix = fix
	return e
}

// refusal is the error for a status other than 200.
func (r *reply) refusal() *lookup.Error {
	e := r.fail(lookup.KindOfStatus(r.status), "", nil)
	e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
	foreign := r.foreign()
	var said *rdap.ErrorObject
	_, err := rdap.ParseJSON(r.body)
	switch {
	case foreign == "" && errors.As(err, &said):
		e.Detail, e.Body = describe(said), r.body
		if said.Limited() { // some say so with another status
			e.Kind = lookup.RateLimited
		}
	case len(r.body) == 0 || r.mediaType() == typeRDAP: // RFC 7480 section 5.3 leaves the body to the server
	case e.Kind == lookup.NotFound && foreign != "":
		e.Kind, e.Detail = lookup.NotRDAP, foreign+", so the URL may be wrong"
	case e.Kind == lookup.NotFound:
		e.Kind, e.Detail = lookup.NotRDAP, "it is not an RDAP error, so the URL may be wrong"
	}
	return e
}

// unreadable tells apart what the parser refuses in an answer with status 200.
func (r *reply) unreadable(err error) *lookup.Error {
	var said *rdap.ErrorObject
	switch {
	case errors.As(err, &said):
		e := r.fail(kindOf(said), describe(said), err)
		e.Status, e.Body = said.Code, r.body
		e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
		return e
	case errors.Is(err, rdap.OtherClass):
		return r.fail(lookup.WrongObject, "", err)
	case errors.Is(err, rdap.TooLarge):
		return r.fail(lookup.TooLarge, "", err)
	}
	return advised(r.fail(lookup.NotRDAP, "", err), malformed(err))
}

// kindOf is what an error answer means that came with status 200. LACNIC says by
// a notice alone that it was asked too often, which package rdap gives the code
// 429.
func kindOf(said *rdap.ErrorObject) problem.ID {
	if said.Code == 0 {
		return lookup.Refused
	}
	return lookup.KindOfStatus(said.Code)
}

// malformed is what helps with an answer that is of RDAP's type, and so no
// proxy's, and cannot be read.
func malformed(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "try again"
	}
	return "tell the registry, or read its whois instead"
}

// clip is as much as an error repeats of what a server says: a sentence or two,
// and nothing that a terminal would act on.
func clip(s string) string { return problem.Clip(s, 200) }

// describe repeats what an RDAP error says.
func describe(e *rdap.ErrorObject) string {
	return clip(strings.Join(strings.Fields(strings.Join(append([]string{e.Title}, e.Description...), " ")), " "))
}

func (r *reply) mediaType() string {
	media, _, _ := mime.ParseMediaType(r.header.Get("Content-Type"))
	return media
}

func (r *reply) isCompressed() bool {
	encoding := r.header.Get("Content-Encoding")
	return encoding != "" && !strings.EqualFold(encoding, "identity")
}

// foreign says what the body is instead of RDAP, or is "".
func (r *reply) foreign() string { return r.notOf(typeRDAP, typeJSON) }

// notOf says what the body is instead of one of the types, or is "".
func (r *reply) notOf(types ...string) string {
	media := r.mediaType()
	switch {
	case r.isCompressed():
		return fmt.Sprintf("it is compressed (%q), which was not asked for", clip(r.header.Get("Content-Encoding")))
	case len(r.body) == 0:
		return "it is empty"
	case media == "text/html" || bytes.HasPrefix(bytes.TrimSpace(r.body), []byte("<")):
		return "it is a web page (HTML)"
	case media == "":
		return "it has no media type"
	case !slices.Contains(types, media):
		return fmt.Sprintf("it is of type %q", clip(media))
	}
	return ""
}
