package main

import (
	"crypto/sha256"
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

// The command lines of docs/hardware.md.
// TestTheDocumentationHasTheseCommandLines holds the two together.
const (
	publicScript = `aws kms get-public-key --key-id alias/byoasn --query PublicKey --output text | base64 -d > public.der`

	messageScript = `printf %s "$text_message" > message.txt
aws kms sign --key-id alias/byoasn --message fileb://message.txt --message-type RAW \
    --signing-algorithm RSASSA_PSS_SHA_256 --query Signature --output text`

	signerScript = `#!/bin/sh
case $BYOASN_SCHEME in
rsassa-pss) algorithm=RSASSA_PSS_SHA_256 ;;
*) algorithm=RSASSA_PKCS1_V1_5_SHA_256 ;;
esac
aws kms sign --key-id alias/byoasn --message fileb:///dev/stdin --message-type RAW \
    --signing-algorithm $algorithm --query Signature --output text | base64 -d`
)

func TestTheDocumentationHasTheseCommandLines(t *testing.T) {
	page, err := os.ReadFile("../../docs/hardware.md")
	require.NoError(t, err)
	for _, script := range []string{publicScript, messageScript + " | byoasn signature encode --from base64", signerScript} {
		require.Contains(t, string(page), script)
	}
}

// TestTheCommandLinesOfTheAWSCLI runs where there is an AWS CLI. It is not one of
// the programs that CI has to have.
func TestTheCommandLinesOfTheAWSCLI(t *testing.T) {
	if _, err := exec.LookPath("aws"); err != nil {
		t.Skip("no aws here")
	}
	f := &fakeKMS{}
	endpoint := *f.start(t).Options().BaseEndpoint
	dir := t.TempDir()
	env := append(withoutAWS(os.Environ()), "AWS_ENDPOINT_URL="+endpoint, "AWS_DEFAULT_REGION=eu-central-1",
		"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=only for tests", "AWS_EC2_METADATA_DISABLED=true",
		"AWS_CONFIG_FILE="+filepath.Join(dir, "none"), "AWS_SHARED_CREDENTIALS_FILE="+filepath.Join(dir, "none"),
		"text_message="+text)
	shell := func(script string) {
		cmd := exec.Command("sh", "-euc", script)
		cmd.Dir, cmd.Env = dir, env
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
	}

	shell(publicScript)
	der, err := os.ReadFile(filepath.Join(dir, "public.der"))
	require.NoError(t, err)
	public, err := certgen.ReadPublicKey(der)
	require.NoError(t, err)
	want, err := x509.MarshalPKIXPublicKey(&f.key.PublicKey)
	require.NoError(t, err)
	require.Equal(t, want, der)

	shell(messageScript + " | base64 -d > signature")
	raw, err := os.ReadFile(filepath.Join(dir, "signature"))
	require.NoError(t, err)
	require.NoError(t, sign.Verify(public, []byte(text), raw))

	script := filepath.Join(dir, "kms-signer")
	require.NoError(t, os.WriteFile(script, []byte(signerScript), 0o700))
	signer, err := external.New(t.Context(), public, external.Command{Args: []string{script}, Env: env})
	require.NoError(t, err)
	_, err = sign.Sign(signer, []byte(text))
	require.NoError(t, err)
	_, err = certgen.NewCertificate(signer, certgen.Profile{NotAfter: now.Add(240 * time.Hour)}, now)
	require.NoError(t, err)
	require.Equal(t, "RAW", f.asked[2].MessageType)
	require.NotEqual(t, sha256.Size, len(f.asked[2].Message))
}

// withoutAWS is the environment less what belongs to whoever runs the test.
func withoutAWS(env []string) []string {
	return slices.DeleteFunc(env, func(variable string) bool { return strings.HasPrefix(variable, "AWS_") })
}
