package handoff

import (
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// An Accepted is what a response brought.
type Accepted struct {
	Signed      []Signed          // in the order of the request
	Certificate *x509.Certificate // nil if the response has none
	PublicKey   *rsa.PublicKey
}

// Accept takes a response in, on the machine that has the request. It checks
// that the response answers this very request; that its key and certificate are
// those that the request names, if it names any; that it has the messages of the
// request, all of them, in their order, and no other; that each signature
// verifies for its message; and that none has expired at now. Its error is a
// [*problem.Problem].
//
// Where a request names nobody, whoever has a key can answer it: name the signer
// to [Response.CheckSigner], or compare [Response.Signer] with what is known of
// the key.
func Accept(request *Request, response *Response, now time.Time) (*Accepted, error) {
	switch {
	case request == nil:
		return nil, checkMessages(nil)
	case response == nil:
		return nil, &problem.Problem{ID: noMessages, Field: responseFile, What: "is none", Fix: anew}
	}
	checks := []func(*Request, *Response) *problem.Problem{checkAnswer, checkNamed, checkSigned, checkSignatures}
	for _, check := range checks {
		if err := check(request, response); err != nil {
			return nil, err
		}
	}
	if err := request.checkExpiry(now); err != nil {
		return nil, err
	}
	return &Accepted{slices.Clone(response.signed), response.cert, response.key}, nil
}

// MarshalJSON refuses: what can be stored and read again is the [Response].
func (Accepted) MarshalJSON() ([]byte, error) {
	return nil, errors.New("what was accepted has no JSON form: store the response")
}

func checkAnswer(request *Request, response *Response) *problem.Problem {
	if err := checkMessages(request.messages); err != nil {
		return err
	}
	if want := request.Digest(); response.request != want {
		theirs, ours := response.request.String(), want.String()
		if theirs == ours { // in the bits that the short form leaves out
			theirs, ours = response.request.Full(), want.Full()
		}
		return &problem.Problem{ID: OtherRequest, Field: responseFile, Path: "/request",
			What: fmt.Sprintf("is another request's digest (%s), and this request's is %s", theirs, ours),
			Fix:  "give the request that was answered, or have this one answered"}
	}
	return nil
}

func checkNamed(request *Request, response *Response) *problem.Problem {
	return response.checkSigner(request.options.Signer, "the request wants, which")
}

// CheckSigner refuses a response of another key or certificate than want names,
// for a request that names nobody. [Accept] has to check the signatures. Its
// error is a [*problem.Problem].
func (r *Response) CheckSigner(want Signer) error {
	if err := r.checkSigner(want, "is wanted, which"); err != nil {
		err.Fix = "find out whose key it is, and do not use the response before"
		return err
	}
	return nil
}

func (r *Response) checkSigner(want Signer, which string) *problem.Problem {
	p := want.refuse(r.Signer())
	if p == nil {
		return nil
	}
	p.Field, p.Path = responseFile, "/publicKey"
	if r != nil && r.cert != nil {
		p.Path = "/certificate"
	}
	p.What = "is not what " + which + " " + p.What
	return p
}

// checkSigned compares the messages of both files.
func checkSigned(request *Request, response *Response) *problem.Problem {
	for i, s := range response.signed {
		at := slices.IndexFunc(request.messages, func(m message.Message) bool { return m.String() == s.Message.String() })
		e := &problem.Problem{Field: responseFile, Path: item(i, "message"), Fix: answered}
		switch {
		case i >= len(request.messages):
			e.ID, e.What = extraMessage, fmt.Sprintf("is one more than the %d of the request", len(request.messages))
		case at < 0:
			e.ID, e.What = messageChanged, fmt.Sprintf("is %s, and the request has %s", problem.Quote(s.Message.String()), problem.Quote(request.messages[i].String()))
		case at != i:
			e.ID, e.What = messageMoved, fmt.Sprintf("is the request's %s", item(at, "message"))
		default:
			continue
		}
		return e
	}
	if n := len(response.signed); n < len(request.messages) {
		return &problem.Problem{ID: missingMessage, Field: responseFile, Path: "/items",
			What: fmt.Sprintf("has %d of the request's %d messages", n, len(request.messages)),
			Fix:  answered}
	}
	return nil
}

func checkSignatures(_ *Request, response *Response) *problem.Problem {
	for i, s := range response.signed {
		err := sign.Verify(response.key, s.Message.Bytes(), s.Signature)
		if err == nil {
			continue
		}
		e := refused(&problem.Problem{ID: badSignature, Field: responseFile, Path: item(i, "signature")}, err)
		e.Fix = "have the request answered again"
		for j, other := range response.signed {
			if sign.Verify(response.key, other.Message.Bytes(), s.Signature) == nil {
				e.ID, e.What = signatureMoved, fmt.Sprintf("is the signature of %s", item(j, "message"))
				break
			}
		}
		return e
	}
	return nil
}
