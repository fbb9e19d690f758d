package preflight

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/sign"
)

// A signature is what was found out about the one given.
type signature struct {
	value  sign.Signature // nil if the text is none and none can be made out
	signer *rsa.PublicKey // the key that made it, if one of those known did
	err    error          // why it does not verify with that key; nil if it does
	over   over           // what it verifies over, if err is nil

	tried int  // how many keys were tried
	found bool // whether the signer's certificate is in the record
}

// An over is what a signature was verified over.
type over int

const (
	asSent  over = iota // the message as it was given
	asMeant             // what a malformed message was meant to be
)

// A candidate is a key that may have made the signature.
type candidate struct {
	key   *rsa.PublicKey
	found bool // in the record
}

// candidates are the keys of the certificates in the record, and of the one
// given, each once. Those of the record come first.
func (r *run) candidates() []candidate {
	var all []candidate
	add := func(key *rsa.PublicKey, found bool) {
		if !slices.ContainsFunc(all, func(c candidate) bool { return c.key.Equal(key) }) {
			all = append(all, candidate{key, found})
		}
	}
	if r.in.Record != nil {
		published, _ := rdap.Find(context.Background(), r.in.Record)
		for _, f := range published.Found {
			if f.Certificate == nil {
				continue
			}
			if key, err := certgen.RSAPublicKey(f.Certificate); err == nil {
				add(key, true)
			}
		}
	}
	if r.in.Certificate != nil {
		if key, err := certgen.RSAPublicKey(r.in.Certificate); err == nil {
			add(key, false)
		}
	}
	return all
}

// readSignature reads the signature's text and finds the key that made it. Which
// certificate the record is judged for depends on that.
func (r *run) readSignature() {
	if r.in.Signature == "" {
		r.missing("There is no signature to check.", "Give the signature.", SignatureEncoding, SignatureScheme, SignatureMatches)
		return
	}
	value, err := sign.Parse(r.in.Signature)
	var encoding *sign.EncodingError
	if errors.As(err, &encoding) {
		r.misencoded(encoding)
		value = encoding.Raw
	} else {
		r.pass(SignatureEncoding, "The signature is in AWS's text form.", fmt.Sprintf("%d characters", len(r.in.Signature)))
	}
	r.sig.value = value
	if value == nil || r.in.Message == "" {
		return
	}
	for _, c := range r.candidates() {
		r.sig.tried++
		if r.try(c) {
			return
		}
	}
}

func (r *run) misencoded(e *sign.EncodingError) {
	mend := "Sign the message again, and give the whole text."
	if e.Raw != nil {
		mend = "Send it in AWS's text form: " + e.Raw.String()
	}
	r.fail(SignatureEncoding, "The signature is not in AWS's text form.", e.Error(), mend, r.guide())
}

// try verifies the signature with a key, and says whether that key made it.
func (r *run) try(c candidate) bool {
	err := sign.Verify(c.key, []byte(r.in.Message), r.sig.value)
	if err == nil {
		r.sig.signer, r.sig.found, r.sig.err, r.sig.over = c.key, c.found, nil, asSent
		return true
	}
	if meant := r.subject.meant.String(); meant != "" && sign.Verify(c.key, []byte(meant), r.sig.value) == nil {
		r.sig.signer, r.sig.found, r.sig.err, r.sig.over = c.key, c.found, nil, asMeant
		return true
	}
	var why *sign.VerifyError
	if !errors.As(err, &why) || why.Reason == sign.OtherKey || why.Reason == sign.WrongLength {
		return false
	}
	r.sig.signer, r.sig.found, r.sig.err = c.key, c.found, err
	return true
}

// judgeSignature makes the checks of the signature, once it is known what the
// record holds.
func (r *run) judgeSignature() {
	if _, made := r.checks[SignatureScheme]; made {
		return // there is no signature
	}
	switch {
	case r.sig.value == nil:
		r.after(SignatureEncoding, "A text that cannot be read as a signature cannot be verified.", SignatureScheme, SignatureMatches)
	case r.in.Message == "":
		r.missing("There is no message that the signature could be verified over.", "Give the message.", SignatureScheme, SignatureMatches)
	default:
		r.judgeScheme()
		r.judgeMatch()
	}
}

