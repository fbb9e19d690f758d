package sign_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/sign"
)

// signAs signs with the key, a hash and a salt length of one's choice.
func signAs(t testing.TB, key *rsa.PrivateKey, hash crypto.Hash, salt int, message string) sign.Signature {
	t.Helper()
	h := hash.New()
	h.Write([]byte(message))
	sig, err := rsa.SignPSS(rand.Reader, key, hash, h.Sum(nil), &rsa.PSSOptions{SaltLength: salt})
	require.NoError(t, err)
	return sig
}

// whyNot verifies and returns the reason; there must be one.
func whyNot(t testing.TB, key *rsa.PrivateKey, message string, sig sign.Signature) *sign.VerifyError {
	t.Helper()
	var why *sign.VerifyError
	require.ErrorAs(t, sign.Verify(&key.PublicKey, []byte(message), sig), &why)
	return why
}

func TestVerifyTellsTheSaltLength(t *testing.T) {
	for _, name := range []string{"key.pem", "key-3072.pem"} {
		key := testKey(t, name)
		for _, salt := range []int{1, 20, 31, 33, 64, key.Size() - 34} {
			why := whyNot(t, key, text, signAs(t, key, crypto.SHA256, salt, text))
			require.Equal(t, sign.OtherSalt, why.Reason)
			require.Equal(t, salt, why.Salt)
			require.Equal(t, sign.SameText, why.Text)
		}
	}
}

func TestVerifyTellsTheHash(t *testing.T) {
	key := testKey(t, "key.pem")
	for _, hash := range []crypto.Hash{crypto.SHA1, crypto.SHA224, crypto.SHA384, crypto.SHA512} {
		why := whyNot(t, key, text, signAs(t, key, hash, rsa.PSSSaltLengthEqualsHash, text))
		require.Equal(t, sign.OtherHash, why.Reason)
		require.Equal(t, hash, why.Hash)
		require.Equal(t, hash.Size(), why.Salt)
		require.ErrorContains(t, why, hash.String())
	}
}

func TestVerifyTellsAnotherKeyFromAnotherMessage(t *testing.T) {
	key, other := testKey(t, "key.pem"), testKey(t, "other-key.pem")
	why := whyNot(t, key, text, signAs(t, other, crypto.SHA256, 32, text))
	require.Equal(t, sign.OtherKey, why.Reason)

	why = whyNot(t, key, text, signAs(t, key, crypto.SHA256, 32, "1|aws|123456789012|54321|20271231|SHA256|RSAPSS"))
	require.Equal(t, sign.OtherMessage, why.Reason)
	require.Equal(t, sign.UnknownText, why.Text)
	require.ErrorContains(t, why, "over another text")

	why = whyNot(t, key, text, signAs(t, key, crypto.SHA256, 222, "another"))
	require.Equal(t, sign.OtherSalt, why.Reason, "the largest salt leaves little to go by")
	require.Equal(t, sign.UnknownText, why.Text)
}

func TestVerifyTellsWhichTextWasSigned(t *testing.T) {
	key := testKey(t, "key.pem")
	tests := map[sign.Text][]string{
		sign.TrailingNewline: {text + "\n", text + "\n\n"},
		sign.TrailingCRLF:    {text + "\r\n", text + "\r"},
		sign.DoubleQuotes:    {`"` + text + `"`, `"` + text + "\"\n"},
		sign.SingleQuotes:    {`'` + text + `'`},
		sign.SmartQuotes:     {"“" + text + "”"},
		sign.LeadingBlank:    {" " + text, " " + text + " "},
		sign.TrailingBlank:   {text + " ", text + "\t", text + "\u00a0", text + " \n"},
		sign.ByteOrderMark:   {"\ufeff" + text, "\ufeff" + text + "\r\n"},
		sign.EchoOption:      {"-n " + text + "\n"},
		sign.UTF16:           {utf16LE("\ufeff" + text + "\r\n"), utf16LE(text)},
		sign.HashedTwice:     {digestOf(text)},
	}
	for want, signed := range tests {
		for _, s := range signed {
			why := whyNot(t, key, text, signAs(t, key, crypto.SHA256, 32, s))
			require.Equal(t, sign.OtherMessage, why.Reason, "%q", s)
			require.Equal(t, want, why.Text, "%q", s)
		}
	}
	why := whyNot(t, key, text+"\n", signAs(t, key, crypto.SHA256, 32, text))
	require.Equal(t, sign.WithoutNewline, why.Text)
	why = whyNot(t, key, ` "`+text+`"`, signAs(t, key, crypto.SHA256, 32, text))
	require.Equal(t, sign.Trimmed, why.Text)
}

