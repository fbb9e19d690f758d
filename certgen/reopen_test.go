package certgen

import (
	"testing"

	"github.com/byoasn/byoasn/internal/pkcs8"
	"github.com/stretchr/testify/require"
)

// A key file that opens and holds another key is found out before it is handed on.
func TestReopenComparesTheKey(t *testing.T) {
	t.Parallel()
	der, passphrase := []byte{0x30, 0x03, 0x02, 0x01, 0x05}, []byte("only for tests")
	encrypted, err := pkcs8.Encrypt(der, passphrase)
	require.NoError(t, err)
	require.NoError(t, reopen(encrypted, passphrase, der))
	require.ErrorContains(t, reopen(encrypted, passphrase, []byte{0x30, 0x03, 0x02, 0x01, 0x06}), "something else")
	require.Error(t, reopen(encrypted, []byte("another"), der))
}
