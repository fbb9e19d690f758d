package preflight

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
)

// A signature is what was found out about the one given.
type signature struct {
	value    sign.Signature      // nil if the text is none and none can be made out
	encoding *sign.EncodingError // what is wrong with the text, if anything is
	signer   *rsa.PublicKey      // the key that made it, if one of those known did
	err      error               // why it does not verify with that key; nil if it does
	over     over                // what it verifies over, if err is nil

	tried   int  // how many keys were tried
	present bool // whether one of them is in the record
}

// An over is what a signature was verified over.
type over int

const (
	nothing over = iota
	asSent       // the message as it was given
	asMeant      // what a malformed message was meant to be
)

// A candidate is a key that may have made the signature.
type candidate struct {
	key   *rsa.PublicKey
	found bool // in the record
}

// candidates are the keys of the certificates in the record, and of the one
// given, each once. Those of the record come first.
func (e *Evidence) candidates() []candidate {
	var all []candidate
	add := func(key *rsa.PublicKey, found bool) {
		if !slices.ContainsFunc(all, func(c candidate) bool { return c.key.Equal(key) }) {
			all = append(all, candidate{key, found})
		}
	}
	for _, f := range e.published.found {
		if key := keyOf(f.Certificate); key != nil {
			add(key, true)
		}
	}
	if key := keyOf(e.Certificate); key != nil {
		add(key, false)
	} else if e.PublicKey != nil {
		add(e.PublicKey, false)
	}
	return all
}

// readSignature reads the signature's text and finds the key that made it. Which
// certificate the record is judged for depends on that.
func (e *Evidence) readSignature(ctx context.Context) (s signature, err error) {
	if e.Signature == "" {
		return s, nil
	}
	value, err := sign.Parse(e.Signature)
	s.value = value
	if errors.As(err, &s.encoding) {
		s.value = s.encoding.Raw
	}
	if s.value == nil || e.Message == "" {
		return s, nil
	}
	for _, c := range e.candidates() {
		if ctx.Err() != nil {
			return s, context.Cause(ctx)
		}
		s.tried++
		s.present = s.present || c.found
		if s.signer == nil {
			s.try(e, c)
		}
	}
	return s, nil
}

// try verifies the signature with a key, and notes whether that key made it.
func (s *signature) try(e *Evidence, c candidate) {
	err := sign.Verify(c.key, []byte(e.Message), s.value)
	if err == nil {
		s.signer, s.over = c.key, asSent
		return
	}
	if meant := e.text.meant.String(); meant != "" && sign.Verify(c.key, []byte(meant), s.value) == nil {
		s.signer, s.over = c.key, asMeant
		return
	}
	var why *sign.VerifyError
	if errors.As(err, &why) && why.Reason != sign.OtherKey && why.Reason != sign.WrongLength {
		s.signer, s.err = c.key, err
	}
}

// Conditions of needs.

func noSignature(e *Evidence) bool { return e.sig.value == nil }
func signed(e *Evidence) bool      { return e.sig.signer != nil }

// noKey says that there was no key to try, and noKeyIn that this is for the sake
// of the certificate that is published.
func noKey(e *Evidence) bool { return e.sig.signer == nil && e.sig.tried == 0 }

func noKeyIn(e *Evidence) bool {
	best := e.published.best
	return e.sig.signer == nil && !e.sig.present && best != nil && keyOf(best.Certificate) == nil
}

// anotherKey says that none of the keys tried made the signature.
func anotherKey(e *Evidence) bool { return e.sig.signer == nil && e.sig.tried > 0 }

// unpublished says that the signature verifies, or would, with no certificate in
// a record that is known.
func unpublished(e *Evidence) bool {
	switch s := e.sig; {
	case s.signer == nil:
		return !s.present
	case s.err != nil:
		return false
	}
	return true
}

func (e *Evidence) signatureEncoding() answer {
	switch wrong := e.sig.encoding; {
	case e.Signature == "":
		return missing("There is no signature to check.", "Give the signature.")
	case wrong == nil:
		return passes("The signature is in AWS's text form.", fmt.Sprintf("%d characters", len(e.Signature)))
	case wrong.Raw == nil:
		return fails("The signature is not in AWS's text form.", wrong.Error(), "Sign the message again, and give the whole text.")
	default:
		return fails("The signature is not in AWS's text form.", wrong.Error(), "Send it in AWS's text form: "+sign.Signature(wrong.Raw).String())
	}
}

func (e *Evidence) signatureScheme() answer {
	var why *sign.VerifyError
	if errors.As(e.sig.err, &why) && why.Reason != sign.OtherMessage {
		return fails("The signature is not RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes.", why.Error(),
			"Sign the message again with those parameters; byoasn sign makes no others.")
	}
	seen := "made with the key SHA-256 " + certgen.PublicKeyFingerprint(e.sig.signer)
	if isKeyOf(e.sig.signer, e.Certificate) {
		seen = "made with the key of the certificate given"
	}
	return passes("RSASSA-PSS with SHA-256 and a salt of 32 bytes.", seen)
}

// signatureMatches says whether the signature verifies over the message with a
// certificate in the record.
func (e *Evidence) signatureMatches() answer {
	switch s := e.sig; {
	case s.signer == nil:
		return fails("The signature verifies with no certificate in the record: it was made with another key, or altered.",
			"tried with "+e.describeTried(),
			"Sign the message with the key of the published certificate, or publish the certificate of the key that signed.")
	case s.err != nil:
		return fails("The signature was made with this key, over another text than the message.", s.err.Error(), "Sign the very message that will be sent.")
	case s.over == asMeant:
		return passes("The signature verifies over the message that was meant: send that one, and nothing has to be signed again.", e.signedWith())
	}
	return passes("The signature verifies over the message with a certificate in the record.", e.signedWith())
}

// describeTried names the certificates that the signature was tried with, a few
// of them.
func (e *Evidence) describeTried() string {
	const most = 3
	var all []string
	for _, f := range e.published.found {
		if f.Certificate != nil && len(all) < most {
			all = appendNew(all, certgen.Describe(f.Certificate))
		}
	}
	if more := e.sig.tried - len(all); more > 0 {
		all = append(all, fmt.Sprintf("%d more", more))
	}
	return strings.Join(all, "; ")
}

// signedWith names the certificate that the signature verifies with.
func (e *Evidence) signedWith() string {
	if best := e.published.best; best != nil && isKeyOf(e.sig.signer, best.Certificate) {
		return describe(*best)
	}
	return "public key SHA-256 " + certgen.PublicKeyFingerprint(e.sig.signer)
}
