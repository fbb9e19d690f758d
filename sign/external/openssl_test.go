package external_test

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

// openssl runs the binary, and skips the test where there is none, but in CI.
func openssl(t *testing.T, stdin []byte, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI has no openssl")
		}
		t.Skip("no openssl here")
	}
	cmd := exec.Command("openssl", args...)
	cmd.Stdin = bytes.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	return string(out)
}

// The lines of the package comment.
const (
	opensslForMessage     = "openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -sign testdata/key.pem"
	opensslForCertificate = "openssl dgst -sha256 -sign testdata/key.pem"
)

func fromLine(t *testing.T, line string) *external.Signer {
	t.Helper()
	args, err := external.Split(line)
	require.NoError(t, err)
	signer, err := external.New(t.Context(), &key().PublicKey, external.Command{Args: args})
	require.NoError(t, err)
	return signer
}

// proves has the signers make a certificate and a message's signature, and the
// openssl binary verify both.
func proves(t *testing.T, forCertificate, forMessage *external.Signer) {
	t.Helper()
	cert, err := certgen.NewCertificate(forCertificate, certgen.Profile{NotAfter: time.Now().Add(240 * time.Hour)}, time.Now())
	require.NoError(t, err)
	file := writeFile(t, "certificate.pem", certgen.MarshalCertificate(cert))
	require.Contains(t, openssl(t, nil, "verify", "-check_ss_sig", "-CAfile", file, file), "OK")

	sig, err := sign.Sign(forMessage, []byte(text))
	require.NoError(t, err)
	out := openssl(t, []byte(text), "dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32",
		"-verify", publicKeyFile(t), "-signature", writeFile(t, "signature", sig))
	require.Contains(t, out, "Verified OK")
}

func TestOpenSSLIsACommandThatSigns(t *testing.T) {
	openssl(t, nil, "version")
	proves(t, fromLine(t, opensslForCertificate), fromLine(t, opensslForMessage))
}

func TestAScriptDoesBoth(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the script is for a POSIX shell")
	}
	openssl(t, nil, "version")
	script := writeFile(t, "signer", []byte(`#!/bin/sh
case $BYOASN_SCHEME in
rsassa-pss) exec `+strings.Replace(opensslForMessage, "32", "$BYOASN_SALT", 1)+` ;;
rsassa-pkcs1-v1_5) exec `+opensslForCertificate+` ;;
esac
exit 1
`))
	proves(t, fromLine(t, "'"+script+"'"), fromLine(t, "'"+script+"'"))
}

func TestAPipelineThatFailedInTheMiddleShowsWhy(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the script is for a POSIX shell")
	}
	openssl(t, nil, "version")
	script := writeFile(t, "signer", []byte("#!/bin/sh\nopenssl dgst -sha256 -sign no-such-key.pem | cat\n"))
	_, err := sign.Sign(fromLine(t, "'"+script+"'"), []byte(text))
	require.ErrorIs(t, err, external.BadOutput)
	require.ErrorContains(t, err, "returned nothing: expected the raw signature on its standard output; it said: Could not open")
}

func TestADigestIsSignedByAToolThatTakesNoMessage(t *testing.T) {
	openssl(t, nil, "version")
	digestSigner := func(options string) *external.Signer {
		args, err := external.Split("openssl pkeyutl -sign -inkey testdata/key.pem -pkeyopt digest:sha256 " + options)
		require.NoError(t, err)
		signer, err := external.New(t.Context(), &key().PublicKey, external.Command{Args: args, Digest: true})
		require.NoError(t, err)
		return signer
	}
	proves(t, digestSigner("-pkeyopt rsa_padding_mode:pkcs1"), digestSigner("-pkeyopt rsa_padding_mode:pss -pkeyopt rsa_pss_saltlen:32"))
}

func TestTheLineForTheOtherSignatureIsRefused(t *testing.T) {
	openssl(t, nil, "version")
	_, err := sign.Sign(fromLine(t, opensslForCertificate), []byte(text))
	var why *sign.VerifyError
	require.ErrorAs(t, err, &why)
	require.Equal(t, sign.OtherScheme, why.Reason)

	_, err = certgen.NewCertificate(fromLine(t, opensslForMessage), certgen.Profile{NotAfter: now.Add(time.Hour)}, now)
	require.ErrorContains(t, err, "its own public key does not verify")
}

func TestOpenSSLsOwnErrorIsShown(t *testing.T) {
	openssl(t, nil, "version")
	_, err := sign.Sign(fromLine(t, "openssl dgst -sha256 -sign no-such-key.pem"), []byte(text))
	require.ErrorContains(t, err, `the signing command "openssl" failed: exit status 1; it said: Could not open file or uri`)
	require.ErrorContains(t, err, "no-such-key.pem")
}
