package pkcs8

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestUnapprovedNamesWhatFIPSDoesNotAllow(t *testing.T) {
	aes, des := blockCiphers()[2], blockCiphers()[3]
	hmac := func(oid string) prf {
		f, ok := prfs(oid)
		require.True(t, ok)
		return f
	}
	long, short := make([]byte, 16), make([]byte, 15)
	for _, test := range []struct {
		name string
		key  EncryptedKey
		want string
	}{
		{"what is written here", EncryptedKey{kdf: &pbkdf2Params{long, Iterations, hmac(oidHMACSHA256)}, cipher: aes}, ""},
		{"SHA-512", EncryptedKey{kdf: &pbkdf2Params{long, 1, hmac(oidHMACSHA512)}, cipher: aes}, ""},
		{"the salt of OpenSSL 3.0", EncryptedKey{kdf: &pbkdf2Params{short, 1, hmac(oidHMACSHA256)}, cipher: aes}, "PBKDF2 with a salt shorter than 16 bytes"},
		{"SHA-1", EncryptedKey{kdf: &pbkdf2Params{long, 1, hmac(oidHMACSHA1)}, cipher: aes}, "PBKDF2-HMAC-SHA-1"},
		{"triple DES", EncryptedKey{kdf: &pbkdf2Params{long, 1, hmac(oidHMACSHA256)}, cipher: des}, "DES-EDE3-CBC"},
		{"scrypt", EncryptedKey{kdf: &scryptParams{salt: long, n: 1024, r: 8, p: 1}, cipher: aes}, "scrypt (N=1024, r=8, p=1)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, test.key.Unapproved())
		})
	}
}
