package sign_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
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
			require.Equal(t, "same", why.Text)
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
	require.Equal(t, "unknown", why.Text)
	require.ErrorContains(t, why, "over another text")

	why = whyNot(t, key, text, signAs(t, key, crypto.SHA256, 222, "another"))
	require.Equal(t, sign.OtherSalt, why.Reason, "the largest salt leaves little to go by")
	require.Equal(t, "unknown", why.Text)
	require.ErrorContains(t, why, "it seems to be of this key")
	require.ErrorContains(t, why, "or it was made with another key")
	why = whyNot(t, key, text, signAs(t, key, crypto.SHA256, 222, text))
	require.ErrorContains(t, why, "its salt is 222 bytes long", "with a text that is known there is no doubt")
}

func TestVerifyTellsWhichTextWasSigned(t *testing.T) {
	key := testKey(t, "key.pem")
	tests := map[string][]string{
		"trailing-newline":   {text + "\n", text + "\n\n"},
		"trailing-crlf":      {text + "\r\n", text + "\r"},
		"double-quotes":      {`"` + text + `"`, `"` + text + "\"\n"},
		"single-quotes":      {`'` + text + `'`},
		"typographic-quotes": {"“" + text + "”"},
		"leading-blank":      {" " + text, " " + text + " "},
		"trailing-blank":     {text + " ", text + "\t", text + "\u00a0", text + " \n"},
		"byte-order-mark":    {"\ufeff" + text, "\ufeff" + text + "\r\n"},
		"echo-option":        {"-n " + text + "\n"},
		"utf-16":             {utf16LE("\ufeff" + text + "\r\n"), utf16LE(text)},
		"hashed-twice":       {digestOf(text)},
		"nothing":            {"", "\n"},
		"written-newline":    {text + `\n`},
		"as-prefix":          {strings.Replace(text, "|12345|", "|AS12345|", 1)},
		"account-hyphens":    {strings.Replace(text, "123456789012", "1234-5678-9012", 1)},
		"without-scheme":     {strings.TrimSuffix(text, "|RSAPSS")},
		"base64":             {b64(text), b64(text) + "\n", b64(text+"\n") + "\n"},
		"hex":                {hex.EncodeToString([]byte(text)), hex.EncodeToString([]byte(text)) + "\n"},
	}
	for want, signed := range tests {
		for _, s := range signed {
			why := whyNot(t, key, text, signAs(t, key, crypto.SHA256, 32, s))
			require.Equal(t, sign.OtherMessage, why.Reason, "%q", s)
			require.Equal(t, want, why.Text, "%q", s)
		}
	}
	const long = "1|aws|123456789012|2620:0:2d0:200::/56|20271231|SHA256|RSAPSS"
	lines := whyNot(t, key, long, signAs(t, key, crypto.SHA256, 32, b64(long)[:64]+"\n"+b64(long)[64:]+"\n"))
	require.Equal(t, "base64", lines.Text)
	why := whyNot(t, key, text+"\n", signAs(t, key, crypto.SHA256, 32, text))
	require.Equal(t, "without-newline", why.Text)
	why = whyNot(t, key, ` "`+text+`"`, signAs(t, key, crypto.SHA256, 32, text))
	require.Equal(t, "trimmed", why.Text)
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

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
		require.Equal(t, "trailing-newline", why.Text)
		require.ErrorContains(t, why, "besides, it was made over the same text with a newline")
	}
	digest := crypto.SHA256.New()
	digest.Write([]byte(text))
	sig, err := rsa.SignPKCS1v15(nil, key, 0, digest.Sum(nil))
	require.NoError(t, err)
	why := whyNot(t, key, text, sig)
	require.Equal(t, sign.OtherScheme, why.Reason, "a bare digest, as pkeyutl pads it")
	require.Equal(t, "same", why.Text)
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
	key := testKey(t, "key.pem")
	require.ErrorContains(t, sign.Verify(&key.PublicKey, nil, make([]byte, 256)), "no message")
	require.ErrorIs(t, sign.Verify(&key.PublicKey, []byte(text), nil), sign.WrongLength)
	tiny := &rsa.PublicKey{N: big.NewInt(3233), E: 17}
	require.ErrorContains(t, sign.Verify(tiny, []byte(text), make([]byte, 2)), "not usable")
}

func TestOneFlippedBitNeverVerifies(t *testing.T) {
	key := testKey(t, "key.pem")
	sig := signAs(t, key, crypto.SHA256, 32, text)
	misread := 0 // as the largest salt, which noise can look like once in 65,536
	for i := range 8 * len(sig) {
		damaged := append(sign.Signature{}, sig...)
		damaged[i/8] ^= 1 << (i % 8)
		why := whyNot(t, key, text, damaged)
		if why.Reason != sign.OtherKey {
			require.Equal(t, sign.OtherSalt, why.Reason, "never as one with another hash")
			misread++
		}
	}
	require.LessOrEqual(t, misread, 2)
}

// Noise that happens to begin and end like an encoding with the largest salt of
// some hash is no evidence that this hash was used.
func TestNoiseIsNotTakenForAnotherHash(t *testing.T) {
	key := testKey(t, "key.pem")
	for _, hash := range []crypto.Hash{crypto.SHA1, crypto.SHA224, crypto.SHA384, crypto.SHA512} {
		for _, padding := range []int{0, 1, 2, 5} {
			salt := key.Size() - hash.Size() - 2 - padding
			why := whyNot(t, key, text, signAs(t, key, hash, salt, "another"))
			if why.Reason != sign.OtherKey { // as it ends like one, it looks like SHA-256 once in 256
				require.Equal(t, sign.OtherSalt, why.Reason, "%s, %d", hash, padding)
				require.ErrorContains(t, why, "or it was made with another key")
			}
		}
		why := whyNot(t, key, text, signAs(t, key, hash, hash.Size(), "another"))
		require.Equal(t, sign.OtherHash, why.Reason)
	}
}

func TestVerifyTellsLettersThatHaveChangedPlaces(t *testing.T) {
	key := testKey(t, "key.pem")
	sig := signAs(t, key, crypto.SHA256, 32, text)
	plain := base64.StdEncoding.EncodeToString(sig)
	wrong, err := sign.Parse(strings.NewReplacer("+", "~", "/", "-", "=", "_").Replace(plain))
	require.NoError(t, err, "it cannot be told from the text")
	why := whyNot(t, key, text, wrong)
	require.Equal(t, sign.SwappedLetters, why.Reason)
	require.Contains(t, why.Fix, "tr -- '+=/' '-_~'")
	why = whyNot(t, key, "another", wrong)
	require.Equal(t, sign.OtherKey, why.Reason)
}

func TestEveryReasonIsAProblem(t *testing.T) {
	key := testKey(t, "key.pem")
	err := sign.Verify(&key.PublicKey, []byte(text), signAs(t, key, crypto.SHA256, 20, text))
	require.ErrorIs(t, err, sign.OtherSalt)
	all := problem.All(err)
	require.Len(t, all, 1)
	require.Equal(t, err.Error(), all[0].Error())
	require.Contains(t, all[0].Fix, "rsa_pss_saltlen:32")
	require.Contains(t, sign.IDs(), all[0].ID)
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
