package certgen_test

import (
	"bytes"
	"crypto/rsa"
	"encoding/pem"
	"math/big"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

func TestNewKeyMakesWhatAWSDocuments(t *testing.T) {
	t.Parallel()
	key, err := certgen.NewKey(certgen.DefaultBits)
	require.NoError(t, err)
	require.Equal(t, 2048, key.N.BitLen())
	require.Equal(t, 65537, key.E)
	require.Empty(t, certgen.KeyConcerns(&key.PublicKey))
}

func TestNewKeyRefusesOtherSizes(t *testing.T) {
	t.Parallel()
	for _, bits := range []int{-1, 0, 1024, 2047, 2049, 8192, 1 << 30} {
		_, err := certgen.NewKey(bits)
		require.ErrorContains(t, err, "choose 2048")
	}
}

func TestKeyConcerns(t *testing.T) {
	t.Parallel()
	key := func(bits uint, e int) *rsa.PublicKey {
		return &rsa.PublicKey{N: new(big.Int).Lsh(big.NewInt(1), bits-1), E: e}
	}
	require.Empty(t, certgen.KeyConcerns(key(2048, 65537)))
	for what, concerns := range map[string][]*problem.Problem{
		"the key has 3072 bits; AWS documents RSA 2048 only, and what it does with another size is not known": certgen.KeyConcerns(key(3072, 65537)),
		"the public exponent is 3; OpenSSL and AWS's documentation make keys with 65537":                      certgen.KeyConcerns(key(2048, 3)),
	} {
		require.Len(t, concerns, 1)
		require.Equal(t, what, concerns[0].What)
		require.True(t, concerns[0].Minor)
		require.ErrorIs(t, concerns[0], certgen.KeyUndocumented)
	}
	require.Len(t, certgen.KeyConcerns(key(1024, 3)), 2)
}

func TestMarshalKeyEncryptsAsItSays(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	data, err := certgen.MarshalKey(key, []byte(secret))
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(data, []byte("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")))

	file, err := certgen.ReadKey(data, giveSecret)
	require.NoError(t, err)
	require.True(t, file.Key.Equal(key))
	require.Equal(t, "PBES2 with PBKDF2-HMAC-SHA-256 (600000 iterations) and AES-256-CBC", file.Encryption)
	require.Empty(t, file.Warnings)

	t.Run("openssl opens it and finds the key sound", func(t *testing.T) {
		out := openssl(t, data, "pkey", "-check", "-noout", "-passin", "env:P")
		require.Contains(t, string(out), "Key is valid")
		require.Equal(t, readFile(t, "keys/pkcs8.pem"), openssl(t, data, "pkey", "-passin", "env:P"))
	})
	t.Run("openssl does not open it with another passphrase", func(t *testing.T) {
		requireTool(t, "openssl")
		_, err := try(t, data, "openssl", "pkey", "-noout", "-passin", "pass:something else")
		require.Error(t, err)
	})
	t.Run("ssh-keygen opens it", func(t *testing.T) {
		requireTool(t, "ssh-keygen")
		out := run(t, nil, "ssh-keygen", "-y", "-P", secret, "-f", temp(t, data))
		require.Equal(t, readFile(t, "other/public-ssh.txt"), out)
	})
	t.Run("a second writing has another salt", func(t *testing.T) {
		again, err := certgen.MarshalKey(key, []byte(secret))
		require.NoError(t, err)
		require.NotEqual(t, data, again)
	})
}

func TestMarshalPlainKeyWritesWhatOpenSSLWould(t *testing.T) {
	t.Parallel()
	data, err := certgen.MarshalPlainKey(testKey(t))
	require.NoError(t, err)
	require.Equal(t, readFile(t, "keys/pkcs8.pem"), data)
	require.Contains(t, string(openssl(t, data, "pkey", "-check", "-noout")), "Key is valid")
}

func TestMarshalKeyRefusesWhatItShould(t *testing.T) {
	t.Parallel()
	_, err := certgen.MarshalKey(testKey(t), nil)
	require.ErrorContains(t, err, "the passphrase is empty")
	_, err = certgen.MarshalKey(nil, []byte(secret))
	require.ErrorContains(t, err, "no private key")
	_, err = certgen.MarshalPlainKey(nil)
	require.ErrorContains(t, err, "no private key")
	_, err = certgen.MarshalPlainKey(&rsa.PrivateKey{PublicKey: rsa.PublicKey{N: big.NewInt(15), E: 3}})
	require.ErrorContains(t, err, "4 bits, fewer than the 2048")
}

// hugeKey is a PKCS#1 private key in PEM of the right outline and wrong
// numbers: a modulus and a private exponent of as many bytes.
func hugeKey(t *testing.T, modulus, exponent int) []byte {
	t.Helper()
	number := func(size int) *big.Int { return new(big.Int).SetBytes(bytes.Repeat([]byte{0xff}, size)) }
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(0)
		b.AddASN1BigInt(number(modulus))
		b.AddASN1Int64(65537)
		b.AddASN1BigInt(number(exponent))
		for range 5 {
			b.AddASN1Int64(3)
		}
	})
	return pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: b.BytesOrPanic()})
}
