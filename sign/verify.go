package sign

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/byoasn/byoasn/problem"
)

// A VerifyError says why a signature does not verify.
type VerifyError struct {
	Reason problem.ID `json:"reason"`
	What   string     `json:"what"` // to be read after "signature"
	Fix    string     `json:"fix,omitempty"`

	Length int         `json:"length,omitempty"` // in bytes, for WrongLength
	Want   int         `json:"want,omitempty"`
	Hash   crypto.Hash `json:"hash,omitempty"` // the hash that was used; 0 where it cannot be told
	MGF    crypto.Hash `json:"mgf,omitempty"`  // the hash of MGF1, for PSS
	Salt   int         `json:"salt,omitempty"` // the salt's length in bytes, for PSS

	// Text says which text was signed, compared with the message that was given:
	// "same", "unknown", or what was done to it, such as "trailing-newline",
	// "double-quotes", "utf-16" or "base64". Its values are stable. It can be told
	// for every reason but WrongLength and OtherKey.
	Text string `json:"text,omitempty"`
}

func (e *VerifyError) Error() string {
	return e.problem().Error()
}

// Unwrap returns the same as a [*problem.Problem].
func (e *VerifyError) Unwrap() error { return e.problem() }

func (e *VerifyError) problem() *problem.Problem {
	return &problem.Problem{ID: e.Reason, Field: field, What: e.What, Fix: e.Fix}
}

// Verify checks a signature over the message's bytes. It returns nil, or a
// [*VerifyError], or another error for a public key that crypto/rsa refuses.
func Verify(pub *rsa.PublicKey, message []byte, sig Signature) error {
	if pub == nil || pub.N == nil {
		return errors.New("no public key to verify with")
	}
	if len(sig) != pub.Size() {
		return (&VerifyError{Reason: WrongLength, Length: len(sig), Want: pub.Size()}).because(pub)
	}
	if message == nil {
		return errors.New("no message to verify")
	}
	digest := sha256.Sum256(message)
	err := rsa.VerifyPSS(pub, crypto.SHA256, digest[:], sig, parameters)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, rsa.ErrVerification):
		return diagnose(pub, message, sig).because(pub)
	}
	return fmt.Errorf("the public key is not usable: %w", err)
}

// because says in words why.
func (e *VerifyError) because(pub *rsa.PublicKey) *VerifyError {
	what := ""
	switch e.Reason {
	case WrongLength:
		what = fmt.Sprintf("it is %d bytes long, and this RSA %d key makes %d: it was made with another key or is damaged", e.Length, e.Want*8, e.Want)
	case OtherScheme:
		what = "it is RSASSA-PKCS1-v1_5" + e.withHash() + ", and AWS takes RSASSA-PSS" + e.andText()
		e.Fix = "sign again with openssl's -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32"
	case OtherHash:
		what = "it was made with " + e.Hash.String() + ", and AWS takes SHA-256" + e.andText()
		e.Fix = "sign again with openssl dgst -sha256"
	case OtherMGF:
		what = "its mask generation function MGF1 uses " + e.MGF.String() + ", and AWS takes SHA-256" + e.andText()
		e.Fix = "sign again with openssl's -sigopt rsa_mgf1_md:sha256"
	case OtherSalt:
		if e.Text == unknownText && e.Salt == largestSalt(pub) { // one in 65,536 signatures of other keys looks the same
			what = fmt.Sprintf("it seems to be of this key, over another text and with the largest salt, %d bytes, and AWS takes 32; or it was made with another key", e.Salt)
		} else {
			what = fmt.Sprintf("its salt is %d bytes long, and AWS takes 32", e.Salt) + e.andText()
		}
		e.Fix = "sign again with openssl's -sigopt rsa_pss_saltlen:32"
	case OtherMessage:
		what, e.Fix = "it was made with this key over "+describe(e.Text), fixOf(e.Text)
	case swappedLetters:
		what, e.Fix = "its letters - and ~ have changed places", fixLetters
	default:
		what = "it was made with another key, or it is damaged"
	}
	e.What = "does not verify: " + what
	return e
}

// largestSalt is the longest salt that fits beside a SHA-256 digest (RFC 8017
// section 9.1.1, step 3).
func largestSalt(pub *rsa.PublicKey) int {
	return (pub.N.BitLen()-1+7)/8 - sha256.Size - 2
}

func (e *VerifyError) withHash() string {
	if e.Hash == 0 {
		return ""
	}
	return " with " + e.Hash.String()
}

// andText adds what was signed where that is a slip of its own.
func (e *VerifyError) andText() string {
	if e.Text == sameText {
		return ""
	}
	return "; besides, it was made over " + describe(e.Text)
}
