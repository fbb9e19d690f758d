package main

import (
	"crypto"
	"crypto/rand"
	"errors"
	"fmt"
	"os"

	"github.com/ThalesGroup/crypto11"
	"github.com/miekg/pkcs11"

	"github.com/byoasn/byoasn/certgen"
)

// A token is a session with a token, logged in.
type token struct {
	session *crypto11.Context
	label   string
}

// openToken loads the vendor's library and logs in. A library runs inside of this
// process: it must be trusted as much as the program itself.
func openToken(module, label, pin string) (*token, error) {
	return open(module, label, crypto11.Config{Pin: pin})
}

// lookForToken makes sure that the token is there, without logging in.
func lookForToken(module, label string) error {
	found, err := open(module, label, crypto11.Config{LoginNotSupported: true})
	if err == nil {
		found.close()
	}
	return err
}

func open(module, label string, config crypto11.Config) (*token, error) {
	if _, err := os.Stat(module); err != nil {
		return nil, fmt.Errorf("there is no PKCS#11 module: %w", err)
	}
	config.Path, config.TokenLabel = module, label
	config.MaxSessions = 2 // one to stay logged in, one to work
	session, err := crypto11.Configure(&config)
	if err != nil {
		return nil, explainOpen(err, module, label)
	}
	return &token{session, label}, nil
}

// explainOpen says what to do about the errors that users meet.
func explainOpen(err error, module, label string) error {
	var code pkcs11.Error
	if !errors.As(err, &code) {
		return fmt.Errorf("opening the token %q with %s: %w; pkcs11-tool --module %[2]s --list-slots shows which tokens there are", label, module, err)
	}
	var fix string
	switch code {
	case pkcs11.CKR_PIN_INCORRECT, pkcs11.CKR_PIN_INVALID, pkcs11.CKR_PIN_LEN_RANGE:
		fix = "the PIN is wrong; a token locks itself after some wrong ones, so look it up before the next try"
	case pkcs11.CKR_PIN_LOCKED:
		fix = "the PIN is locked after too many wrong ones; the security officer can set a new one"
	case pkcs11.CKR_PIN_EXPIRED, pkcs11.CKR_USER_PIN_NOT_INITIALIZED:
		fix = "the user PIN has to be set first, with pkcs11-tool --init-pin or the vendor's tool"
	default:
		fix = "the token refused"
	}
	return fmt.Errorf("the token %q: %s: %w", label, fix, err)
}

func (t *token) close() {
	t.session.Close() // what was made stays made, whatever this says
}

// key finds the one key with the label, or makes it.
func (t *token) key(label string, makeKey bool) (crypto.Signer, error) {
	found, err := t.session.FindRSAKeyPairs(nil, []byte(label))
	if err != nil {
		return nil, fmt.Errorf("looking for the key %q in the token %q: %w", label, t.label, err)
	}
	switch {
	case makeKey && len(found) > 0:
		return nil, fmt.Errorf("the token %q has a key %q already: use it, without -new, or choose another -label", t.label, label)
	case makeKey:
		return t.newKey(label)
	case len(found) == 0:
		return nil, fmt.Errorf("the token %q has no RSA key pair %q whose public half is there too: make one with -new", t.label, label)
	case len(found) > 1:
		return nil, fmt.Errorf("the token %q has %d keys %q: a label must name one, so rename the others", t.label, len(found), label)
	}
	return t.kept(found[0], label)
}

// newKey makes a key that signs and does nothing else, and that cannot leave the
// token even wrapped in another key.
func (t *token) newKey(label string) (crypto.Signer, error) {
	id := make([]byte, 16)
	rand.Read(id) // never fails: it ends the program first
	public, err := crypto11.NewAttributeSetWithIDAndLabel(id, []byte(label))
	if err != nil {
		return nil, fmt.Errorf("the key's label: %w", err)
	}
	private := public.Copy()
	public.AddIfNotPresent([]*crypto11.Attribute{
		pkcs11.NewAttribute(pkcs11.CKA_ENCRYPT, false),
		pkcs11.NewAttribute(pkcs11.CKA_WRAP, false),
	})
	private.AddIfNotPresent([]*crypto11.Attribute{
		pkcs11.NewAttribute(pkcs11.CKA_PRIVATE, true),
		pkcs11.NewAttribute(pkcs11.CKA_SENSITIVE, true),
		pkcs11.NewAttribute(pkcs11.CKA_EXTRACTABLE, false),
		pkcs11.NewAttribute(pkcs11.CKA_SIGN, true),
		pkcs11.NewAttribute(pkcs11.CKA_DECRYPT, false),
		pkcs11.NewAttribute(pkcs11.CKA_UNWRAP, false),
	})
	key, err := t.session.GenerateRSAKeyPairWithAttributes(public, private, certgen.DefaultBits)
	if err != nil {
		return nil, fmt.Errorf("making an RSA key of %d bits in the token %q: %w", certgen.DefaultBits, t.label, err)
	}
	return t.kept(key, label)
}

// kept asks the token what it holds, and returns the key if it cannot leave: a
// module may give a key other attributes than it was told to.
func (t *token) kept(key crypto.Signer, label string) (crypto.Signer, error) {
	for _, want := range []struct {
		attribute crypto11.AttributeType
		value     byte
		otherwise string
	}{
		{crypto11.CkaExtractable, 0, "can be taken out of the token (CKA_EXTRACTABLE)"},
		{crypto11.CkaSensitive, 1, "can be read from the token (no CKA_SENSITIVE)"},
		{crypto11.CkaSign, 1, "is not one to sign with (no CKA_SIGN)"},
	} {
		got, err := t.session.GetAttribute(key, want.attribute)
		if err != nil {
			return nil, fmt.Errorf("asking the token %q about the key %q: %w", t.label, label, err)
		}
		if len(got.Value) != 1 || got.Value[0] != want.value {
			return nil, fmt.Errorf("the key %q %s: make another one with -new", label, want.otherwise)
		}
	}
	return key, nil
}
