package sign_test

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

func TestSignMakesWhatVerifyTakes(t *testing.T) {
	key := testKey(t, "key.pem")
	first, err := sign.Sign(key, []byte(text))
	require.NoError(t, err)
	require.Len(t, first, 256)
	require.Len(t, first.String(), 344)
	require.NoError(t, sign.Verify(&key.PublicKey, []byte(text), first))

	second, err := sign.Sign(key, []byte(text))
	require.NoError(t, err)
	require.NotEqual(t, first, second, "the salt is random")
}

func TestSignAsksForASaltOfTheDigestsLength(t *testing.T) {
	key := testKey(t, "key.pem")
	asked := optionsRecorder{Signer: key}
	_, err := sign.Sign(&asked, []byte(text))
	require.NoError(t, err)
	opts, ok := asked.opts.(*rsa.PSSOptions)
	require.True(t, ok)
	require.Equal(t, rsa.PSSSaltLengthEqualsHash, opts.SaltLength)
	require.Equal(t, crypto.SHA256, opts.Hash)
}

type optionsRecorder struct {
	crypto.Signer
	opts crypto.SignerOpts
}

func (r *optionsRecorder) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	r.opts = opts
	return r.Signer.Sign(random, digest, opts)
}

func TestSignRefusesWhatALyingSignerReturns(t *testing.T) {
	key, other := testKey(t, "key.pem"), testKey(t, "other-key.pem")
	pss := func(key *rsa.PrivateKey, digest []byte, salt int) ([]byte, error) {
		return rsa.SignPSS(rand.Reader, key, crypto.SHA256, digest, &rsa.PSSOptions{SaltLength: salt})
	}
	tests := []struct {
		name   string
		sign   func(digest []byte) ([]byte, error)
		reason problem.ID
		says   string
	}{
		{"the largest salt, as zero options make", func(d []byte) ([]byte, error) { return pss(key, d, 222) }, sign.OtherSalt, "222 bytes"},
		{"a salt of 20 bytes", func(d []byte) ([]byte, error) { return pss(key, d, 20) }, sign.OtherSalt, "20 bytes"},
		{"PKCS#1 v1.5", func(d []byte) ([]byte, error) { return rsa.SignPKCS1v15(nil, key, crypto.SHA256, d) }, sign.OtherScheme, "PKCS1-v1_5"},
		{"another key", func(d []byte) ([]byte, error) { return pss(other, d, 32) }, sign.OtherKey, "another key"},
		{"rubbish", func([]byte) ([]byte, error) { return make([]byte, 256), nil }, sign.OtherKey, "damaged"},
		{"nothing", func([]byte) ([]byte, error) { return nil, nil }, sign.WrongLength, "0 bytes"},
		{"too much", func([]byte) ([]byte, error) { return make([]byte, 257), nil }, sign.WrongLength, "257 bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sig, err := sign.Sign(signerFunc{key.Public(), test.sign}, []byte(text))
			require.Nil(t, sig)
			require.ErrorIs(t, err, sign.BadSigner)
			require.ErrorIs(t, err, test.reason)
			var why *sign.VerifyError
			require.ErrorAs(t, err, &why)
			require.Equal(t, test.reason, why.Reason)
			require.ErrorContains(t, err, test.says)
		})
	}
}

func TestSignPassesTheSignersOwnErrorOn(t *testing.T) {
	broken := errors.New("token removed")
	key := testKey(t, "key.pem")
	_, err := sign.Sign(signerFunc{key.Public(), func([]byte) ([]byte, error) { return nil, broken }}, []byte(text))
	require.ErrorIs(t, err, broken)
}

// A messageSigner hashes for itself, as some devices do, and signs no digest.
type messageSigner struct {
	key     *rsa.PrivateKey
	message []byte
}

func (s *messageSigner) Public() crypto.PublicKey { return s.key.Public() }

func (s *messageSigner) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return nil, errors.New("takes no digest")
}

func (s *messageSigner) SignMessage(random io.Reader, message []byte, opts crypto.SignerOpts) ([]byte, error) {
	s.message = message
	return crypto.SignMessage(s.key, random, message, opts)
}

func TestSignGivesTheMessageToASignerThatHashesForItself(t *testing.T) {
	signer := messageSigner{key: testKey(t, "key.pem")}
	sig, err := sign.Sign(&signer, []byte(text))
	require.NoError(t, err)
	require.Equal(t, text, string(signer.message))
	require.NoError(t, sign.Verify(&signer.key.PublicKey, []byte(text), sig))
}

func TestSignRefusesOtherKindsOfKey(t *testing.T) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	_, err = sign.Sign(key, []byte(text))
	require.ErrorIs(t, err, sign.ErrNotRSA)
}

func TestSignNeverPanicsForWantOfAnything(t *testing.T) {
	key := testKey(t, "key.pem")
	var noKey *rsa.PrivateKey
	for name, signer := range map[string]crypto.Signer{
		"no signer":              nil,
		"a nil key":              noKey,
		"no public key":          signerFunc{nil, nil},
		"a nil public key":       signerFunc{(*rsa.PublicKey)(nil), nil},
		"a public key with none": signerFunc{&rsa.PublicKey{}, nil},
	} {
		sig, err := sign.Sign(signer, []byte(text))
		require.Nil(t, sig, name)
		require.Error(t, err, name)
	}
	_, err := sign.Sign(key, nil)
	require.ErrorContains(t, err, "no message")
}
