package sign

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"

	"github.com/byoasn/byoasn/problem"
)

// saltLength is what OpenSSL's rsa_pss_saltlen:-1 stands for: the digest's.
const saltLength = sha256.Size

// parameters asks for AWS's scheme. The zero value's salt would be the largest
// that fits (222 bytes at RSA 2048), which AWS is not known to take.
var parameters = &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}

// ErrNotRSA is the error for a signer that holds another kind of key.
var ErrNotRSA = errors.New("the signer's key is not RSA, and AWS takes RSA alone")

// Sign signs the message's bytes and verifies the result before it returns it.
// The signer gets the message's SHA-256, or the message itself if it is a
// [crypto.MessageSigner]. An error of the signer itself is wrapped; a signature
// with another salt, padding or key is a [*problem.Problem], [BadSigner], that
// wraps the [*VerifyError].
func Sign(signer crypto.Signer, message []byte) (Signature, error) {
	pub, err := publicKey(signer)
	if err != nil {
		return nil, err
	}
	if message == nil {
		return nil, errors.New("there is no message to sign")
	}
	raw, err := crypto.SignMessage(signer, rand.Reader, message, parameters)
	if err != nil {
		return nil, fmt.Errorf("the signer failed: %w", err)
	}
	if err := Verify(pub, message, raw); err != nil {
		return nil, badSigner(err)
	}
	return raw, nil
}

// publicKey is the RSA key of a signer, of which there has to be one.
func publicKey(signer crypto.Signer) (*rsa.PublicKey, error) {
	if v := reflect.ValueOf(signer); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		return nil, errors.New("there is no signer")
	}
	switch pub := signer.Public().(type) {
	case nil:
		return nil, errors.New("the signer has no public key")
	case *rsa.PublicKey:
		if pub == nil || pub.N == nil {
			return nil, errors.New("the signer has no public key")
		}
		return pub, nil
	}
	return nil, ErrNotRSA
}

func badSigner(err error) *problem.Problem {
	p := &problem.Problem{ID: BadSigner, Field: "the signer", What: "returned what is refused: " + err.Error(), Err: err}
	if why, ok := errors.AsType[*VerifyError](err); ok {
		p.What, p.Fix = "returned a signature that "+why.What, why.Fix
	}
	return p
}
