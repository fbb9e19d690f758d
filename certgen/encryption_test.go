package certgen_test

import (
	"bytes"
	"encoding/pem"
	"os"
	"strings"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/stretchr/testify/require"
)

func TestAnEncryptionThatIsNotReadIsNamedAndItsFixWorks(t *testing.T) {
	t.Parallel()
	requireTool(t, "openssl")
	key := readFile(t, "keys/pkcs8.pem")
	for args, want := range map[string]string{
		"-v1 PBE-MD5-DES":               "pbeWithMD5AndDES-CBC",
		"-v1 PBE-SHA1-DES":              "pbeWithSHA1AndDES-CBC",
		"-v1 PBE-MD5-RC2-64":            "pbeWithMD5AndRC2-CBC",
		"-v1 PBE-SHA1-RC2-64":           "pbeWithSHA1AndRC2-CBC",
		"-v1 PBE-SHA1-RC4-128":          "pbeWithSHA1And128BitRC4",
		"-v1 PBE-SHA1-RC4-40":           "pbeWithSHA1And40BitRC4",
		"-v1 PBE-SHA1-3DES":             "pbeWithSHA1And3-KeyTripleDES-CBC",
		"-v1 PBE-SHA1-2DES":             "pbeWithSHA1And2-KeyTripleDES-CBC",
		"-v1 PBE-SHA1-RC2-128":          "pbeWithSHA1And128BitRC2-CBC",
		"-v1 PBE-SHA1-RC2-40":           "pbeWithSHA1And40BitRC2-CBC",
		"-v2 des-cbc":                   "DES-CBC",
		"-v2 rc2-cbc":                   "RC2-CBC",
		"-v2 bf-cbc":                    "BF-CBC",
		"-v2 cast5-cbc":                 "CAST5-CBC",
		"-v2 seed-cbc":                  "SEED-CBC",
		"-v2 camellia-128-cbc":          "CAMELLIA-128-CBC",
		"-v2 camellia-192-cbc":          "CAMELLIA-192-CBC",
		"-v2 camellia-256-cbc":          "CAMELLIA-256-CBC",
		"-v2 aria-128-cbc":              "ARIA-128-CBC",
		"-v2 aria-192-cbc":              "ARIA-192-CBC",
		"-v2 aria-256-cbc":              "ARIA-256-CBC",
		"-v2 sm4-cbc":                   "SM4-CBC",
		"-v2 aes-128-cfb":               "AES-128-CFB",
		"-v2 aes-256-ofb":               "AES-256-OFB",
		"-v2prf hmacWithMD5":            "PBKDF2 with HMAC-MD5",
		"-v2prf hmacWithSHA512-256":     "PBKDF2 with HMAC-SHA-512/256",
		"-v2prf hmacWithSHA512-224":     "PBKDF2 with HMAC-SHA-512/224",
		"rsa -traditional -camellia256": "CAMELLIA-256-CBC",
		"rsa -traditional -aria128":     "ARIA-128-CBC",
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			command := "pkcs8 -topk8 -provider legacy -provider default " + args
			if strings.HasPrefix(args, "rsa ") {
				command = args
			}
			data, err := try(t, key, "openssl", append(strings.Fields(command), "-passout", "env:P")...)
			if err != nil {
				t.Skip("this openssl does not write it")
			}
			_, err = certgen.ReadKey(data, giveSecret)
			require.ErrorIs(t, err, problem.ID("key-file-encryption"))
			unknown := problem.All(err)[0]
			require.Contains(t, unknown.What, " "+want+", which")
			// That 600,000 iterations work too is tested below, once.
			requireSameKey(t, fixed(t, data, strings.Replace(unknown.Fix, "-iter 600000", "-iter 2048", 1)))
		})
	}
}

// fixed runs the command that a fix ends in, with $P for each passphrase that
// openssl would ask for, and returns what it writes.
func fixed(t *testing.T, old []byte, fix string) []byte {
	t.Helper()
	requireTool(t, "sh")
	from, to := temp(t, old), temp(t, nil)
	at := strings.Index(fix, "openssl ")
	require.GreaterOrEqual(t, at, 0)
	command := strings.NewReplacer(
		"openssl rsa ", "openssl rsa -passin env:P ",
		"openssl pkey ", "openssl pkey -passin env:P ",
		"openssl pkcs8 ", "openssl pkcs8 -passin env:P -passout env:P ",
		"openssl pkcs12 ", "openssl pkcs12 -passin env:P -passout env:P ",
		"-in OLD", "-in '"+from+"'",
		"-out NEW", "-out '"+to+"'",
	).Replace(fix[at:])
	run(t, nil, "sh", "-c", command)
	data, err := os.ReadFile(to)
	require.NoError(t, err)
	return data
}

