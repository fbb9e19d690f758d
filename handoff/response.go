package handoff

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// A Signed is a message with its signature.
type Signed struct {
	Message   message.Message `json:"message"`
	Signature sign.Signature  `json:"signature"`
}

// A Response is the answer to a request. What it holds comes out through
// [Accept] alone, which compares it with the request. [Respond] and
// [ParseResponse] make one; its zero value is none, and Accept refuses it.
type Response struct {
	request Digest
	cert    *x509.Certificate // or nil
	key     *rsa.PublicKey
	signed  []Signed
}

// Request returns the digest of the request that r says it answers.
func (r *Response) Request() Digest { return r.request }

// Signer returns the certificate, if there is one, and the key that r says it
// was signed with.
func (r *Response) Signer() Signer {
	if r == nil || r.key == nil {
		return Signer{}
	}
	s := Signer{PublicKey: Fingerprint(certgen.PublicKeyFingerprint(r.key))}
	if r.cert != nil {
		s.Certificate = Fingerprint(certgen.Fingerprint(r.cert))
	}
	return s
}

// spki is a key's SubjectPublicKeyInfo in DER, which every RSA key has.
func spki(key *rsa.PublicKey) []byte {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil
	}
	return der
}

// Marshal prints the response in the format of the package comment.
func (r *Response) Marshal() []byte {
	return marshal(func(p *printer) {
		p.header(kindResponse)
		p.text("request", r.request.Full())
		switch {
		case r.cert != nil:
			p.text("certificate", certgen.OneLine(r.cert))
		case r.key != nil:
			p.text("publicKey", base64.StdEncoding.EncodeToString(spki(r.key)))
		}
		p.array("items", len(r.signed), func(i int) {
			p.text("message", r.signed[i].Message.String())
			p.text("signature", r.signed[i].Signature.String())
		})
	})
}

// MarshalJSON is [Response.Marshal]. It refuses the zero value.
func (r Response) MarshalJSON() ([]byte, error) {
	if len(r.signed) == 0 {
		return nil, &problem.Problem{ID: noMessages, Field: responseFile, Path: "/items", What: "has no message", Fix: anew}
	}
	return r.Marshal(), nil
}

// UnmarshalJSON reads what [ParseResponse] reads.
func (r *Response) UnmarshalJSON(data []byte) error {
	parsed, err := ParseResponse(data)
	if err != nil {
		return err
	}
	*r = *parsed
	return nil
}

// AuditLines is what to append to a log of what was signed: for each message a
// line, with a JSON object and a newline, that begins
//
//	{"version":1,"time":"2026-11-23T12:00:00Z","request":"...","digest":"...","message":"...",
//
// and ends with the fingerprints "certificate", where there is one, and
// "publicKey". The time is now in UTC; request is the request's digest in full,
// digest its short form, as people compare it. Nothing in it is secret. Write it
// at once, so that lines of several writers do not mix.
func (r *Response) AuditLines(now time.Time) []byte {
	var out bytes.Buffer
	p := &printer{jsontext.NewEncoder(&out)}
	signer := r.Signer()
	for _, s := range r.signed {
		p.braces(func() {
			p.name("version")
			_ = p.encoder.WriteToken(jsontext.Uint(version))
			p.text("time", now.UTC().Format(time.RFC3339))
			p.text("request", r.request.Full())
			p.text("digest", r.request.String())
			p.text("message", s.Message.String())
			p.optional("certificate", string(signer.Certificate))
			p.optional("publicKey", string(signer.PublicKey))
		})
	}
	return out.Bytes()
}
