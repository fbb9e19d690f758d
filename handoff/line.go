package handoff

import (
	"cmp"
	"errors"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// A Line is one message that was accepted, and what the command "accept" prints of
// it as JSON, version 1.
type Line struct {
	Version     int            `json:"version"`
	Request     string         `json:"request"` // the request's digest
	Digest      string         `json:"digest"`  // its short form
	OK          bool           `json:"ok"`      // true
	Account     string         `json:"account"`
	ASN         string         `json:"asn,omitempty"`
	CIDR        string         `json:"cidr,omitempty"`
	Expires     string         `json:"expires"`
	Message     string         `json:"message"`
	Signature   sign.Signature `json:"signature"`
	Certificate string         `json:"certificate,omitempty"` // SHA-256
	PublicKey   string         `json:"publicKey"`             // SHA-256
	Warnings    []string       `json:"warnings,omitempty"`
}

// Lines are what a response brought, a line for each message, with what is wrong with
// it at now. It is for what [Accept] has accepted.
func Lines(request *Request, response *Response, now time.Time) []Line {
	if request == nil || response == nil {
		return nil
	}
	signer := response.Signer()
	items := request.Items(now)
	lines := make([]Line, min(len(items), len(response.signed)))
	for i := range lines {
		s := response.signed[i]
		lines[i] = Line{
			Version: 1, Request: request.Digest().Full(), Digest: request.Digest().String(), OK: true,
			Account: s.Message.Account(), Expires: s.Message.Expiry().String(), Message: s.Message.String(), Signature: s.Signature,
			Certificate: string(signer.Certificate), PublicKey: string(signer.PublicKey),
		}
		resource := s.Message.Resource()
		if _, isRange := resource.CIDR(); isRange {
			lines[i].CIDR = resource.String()
		} else {
			lines[i].ASN = resource.String()
		}
		for _, p := range items[i].Problems {
			lines[i].Warnings = append(lines[i].Warnings, p.Error())
		}
	}
	return lines
}

// A Refusal is a response that was not accepted, and what the command "accept" prints
// of it as JSON, version 1.
type Refusal struct {
	Version int        `json:"version"`
	Request string     `json:"request"` // the request's digest
	Digest  string     `json:"digest"`  // its short form
	OK      bool       `json:"ok"`      // false
	Refused problem.ID `json:"refused"` // of this package or qr
	File    string     `json:"file,omitempty"`
	Path    string     `json:"path,omitempty"` // a JSON pointer
	Error   string     `json:"error"`
}

// RefusalOf is what an error of [Accept], [ParseResponse] or [Response.CheckSigner]
// says. The result is false for an error that is no [*problem.Problem], which refuses
// nothing.
func RefusalOf(request *Request, err error) (Refusal, bool) {
	wrong, is := errors.AsType[*problem.Problem](err)
	if !is || request == nil {
		return Refusal{}, false
	}
	return Refusal{
		Version: 1, Request: request.Digest().Full(), Digest: request.Digest().String(),
		Refused: wrong.ID, File: cmp.Or(wrong.Field, "response"), Path: wrong.Path, Error: wrong.Error(),
	}, true
}
