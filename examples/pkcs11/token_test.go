package main

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"io"
	"testing"

	"github.com/ThalesGroup/crypto11"
	"github.com/miekg/pkcs11"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
)

const text = "1|aws|123456789012|12345|20261231|SHA256|RSAPSS"

func openTestToken(t *testing.T) *token {
	t.Helper()
	opened, err := openToken(newToken(t), tokenLabel, userPIN)
	require.NoError(t, err)
	t.Cleanup(opened.close)
	return opened
}

func TestAKeyThatWasMadeCannotLeaveTheToken(t *testing.T) {
	opened := openTestToken(t)
	key, err := opened.key("byoasn", true)
	require.NoError(t, err)
	for attribute, want := range map[crypto11.AttributeType]byte{
		crypto11.CkaPrivate:          1,
		crypto11.CkaSensitive:        1,
		crypto11.CkaAlwaysSensitive:  1,
		crypto11.CkaExtractable:      0,
		crypto11.CkaNeverExtractable: 1,
		crypto11.CkaLocal:            1,
		crypto11.CkaSign:             1,
		crypto11.CkaDecrypt:          0,
		crypto11.CkaUnwrap:           0,
	} {
		got, err := opened.session.GetAttribute(key, attribute)
		require.NoError(t, err)
		require.Equal(t, []byte{want}, got.Value, "attribute %#x", attribute)
	}
	_, err = opened.session.GetAttribute(key, crypto11.CkaPrivateExponent)
	require.ErrorIs(t, err, pkcs11.Error(pkcs11.CKR_ATTRIBUTE_SENSITIVE))
}

func TestAKeyThatCouldLeaveIsRefused(t *testing.T) {
	opened := openTestToken(t)
	attributes, err := crypto11.NewAttributeSetWithIDAndLabel([]byte{1}, []byte("loose"))
	require.NoError(t, err)
	private := attributes.Copy()
	require.NoError(t, private.Set(crypto11.CkaExtractable, true))
	_, err = opened.session.GenerateRSAKeyPairWithAttributes(attributes, private, certgen.DefaultBits)
	require.NoError(t, err)

	key, err := opened.key("loose", false)
	require.Nil(t, key)
	require.ErrorContains(t, err, `the key "loose" can be taken out of the token (CKA_EXTRACTABLE)`)
}

func TestALabelThatNamesTwoKeysIsRefused(t *testing.T) {
	opened := openTestToken(t)
	for id := range byte(2) {
		_, err := opened.session.GenerateRSAKeyPairWithLabel([]byte{id + 1}, []byte("twin"), certgen.DefaultBits)
		require.NoError(t, err)
	}
	_, err := opened.key("twin", false)
	require.ErrorContains(t, err, `has 2 keys "twin"`)
}

// TestTheSaltIsWhatTheOptionsSay: the library asks for the digest's length by
// rsa.PSSSaltLengthEqualsHash, which crypto11 has to make into 32 bytes.
func TestTheSaltIsWhatTheOptionsSay(t *testing.T) {
	opened := openTestToken(t)
	key, err := opened.key("byoasn", true)
	require.NoError(t, err)
	digest := sha256.Sum256([]byte(text))
	for asked, want := range map[int]int{rsa.PSSSaltLengthEqualsHash: 32, 32: 32, 20: 20, 222: 222} {
		raw, err := key.Sign(nil, digest[:], &rsa.PSSOptions{SaltLength: asked, Hash: crypto.SHA256})
		require.NoError(t, err)
		err = rsa.VerifyPSS(key.Public().(*rsa.PublicKey), crypto.SHA256, digest[:], raw, &rsa.PSSOptions{SaltLength: want})
		require.NoError(t, err, "asked for %d", asked)
	}
	_, err = key.Sign(nil, digest[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthAuto, Hash: crypto.SHA256})
	require.Error(t, err, "crypto11 does not make the largest salt")
}

// A stubborn signer makes the salt that it likes, as some tokens do.
type stubborn struct {
	crypto.Signer
	salt int
}

func (s stubborn) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if _, ok := opts.(*rsa.PSSOptions); ok {
		opts = &rsa.PSSOptions{SaltLength: s.salt, Hash: opts.HashFunc()}
	}
	return s.Signer.Sign(random, digest, opts)
}

func TestATokenThatMakesAnotherSaltIsFoundOut(t *testing.T) {
	opened := openTestToken(t)
	key, err := opened.key("byoasn", true)
	require.NoError(t, err)
	for _, salt := range []int{0x10, 222} {
		_, err = sign.Sign(stubborn{key, salt}, []byte(text))
		var why *sign.VerifyError
		require.ErrorAs(t, err, &why)
		require.Equal(t, sign.OtherSalt, why.Reason)
		require.ErrorContains(t, err, fmt.Sprintf("%d bytes", salt))
	}
}