func utf16LE(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

func digestOf(s string) string {
	h := crypto.SHA256.New()
	h.Write([]byte(s))
	return string(h.Sum(nil))
}

func TestVerifyTellsPKCS1AndWhatItSigned(t *testing.T) {
	key := testKey(t, "key.pem")
	for _, hash := range []crypto.Hash{crypto.SHA1, crypto.SHA256, crypto.SHA512} {
		h := hash.New()
		h.Write([]byte(text + "\n"))
		sig, err := rsa.SignPKCS1v15(nil, key, hash, h.Sum(nil))
		require.NoError(t, err)
		why := whyNot(t, key, text, sig)
		require.Equal(t, sign.OtherScheme, why.Reason)
		require.Equal(t, hash, why.Hash)
		require.Equal(t, sign.TrailingNewline, why.Text)
		require.ErrorContains(t, why, "besides, it was made over the same text with a newline")
	}
	digest := crypto.SHA256.New()
	digest.Write([]byte(text))
	sig, err := rsa.SignPKCS1v15(nil, key, 0, digest.Sum(nil))
	require.NoError(t, err)
	why := whyNot(t, key, text, sig)
	require.Equal(t, sign.OtherScheme, why.Reason, "a bare digest, as pkeyutl pads it")
	require.Equal(t, sign.SameText, why.Text)
}

func TestVerifyComparesTheLengthWithTheKeys(t *testing.T) {
	key, large := testKey(t, "key.pem"), testKey(t, "key-3072.pem")
	why := whyNot(t, key, text, signAs(t, large, crypto.SHA256, 32, text))
	require.Equal(t, sign.WrongLength, why.Reason)
	require.Equal(t, 384, why.Length)
	require.Equal(t, 256, why.Want)
}

func TestVerifyRefusesANumberPastTheModulus(t *testing.T) {
	key := testKey(t, "key.pem")
	var past *big.Int
	for range 500 { // salts, until the same number fits in again above the modulus
		sig := signAs(t, key, crypto.SHA256, 32, text)
		if past = new(big.Int).Add(new(big.Int).SetBytes(sig), key.N); past.BitLen() <= 2048 {
			break
		}
	}
	require.LessOrEqual(t, past.BitLen(), 2048)
	why := whyNot(t, key, text, past.FillBytes(make([]byte, 256)))
	require.Equal(t, sign.OtherKey, why.Reason)
}

func TestVerifyNeverPanicsForWantOfAKey(t *testing.T) {
	require.Error(t, sign.Verify(nil, []byte(text), make([]byte, 256)))
	require.Error(t, sign.Verify(&rsa.PublicKey{}, []byte(text), make([]byte, 256)))
	tiny := &rsa.PublicKey{N: big.NewInt(3233), E: 17}
	require.ErrorContains(t, sign.Verify(tiny, []byte(text), make([]byte, 2)), "not usable")
}

func TestOneFlippedBitNeverVerifies(t *testing.T) {
	key := testKey(t, "key.pem")
	sig := signAs(t, key, crypto.SHA256, 32, text)
	misread := 0 // as what another hash or salt would have left, which noise can look like
	for i := range sig {
		damaged := append(sign.Signature{}, sig...)
		damaged[i] ^= 1 << (i % 8)
		if why := whyNot(t, key, text, damaged); why.Reason != sign.OtherKey {
			misread++
		}
	}
	require.LessOrEqual(t, misread, 3)
}

func FuzzVerify(f *testing.F) {
	key := testKey(f, "key.pem")
	seeds := []sign.Signature{
		signAs(f, key, crypto.SHA256, 32, text),
		signAs(f, key, crypto.SHA512, 0, text),
		signAs(f, key, crypto.SHA1, 222, text+"\n"),
		make([]byte, 256),
	}
	require.NotEmpty(f, seeds)
	for _, sig := range seeds {
		f.Add(text, []byte(sig))
	}
	f.Fuzz(func(t *testing.T, message string, sig []byte) {
		err := sign.Verify(&key.PublicKey, []byte(message), sig)
		if err == nil {
			require.Equal(t, text, message, "only a seed can verify")
			return
		}
		require.NotEmpty(t, err.Error())
	})
}
