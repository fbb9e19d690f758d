package main

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
)

func TestTheWholeProofWithAKeyInAToken(t *testing.T) {
	module := newToken(t)
	pin := write(t, "pin", []byte(userPIN+"\n"))
	lines, err := prog(t, "-module", module, "-token", tokenLabel, "-pin-file", pin, "-new")
	require.NoError(t, err)
	require.Equal(t, "1|aws|123456789012|12345|20261231|SHA256|RSAPSS", lines["message"])

	cert, err := certgen.ReadCertificate([]byte(lines["certificate"]))
	require.NoError(t, err)
	require.NoError(t, certgen.CheckSelfSignature(cert))
	require.Equal(t, "CN=Example Networks", cert.Subject.String())
	public, err := certgen.RSAPublicKey(cert)
	require.NoError(t, err)
	require.Equal(t, 2048, public.N.BitLen())
	sig, err := sign.Parse(lines["signature"])
	require.NoError(t, err)
	require.NoError(t, sign.Verify(public, []byte(lines["message"]), sig))

	t.Run("the openssl binary verifies both", func(t *testing.T) {
		file := write(t, "certificate.pem", certgen.MarshalCertificate(cert))
		require.Contains(t, string(execute(t, nil, "openssl", "verify", "-check_ss_sig", "-attime", "1795500000", "-CAfile", file, file)), "OK")
		der, err := x509.MarshalPKIXPublicKey(public)
		require.NoError(t, err)
		key := write(t, "public.pem", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
		out := execute(t, []byte(lines["message"]), "openssl", "dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss",
			"-sigopt", "rsa_pss_saltlen:32", "-verify", key, "-signature", write(t, "signature", sig))
		require.Contains(t, string(out), "Verified OK")
	})
	t.Run("the key is there the next time", func(t *testing.T) {
		again, err := prog(t, "-module", module, "-token", tokenLabel, "-pin-file", pin)
		require.NoError(t, err)
		sig, err := sign.Parse(again["signature"])
		require.NoError(t, err)
		require.NoError(t, sign.Verify(public, []byte(again["message"]), sig))
	})
	t.Run("it is not made twice", func(t *testing.T) {
		_, err := prog(t, "-module", module, "-token", tokenLabel, "-pin-file", pin, "-new")
		require.ErrorContains(t, err, `has a key "byoasn" already`)
	})
	t.Run("another label is another key, which is not there", func(t *testing.T) {
		_, err := prog(t, "-module", module, "-token", tokenLabel, "-pin-file", pin, "-label", "other")
		require.ErrorContains(t, err, `has no RSA key pair "other"`)
	})
}

func TestWhatCannotBeOpened(t *testing.T) {
	module := newToken(t)
	pin := write(t, "pin", []byte(userPIN))
	tests := []struct {
		name                     string
		module, token, pin, says string
	}{
		{"an absent module", "/usr/lib/no-such-module.so", tokenLabel, pin, "there is no PKCS#11 module: stat /usr/lib/no-such-module.so"},
		{"a file that is no module", pin, tokenLabel, pin, "failed to open module"},
		{"an absent token, said before the PIN is read", module, "no such token", "/no/such/file", `opening the token "no such token"`},
		{"a wrong PIN", module, tokenLabel, write(t, "pin", []byte(wrongPIN)), "the PIN is wrong; a token locks itself after some wrong ones"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := prog(t, "-module", test.module, "-token", test.token, "-pin-file", test.pin, "-new")
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), userPIN)
			require.NotContains(t, err.Error(), wrongPIN)
		})
	}
}

func TestWhatIsWrongWithoutATokenIsSaidBeforeThePIN(t *testing.T) {
	pin := write(t, "pin", []byte(userPIN))
	tests := []struct {
		name string
		args []string
		says string
	}{
		{"a wrong account", []string{"-account", "1234"}, "account"},
		{"an ASN for documentation", []string{"-asn", "64496"}, "64496"},
		{"no ASN", []string{"-asn", ""}, "AS number"},
		{"no token", []string{"-token", ""}, "-token is missing"},
		{"an empty label", []string{"-label", ""}, "-label is missing"},
		{"the PIN as an argument", []string{"-pin", userPIN}, "flag provided but not defined: -pin"},
		{"a word too many", []string{userPIN}, "there are 1 words"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := prog(t, append([]string{"-module", pin, "-token", "t", "-pin-file", "/no/such/file"}, test.args...)...)
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), userPIN)
		})
	}
}

func TestThePINsFile(t *testing.T) {
	tests := []struct {
		name, content, pin, says string
	}{
		{"the PIN alone", "1234", "1234", ""},
		{"a line's end", "1234\n", "1234", ""},
		{"a line's end of Windows", "1234\r\n", "1234", ""},
		{"blanks belong to it", " 12 34 \n", " 12 34 ", ""},
		{"nothing", "", "", "the PIN is empty"},
		{"an empty line", "\n", "", "the PIN is empty"},
		{"two lines", "1234\n5678\n", "", "more than one line"},
		{"some other file", string(make([]byte, 4096)), "", "longer than 255 bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pin, err := readPIN(write(t, "pin", []byte(test.content)), tokenLabel)
			if test.says != "" {
				require.ErrorContains(t, err, test.says)
				require.NotContains(t, err.Error(), "1234")
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.pin, pin)
		})
	}
	t.Run("one that others can read", func(t *testing.T) {
		path := write(t, "pin", []byte("1234"))
		require.NoError(t, os.Chmod(path, 0o644))
		_, err := readPIN(path, tokenLabel)
		require.ErrorContains(t, err, "can be read by others (mode 0644): chmod 600 it")
	})
	t.Run("an absent one", func(t *testing.T) {
		_, err := readPIN("/no/such/file", tokenLabel)
		require.ErrorIs(t, err, os.ErrNotExist)
	})
}
