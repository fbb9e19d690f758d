package handoff

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/sign"
)

// Respond signs the messages of a request, on the machine that has the key. It
// signs none unless it may sign all: the key and the certificate must be those
// that the request names, if it names any, they must belong together, and no
// message may have expired at now. cert may be nil, unless it is named.
//
// Each signature has been verified, and the whole response printed, read again
// and accepted, before it is returned. What Respond refuses is an [*Error]; what
// goes wrong with the signer is the error of [sign.Sign], wrapped. It asks nobody:
// show [Request.Describe] and have it confirmed first. That a certificate has
// expired does not stop it.
func Respond(signer crypto.Signer, cert *x509.Certificate, r *Request, now time.Time) (*Response, error) {
	response, err := unsigned(signer, cert, r)
	if err != nil {
		return nil, err
	}
	if err := r.options.Signer.refuse(response.Signer()); err != nil {
		return nil, err.at(RequestFile, "/signer")
	}
	if err := r.checkExpiry(now); err != nil {
		return nil, err
	}
	for i, m := range r.messages {
		signature, err := sign.Sign(signer, m.Bytes())
		if err != nil {
			return nil, fmt.Errorf("message %d of %d (%s) is not signed: %w", i+1, len(r.messages), m, err)
		}
		response.signed = append(response.signed, Signed{m, signature})
	}
	if err := response.reread(r, now); err != nil {
		return nil, err
	}
	return response, nil
}

// unsigned is a response to a request, without its signatures.
func unsigned(signer crypto.Signer, cert *x509.Certificate, r *Request) (*Response, error) {
	if err := checkMessages(r.messages); err != nil {
		return nil, err
	}
	if signer == nil {
		return nil, errors.New("no signer to sign with")
	}
	key, ok := signer.Public().(*rsa.PublicKey)
	if !ok {
		return nil, sign.ErrNotRSA
	}
	if err := checkKey(key); err != nil {
		return nil, &Error{ID: BadKey, What: "the signer's key is refused: " + err.Error(), err: err}
	}
	if cert == nil {
		return &Response{request: r.Digest(), key: key}, nil
	}
	certified, err := certifiedKey(cert)
	if err != nil {
		return nil, &Error{ID: BadCertificate, What: "the certificate is refused: " + err.Error(), err: err}
	}
	if !certified.Equal(key) {
		return nil, &Error{ID: CertificateMismatch, What: "the certificate is another key's", Mend: "give the one that was made with this key"}
	}
	return &Response{request: r.Digest(), cert: cert, key: key}, nil
}

// reread takes the way that the response will take.
func (r *Response) reread(request *Request, now time.Time) error {
	again, err := ParseResponse(r.Marshal())
	if err == nil {
		_, err = Accept(request, again, now)
	}
	if err != nil {
		return fmt.Errorf("the response would not be accepted: %w", err)
	}
	return nil
}
