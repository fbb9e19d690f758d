package roa

import (
	"bytes"
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

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// ReadRIPEstat reads answers of RIPEstat's data call rpki-validation, one or
// several, one behind the other, as they came over the network, and answers
// questions by them. [Read] reads them from a file, and in an array too.
//
// An answer is about one route, and gives the VRPs that cover its prefix. The
// state is decided anew from these; what they do not bear out is
// [RIPEstatUnsound]. From another origin than the answer's, a route is valid if
// one of them says so; else there is no answer to the question.
func ReadRIPEstat(r io.Reader, now time.Time, questions ...Question) (*Result, error) {
	for _, q := range questions {
		if err := q.Check(); err != nil {
			return nil, err
		}
	}
	body, err := io.ReadAll(io.LimitReader(r, maxRIPEstat+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > maxRIPEstat:
		return nil, tooLarge("", "bytes of RIPEstat's answers", maxRIPEstat)
	}
	return answerRIPEstat(body, false, now, questions)
}

// A ripestat is an answer, in version 0.3. What is a pointer has to be there.
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

// okay is the status_code of an answer, as HTTP has it. A package that never
// opens a connection does not need net/http for it.
const okay = 200

// A ripestatAnswer is what was understood of one.
type ripestatAnswer struct {
	Question
	vrps []VRP
	made time.Time
}

// unread is what is wrong with an answer's form.
func unread(what string) *problem.Problem {
	return &problem.Problem{ID: malformedFile, Field: "RIPEstat's answer", What: what, Fix: "fetch it again"}
}

func unsound(what string) *problem.Problem {
	return &problem.Problem{ID: RIPEstatUnsound, Field: "RIPEstat's answer", What: what, Fix: "give a validator's export"}
}

func answerRIPEstat(body []byte, array bool, now time.Time, questions []Question) (*Result, error) {
	saved, err := savedAnswers(body, array)
	if err != nil {
		return nil, err
	}
	result := &Result{Export: Export{Format: RIPEstat, Read: now}}
	for i, answer := range saved {
		if i == 0 || answer.made.Before(result.Generated) {
			result.Generated = answer.made
		}
		result.Entries += len(answer.vrps)
	}
	for _, q := range questions {
		result.Answers = append(result.Answers, answerFrom(saved, q, now))
	}
	return result, nil
}

// savedAnswers reads one answer or more, which may be in an array.
func savedAnswers(body []byte, array bool) (saved []*ripestatAnswer, err error) {
	decoder := jsontext.NewDecoder(bytes.NewBuffer(body))
	inArray := array && decoder.PeekKind() == '['
	if inArray {
		decoder.ReadToken()
	}
	for {
		if inArray && len(saved) > 0 && decoder.PeekKind() == ']' {
			decoder.ReadToken()
			inArray = false
		}
		said, err := parseRIPEstat(decoder)
		if errors.Is(err, errEnd) && len(saved) > 0 {
			return saved, nil
		}
		if err != nil {
			return nil, err
		}
		answer, err := said.answer()
		if err != nil {
			return nil, err
		}
		saved = append(saved, answer)
	}
}

// answerFrom looks for what answers a question.
func answerFrom(saved []*ripestatAnswer, q Question, now time.Time) Validity {
	for _, answer := range saved {
		if answer.Question == q {
			return Validate(answer.vrps, q, now)
		}
	}
	var about []string
	for _, answer := range saved {
		if answer.Prefix == q.Prefix {
			if v := Validate(answer.vrps, q, now); v.State == Valid {
				return v
			}
		}
		if about = append(about, fmt.Sprintf("%s from AS%s", answer.Prefix, answer.Origin)); len(about) == 4 {
			break
		}
	}
	return Validity{Question: q, Why: fmt.Sprintf("what RIPEstat answered is about %s: save its answer about %s from AS%s too, behind the other in the same file",
		strings.Join(about, ", "), q.Prefix, q.Origin)}
}

// parseRIPEstat reads the form of an answer: JSON in UTF-8, no name twice. Names
// that it does not know are skipped.
func parseRIPEstat(decoder *jsontext.Decoder) (*ripestat, error) {
	var r *ripestat
	err := json.UnmarshalDecode(decoder, &r)
	switch {
	case errors.Is(err, io.EOF) && decoder.InputOffset() > 0:
		return nil, errEnd
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return nil, &problem.Problem{ID: cutShortFile, Field: "RIPEstat's answer", What: "is cut short: its JSON has no end", Fix: "fetch it again", Err: io.ErrUnexpectedEOF}
	case err != nil:
		p := unread("is not JSON of RIPEstat's form: " + clip(strings.TrimPrefix(err.Error(), "json: ")))
		p.Err = err
		return nil, p
	case r == nil || r.Status == nil:
		return nil, unread("has no status")
	}
	return r, nil
}

// complaint is what RIPEstat says of a question that it did not answer.
// Messages are lists of a severity and a text, as far as is known.
func (r *ripestat) complaint() string {
	said := "says that its status is " + quote(*r.Status)
	var messages [][]string
	if len(r.Messages) > 0 && json.Unmarshal(r.Messages, &messages) != nil {
		return clip(said + ", " + string(r.Messages))
	}
	for _, message := range messages {
		said += ", " + strings.Join(message, ": ")
	}
	return clip(said)
}

// answer understands it, if all of it fits together.
func (r *ripestat) answer() (*ripestatAnswer, error) {
	code := cmp.Or(r.StatusCode, okay)
	switch {
	case *r.Status != "ok" || code != okay:
		return nil, &problem.Problem{ID: RIPEstatRefused, Field: "RIPEstat's answer", Seen: strconv.Itoa(code), What: r.complaint(), Fix: "ask it again later"}
	case r.Call != "" && r.Call != "rpki-validation":
		return nil, unread("is of the data call " + quote(r.Call) + ", expected rpki-validation")
	case r.Data == nil || r.Data.Prefix == nil || r.Data.Status == nil || r.Data.ROAs == nil || r.Data.Resource == nil:
		return nil, unread("has no resource, prefix, status or validating_roas in its data")
	}
	a := &ripestatAnswer{made: ripestatTime(r.Time)}
	var err error
	if a.Origin, err = ripestatASN(r.Data.Resource); err != nil {
		return nil, unread("has a resource that is no AS number: " + clip(err.Error()))
	}
	if a.Prefix, err = netip.ParsePrefix(*r.Data.Prefix); err != nil || a.Check() != nil {
		return nil, unread("has a prefix that is none: " + quote(*r.Data.Prefix))
	}
	if a.vrps, err = r.Data.vrps(a.Question); err != nil {
		return nil, err
	}
	return a, checkStatus(*r.Data.Status, Validate(a.vrps, a.Question, time.Time{}))
}

// vrps reads the ROAs, each of which has to cover the prefix, and to be called
// valid exactly if it makes the route valid.
func (d *ripestatData) vrps(q Question) ([]VRP, error) {
	var vrps []VRP
	for i, r := range *d.ROAs {
		vrp, what := r.vrp()
		if what != "" {
			return nil, unread(fmt.Sprintf("has, in its ROA number %d, %s", i+1, what))
		}
		alone := Validate([]VRP{vrp}, q, time.Time{})
		switch {
		case alone.State == NotFound:
			return nil, unsound(fmt.Sprintf("has a ROA for %s, which does not cover %s", vrp.Prefix, q.Prefix))
		case r.Validity != "" && (r.Validity == "valid") != (alone.State == Valid):
			return nil, unsound(fmt.Sprintf("calls the ROA %s %s, which for %s from AS%s is %s", vrp, quote(r.Validity), q.Prefix, q.Origin, alone.State))
		}
		vrps = append(vrps, vrp)
	}
	return vrps, nil
}

// vrp reads one ROA, or says what is wrong with it.
func (r *ripestatROA) vrp() (vrp VRP, what string) {
	var err error
	if vrp.ASN, err = ripestatASN(r.Origin); err != nil {
		return vrp, "no AS number for an origin: " + clip(err.Error())
	}
	if r.Prefix == nil || r.MaxLength == nil {
		return vrp, "no prefix or max_length"
	}
	vrp.Prefix, err = netip.ParsePrefix(*r.Prefix)
	if err != nil || vrp.Prefix != vrp.Prefix.Masked() {
		return vrp, "a prefix that is none: " + quote(*r.Prefix)
	}
	if vrp.MaxLength = *r.MaxLength; vrp.MaxLength < vrp.Prefix.Bits() || vrp.MaxLength > vrp.Prefix.Addr().BitLen() {
		return vrp, fmt.Sprintf("a max_length of %d, with the prefix %s", vrp.MaxLength, vrp.Prefix)
	}
	vrp.TrustAnchor = r.Source
	return vrp, ""
}

// checkStatus compares RIPEstat's state with ours. Of the two reasons for
// "invalid" it asks only that a ROA gives the one that RIPEstat names:
// Routinator, which it uses, counts a ROA of another origin that is too short as
// a wrong length, and names a wrong origin first.
func checkStatus(status string, v Validity) error {
	invalid := v.State == InvalidASN || v.State == InvalidLength
	var borneOut bool
	switch status {
	case "valid":
		borneOut = v.State == Valid
	case "unknown":
		borneOut = v.State == NotFound
	case "invalid_asn":
		borneOut = invalid && slices.ContainsFunc(v.Covering, func(vrp VRP) bool { return vrp.ASN != v.Origin || vrp.ASN == 0 })
	case "invalid_length":
		borneOut = invalid && slices.ContainsFunc(v.Covering, func(vrp VRP) bool { return vrp.MaxLength < v.Prefix.Bits() })
	default:
		return unread("has the unknown status " + quote(status) + " in its data")
	}
	if !borneOut {
		return unsound(fmt.Sprintf("has the status %q, and by its %d covering ROAs it is %s", status, len(v.Covering), v.State))
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
