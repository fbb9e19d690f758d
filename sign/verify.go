package sign

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"fmt"
)

// A Reason names why a signature does not verify. Its values are stable.
type Reason string

// The reasons, in the order in which [Verify] looks for them.
const (
	WrongLength  Reason = "wrong-length"  // not as long as the key's modulus
	OtherScheme  Reason = "pkcs1-v1.5"    // RSASSA-PKCS1-v1_5 instead of RSASSA-PSS
	OtherHash    Reason = "hash"          // PSS with another hash than SHA-256
	OtherMGF     Reason = "mgf1-hash"     // PSS whose MGF1 has another hash
	OtherSalt    Reason = "salt-length"   // PSS with another salt length than 32
	OtherMessage Reason = "other-message" // made with this key over another text
	OtherKey     Reason = "other-key"     // made with another key, or no signature at all
)

// A VerifyError says why a signature does not verify.
type VerifyError struct {
	Reason Reason

	Length, Want int         // in bytes, for WrongLength
	Hash         crypto.Hash // the hash that was used; 0 where it cannot be told
	MGF          crypto.Hash // the hash of MGF1, for PSS
	Salt         int         // the salt's length in bytes, for PSS

	// Text says which text was signed, compared with the message that was
	// given. It can be told for every reason but WrongLength and OtherKey.
	Text Text
}

// Verify checks a signature over the message's bytes. It returns nil, or a
// [*VerifyError], or another error for a public key that crypto/rsa refuses.
func Verify(pub *rsa.PublicKey, message []byte, sig Signature) error {
	if pub == nil || pub.N == nil {
		return errors.New("no public key to verify with")
	}
	if len(sig) != pub.Size() {
		return &VerifyError{Reason: WrongLength, Length: len(sig), Want: pub.Size()}
	}
	digest := sha256.Sum256(message)
	err := rsa.VerifyPSS(pub, crypto.SHA256, digest[:], sig, parameters)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, rsa.ErrVerification):
		return diagnose(pub, message, sig)
	}
	return fmt.Errorf("the public key is not usable: %w", err)
}

func (e *VerifyError) Error() string {
	const prefix = "signature does not verify: "
	switch e.Reason {
	case WrongLength:
		return fmt.Sprintf(prefix+"it is %d bytes long, and this RSA %d key makes %d: it was made with another key or is damaged", e.Length, e.Want*8, e.Want)
	case OtherScheme:
		return prefix + "it is RSASSA-PKCS1-v1_5" + e.withHash() + ", and AWS takes RSASSA-PSS (openssl: -sigopt rsa_padding_mode:pss)" + e.andText()
	case OtherHash:
		return prefix + "it was made with " + e.Hash.String() + ", and AWS takes SHA-256 (openssl dgst -sha256)" + e.andText()
	case OtherMGF:
		return prefix + "its mask generation function MGF1 uses " + e.MGF.String() + ", and AWS takes SHA-256 (openssl: -sigopt rsa_mgf1_md:sha256)" + e.andText()
	case OtherSalt:
		return fmt.Sprintf(prefix+"its salt is %d bytes long, and AWS takes 32 (openssl: -sigopt rsa_pss_saltlen:32)", e.Salt) + e.andText()
	case OtherMessage:
		return prefix + "it was made with this key over " + e.Text.describe()
	}
	return prefix + "it was made with another key, or it is damaged"
}

func (e *VerifyError) withHash() string {
	if e.Hash == 0 {
		return ""
	}
	return " with " + e.Hash.String()
}

// andText adds what was signed where that is a slip of its own.
func (e *VerifyError) andText() string {
	if e.Text == SameText {
		return ""
	}
	return "; besides, it was made over " + e.Text.describe()
}
