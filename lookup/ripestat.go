package lookup

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// maxRIPEstat bounds an answer of RIPEstat, in bytes: it has less than a
// kilobyte, and a hundred for each ROA.
const maxRIPEstat = 256 << 10

// A ripestat is an answer of RIPEstat's data call rpki-validation, version 0.3.
// What is a pointer has to be there.
type ripestat struct {
	Status     *string        `json:"status"`
	StatusCode int            `json:"status_code"`
	Messages   jsontext.Value `json:"messages"`
	Call       string         `json:"data_call_name"`
	Time       string         `json:"time"`
	Data       *ripestatData  `json:"data"`
}

type ripestatData struct {
	Resource jsontext.Value `json:"resource"`
	Prefix   *string        `json:"prefix"`
	Status   *string        `json:"status"`
	ROAs     *[]ripestatROA `json:"validating_roas"`
}

// A ripestatROA is a VRP that covers the prefix. Its origin is a string of
// digits; version 0.2 put "AS" before them.
type ripestatROA struct {
	Origin    jsontext.Value `json:"origin"`
	Prefix    *string        `json:"prefix"`
	MaxLength *int           `json:"max_length"`
	Validity  string         `json:"validity"`
	Source    string         `json:"source"` // the trust anchor, in version 0.2
}

// ParseRIPEstat reads what RIPEstat's data call rpki-validation answered to a
// question, as it came or was kept. The state is decided anew from the VRPs that
// the answer gives as its reason. An answer that they do not bear out is a
// [Contradiction], one to another question a [WrongObject], and whatever is not
// wholly understood is an error too: no failure is ever a state. Its error is an
// [*Error].
func ParseRIPEstat(body []byte, q roa.Question) (*ROAAnswer, error) {
	if err := q.Check(); err != nil {
		return nil, &Error{Kind: Misuse, Err: err}
	}
	said, err := parseRIPEstat(body)
	if err != nil {
		return nil, err
	}
	answer, err := said.answer(q)
	if err != nil {
		return nil, err
	}
	answer.Body = body
	return answer, nil
}

// parseRIPEstat reads the form of an answer: JSON in UTF-8, no name twice. Names
// that it does not know are skipped.
func parseRIPEstat(body []byte) (*ripestat, error) {
	if len(body) > maxRIPEstat {
		return nil, &Error{Kind: TooLarge, Detail: fmt.Sprintf("it has more than %d bytes", maxRIPEstat)}
	}
	var r *ripestat
	if err := json.Unmarshal(body, &r); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return nil, &Error{Kind: NotROA, Detail: "it is cut short: its JSON has no end", Err: io.ErrUnexpectedEOF}
		}
		return nil, &Error{Kind: NotROA, Detail: "it is not JSON of RIPEstat's form: " + clip(strings.TrimPrefix(err.Error(), "json: ")), Err: err}
	}
	if r == nil || r.Status == nil {
		return nil, &Error{Kind: NotROA, Detail: "it has no status"}
	}
	return r, nil
}

// complaint is what RIPEstat says of a question that it did not answer.
// Messages are lists of a severity and a text, as far as is known.
func (r *ripestat) complaint() string {
	said := "RIPEstat's status is " + strconv.Quote(*r.Status)
	var messages [][]string
	if len(r.Messages) > 0 && json.Unmarshal(r.Messages, &messages) != nil {
		return clip(said + ", " + string(r.Messages))
	}
	for _, message := range messages {
		said += ", " + strings.Join(message, ": ")
	}
	return clip(said)
}

// answer is the state that the answer gives to a question, if all of it fits
// together.
func (r *ripestat) answer(q roa.Question) (*ROAAnswer, error) {
	if *r.Status != "ok" || r.StatusCode != 0 && r.StatusCode != 200 {
		code := cmp.Or(r.StatusCode, 200)
		kind := KindOfStatus(code)
		if kind == NotFound || kind == NotRDAP {
			kind = NotROA
		}
		return nil, &Error{Kind: kind, Status: code, Detail: r.complaint()}
	}
	switch {
	case r.Call != "" && r.Call != "rpki-validation":
		return nil, &Error{Kind: NotROA, Detail: "it is of the data call " + strconv.Quote(clip(r.Call))}
	case r.Data == nil || r.Data.Prefix == nil || r.Data.Status == nil || r.Data.ROAs == nil || r.Data.Resource == nil:
		return nil, &Error{Kind: NotROA, Detail: "its data have no resource, prefix, status or validating_roas"}
	}
	if err := r.Data.checkEcho(q); err != nil {
		return nil, err
	}
	vrps, err := r.Data.vrps(q)
	if err != nil {
		return nil, err
	}
	answer := &ROAAnswer{Validity: roa.Validate(vrps, q, time.Time{}), Status: *r.Data.Status, Time: ripestatTime(r.Time)}
	if err := answer.check(); err != nil {
		return nil, err
	}
	return answer, nil
}

