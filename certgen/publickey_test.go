package certgen_test

import (
	"strings"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/stretchr/testify/require"
)

func TestReadPublicKeyReadsEveryForm(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"SubjectPublicKeyInfo in PEM": readFile(t, "other/public.pem"),
		"SubjectPublicKeyInfo in DER": pemBody(t, readFile(t, "other/public.pem")),
		"PKCS#1 in PEM":               readFile(t, "other/public-pkcs1.pem"),
		"PKCS#1 in DER":               pemBody(t, readFile(t, "other/public-pkcs1.pem")),
		"OpenSSH's line":              readFile(t, "other/public-ssh.txt"),
		"OpenSSH's line and comment":  append([]byte(strings.TrimSpace(string(readFile(t, "other/public-ssh.txt")))), " operator@example.net\r\n"...),
		"with carriage returns":       []byte(strings.ReplaceAll(string(readFile(t, "other/public.pem")), "\n", "\r\n")),
		"with a byte-order mark":      append([]byte("\xef\xbb\xbf"), readFile(t, "other/public.pem")...),
		"with text around it":         append([]byte("Modulus=...\n"), readFile(t, "other/public.pem")...),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			key, err := certgen.ReadPublicKey(data)
			require.NoError(t, err)
			require.True(t, key.Equal(testKey(t).Public()))
		})
	}
}

func TestReadPublicKeyExplainsWhatIsWrong(t *testing.T) {
	t.Parallel()
	public := string(readFile(t, "other/public.pem"))
	line := string(readFile(t, "other/public-ssh.txt"))
	small := string(openssl(t, readFile(t, "other/rsa-1024.pem"), "pkey", "-pubout"))
	for name, c := range map[string]struct{ input, want string }{
		"nothing":             {"", "the input is empty"},
		"other text":          {"hello", "no public key found"},
		"two keys":            {public + public, "several PEM blocks"},
		"a letter lost":       {public[:100] + public[101:], "no public key found"},
		"four letters lost":   {public[:104] + public[108:], "damaged or cut short"},
		"a line cut short":    {line[:200], "damaged or cut short"},
		"two lines":           {line + line, "found more lines"},
		"another label":       {strings.ReplaceAll(public, "PUBLIC KEY", "THING"), `found "THING"`},
		"other DER":           {"\x30\x82\x00\x01\x00", "neither SubjectPublicKeyInfo nor PKCS#1"},
		"a small key":         {small, "1024 bits, fewer than the 2048"},
		"a key and a private": {public + string(readFile(t, "keys/openssh.pem")), "NEVER PUBLISH"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := certgen.ReadPublicKey([]byte(c.input))
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestPublicKeyFingerprintIsOpenSSLs(t *testing.T) {
	t.Parallel()
	der := openssl(t, readFile(t, "other/public.pem"), "pkey", "-pubin", "-outform", "DER")
	_, sum, found := strings.Cut(string(openssl(t, der, "dgst", "-sha256", "-c")), "= ")
	require.True(t, found)
	require.Equal(t, strings.ToUpper(strings.TrimSpace(sum)), certgen.PublicKeyFingerprint(&testKey(t).PublicKey))
}
