package sign_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

type vectorFile struct {
	NumberOfTests int
	TestGroups    []struct {
		PublicKeyDer string
		Tests        []vector
	}
}

type vector struct {
	TcID             int
	Comment          string
	Msg, Sig, Result string
}

// eachVector calls check for every vector of a file; see
// testdata/wycheproof/SOURCES.md.
func eachVector(t *testing.T, name string, check func(t *testing.T, pub *rsa.PublicKey, message []byte, sig sign.Signature, v vector)) {
	data, err := os.ReadFile("testdata/wycheproof/rsa_pss_" + name + "_test.json")
	require.NoError(t, err)
	var file vectorFile
	require.NoError(t, json.Unmarshal(data, &file))
	count := 0
	for _, group := range file.TestGroups {
		der, err := hex.DecodeString(group.PublicKeyDer)
		require.NoError(t, err)
		pub, err := x509.ParsePKIXPublicKey(der)
		require.NoError(t, err)
		for _, v := range group.Tests {
			count++
			message, err := hex.DecodeString(v.Msg)
			require.NoError(t, err)
			sig, err := hex.DecodeString(v.Sig)
			require.NoError(t, err)
			check(t, pub.(*rsa.PublicKey), message, sig, v)
		}
	}
	require.Equal(t, file.NumberOfTests, count)
	require.Greater(t, count, 50)
}

func TestVerifyAgreesWithWycheproof(t *testing.T) {
	for _, name := range []string{"2048_sha256_mgf1_32", "3072_sha256_mgf1_32", "4096_sha256_mgf1_32"} {
		t.Run(name, func(t *testing.T) {
			eachVector(t, name, func(t *testing.T, pub *rsa.PublicKey, message []byte, sig sign.Signature, v vector) {
				err := sign.Verify(pub, message, sig)
				require.Equal(t, v.Result == "valid", err == nil, "tcId %d (%s): %v", v.TcID, v.Comment, err)
			})
		})
	}
}

func TestVerifyTellsOtherParametersOfWycheproof(t *testing.T) {
	for name, want := range map[string]problem.ID{
		"2048_sha256_mgf1_0":      sign.OtherSalt,
		"2048_sha1_mgf1_20":       sign.OtherHash,
		"2048_sha384_mgf1_48":     sign.OtherHash,
		"2048_sha256_mgf1sha1_20": sign.OtherMGF,
	} {
		t.Run(name, func(t *testing.T) {
			eachVector(t, name, func(t *testing.T, pub *rsa.PublicKey, message []byte, sig sign.Signature, v vector) {
				if v.Result != "valid" {
					return // some of these have AWS's parameters
				}
				var why *sign.VerifyError
				require.ErrorAs(t, sign.Verify(pub, message, sig), &why, "tcId %d (%s)", v.TcID, v.Comment)
				require.Equal(t, want, why.Reason, "tcId %d (%s)", v.TcID, v.Comment)
				require.Equal(t, "same", why.Text)
			})
		})
	}
}
