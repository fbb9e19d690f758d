package certgen_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/byoasn/byoasn/certgen"
	"github.com/stretchr/testify/require"
)

func TestReadKeyReadsEveryForm(t *testing.T) {
	t.Parallel()
	want := testKey(t)
	forms := map[string][2]string{ // format, encryption
		"pkcs8.pem":                  {"PKCS#8", ""},
		"pkcs8.der":                  {"PKCS#8", ""},
		"pkcs1.pem":                  {"PKCS#1", ""},
		"pkcs1-aes256.pem":           {"PKCS#1", "traditional PEM encryption (one round of MD5) and AES-256-CBC"},
		"pkcs8-pbkdf2.pem":           {"PKCS#8", "PBES2 with PBKDF2-HMAC-SHA-256 (2048 iterations) and AES-256-CBC"},
		"pkcs8-pbkdf2-sha1-3des.pem": {"PKCS#8", "PBES2 with PBKDF2-HMAC-SHA-1 (1 iterations) and DES-EDE3-CBC"},
		"pkcs8-scrypt.pem":           {"PKCS#8", "PBES2 with scrypt (N=1024, r=8, p=1) and AES-256-CBC"},
		"openssh.pem":                {"OpenSSH", ""},
		"openssh-aes256-ctr.pem":     {"OpenSSH", "OpenSSH with bcrypt (1 rounds) and aes256-ctr"},
	}
	found := files(t, "keys/*")
	require.Len(t, found, len(forms))
	for name, data := range found {
		t.Run(name, func(t *testing.T) {
			calls := 0
			file, err := certgen.ReadKey(data, func() ([]byte, error) { calls++; return giveSecret() })
			require.NoError(t, err)
			require.True(t, file.Key.Equal(want))
			require.Equal(t, forms[name], [2]string{file.Format, file.Encryption})
			if file.Encryption == "" {
				require.Zero(t, calls, "the passphrase was asked for without need")
				return
			}
			require.Equal(t, 1, calls)

			_, err = certgen.ReadKey(data, nil)
			require.ErrorIs(t, err, certgen.ErrPassphraseNeeded)
			_, err = certgen.ReadKey(data, func() ([]byte, error) { return []byte("something else"), nil })
			require.ErrorIs(t, err, certgen.ErrWrongPassphrase)
			_, err = certgen.ReadKey(data, func() ([]byte, error) { return nil, nil })
			require.ErrorIs(t, err, certgen.ErrWrongPassphrase)
			interrupted := errors.New("interrupted")
			_, err = certgen.ReadKey(data, func() ([]byte, error) { return nil, interrupted })
			require.ErrorIs(t, err, interrupted)
		})
	}
}

// Valid padding after a wrong passphrase happens once in about 256 times, so
// with 1500 of them it has happened (but for once in some 350).
func TestReadKeyKnowsRubbishWithValidPadding(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"keys/pkcs8-pbkdf2-sha1-3des.pem", "keys/pkcs1-aes256.pem"} {
		data := readFile(t, name)
		for i := range 1500 {
			wrong := binary.BigEndian.AppendUint32([]byte("wrong"), uint32(i))
			_, err := certgen.ReadKey(data, func() ([]byte, error) { return wrong, nil })
			require.ErrorIs(t, err, certgen.ErrWrongPassphrase)
		}
	}
}

func TestReadKeyForgivesWhatStandsAround(t *testing.T) {
	t.Parallel()
	plain := readFile(t, "keys/pkcs8.pem")
	cert := readFile(t, "certs/test.pem")
	crlf := bytes.ReplaceAll(plain, []byte("\n"), []byte("\r\n"))
	for name, data := range map[string][]byte{
		"a certificate before it":          append(bytes.Clone(cert), plain...),
		"a certificate after it":           append(bytes.Clone(plain), cert...),
		"parameters before it":             append([]byte("-----BEGIN DH PARAMETERS-----\nMAYCAQcCAQI=\n-----END DH PARAMETERS-----\n"), plain...),
		"text around it":                   append([]byte("Bag Attributes\n    localKeyID: BA 92\nKey Attributes: <No Attributes>\n"), append(bytes.Clone(plain), "the end\n"...)...),
		"carriage returns":                 crlf,
		"a byte-order mark":                append([]byte("\xef\xbb\xbf"), crlf...),
		"no line break at the end":         bytes.TrimSpace(plain),
		"UTF-16, little-endian, from >":    utf16Of(string(crlf), binary.LittleEndian),
		"UTF-16, big-endian":               utf16Of(string(crlf), binary.BigEndian),
		"encrypted, with carriage returns": bytes.ReplaceAll(readFile(t, "keys/pkcs1-aes256.pem"), []byte("\n"), []byte("\r\n")),
	} {
		t.Run(name, func(t *testing.T) {
			file, err := certgen.ReadKey(data, giveSecret)
			require.NoError(t, err)
			require.True(t, file.Key.Equal(testKey(t)))
		})
	}
}

