package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

// The command lines of docs/hardware.md, less what names the token.
// TestTheDocumentationHasTheseCommandLines holds the two together.
const (
	generate       = "--keypairgen --key-type rsa:2048 --usage-sign --label byoasn --id 01"
	export         = "--read-object --type pubkey --id 01 --output-file"
	forMessage     = "--sign --id 01 --mechanism SHA256-RSA-PKCS-PSS --mgf MGF1-SHA256 --salt-len 32"
	forDigest      = "--sign --id 01 --mechanism RSA-PKCS-PSS --hash-algorithm SHA256 --mgf MGF1-SHA256 --salt-len 32"
	forCertificate = "--sign --id 01 --mechanism SHA256-RSA-PKCS"
)

// pkcs11tool is the command line with the token's name and, but for export, the
// PIN: from the environment, never as an argument.
func pkcs11tool(module, words string) []string {
	args := []string{"--module", module, "--token-label", tokenLabel}
	if !strings.HasPrefix(words, export) {
		args = append(args, "--login", "--pin", "env:TEST_PIN")
	}
	return append(args, strings.Fields(words)...)
}

// keyOfTheTool makes a key with pkcs11-tool and exports its public half.
func keyOfTheTool(t *testing.T) (module, public string) {
	t.Helper()
	program(t, "pkcs11-tool")
	module = newToken(t)
	out := execute(t, nil, "pkcs11-tool", pkcs11tool(module, generate)...)
	require.Contains(t, string(out), "never extractable")
	public = filepath.Join(t.TempDir(), "public.der")
	execute(t, nil, "pkcs11-tool", pkcs11tool(module, export+" "+public)...)
	return module, public
}

// byoasn builds the command line and returns its path.
func byoasn(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "byoasn")
	cmd := exec.Command("go", "build", "-o", path, "./cmd/byoasn")
	cmd.Dir = "../.."
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	return path
}

func TestTheDocumentationHasTheseCommandLines(t *testing.T) {
	page, err := os.ReadFile("../../docs/hardware.md")
	require.NoError(t, err)
	for _, words := range []string{generate, export + " public.der", forMessage, forDigest, forCertificate} {
		require.Contains(t, string(page), words)
	}
}

func TestTheCommandLinesOfPKCS11ToolCloseTheLoop(t *testing.T) {
	module, public := keyOfTheTool(t)
	tool := byoasn(t)
	for name, step := range map[string]struct {
		words string
		input []byte
	}{
		"the message": {forMessage, []byte(text)},
		"its digest":  {forDigest, execute(t, []byte(text), "openssl", "dgst", "-sha256", "-binary")},
	} {
		t.Run(name, func(t *testing.T) {
			raw := execute(t, step.input, "pkcs11-tool", pkcs11tool(module, step.words)...)
			encoded := execute(t, raw, tool, "signature", "encode")
			out := execute(t, nil, tool, "verify", "--public-key", public, "--message", text, "--signature", strings.TrimSpace(string(encoded)))
			require.Contains(t, string(out), "OK")
		})
	}
	t.Run("another mechanism is told from it", func(t *testing.T) {
		raw := execute(t, []byte(text), "pkcs11-tool", pkcs11tool(module, forCertificate)...)
		encoded := execute(t, raw, tool, "signature", "encode")
		out, err := exec.Command(tool, "verify", "--public-key", public, "--message", text, "--signature", strings.TrimSpace(string(encoded))).CombinedOutput()
		require.Error(t, err)
		require.Contains(t, string(out), "PKCS1-v1_5")
	})
}

func TestPKCS11ToolIsACommandThatSigns(t *testing.T) {
	module, file := keyOfTheTool(t)
	der, err := os.ReadFile(file)
	require.NoError(t, err)
	public, err := certgen.ReadPublicKey(der)
	require.NoError(t, err)
	// As a user writes it, on one line.
	signer := func(pin, words string, digest bool) *external.Signer {
		line := fmt.Sprintf("pkcs11-tool --module %s --token-label '%s' --login %s %s", module, tokenLabel, pin, words)
		args, err := external.Split(line)
		require.NoError(t, err)
		signer, err := external.New(t.Context(), public, external.Command{Args: args, Digest: digest})
		require.NoError(t, err)
		return signer
	}
	const pin = "--pin env:TEST_PIN"

	cert, err := certgen.NewCertificate(signer(pin, forCertificate, false), certgen.Profile{NotAfter: now.Add(240 * time.Hour)}, now)
	require.NoError(t, err)
	pem := write(t, "certificate.pem", certgen.MarshalCertificate(cert))
	require.Contains(t, string(execute(t, nil, "openssl", "verify", "-check_ss_sig", "-attime", "1795500000", "-CAfile", pem, pem)), "OK")

	for words, digest := range map[string]bool{forMessage: false, forDigest: true} {
		sig, err := sign.Sign(signer(pin, words, digest), []byte(text))
		require.NoError(t, err)
		out := execute(t, []byte(text), "openssl", "dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32",
			"-keyform", "DER", "-verify", file, "-signature", write(t, "signature", sig))
		require.Contains(t, string(out), "Verified OK")
	}

	t.Run("a wrong PIN is in the error, but not what it is", func(t *testing.T) {
		t.Setenv("TEST_PIN", wrongPIN)
		_, err := sign.Sign(signer(pin, forMessage, false), []byte(text))
		require.ErrorContains(t, err, `the signing command "pkcs11-tool" failed: exit status 1; it said: `)
		require.ErrorContains(t, err, "CKR_PIN_INCORRECT")
		require.NotContains(t, err.Error(), wrongPIN)
	})
	t.Run("without a PIN it does not read the message for one", func(t *testing.T) {
		_, err := sign.Sign(signer("", forMessage, false), []byte(text))
		require.ErrorContains(t, err, "util_getpass error")
	})
	t.Run("another key's signature is refused", func(t *testing.T) {
		execute(t, nil, "pkcs11-tool", pkcs11tool(module, strings.Replace(generate, "01", "02", 1))...)
		_, err := sign.Sign(signer(pin, strings.Replace(forMessage, "01", "02", 1), false), []byte(text))
		var why *sign.VerifyError
		require.ErrorAs(t, err, &why)
		require.Equal(t, sign.OtherKey, why.Reason)
	})
}