func TestTheHintsCommandsWork(t *testing.T) {
	t.Parallel()
	requireTool(t, "openssl")
	for _, name := range []string{"keys/pkcs8-pbkdf2.pem", "keys/pkcs1-aes256.pem"} {
		file, err := certgen.ReadKey(readFile(t, name), giveSecret)
		require.NoError(t, err)
		again, err := certgen.ReadKey(fixed(t, readFile(t, name), file.Warnings[0].Fix), giveSecret)
		require.NoError(t, err)
		require.Equal(t, "PBES2 with PBKDF2-HMAC-SHA-256 (600000 iterations) and AES-256-CBC", again.Encryption)
		require.Empty(t, again.Warnings)
	}
}

func TestReadKeyNamesAnEncryptionOffline(t *testing.T) {
	t.Parallel()
	pbe := readFile(t, "other/pbe-md5-des.pem")
	dek := readFile(t, "keys/pkcs1-aes256.pem")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"PBES1": {pbe, "pbeWithMD5AndDES-CBC"},
		"an algorithm without a name, by its number": {
			pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: bytes.Replace(pemBody(t, pbe), []byte{1, 5, 3}, []byte{1, 5, 99}, 1)}),
			"algorithm 1.2.840.113549.1.5.99"},
		"a DEK-Info that is not known":            {bytes.Replace(dek, []byte("AES-256-CBC"), []byte("AES-256-XYZ"), 1), "AES-256-XYZ"},
		"a DEK-Info that would act on a terminal": {bytes.Replace(dek, []byte("AES-256-CBC"), []byte("\x1b[31m"), 1), "?[31m"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := certgen.ReadKey(c.data, giveSecret)
			require.ErrorIs(t, err, problem.ID("key-file-encryption"))
			require.ErrorContains(t, err, " "+c.want+", which")
		})
	}
}

func TestADamagedDEKInfoIsAnError(t *testing.T) {
	t.Parallel()
	data := bytes.Replace(readFile(t, "keys/pkcs1-aes256.pem"), []byte("AES-256-CBC,"), []byte("AES-256-CBC,ZZ"), 1)
	_, err := certgen.ReadKey(data, giveSecret)
	require.ErrorContains(t, err, "DEK-Info")
	require.NotErrorIs(t, err, certgen.ErrWrongPassphrase)
}

func TestTheCostOfOpeningAKeyIsBoundedBeforeItIsPaid(t *testing.T) {
	t.Parallel()
	refuse := func() ([]byte, error) {
		t.Error("the passphrase was asked for")
		return nil, nil
	}
	t.Run("PBKDF2 iterations", func(t *testing.T) {
		t.Parallel()
		der := pemBody(t, readFile(t, "keys/pkcs8-pbkdf2.pem"))
		// The count 2048 in the file; the length of every SEQUENCE around it
		// stays as it is, for the salt loses what the count gains.
		at := bytes.Index(der, []byte{0x02, 0x02, 0x08, 0x00})
		require.Positive(t, at)
		salt := bytes.LastIndex(der[:at], []byte{0x04, 0x08})
		require.Positive(t, salt)
		der[salt+1] = 0x06
		copy(der[salt+8:], []byte{0x02, 0x04, 0x7f, 0xff, 0xff, 0xff})
		_, err := certgen.ReadKey(der, refuse)
		require.ErrorIs(t, err, problem.ID("key-file-cost"))
		require.ErrorContains(t, err, "2147483647 PBKDF2 iterations, more than the 10000000 allowed")
	})
	t.Run("bcrypt rounds", func(t *testing.T) {
		t.Parallel()
		block, _ := pem.Decode(readFile(t, "keys/openssh-aes256-ctr.pem"))
		at := bytes.Index(block.Bytes, []byte("bcrypt")) + len("bcrypt") + 4 + 4 + 16
		require.Equal(t, []byte{0, 0, 0, 1}, block.Bytes[at:at+4])
		copy(block.Bytes[at:], []byte{0, 0, 4, 1})
		_, err := certgen.ReadKey(pem.EncodeToMemory(block), refuse)
		require.ErrorIs(t, err, problem.ID("key-file-cost"))
		require.ErrorContains(t, err, "1025 bcrypt rounds, more than the 1024 allowed")
	})
}