func (r *run) judgeScheme() {
	var why *sign.VerifyError
	errors.As(r.sig.err, &why)
	switch {
	case r.sig.signer == nil && r.sig.tried == 0:
		r.after(r.whyNoCertificate(), "How the signature was made can be told with its public key alone.", SignatureScheme)
	case r.sig.signer == nil:
		r.after(SignatureMatches, "How the signature was made can be told with its own key alone.", SignatureScheme)
	case why != nil && why.Reason != sign.OtherMessage:
		r.fail(SignatureScheme, "The signature is not RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes.", why.Error(),
			"Sign the message again with those parameters; byoasn sign makes no others.", r.guide())
	default:
		r.pass(SignatureScheme, "RSASSA-PSS with SHA-256 and a salt of 32 bytes.", "")
	}
}

// judgeMatch says whether the signature verifies over the message with a
// certificate in the record.
func (r *run) judgeMatch() {
	s := r.sig
	switch {
	case r.failed(SignatureScheme):
		r.after(SignatureScheme, "A signature of another scheme verifies over nothing.", SignatureMatches)
	case s.signer != nil && s.err != nil:
		r.fail(SignatureMatches, "The signature was made with this key, over another text than the message.", s.err.Error(),
			"Sign the very message that will be sent.", r.guide())
	case s.signer == nil && !r.anyInRecord():
		r.after(r.whyNoCertificate(), "There is no certificate in a record to verify with.", SignatureMatches)
	case s.signer == nil:
		r.otherKey()
	case !s.found:
		r.after(r.whyNoCertificate(), "The signature verifies with the certificate given; that it is in the record is not known so far.", SignatureMatches)
	case s.over == asMeant:
		r.pass(SignatureMatches, "The signature verifies over the message that was meant: send that one, and nothing has to be signed again.", r.signedWith())
		r.sendMeant()
	case !r.found.judged:
		r.after(r.whyNoCertificate(), "The signature verifies with a certificate in a record that is not the one AWS reads.", SignatureMatches)
	default:
		r.pass(SignatureMatches, "The signature verifies over the message with a certificate in the record.", r.signedWith())
	}
}

// sendMeant says with each slip that the signature is over what was meant.
func (r *run) sendMeant() {
	for _, id := range r.subject.slips {
		c := r.checks[id]
		c.Mend = "Send this instead, with the same signature: " + r.subject.meant.String()
		r.checks[id] = c
	}
}

// anyInRecord says whether the record has a certificate to verify with.
func (r *run) anyInRecord() bool {
	return slices.ContainsFunc(r.candidates(), func(c candidate) bool { return c.found })
}

func (r *run) otherKey() {
	r.fail(SignatureMatches, "The signature verifies with no certificate in the record: it was made with another key, or altered.",
		"tried with "+r.describeTried(),
		"Sign the message with the key of the published certificate, or publish the certificate of the key that signed.", r.guide())
}

// describeTried names the certificates that the signature was tried with, a few
// of them.
func (r *run) describeTried() string {
	const most = 3
	var all []string
	for _, f := range r.found.judgement.Found {
		if f.Certificate != nil && len(all) < most {
			all = appendNew(all, certgen.Describe(f.Certificate))
		}
	}
	if more := r.sig.tried - len(all); more > 0 {
		all = append(all, fmt.Sprintf("%d more", more))
	}
	return strings.Join(all, "; ")
}

// signedWith names the certificate that the signature verifies with.
func (r *run) signedWith() string {
	if best := r.found.best; best != nil && sameKey(best.Certificate, r.sig.signer) {
		return certgen.Describe(best.Certificate) + ", in " + best.Place.String()
	}
	return "public key SHA-256 " + certgen.PublicKeyFingerprint(r.sig.signer)
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}
