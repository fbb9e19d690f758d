package handoff

import (
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/sign"
)

// A Signed is a message with its signature.
type Signed struct {
	Message   message.Message
	Signature sign.Signature
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
	switch {
	case r.cert != nil:
		return SignerOf(r.cert)
	case r.key != nil:
		return Signer{PublicKey: sha256.Sum256(spki(r.key))}
	}
	return Signer{}
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
