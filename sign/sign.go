package sign

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"fmt"
)

// saltLength is what OpenSSL's rsa_pss_saltlen:-1 stands for: the digest's.
const saltLength = sha256.Size

// parameters asks for AWS's scheme. The zero value's salt would be the largest
// that fits (222 bytes at RSA 2048), which AWS is not known to take.
var parameters = &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}

// ErrNotRSA is the error for a signer that holds another kind of key.
var ErrNotRSA = errors.New("the signer's key is not RSA, and AWS takes RSA alone")

// A SignerError says that a signer returned something else than it was asked
// for. It wraps the [*VerifyError] that tells what.
type SignerError struct {
	Err error
}

func (e *SignerError) Error() string {
	return "refused what the signer returned: " + e.Err.Error()
}

func (e *SignerError) Unwrap() error { return e.Err }

// Sign signs the message's bytes and verifies the result before it returns it.
// The signer gets the message's SHA-256, or the message itself if it is a
// [crypto.MessageSigner]. An error of the signer itself is wrapped; a signature
// with another salt, padding or key is a [*SignerError].
func Sign(signer crypto.Signer, message []byte) (Signature, error) {
	pub, ok := signer.Public().(*rsa.PublicKey)
	if !ok {
		return nil, ErrNotRSA
	}
	raw, err := crypto.SignMessage(signer, rand.Reader, message, parameters)
	if err != nil {
		return nil, fmt.Errorf("the signer failed: %w", err)
	}
	if err := Verify(pub, message, raw); err != nil {
		return nil, &SignerError{err}
	}
	return raw, nil
}
