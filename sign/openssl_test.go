package sign_test

import (
	"bytes"
	"crypto"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// openssl runs the binary, and skips the test where there is none, but in CI.
func openssl(t *testing.T, stdin string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI has no openssl")
		}
		t.Skip("no openssl here")
	}
	cmd := exec.Command("openssl", args...)
	cmd.Stdin = strings.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	return out
}

// pssArgs are AWS's documented options, less the salt length.
func pssArgs(hash, salt string) []string {
	return []string{"dgst", "-" + hash, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:" + salt}
}

func TestAWSsPipelineMakesWhatVerifyTakes(t *testing.T) {
	key := testKey(t, "key.pem")
	raw := openssl(t, text, append(pssArgs("sha256", "-1"), "-sign", "testdata/key.pem", "-keyform", "PEM")...)
	b64 := openssl(t, string(raw), "base64")
	piped := strings.NewReplacer("+", "-", "=", "_", "/", "~", "\n", "").Replace(string(b64)) // tr, twice

	sig, err := sign.Parse(piped)
	require.NoError(t, err)
	require.NoError(t, sign.Verify(&key.PublicKey, []byte(text), sig))
	require.Equal(t, piped, sign.Signature(raw).String())
}

func TestOpenSSLVerifiesWhatSignMakes(t *testing.T) {
	for _, name := range []string{"key.pem", "key-3072.pem"} {
		dir := t.TempDir()
		public := filepath.Join(dir, "public.pem")
		openssl(t, "", "pkey", "-in", "testdata/"+name, "-pubout", "-out", public)
		sig, err := sign.Sign(testKey(t, name), []byte(text))
		require.NoError(t, err)

		back := strings.NewReplacer("-", "+", "_", "=", "~", "/").Replace(sig.String()) // tr, back
		raw := openssl(t, back, "base64", "-d", "-A")
		file := filepath.Join(dir, "signature")
		require.NoError(t, os.WriteFile(file, raw, 0o600))
		out := openssl(t, text, append(pssArgs("sha256", "32"), "-verify", public, "-signature", file)...)
		require.Contains(t, string(out), "Verified OK")
	}
}

func TestVerifyRecognisesOpenSSLsOtherSettings(t *testing.T) {
	key := testKey(t, "key.pem")
	signWith := []string{"-sign", "testdata/key.pem"}
	tests := []struct {
		name   string
		args   []string
		reason problem.ID
		check  func(*sign.VerifyError) bool
	}{
		{"no padding option at all", []string{"dgst", "-sha256"}, sign.OtherScheme, func(e *sign.VerifyError) bool { return e.Hash == crypto.SHA256 }},
		{"no salt length option", []string{"dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss"}, sign.OtherSalt, func(e *sign.VerifyError) bool { return e.Salt == 222 }},
		{"an empty salt", pssArgs("sha256", "0"), sign.OtherSalt, func(e *sign.VerifyError) bool { return e.Salt == 0 }},
		{"SHA-1", pssArgs("sha1", "-1"), sign.OtherHash, func(e *sign.VerifyError) bool { return e.Hash == crypto.SHA1 && e.Salt == 20 }},
		{"SHA-384", pssArgs("sha384", "-1"), sign.OtherHash, func(e *sign.VerifyError) bool { return e.Hash == crypto.SHA384 }},
		{"SHA-512", pssArgs("sha512", "-1"), sign.OtherHash, func(e *sign.VerifyError) bool { return e.Hash == crypto.SHA512 }},
		{"MGF1 with SHA-1", append(pssArgs("sha256", "-1"), "-sigopt", "rsa_mgf1_md:sha1"), sign.OtherMGF, func(e *sign.VerifyError) bool { return e.MGF == crypto.SHA1 && e.Salt == 32 }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			raw := openssl(t, text, append(test.args, signWith...)...)
			why := whyNot(t, key, text, raw)
			require.Equal(t, test.reason, why.Reason)
			require.Equal(t, "same", why.Text)
			require.True(t, test.check(why), "%+v", why)
		})
	}
}
