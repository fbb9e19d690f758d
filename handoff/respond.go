package handoff

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// Check says whether [Respond] would sign: before somebody is asked to confirm
// the request, or for a passphrase. The key and the certificate must be those that
// the request names, if it names any, they must belong together, and no message
// may have expired at now. cert may be nil, unless it is named. Its error is a
// [*problem.Problem], or [sign.ErrNotRSA].
func (r *Request) Check(public crypto.PublicKey, cert *x509.Certificate, now time.Time) error {
	_, err := r.unsigned(public, cert, now)
	return err
}

// Respond signs the messages of a request, on the machine that has the key. It
// signs none unless it may sign all: see [Request.Check].
//
// Each signature has been verified, and the whole response printed, read again
// and accepted, before it is returned. What Respond refuses is a
// [*problem.Problem]; what goes wrong with the signer is the error of [sign.Sign],
// wrapped. It asks nobody: show [Request.Describe] and have it confirmed first.
// That a certificate has expired does not stop it.
func Respond(signer crypto.Signer, cert *x509.Certificate, r *Request, now time.Time) (*Response, error) {
	if v := reflect.ValueOf(signer); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		return nil, errors.New("no signer to sign with")
	}
	response, err := r.unsigned(signer.Public(), cert, now)
	if err != nil {
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
func (r *Request) unsigned(public crypto.PublicKey, cert *x509.Certificate, now time.Time) (*Response, error) {
	if r == nil {
		return nil, checkMessages(nil)
	}
	if err := checkMessages(r.messages); err != nil {
		return nil, err
	}
	key, err := checkSigner(public, cert)
	if err != nil {
		return nil, err
	}
	response := &Response{request: r.Digest(), cert: cert, key: key}
	if err := r.options.Signer.refuse(response.Signer()); err != nil {
		err.Field, err.Path = requestFile, "/signer"
		return nil, err
	}
	if err := r.checkExpiry(now); err != nil {
		return nil, err
	}
	return response, nil
}

// checkSigner refuses a key that cannot sign for AWS, and a certificate that is
// not its own.
func checkSigner(public crypto.PublicKey, cert *x509.Certificate) (*rsa.PublicKey, error) {
	key, ok := public.(*rsa.PublicKey)
	if !ok {
		return nil, sign.ErrNotRSA
	}
	if err := checkKey(key); err != nil {
		return nil, refused(&problem.Problem{ID: badKey, Field: theKey}, err)
	}
	if cert == nil {
		return key, nil
	}
	certified, err := certifiedKey(cert)
	if err != nil {
		return nil, refused(&problem.Problem{ID: badCertificate, Field: theCertificate}, err)
	}
	if !certified.Equal(key) {
		return nil, &problem.Problem{ID: certificateMismatch, Field: theCertificate, What: "is another key's", Fix: "give the one that was made with this key"}
	}
	return key, nil
}

// certifiedKey is the key of a certificate that is signed with it.
func certifiedKey(cert *x509.Certificate) (*rsa.PublicKey, error) {
	key, err := certgen.RSAPublicKey(cert)
	if err != nil {
		return nil, err
	}
	if err := checkKey(key); err != nil {
		return nil, err
	}
	return key, certgen.CheckSelfSignature(cert)
}

// checkKey refuses a key of a size that certgen neither makes nor reads.
func checkKey(key *rsa.PublicKey) error {
	if key == nil || key.N == nil {
		return errors.New("there is none")
	}
	_, err := certgen.ReadPublicKey(spki(key))
	return err
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
