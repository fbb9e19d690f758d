package preflight

import (
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// A Verification is whether a signature verifies over a message that AWS takes, with
// a key that is at hand: no record is looked at. It is what the command "verify"
// prints as JSON, version 1.
type Verification struct {
	Version int    `json:"version"`
	OK      bool   `json:"ok"`
	Reason  string `json:"reason,omitempty"`     // an ID of a [sign.VerifyError], "encoding", "key" or "message"
	Text    string `json:"signedText,omitempty"` // what was signed, where it can be told
	Detail  string `json:"detail"`

	Problems            []MessageProblem `json:"messageProblems"`
	CertificateProblems []string         `json:"certificateProblems"`
	Hint                string           `json:"hint,omitempty"`
}

// A MessageProblem is a problem of a verified message, in the form of a [Verification].
type MessageProblem struct {
	ID    problem.ID `json:"id"`
	Field string     `json:"field"`
	Seen  string     `json:"seen,omitempty"`
	Text  string     `json:"text"`
	Minor bool       `json:"minor"`
}

// Verify verifies a signature in its text form with the key of a certificate, or with
// a key alone. A text that is not a message, or one that has expired at now, turns a yes
// into a no; anything else is data to a signature. Its error is that there is no key
// or no time.
func Verify(text, signature string, cert *x509.Certificate, pub *rsa.PublicKey, now time.Time) (*Verification, error) {
	v := &Verification{Version: 1, Problems: []MessageProblem{}, CertificateProblems: []string{}}
	if cert != nil {
		key, err := certgen.RSAPublicKey(cert)
		if err != nil {
			return nil, err
		}
		pub = key
		for _, p := range certgen.Concerns(cert, now) {
			v.CertificateProblems = append(v.CertificateProblems, p.Error())
		}
	}
	switch {
	case now.IsZero():
		return nil, &problem.Problem{ID: problem.NoTime, What: "the time now was not given", Fix: "pass the time now"}
	case pub == nil || pub.N == nil:
		return nil, errors.New("there is no public key to verify with")
	}
	v.verify(pub, text, signature)
	v.read(text, now)
	return v, nil
}

// verify verifies the signature alone.
func (v *Verification) verify(pub *rsa.PublicKey, text, signature string) {
	sig, err := sign.Parse(signature)
	if encoding, is := errors.AsType[*sign.EncodingError](err); is {
		v.Reason, v.Detail = "encoding", err.Error()
		if encoding.Raw != nil && sign.Verify(pub, []byte(text), encoding.Raw) == nil {
			v.Hint = "in AWS's text form it would verify: " + encoding.Raw.String()
		}
		return
	}
	err = sign.Verify(pub, []byte(text), sig)
	why, is := errors.AsType[*sign.VerifyError](err)
	switch {
	case err == nil:
		v.OK = true
		v.Detail = fmt.Sprintf("RSASSA-PSS with SHA-256 and a salt of 32 bytes, by the RSA %d key SHA-256 %s", pub.N.BitLen(), certgen.PublicKeyFingerprint(pub))
	case is:
		v.Reason, v.Text, v.Detail = string(why.Reason), string(why.Text), err.Error()
	default:
		v.Reason, v.Detail = "key", err.Error()
	}
}

// read adds what is wrong with the message.
func (v *Verification) read(text string, now time.Time) {
	m, err := message.Parse(text)
	problems := m.Check(now)
	if list, is := errors.AsType[*problem.List](err); is {
		problems = list.Problems
		v.refuse(list.Problems[0])
	}
	for _, p := range problems {
		if p.ID == message.ExpiryPast {
			v.refuse(p)
		}
		v.Problems = append(v.Problems, MessageProblem{p.ID, p.Field, problem.Clip(p.Seen, problem.MaxShown), p.Error(), p.Minor})
	}
}

// refuse turns a yes into a no for the message's sake.
func (v *Verification) refuse(p *problem.Problem) {
	if !v.OK {
		return
	}
	v.OK, v.Reason = false, "message"
	v.Detail = "the signature verifies, and AWS takes no such message: " + p.Error()
	v.Hint = "compose the message again, and sign that"
}
