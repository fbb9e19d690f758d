package certgen_test

import (
	"bytes"
	"encoding/pem"
	"os"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/stretchr/testify/require"
)

// rewritten is the test key in the form that ssh-keygen -p leaves it in.
func rewritten(t *testing.T, args ...string) (data []byte, name string) {
	t.Helper()
	requireTool(t, "ssh-keygen")
	name = temp(t, readFile(t, "keys/pkcs8.pem"))
	run(t, nil, "ssh-keygen", append([]string{"-q", "-p", "-P", "", "-f", name}, args...)...)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	return data, name
}

func TestReadKeyReadsWhatSSHKeygenWrites(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"its own form, plain":                {"-N", ""},
		"its own form, encrypted":            {"-N", secret},
		"its own form, aes256-cbc":           {"-N", secret, "-Z", "aes256-cbc", "-a", "1"},
		"its own form, many rounds":          {"-N", secret, "-Z", "aes256-ctr", "-a", "20"},
		"PEM, plain":                         {"-N", "", "-m", "PEM"},
		"PEM, encrypted":                     {"-N", secret, "-m", "PEM"},
		"PKCS8, plain":                       {"-N", "", "-m", "PKCS8"},
		"PKCS8, encrypted":                   {"-N", secret, "-m", "PKCS8"},
		"RFC4716, which is its own for keys": {"-N", secret, "-m", "RFC4716", "-a", "1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, _ := rewritten(t, args...)
			requireSameKey(t, data)
		})
	}
}

func TestAnOpenSSHCipherThatIsNotReadIsNamedAndItsFixWorks(t *testing.T) {
	t.Parallel()
	for _, cipher := range []string{
		"aes128-ctr", "aes192-ctr", "aes128-cbc", "3des-cbc", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com",
	} {
		t.Run(cipher, func(t *testing.T) {
			t.Parallel()
			data, name := rewritten(t, "-N", secret, "-a", "1", "-Z", cipher)
			_, err := certgen.ReadKey(data, nil)
			require.ErrorIs(t, err, problem.ID("key-file-encryption"))
			require.ErrorContains(t, err, cipher+", which is not read here; rewrite it with: ssh-keygen -p -Z aes256-ctr -f FILE")

			run(t, nil, "ssh-keygen", "-q", "-p", "-a", "1", "-Z", "aes256-ctr", "-f", name, "-P", secret, "-N", secret)
			data, err = os.ReadFile(name)
			require.NoError(t, err)
			requireSameKey(t, data)
		})
	}
}

func TestAnOpenSSHKeyOfAnotherTypeIsNamedWithoutItsPassphrase(t *testing.T) {
	t.Parallel()
	requireTool(t, "ssh-keygen")
	for kind, want := range map[string]string{"ed25519": "ssh-ed25519", "ecdsa": "ecdsa-sha2-nistp256"} {
		name := t.TempDir() + "/key"
		run(t, nil, "ssh-keygen", "-q", "-t", kind, "-N", secret, "-a", "1", "-f", name)
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		_, err = certgen.ReadKey(data, nil)
		var wrong *certgen.KindError
		require.ErrorAs(t, err, &wrong)
		require.EqualValues(t, "other-private-key", wrong.Got)
		require.Equal(t, want, wrong.Algorithm)
	}
}

func TestASmallOpenSSHKeyIsRefusedWithoutItsPassphrase(t *testing.T) {
	t.Parallel()
	requireTool(t, "ssh-keygen")
	name := temp(t, readFile(t, "other/rsa-1024.pem"))
	run(t, nil, "ssh-keygen", "-q", "-p", "-P", "", "-N", secret, "-a", "1", "-f", name)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	_, err = certgen.ReadKey(data, nil)
	require.ErrorContains(t, err, "1024 bits, fewer than the 2048")
}

func TestADamagedOpenSSHFileIsAnError(t *testing.T) {
	t.Parallel()
	original, _ := pem.Decode(readFile(t, "keys/openssh-aes256-ctr.pem"))
	edit := func(from, to string) []byte {
		changed := bytes.Replace(original.Bytes, []byte(from), []byte(to), 1)
		require.NotEqual(t, original.Bytes, changed)
		return changed
	}
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"another magic":               {edit("openssh-key-v1", "openssh-key-v2"), "header cannot be read"},
		"a string past the end":       {edit("\x00\x00\x00\x06bcrypt", "\xff\xff\xff\xffbcrypt"), "header cannot be read"},
		"another key derivation":      {edit("bcrypt", "argon2"), "the key derivation argon2"},
		"two keys":                    {edit("\x00\x00\x00\x01\x00\x00\x01", "\x00\x00\x00\x02\x00\x00\x01"), "holds 2 private keys"},
		"a cipher's name that shouts": {edit("aes256-ctr", "aes\x1b[31m--"), "aes?[31m--"},
		"cut short":                   {original.Bytes[:200], "header cannot be read"},
		"too long":                    {append(bytes.Clone(original.Bytes), make([]byte, 40<<10)...), "more than the 32768"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := pem.EncodeToMemory(&pem.Block{Type: original.Type, Bytes: c.content})
			_, err := certgen.ReadKey(data, giveSecret)
			require.ErrorContains(t, err, c.want)
		})
	}
	t.Run("every cut is an error and no panic", func(t *testing.T) {
		t.Parallel()
		for n := range len(original.Bytes) {
			data := pem.EncodeToMemory(&pem.Block{Type: original.Type, Bytes: original.Bytes[:n]})
			_, err := certgen.ReadKey(data, nil)
			require.Error(t, err)
		}
	})
}
