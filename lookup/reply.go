package lookup

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/rdap"
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

// The media types of RFC 7480 section 4.2, and of older servers.
const (
	typeRDAP = "application/rdap+json"
	typeJSON = "application/json"
)

// record reads the reply as the record that a question asks for.
func (r *reply) record(q question) (*rdap.Record, error) {
	if r.status != http.StatusOK {
		return nil, r.refusal()
	}
	if what := r.foreign(); what != "" {
		return nil, r.fail(NotRDAP, what, nil)
	}
	record, err := rdap.ParseJSON(r.body)
	if err != nil {
		return nil, r.unreadable(err)
	}
	if what := q.mismatch(record); what != "" {
		return nil, r.fail(WrongObject, what, nil)
	}
	return record, nil
}

func (r *reply) fail(kind Kind, detail string, err error) *Error {
	e := newError(kind, r.chain, detail, err)
	e.Status = r.status
	return e
}

// kindOf is what a status of HTTP, or the code of an RDAP error, means
// (RFC 7480 section 5, RFC 9083 section 6).
func kindOf(status int) Kind {
	switch {
	case status == http.StatusNotFound:
		return NotFound
	case status == http.StatusTooManyRequests:
		return RateLimited
	case status >= 500 && status <= 599:
		return ServerFailure
	case status >= 400 && status <= 499:
		return Refused
	case status >= 300 && status <= 399:
		return Redirect
	}
	return NotRDAP
}

// refusal is the error for a status other than 200.
func (r *reply) refusal() *Error {
	e := r.fail(kindOf(r.status), "", nil)
	e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
	foreign := r.foreign()
	var said *rdap.ErrorObject
	_, err := rdap.ParseJSON(r.body)
	switch {
	case foreign == "" && errors.As(err, &said):
		e.Detail, e.meant = describe(said), true
	case len(r.body) == 0 || r.mediaType() == typeRDAP:
		e.meant = true // RFC 7480 section 5.3 leaves the body to the server
	case e.Kind == NotFound && foreign != "":
		e.Detail = foreign + ", so the URL may be wrong"
	case e.Kind == NotFound:
		e.Detail = "it is not an RDAP error, so the URL may be wrong"
	}
	return e
}

// unreadable tells apart what the parser refuses in an answer with status 200.
func (r *reply) unreadable(err error) *Error {
	var said *rdap.ErrorObject
	switch {
	case errors.As(err, &said):
		e := r.fail(kindOf(said.Code), describe(said), err)
		e.Status, e.meant = said.Code, true
		e.RetryAfter, e.HasRetryAfter = parseRetryAfter(r.header.Get("Retry-After"), r.received)
		return e
	case errors.Is(err, rdap.OtherClass):
		return r.fail(WrongObject, "", err)
	case errors.Is(err, rdap.TooLarge), errors.Is(err, rdap.TooMuch), errors.Is(err, rdap.TooDeep):
		return r.fail(TooLarge, "", err)
	}
	return r.fail(NotRDAP, "", err)
}

// describe repeats what an RDAP error says.
func describe(e *rdap.ErrorObject) string {
	return clip(strings.TrimSpace(strings.Join(append([]string{e.Title}, e.Description...), " ")))
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
