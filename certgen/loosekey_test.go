package certgen_test

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/ssh"
)

// numbers are those of the test key in PKCS#1, each written as asked.
func numbers(t testing.TB, write func([]byte) []byte) []byte {
	t.Helper()
	key := testKey(t)
	e := key.Precomputed
	parts := [][]byte{{0x02, 0x01, 0x00}}
	for _, n := range [][]byte{key.N.Bytes(), {1, 0, 1}, key.D.Bytes(), key.Primes[0].Bytes(), key.Primes[1].Bytes(), e.Dp.Bytes(), e.Dq.Bytes(), e.Qinv.Bytes()} {
		parts = append(parts, der(0x02, write(n)))
	}
	return der(0x30, parts...)
}

// node-forge and programs like it write a zero too many, or none where one is
// needed; crypto/x509 and OpenSSL 3 refuse that.
func TestAKeyInBERIsReadWithAWarning(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func([]byte) []byte{
		"a zero too many":       func(n []byte) []byte { return append([]byte{0, 0}, n...) },
		"negative by their bit": func(n []byte) []byte { return n },
	} {
		t.Run(name, func(t *testing.T) {
			pkcs1 := numbers(t, write)
			_, err := x509.ParsePKCS1PrivateKey(pkcs1)
			require.Error(t, err)
			pkcs8 := der(0x30, []byte{0x02, 0x01, 0x00}, unhex("300d 0609 2a864886f70d010101 0500"), der(0x04, pkcs1))
			for _, data := range [][]byte{
				pkcs1, pkcs8,
				pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: pkcs1}),
				pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}),
			} {
				file, err := certgen.ReadKey(data, nil)
				require.NoError(t, err)
				require.True(t, file.Key.Equal(testKey(t)))
				require.Len(t, file.Warnings, 1)
				require.Contains(t, file.Warnings[0].What, "node-forge")
			}
			_, err = certgen.ReadCertificate(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}))
			require.ErrorContains(t, err, "NEVER PUBLISH")
		})
	}
}

// standIn has the true modulus, and no key.
func standIn(t testing.TB) []byte {
	first := true
	return numbers(t, func(n []byte) []byte {
		if first || len(n) == 3 {
			first = false
			return append([]byte{0}, n...)
		}
		return []byte{0x2a}
	})
}

// The public part of an OpenSSH file is in clear, and its size is looked at before
// the passphrase is asked for; the key inside may be another.
func TestTheKeyInsideAnOpenSSHFileIsMeasuredToo(t *testing.T) {
	t.Parallel()
	small, err := x509.ParsePKCS8PrivateKey(pemBody(t, readFile(t, "other/rsa-1024.pem")))
	require.NoError(t, err)
	block, err := ssh.MarshalPrivateKey(small.(*rsa.PrivateKey), "")
	require.NoError(t, err)
	public, err := ssh.NewPublicKey(testKey(t).Public())
	require.NoError(t, err)
	const magic = "openssh-key-v1\x00"
	var file struct {
		Cipher, KDF, Options string
		Count                uint32
		Public               []byte
		Private              []byte
	}
	require.NoError(t, ssh.Unmarshal(bytes.TrimPrefix(block.Bytes, []byte(magic)), &file))
	file.Public = public.Marshal()
	block.Bytes = append([]byte(magic), ssh.Marshal(file)...)
	_, err = certgen.ReadKey(pem.EncodeToMemory(block), nil)
	require.ErrorContains(t, err, "1024 bits, fewer than the 2048")
}
