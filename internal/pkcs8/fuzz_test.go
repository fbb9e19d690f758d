package pkcs8

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func FuzzParse(f *testing.F) {
	for _, der := range fixtures(f) {
		f.Add(der)
	}
	f.Fuzz(func(t *testing.T, der []byte) {
		key, err := Parse(der)
		if err != nil {
			require.Nil(t, key)
			return
		}
		require.NotEmpty(t, key.String())
		require.LessOrEqual(t, key.Iterations(), uint64(maxIterations))
		require.LessOrEqual(t, work(key), uint64(max(maxIterations, maxScryptWork)))
	})
}

func FuzzDecrypt(f *testing.F) {
	for _, der := range fixtures(f) {
		f.Add(der, []byte(secret))
	}
	f.Fuzz(func(t *testing.T, der, passphrase []byte) {
		key, err := Parse(der)
		if err != nil || work(key) > 20_000 {
			return // FuzzParse sees to the bound; here is no time to reach it
		}
		plain, err := key.Decrypt(passphrase)
		if err != nil {
			require.ErrorIs(t, err, ErrPassphrase)
			require.Nil(t, plain)
			return
		}
		require.Equal(t, byte(0x30), plain[0])
		require.Less(t, len(plain), len(der))
	})
}

// work is the count of iterations, or of scrypt's blocks.
func work(key *EncryptedKey) uint64 {
	if s, ok := key.kdf.(*scryptParams); ok {
		return product(s.n, s.r, s.p)
	}
	return key.Iterations()
}
