package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
)

// prog runs the program against the fake, and returns what it printed, by the
// words that the lines begin with.
func prog(t *testing.T, f *fakeKMS, args ...string) (map[string]string, error) {
	t.Helper()
	client := f.start(t)
	connect := func(_ context.Context, region, profile string) (*kms.Client, error) {
		require.Empty(t, region+profile)
		return client, nil
	}
	args = append([]string{"-key", "alias/byoasn", "-account", "123456789012", "-asn", "12345", "-subject", "Example Networks"}, args...)
	var out strings.Builder
	err := run(t.Context(), args, &out, now, connect)
	lines := make(map[string]string)
	for line := range strings.Lines(out.String()) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		lines[name] = value
	}
	return lines, err
}

func TestTheWholeProofWithAKeyInKMS(t *testing.T) {
	f := &fakeKMS{}
	lines, err := prog(t, f)
	require.NoError(t, err)
	require.Equal(t, text, lines["message"])

	cert, err := certgen.ReadCertificate([]byte(lines["certificate"]))
	require.NoError(t, err)
	require.NoError(t, certgen.CheckSelfSignature(cert))
	require.Equal(t, "CN=Example Networks", cert.Subject.String())
	require.True(t, f.key.PublicKey.Equal(cert.PublicKey))
	sig, err := sign.Parse(lines["signature"])
	require.NoError(t, err)
	require.NoError(t, sign.Verify(&f.key.PublicKey, []byte(text), sig))

	require.Len(t, f.asked, 2, "KMS is asked for one signature each")
	for i, algorithm := range []string{"RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PSS_SHA_256"} {
		require.Equal(t, algorithm, f.asked[i].SigningAlgorithm)
		require.Equal(t, "DIGEST", f.asked[i].MessageType)
		require.Len(t, f.asked[i].Message, 32)
		require.Equal(t, keyARN, f.asked[i].KeyId, "the alias may have moved")
	}
}

func TestNothingIsPrintedWhenKMSSignsWrongly(t *testing.T) {
	lines, err := prog(t, &fakeKMS{raw: map[string]string{"Sign": `{"Signature": "AAAA"}`}})
	require.Error(t, err)
	require.Empty(t, lines)
}

func TestWhatIsWrongWithoutKMSIsSaidFirst(t *testing.T) {
	tests := []struct {
		name string
		args []string
		says string
	}{
		{"a wrong account", []string{"-account", "1234"}, "account"},
		{"an ASN for documentation", []string{"-asn", "64496"}, "64496"},
		{"no key", []string{"-key", ""}, "-key is missing"},
		{"a word too many", []string{"alias/other"}, "nothing is expected after the flags"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			args := append([]string{"-key", "k", "-account", "123456789012", "-asn", "12345"}, test.args...)
			err := run(t.Context(), args, nil, now, func(context.Context, string, string) (*kms.Client, error) {
				require.Fail(t, "AWS is not to be asked")
				return nil, nil
			})
			require.ErrorContains(t, err, test.says)
		})
	}
	t.Run("no credentials", func(t *testing.T) {
		none := errors.New("no credentials")
		err := run(t.Context(), []string{"-key", "k", "-account", "123456789012", "-asn", "12345"}, nil, now,
			func(context.Context, string, string) (*kms.Client, error) { return nil, none })
		require.ErrorIs(t, err, none)
	})
}

func TestARegionIsNeeded(t *testing.T) {
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_CONFIG_FILE", "/no/such/file")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/no/such/file")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	_, err := connect(t.Context(), "", "")
	require.ErrorContains(t, err, "there is no region: name the key's with -region")
	_, err = connect(t.Context(), "eu-central-1", "")
	require.NoError(t, err)
}