// checkEcho sees to it that the answer is to the question.
func (d *ripestatData) checkEcho(q roa.Question) error {
	origin, err := ripestatASN(d.Resource)
	if err != nil {
		return &Error{Kind: NotROA, Detail: "its resource is no AS number: " + clip(err.Error())}
	}
	prefix, err := netip.ParsePrefix(*d.Prefix)
	if err != nil {
		return &Error{Kind: NotROA, Detail: "its prefix is none: " + strconv.Quote(clip(*d.Prefix))}
	}
	if origin != q.Origin || prefix != q.Prefix {
		return &Error{Kind: WrongObject, Detail: fmt.Sprintf("asked for %s from AS%s, got %s from AS%s", q.Prefix, q.Origin, prefix, origin)}
	}
	return nil
}

// vrps reads the ROAs, each of which has to cover the prefix, and to be called
// valid exactly if it makes the route valid.
func (d *ripestatData) vrps(q roa.Question) ([]roa.VRP, error) {
	var vrps []roa.VRP
	for i, r := range *d.ROAs {
		vrp, what := r.vrp()
		if what != "" {
			return nil, &Error{Kind: NotROA, Detail: fmt.Sprintf("its ROA number %d has %s", i+1, what)}
		}
		alone := roa.Validate([]roa.VRP{vrp}, q, time.Time{})
		switch {
		case alone.State == roa.NotFound:
			return nil, &Error{Kind: Contradiction, Detail: fmt.Sprintf("a ROA for %s does not cover %s", vrp.Prefix, q.Prefix)}
		case r.Validity != "" && (r.Validity == "valid") != (alone.State == roa.Valid):
			return nil, &Error{Kind: Contradiction, Detail: fmt.Sprintf("it calls the ROA %s %q, which for %s from AS%s is %s", vrp, clip(r.Validity), q.Prefix, q.Origin, alone.State)}
		}
		vrps = append(vrps, vrp)
	}
	return vrps, nil
}

// vrp reads one ROA, or says what is wrong with it.
func (r *ripestatROA) vrp() (vrp roa.VRP, what string) {
	var err error
	if vrp.ASN, err = ripestatASN(r.Origin); err != nil {
		return vrp, "no AS number for an origin: " + clip(err.Error())
	}
	if r.Prefix == nil || r.MaxLength == nil {
		return vrp, "no prefix or max_length"
	}
	vrp.Prefix, err = netip.ParsePrefix(*r.Prefix)
	if err != nil || vrp.Prefix != vrp.Prefix.Masked() {
		return vrp, "a prefix that is none: " + strconv.Quote(clip(*r.Prefix))
	}
	if vrp.MaxLength = *r.MaxLength; vrp.MaxLength < vrp.Prefix.Bits() || vrp.MaxLength > vrp.Prefix.Addr().BitLen() {
		return vrp, fmt.Sprintf("a max_length of %d, with the prefix %s", vrp.MaxLength, vrp.Prefix)
	}
	vrp.TrustAnchor = r.Source
	return vrp, ""
}

// check compares the state with RIPEstat's. Of the two reasons for "invalid" it
// asks only that a ROA gives the one that RIPEstat names: Routinator, which it
// uses, counts a ROA of another origin that is too short as a wrong length, and
// names a wrong origin first.
func (a *ROAAnswer) check() error {
	v := a.Validity
	invalid := v.State == roa.InvalidASN || v.State == roa.InvalidLength
	var borneOut bool
	switch a.Status {
	case "valid":
		borneOut = v.State == roa.Valid
	case "unknown":
		borneOut = v.State == roa.NotFound
	case "invalid_asn":
		borneOut = invalid && slices.ContainsFunc(v.Covering, func(vrp roa.VRP) bool { return vrp.ASN != v.Origin || vrp.ASN == 0 })
	case "invalid_length":
		borneOut = invalid && slices.ContainsFunc(v.Covering, func(vrp roa.VRP) bool { return vrp.MaxLength < v.Prefix.Bits() })
	default:
		return &Error{Kind: NotROA, Detail: "its data have the unknown status " + strconv.Quote(clip(a.Status))}
	}
	if !borneOut {
		return &Error{Kind: Contradiction, Detail: fmt.Sprintf("its status is %q, and by its %d covering ROAs it is %s", a.Status, len(v.Covering), v.State)}
	}
	return nil
}

// ripestatASN reads a number, or a string of one.
func ripestatASN(value jsontext.Value) (resource.ASN, error) {
	text := string(value)
	if value.Kind() == '"' {
		unquoted, err := jsontext.AppendUnquote(nil, value)
		if err != nil {
			return 0, err
		}
		text = string(unquoted)
	}
	return resource.ParseASN(text)
}

// ripestatTime reads "2026-07-13T05:30:41.532505", which has no zone.
func ripestatTime(text string) time.Time {
	at, err := time.Parse("2006-01-02T15:04:05", text) // with or without a fraction
	if err != nil {
		return time.Time{}
	}
	return at
}
