package certgen_test

import (
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
)

func pkcs8Text(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/keys/pkcs8.pem")
	require.NoError(t, err)
	return string(text)
}

// eachLine writes something before and behind each line of a text.
func eachLine(text string, before func(n int) string, after string) string {
	var out strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		out.WriteString(before(i+1) + line + after + "\n")
	}
	return out.String()
}

func mark(m string) func(int) string { return func(int) string { return m } }

func TestAKeyWithSomethingOnEachOfItsLinesIsRead(t *testing.T) {
	plain := pkcs8Text(t)
	twice := base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte(plain))))
	for text, says := range map[string]string{
		eachLine(plain, func(n int) string { return fmt.Sprintf("%6d\t", n) }, ""): "a number before each of its lines",
		eachLine(plain, func(n int) string { return fmt.Sprintf("%d: ", n) }, ""):  "a number before each of its lines",
		"// the key\n" + eachLine(plain, mark("// "), ""):                          "a mark or a number",
		eachLine(plain, mark("+"), ""):                                             "as an editor, a diff",
		eachLine(plain, mark("# "), ""):                                            "as an editor, a diff or a comment",
		eachLine(plain, mark("| "), ""):                                            "a mark or a number",
		eachLine(plain, mark(""), `\`):                                             "a backslash at the end of its lines",
		`{\rtf1\ansi ` + strings.ReplaceAll(plain, "\n", "\\\n") + "}":             "a backslash at the end of its lines",
		"key: \"" + strings.ReplaceAll(plain, "\n", "\\n\\\n  ") + "\"\n":          "backslash",
		twice: "the base64 of a whole PEM file",
	} {
		file, err := certgen.ReadKey([]byte(text), nil)
		require.NoError(t, err, text[:40])
		require.True(t, file.Key.Equal(testKey(t)))
		require.NotEmpty(t, file.Warnings)
		var all []string
		for _, w := range file.Warnings {
			all = append(all, w.Error())
		}
		require.Contains(t, strings.Join(all, " "), says)
	}
	t.Run("not if one line has none", func(t *testing.T) {
		text := strings.Replace(eachLine(plain, mark("+"), ""), "\n+", "\n", 1)
		_, err := certgen.ReadKey([]byte(text), nil)
		require.Error(t, err)
	})
}

func TestWhatIsGivenForAKeyIsNamed(t *testing.T) {
	plain := pkcs8Text(t)
	body := strings.Join(strings.Split(strings.TrimSpace(plain), "\n")[1:3], "")
	der, err := base64.StdEncoding.DecodeString(body)
	require.NoError(t, err)
	p12, err := os.ReadFile("testdata/other/test.p12")
	require.NoError(t, err)
	jwk := `{"kty":"RSA","n":"x","d":"` + strings.Repeat("x", 40) + `"}`
	for text, says := range map[string]string{
		"# created: 2026-01-01T00:00:00Z\nAGE-SECRET-KEY-1QQQQ\n":                      "a private key of age",
		"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n": "age -d",
		"age-encryption.org/v1\n-> X25519 x\n":                                         "encrypted as a whole",
		"Salted__12345678xxxxxxxxxxxxxxxx":                                             "openssl enc -d",
		"U2FsdGVkX18xMjM0NTY3OA==\n":                                                   "openssl enc -d",
		"$ANSIBLE_VAULT;1.1;AES256\n3133\n":                                            "ansible-vault view",
		`{"data":"ENC[AES256_GCM,data:x,type:str]","sops":{}}`:                         "sops -d",
		"untrusted comment: minisign encrypted secret key\nRWRTY0Iy\n":                 "minisign",
		"\x1f\x8b\x08\x00":      "gunzip",
		"PK\x03\x04word/":       "unpack it first",
		"<!DOCTYPE html><html>": "a web page",
		"version https://git-lfs.github.com/spec/v1\noid sha256:x\n": "git lfs pull",
		"arn:aws:kms:us-east-1:123456789012:key/x\n":                 "--signer",
		"yubikey:slot-id=9c":                                             "--signer",
		fmt.Sprintf("%x", der):                                           "xxd -r -p",
		"const k = " + jwk:                                               "JWK",
		base64.StdEncoding.EncodeToString([]byte(jwk)):                   "JWK",
		fmt.Sprintf("%q", jwk):                                           "JWK",
		base64.StdEncoding.EncodeToString(p12):                           "PKCS#12",
		"<RSAParameters><Modulus>x</Modulus><D>xxxx</D></RSAParameters>": ".NET",
	} {
		_, err := certgen.ReadKey([]byte(text), nil)
		require.Error(t, err)
		require.Contains(t, err.Error(), says, "%.40q", text)
		require.NotContains(t, err.Error(), "QQQQ")
	}
}
