package main

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

func TestAKeyOfAnotherKindIsRefused(t *testing.T) {
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	ecDER, err := x509.MarshalPKIXPublicKey(&other.PublicKey)
	require.NoError(t, err)
	large, err := rsa.GenerateKey(rand.Reader, 3072)
	require.NoError(t, err)
	largeDER, err := x509.MarshalPKIXPublicKey(&large.PublicKey)
	require.NoError(t, err)
	tests := []struct {
		name     string
		describe map[string]any
		says     string
	}{
		{"a larger key", map[string]any{"KeySpec": "RSA_3072"}, "is RSA_3072, expected RSA_2048: make another with: aws kms create-key"},
		{"an elliptic curve", map[string]any{"KeySpec": "ECC_NIST_P256"}, "is ECC_NIST_P256"},
		{"no kind", map[string]any{"KeySpec": ""}, "expected RSA_2048"},
		{"one to encrypt with", map[string]any{"KeyUsage": "ENCRYPT_DECRYPT"}, "is for ENCRYPT_DECRYPT, expected SIGN_VERIFY"},
		{"no PSS", map[string]any{"SigningAlgorithms": []string{"RSASSA_PKCS1_V1_5_SHA_256"}}, "does not sign with RSASSA_PSS_SHA_256"},
		{"no PKCS#1 v1.5", map[string]any{"SigningAlgorithms": []string{"RSASSA_PSS_SHA_256"}}, "does not sign with RSASSA_PKCS1_V1_5_SHA_256"},
		{"a public key that is not what is said", map[string]any{"PublicKey": ecDER}, "not RSA"},
		{"a public key that is longer than is said", map[string]any{"PublicKey": largeDER}, "has 3072 bits, expected 2048"},
		{"a public key of garbage", map[string]any{"PublicKey": []byte("garbage")}, "the public key that KMS returned"},
		{"no public key", map[string]any{"PublicKey": nil}, "the public key that KMS returned"},
		{"no name", map[string]any{"KeyId": nil}, "did not say whose it is"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := findKey(t.Context(), (&fakeKMS{describe: test.describe}).start(t), "alias/byoasn")
			require.ErrorContains(t, err, "alias/byoasn")
			require.ErrorContains(t, err, test.says)
		})
	}
}

func TestASignatureThatIsNotWhatWasAskedForIsRefused(t *testing.T) {
	key, other := testKey(t, "key.pem"), testKey(t, "other-key.pem")
	pss := func(key *rsa.PrivateKey, salt int) func(string, []byte) ([]byte, error) {
		return func(_ string, digest []byte) ([]byte, error) {
			return rsa.SignPSS(rand.Reader, key, crypto.SHA256, digest, &rsa.PSSOptions{SaltLength: salt})
		}
	}
	tests := []struct {
		name   string
		sign   func(algorithm string, digest []byte) ([]byte, error)
		reason problem.ID
	}{
		{"the largest salt", pss(key, rsa.PSSSaltLengthAuto), sign.OtherSalt},
		{"a salt of 20 bytes", pss(key, 20), sign.OtherSalt},
		{"another key", pss(other, 32), sign.OtherKey},
		{"PKCS#1 v1.5", func(_ string, digest []byte) ([]byte, error) {
			return rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest)
		}, sign.OtherScheme},
		{"garbage", func(string, []byte) ([]byte, error) { return make([]byte, 256), nil }, sign.OtherKey},
		{"nothing", func(string, []byte) ([]byte, error) { return nil, nil }, sign.WrongLength},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			signer, err := findKey(t.Context(), (&fakeKMS{sign: test.sign}).start(t), "alias/byoasn")
			require.NoError(t, err)
			sig, err := sign.Sign(signer, []byte(text))
			require.Nil(t, sig)
			var why *sign.VerifyError
			require.ErrorAs(t, err, &why)
			require.Equal(t, test.reason, why.Reason)

			if test.reason != sign.OtherScheme {
				_, err = certgen.NewCertificate(signer, certgen.Profile{NotAfter: now.Add(time.Hour)}, now)
				require.Error(t, err, "nor is there a certificate")
			}
		})
	}
}

func TestARefusalOfKMSSaysWhatToDo(t *testing.T) {
	tests := []struct {
		code   string
		status int
		says   string
	}{
		{"AccessDeniedException", 400, "the key's policy, or yours, does not allow "},
		{"NotFoundException", 400, "no such key in this region and account"},
		{"DisabledException", 400, "the key is disabled"},
		{"KMSInvalidStateException", 400, "aws kms describe-key shows it"},
		{"UnrecognizedClientException", 400, "AWS does not know the credentials"},
		{"ExpiredTokenException", 400, "log in again"},
		{"KMSInternalException", 500, "KMSInternalException"},
	}
	for _, test := range tests {
		for _, action := range []string{"GetPublicKey", "Sign"} {
			t.Run(test.code+" for "+action, func(t *testing.T) {
				f := &fakeKMS{refuse: func(asked string) (int, string, string) {
					if asked == action {
						return test.status, test.code, "what KMS itself says"
					}
					return 0, "", ""
				}}
				_, err := prog(t, f)
				require.ErrorContains(t, err, test.says)
				require.ErrorContains(t, err, "kms:"+action)
				require.ErrorContains(t, err, "what KMS itself says")
				require.NotContains(t, err.Error(), "only for tests")
			})
		}
	}
	t.Run("and its type can be told", func(t *testing.T) {
		f := &fakeKMS{refuse: func(string) (int, string, string) { return 400, "DisabledException", "" }}
		_, err := prog(t, f)
		var disabled *types.DisabledException
		require.ErrorAs(t, err, &disabled)
	})
}

func TestGarbageIsAnError(t *testing.T) {
	for name, body := range map[string]string{
		"text":            "<html>captive portal</html>",
		"cut short":       `{"KeyId": "arn`,
		"another type":    `{"PublicKey": 7, "Signature": 7}`,
		"not base64":      `{"PublicKey": "***", "Signature": "***"}`,
		"nothing at all":  "",
		"an empty object": "{}",
	} {
		for _, action := range []string{"GetPublicKey", "Sign"} {
			t.Run(name+" for "+action, func(t *testing.T) {
				lines, err := prog(t, &fakeKMS{raw: map[string]string{action: body}})
				require.Error(t, err)
				require.Empty(t, lines)
			})
		}
	}
}

func TestTheContextEndsARequest(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	signer, err := findKey(ctx, (&fakeKMS{}).start(t), "alias/byoasn")
	require.NoError(t, err)
	cancel()
	_, err = sign.Sign(signer, []byte(text))
	require.ErrorIs(t, err, context.Canceled)
}

func TestASignerSignsSHA256AndMakesOneSaltAlone(t *testing.T) {
	signer, err := findKey(t.Context(), (&fakeKMS{refuse: func(action string) (int, string, string) {
		if action == "Sign" {
			t.Error("KMS is not to be asked")
			return http.StatusBadRequest, "ValidationException", ""
		}
		return 0, "", ""
	}}).start(t), "alias/byoasn")
	require.NoError(t, err)
	_, err = signer.Sign(nil, make([]byte, 48), crypto.SHA384)
	require.ErrorContains(t, err, "expected SHA-256's")
	_, err = signer.Sign(nil, []byte(text), crypto.SHA256)
	require.ErrorContains(t, err, "a digest of 47 bytes")
	_, err = signer.Sign(nil, make([]byte, 32), &rsa.PSSOptions{Hash: crypto.SHA256})
	require.ErrorContains(t, err, "a salt of length 0")
}