func utf16Of(text string, order binary.AppendByteOrder) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

func TestReadKeyExplainsWhatIsWrong(t *testing.T) {
	t.Parallel()
	plain := string(readFile(t, "keys/pkcs8.pem"))
	der := readFile(t, "keys/pkcs8.der")
	relabel := func(name, from, to string) string {
		return strings.ReplaceAll(string(readFile(t, name)), from, to)
	}
	for name, c := range map[string]struct{ input, want string }{
		"nothing":                        {"", "the input is empty"},
		"blanks":                         {" \r\n\t", "the input is empty"},
		"a byte-order mark alone":        {"\xef\xbb\xbf", "the input is empty"},
		"too much":                       {strings.Repeat("x", 1<<20+1), "1048577 bytes, more than the 1048576"},
		"half a UTF-16 unit":             {"\xff\xfe\x2d", "UTF-16 cut short"},
		"other text":                     {"hello", "no private key found"},
		"other DER":                      {"\x30\x82\x00\x01\x00", "neither PKCS#8 nor PKCS#1"},
		"DER with a number past its end": {"\x30\x81\x80\x02\x81\xff" + strings.Repeat("\x00", 125), "neither PKCS#8 nor PKCS#1"},
		"DER of PKCS#8 with more inside": {"\x30\x82\x04\xbe" + string(der[4:]) + "\x05\x00", "neither PKCS#8 nor PKCS#1"},
		"DER cut short":                  {string(der[:len(der)-1]), "neither PKCS#8 nor PKCS#1"},
		"DER and something after":        {string(der) + "x", "neither PKCS#8 nor PKCS#1"},
		"two keys":                       {plain + plain, "2 private keys, expected one"},
		"no END":                         {plain[:len(plain)-10], `"PRIVATE KEY" is damaged`},
		"a key and half of one":          {plain + plain[:200], `"PRIVATE KEY" is damaged`},
		"another END":                    {strings.Replace(plain, "END PRIVATE", "END RSA PRIVATE", 1), `"PRIVATE KEY" is damaged`},
		"a letter replaced":              {strings.Replace(plain, "a", "!", 1), `"PRIVATE KEY" is damaged`},
		"a letter lost":                  {plain[:100] + plain[101:], `"PRIVATE KEY" is damaged`},
		"four letters lost":              {plain[:104] + plain[108:], "damaged or cut short"},
		"PKCS#1 announced as PKCS#8": {
			relabel("keys/pkcs1.pem", "RSA PRIVATE KEY", "PRIVATE KEY"), "announced as PKCS#8, but its content is PKCS#1"},
		"PKCS#8 announced as PKCS#1": {
			relabel("keys/pkcs8.pem", "PRIVATE KEY", "RSA PRIVATE KEY"), "announced as PKCS#1, but its content is PKCS#8"},
		"encrypted announced as plain": {
			relabel("keys/pkcs8-pbkdf2.pem", "ENCRYPTED PRIVATE KEY", "PRIVATE KEY"), "announced as PKCS#8, but its content is encrypted PKCS#8"},
		"plain announced as encrypted": {
			relabel("keys/pkcs8.pem", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), "encrypted PKCS#8: "},
		"a small key": {string(readFile(t, "other/rsa-1024.pem")), "1024 bits, fewer than the 2048"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := certgen.ReadKey([]byte(c.input), giveSecret)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestReadKeyRefusesAKeyThatIsNotSound(t *testing.T) {
	t.Parallel()
	der := bytes.Clone(readFile(t, "keys/pkcs8.der"))
	der[len(der)-1] ^= 1 // the last byte of the coefficient
	_, err := certgen.ReadKey(der, nil)
	require.ErrorContains(t, err, "not sound")

	der = bytes.Clone(readFile(t, "keys/pkcs8.der"))
	der[50] ^= 1 // in the modulus
	_, err = certgen.ReadKey(der, nil)
	require.ErrorContains(t, err, "not sound")
}

func TestReadKeyBoundsTheSizeBeforeItComputes(t *testing.T) {
	t.Parallel()
	t.Run("a modulus past 16384 bits is refused by its size", func(t *testing.T) {
		t.Parallel()
		_, err := certgen.ReadKey(hugeKey(t, 17000/8, 3), nil)
		require.ErrorContains(t, err, "17000 bits, more than the 16384")
	})
	t.Run("a number out of all proportion is refused by its length", func(t *testing.T) {
		t.Parallel()
		_, err := certgen.ReadKey(hugeKey(t, 256, 700_000), nil)
		require.ErrorContains(t, err, "more than the 16384 of the largest")
	})
}

func TestReadKeyWarnsOfWeakEncryption(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"keys/pkcs8-pbkdf2.pem": "only 2048 iterations",
		"keys/pkcs1-aes256.pem": "one round of MD5",
	} {
		file, err := certgen.ReadKey(readFile(t, name), giveSecret)
		require.NoError(t, err)
		require.Len(t, file.Warnings, 1)
		require.Contains(t, file.Warnings[0].What, want)
		require.Contains(t, file.Warnings[0].Fix, "openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in OLD -out NEW")
	}
	for _, name := range []string{"keys/pkcs8.pem", "keys/pkcs8-scrypt.pem", "keys/openssh-aes256-ctr.pem"} {
		file, err := certgen.ReadKey(readFile(t, name), giveSecret)
		require.NoError(t, err)
		require.Empty(t, file.Warnings)
	}
}

func TestReadKeyReadsWhatOpenSSLWrites(t *testing.T) {
	t.Parallel()
	key := readFile(t, "keys/pkcs8.pem")
	for _, args := range []string{
		"pkey",
		"pkey -aes256 -passout env:P",
		"pkey -traditional",
		"rsa -traditional",
		"rsa -traditional -aes128 -passout env:P",
		"rsa -traditional -aes192 -passout env:P",
		"rsa -traditional -aes256 -passout env:P",
		"rsa -traditional -des3 -passout env:P",
		"pkcs8 -topk8 -nocrypt",
		"pkcs8 -topk8 -passout env:P",
		"pkcs8 -topk8 -scrypt -passout env:P",
		"pkcs8 -topk8 -scrypt -scrypt_N 1024 -scrypt_r 4 -scrypt_p 3 -v2 aes-128-cbc -passout env:P",
		"pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -passout env:P",
	} {
		for _, form := range []string{"PEM", "DER"} {
			encrypted := strings.Contains(args, "-passout") && !strings.HasPrefix(args, "pkcs8 ")
			if form == "DER" && encrypted {
				continue // those two commands encrypt PEM only
			}
			t.Run(args+" in "+form, func(t *testing.T) {
				t.Parallel()
				requireSameKey(t, openssl(t, key, append(strings.Fields(args), "-outform", form)...))
			})
		}
	}
	for _, cipher := range []string{"aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3"} {
		for _, prf := range []string{"SHA1", "SHA224", "SHA256", "SHA384", "SHA512"} {
			t.Run(cipher+" with HMAC "+prf, func(t *testing.T) {
				t.Parallel()
				requireSameKey(t, openssl(t, key, "pkcs8", "-topk8", "-v2", cipher, "-v2prf", "hmacWith"+prf, "-passout", "env:P"))
			})
		}
	}
}

func requireSameKey(t *testing.T, data []byte) {
	t.Helper()
	file, err := certgen.ReadKey(data, giveSecret)
	require.NoError(t, err)
	require.True(t, file.Key.Equal(testKey(t)))
}
