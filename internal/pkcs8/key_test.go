package pkcs8

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/cryptobyte"
)

const secret = "only for tests"

// fixtures are the DER of each file in testdata.
func fixtures(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "*.pem"))
	require.NoError(t, err)
	require.NotEmpty(t, names)
	found := make(map[string][]byte)
	for _, name := range names {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		block, _ := pem.Decode(data)
		require.NotNil(t, block)
		found[filepath.Base(name)] = block.Bytes
	}
	return found
}

func TestDecryptOpensWhatOpenSSLWrote(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"pkcs8-pbkdf2.pem":           "PBES2 with PBKDF2-HMAC-SHA-256 (2048 iterations) and AES-256-CBC",
		"pkcs8-pbkdf2-sha1-3des.pem": "PBES2 with PBKDF2-HMAC-SHA-1 (1 iterations) and DES-EDE3-CBC",
		"pkcs8-scrypt.pem":           "PBES2 with scrypt (N=1024, r=8, p=1) and AES-256-CBC",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			key, err := Parse(fixtures(t)[name])
			require.NoError(t, err)
			require.Equal(t, want, key.String())
			plain, err := key.Decrypt([]byte(secret))
			require.NoError(t, err)
			_, err = x509.ParsePKCS8PrivateKey(plain)
			require.NoError(t, err)
			_, err = key.Decrypt([]byte(secret + "!"))
			require.ErrorIs(t, err, ErrPassphrase)
			_, err = key.Decrypt(nil)
			require.ErrorIs(t, err, ErrPassphrase)
		})
	}
}

func TestIterationsAreThoseOfPBKDF2(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]uint64{"pkcs8-pbkdf2.pem": 2048, "pkcs8-pbkdf2-sha1-3des.pem": 1, "pkcs8-scrypt.pem": 0} {
		key, err := Parse(fixtures(t)[name])
		require.NoError(t, err)
		require.Equal(t, want, key.Iterations())
	}
}

// RFC 7914 section 13: a key under scrypt with the passphrase "Rabbit". It asks
// for 1 GiB, which is past the bound.
const rfc7914 = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHiME0GCSqGSIb3DQEFDTBAMB8GCSsGAQQB2kcECzASBAVNb3VzZQIDEAAAAgEI
AgEBMB0GCWCGSAFlAwQBKgQQyYmguHMsOwzGMPoyObk/JgSBkJb47EWd5iAqJlyy
+ni5ftd6gZgOPaLQClL7mEZc2KQay0VhjZm/7MbBUNbqOAXNM6OGebXxVp6sHUAL
iBGY/Dls7B1TsWeGObE0sS1MXEpuREuloZjcsNVcNXWPlLdZtkSH6uwWzR0PyG/Z
+ZXfNodZtd/voKlvLOw5B3opGIFaLkbtLZQwMiGtl42AS89lZg==
-----END ENCRYPTED PRIVATE KEY-----
`

func TestTheKeyOfRFC7914IsReadAndRefused(t *testing.T) {
	t.Parallel()
	block, _ := pem.Decode([]byte(rfc7914))
	require.NotNil(t, block)
	_, err := Parse(block.Bytes)
	var cost *CostError
	require.ErrorAs(t, err, &cost)
	require.Equal(t, CostError{Cost: "bytes of memory for scrypt", Asked: 1 << 30, Bound: 256 << 20}, *cost)
}

// encoded builds an EncryptedPrivateKeyInfo from the parts a test varies.
type encoded struct {
	scheme, kdf, cipher string
	costs               []*big.Int // iterations; or N, r and p
	keyLength           int64      // none when 0
	prf                 string     // none when empty
	within, after       bool       // one element too many: in the function, and after it
	iv                  int
	data                int
}

func sound() encoded {
	return encoded{scheme: oidPBES2, kdf: oidPBKDF2, cipher: oidAES256CBC, costs: []*big.Int{big.NewInt(1)}, prf: oidHMACSHA256, iv: 16, data: 32}
}

func (e encoded) der(t *testing.T) []byte {
	t.Helper()
	var b cryptobyte.Builder
	sequence(&b, func(b *cryptobyte.Builder) {
		sequence(b, func(b *cryptobyte.Builder) {
			addOID(b, e.scheme)
			sequence(b, func(b *cryptobyte.Builder) {
				sequence(b, e.addKDF)
				sequence(b, func(b *cryptobyte.Builder) {
					addOID(b, e.cipher)
					b.AddASN1OctetString(make([]byte, e.iv))
				})
			})
		})
		b.AddASN1OctetString(make([]byte, e.data))
	})
	der, err := b.Bytes()
	require.NoError(t, err)
	return der
}

func (e encoded) addKDF(b *cryptobyte.Builder) {
	addOID(b, e.kdf)
	sequence(b, func(b *cryptobyte.Builder) {
		b.AddASN1OctetString([]byte("salt"))
		for _, cost := range e.costs {
			b.AddASN1BigInt(cost)
		}
		if e.keyLength != 0 {
			b.AddASN1Int64(e.keyLength)
		}
		if e.prf != "" {
			sequence(b, func(b *cryptobyte.Builder) {
				addOID(b, e.prf)
				if e.within {
					b.AddASN1NULL()
					b.AddASN1Int64(1)
				}
			})
		}
		if e.after {
			b.AddASN1Int64(1)
		}
	})
}

func costs(numbers ...int64) []*big.Int {
	var out []*big.Int
	for _, n := range numbers {
		out = append(out, big.NewInt(n))
	}
	return out
}

func scryptWith(n, r, p int64) encoded {
	e := sound()
	e.kdf, e.costs, e.prf = oidScrypt, costs(n, r, p), ""
	return e
}

func TestParseTakes(t *testing.T) {
	t.Parallel()
	with := func(change func(*encoded)) encoded {
		e := sound()
		change(&e)
		return e
	}
	for name, e := range map[string]encoded{
		"a pseudo-random function without NULL": sound(),
		"the default function":                  with(func(e *encoded) { e.prf = "" }),
		"the default function written out":      with(func(e *encoded) { e.prf = oidHMACSHA1 }),
		"the cipher's key length":               with(func(e *encoded) { e.keyLength = 32 }),
		"as many iterations as allowed":         with(func(e *encoded) { e.costs = costs(10_000_000) }),
		"scrypt with all the memory allowed":    scryptWith(1<<18, 8, 1),
		"scrypt with all the work allowed":      scryptWith(1<<18, 8, 8),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse(e.der(t))
			require.NoError(t, err)
		})
	}
}

func TestParseRefusesACostPastItsBound(t *testing.T) {
	t.Parallel()
	endless := new(big.Int).Lsh(big.NewInt(1), 4096)
	iterations := func(n *big.Int) encoded {
		e := sound()
		e.costs = []*big.Int{n}
		return e
	}
	for name, c := range map[string]struct {
		input encoded
		want  CostError
	}{
		"one iteration too many":  {iterations(big.NewInt(10_000_001)), CostError{"PBKDF2 iterations", 10_000_001, 10_000_000}},
		"iterations past 64 bits": {iterations(endless), CostError{"PBKDF2 iterations", 1<<64 - 1, 10_000_000}},
		"twice the memory":        {scryptWith(1<<19, 8, 1), CostError{"bytes of memory for scrypt", 512 << 20, 256 << 20}},
		"memory that overflows":   {scryptWith(1<<40, 1<<40, 1), CostError{"bytes of memory for scrypt", 1<<64 - 1, 256 << 20}},
		"one more round of work":  {scryptWith(1<<18, 8, 9), CostError{"blocks of work (N*r*p) for scrypt", 9 << 21, 1 << 24}},
		"blocks that overflow":    {scryptWith(1<<18, 8, 1<<62), CostError{"bytes of memory for scrypt's blocks (128*r*p)", 1<<64 - 1, 16 << 20}},
		"wide blocks":             {scryptWith(2, 1<<20, 8), CostError{"bytes of memory for scrypt's blocks (128*r*p)", 1 << 30, 16 << 20}},
		"many blocks":             {scryptWith(2, 1, 1<<23), CostError{"bytes of memory for scrypt's blocks (128*r*p)", 1 << 30, 16 << 20}},
		"one block too many":      {scryptWith(2, 8, 1<<14+1), CostError{"bytes of memory for scrypt's blocks (128*r*p)", 16<<20 + 1024, 16 << 20}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			_, err := Parse(c.input.der(t))
			var cost *CostError
			require.ErrorAs(t, err, &cost)
			require.Equal(t, c.want, *cost)
			require.ErrorContains(t, err, "more than the")
			require.Less(t, time.Since(start), time.Second)
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*encoded)
		want   string
	}{
		"another scheme":                  {func(e *encoded) { e.scheme = "1.2.840.113549.1.5.10" }, "pbeWithSHA1AndDES-CBC is not supported"},
		"a scheme without a name":         {func(e *encoded) { e.scheme = "1.2.3.4" }, "algorithm 1.2.3.4 is not supported"},
		"another derivation":              {func(e *encoded) { e.kdf = "1.2.3.4" }, "algorithm 1.2.3.4 is not supported"},
		"another cipher":                  {func(e *encoded) { e.cipher = "2.16.840.1.101.3.4.1.46" }, "AES-256-GCM is not supported"},
		"another function":                {func(e *encoded) { e.prf = "1.2.840.113549.2.13" }, "PBKDF2 with HMAC-SHA-512/256 is not supported"},
		"more in its function":            {func(e *encoded) { e.within = true }, "the pseudo-random function of PBKDF2 cannot be read"},
		"more after its function":         {func(e *encoded) { e.after = true }, "the pseudo-random function of PBKDF2 cannot be read"},
		"no iterations":                   {func(e *encoded) { e.costs = costs(0) }, "the iteration count of PBKDF2 cannot be read"},
		"negative iterations":             {func(e *encoded) { e.costs = costs(-1) }, "the iteration count of PBKDF2 cannot be read"},
		"a missing count":                 {func(e *encoded) { e.costs = nil }, "the iteration count of PBKDF2 cannot be read"},
		"another key length":              {func(e *encoded) { e.keyLength = 16 }, "not the cipher's 32 bytes"},
		"a short initialization vector":   {func(e *encoded) { e.iv = 15 }, "has 15 bytes, AES-256-CBC needs 16"},
		"no data":                         {func(e *encoded) { e.data = 0 }, "0 bytes long, not whole blocks"},
		"data that is not whole blocks":   {func(e *encoded) { e.data = 33 }, "33 bytes long, not whole blocks of 16"},
		"scrypt of N that is no power":    {func(e *encoded) { *e = scryptWith(1000, 8, 1) }, "scrypt's N is 1000, not a power of two"},
		"scrypt of N that is one":         {func(e *encoded) { *e = scryptWith(1, 8, 1) }, "scrypt's N is 1"},
		"scrypt of r that is zero":        {func(e *encoded) { *e = scryptWith(2, 0, 1) }, "a cost of scrypt cannot be read"},
		"scrypt with a function after it": {func(e *encoded) { *e = scryptWith(2, 1, 1); e.prf = oidHMACSHA1 }, "the parameters of scrypt cannot be read"},
		"scrypt with another key length":  {func(e *encoded) { *e = scryptWith(2, 1, 1); e.keyLength = 31 }, "not the cipher's 32 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := sound()
			c.change(&e)
			_, err := Parse(e.der(t))
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestParseRefusesWhatIsNotDER(t *testing.T) {
	t.Parallel()
	for name, der := range fixtures(t) {
		for n := range len(der) {
			_, err := Parse(der[:n])
			require.Error(t, err, "%s cut to %d bytes", name, n)
		}
		_, err := Parse(append(bytes.Clone(der), 0))
		require.Error(t, err, "%s and one byte more", name)
	}
	for name, der := range fixtures(t) {
		for i := range min(len(der), 120) { // the parameters, and some of the data
			for _, value := range []byte{0x00, 0x30, 0xff} {
				changed := bytes.Clone(der)
				changed[i] = value
				key, err := Parse(changed) // may be another sound file
				require.Equal(t, err == nil, key != nil, "%s with byte %d as %#x", name, i, value)
			}
		}
	}
	// BER's indefinite length.
	_, err := Parse([]byte{0x30, 0x80, 0x30, 0x00, 0x04, 0x00, 0x00, 0x00})
	require.ErrorContains(t, err, "the outer structure cannot be read")
}

func TestDecryptWantsOneWholeSequence(t *testing.T) {
	t.Parallel()
	for name, plain := range map[string][]byte{
		"something else":       []byte("not DER at all"),
		"a sequence cut short": {0x30, 0x03, 0x02, 0x01},
		"a sequence and more":  {0x30, 0x01, 0x00, 0x00},
		"nothing":              {},
	} {
		key, err := Parse(sound().der(t))
		require.NoError(t, err)
		derived, err := key.kdf.derive([]byte(secret), key.cipher.keySize)
		require.NoError(t, err)
		key.data, err = key.cipher.encrypt(derived, key.iv, plain)
		require.NoError(t, err)
		_, err = key.Decrypt([]byte(secret))
		require.ErrorIs(t, err, ErrPassphrase, name)
	}
}

func TestDecryptWantsSoundPadding(t *testing.T) {
	t.Parallel()
	c, iv, key := blockCiphers()[2], make([]byte, 16), make([]byte, 32)
	// An encrypted text that decrypts to just these blocks: the cipher's own
	// padding makes a block more, which is cut off.
	of := func(plain []byte) []byte {
		data, err := c.encrypt(key, iv, plain)
		require.NoError(t, err)
		return data[:len(plain)]
	}
	block := func(end ...byte) []byte { return append(make([]byte, 16-len(end)), end...) }
	for name, plain := range map[string][]byte{
		"of no bytes":         block(0),
		"of unequal bytes":    block(2, 3, 3),
		"of more than blocks": bytes.Repeat([]byte{17}, 32),
	} {
		_, ok := c.decrypt(key, iv, of(plain))
		require.False(t, ok, name)
	}
	plain, ok := c.decrypt(key, iv, of(block(7, 2, 2)))
	require.True(t, ok)
	require.Equal(t, block(7, 2, 2)[:14], plain)
}

func TestEncryptIsOpenedByDecrypt(t *testing.T) {
	t.Parallel()
	der := []byte{0x30, 0x03, 0x02, 0x01, 0x00}
	encrypted, err := Encrypt(der, []byte(secret))
	require.NoError(t, err)
	key, err := Parse(encrypted)
	require.NoError(t, err)
	require.Equal(t, "PBES2 with PBKDF2-HMAC-SHA-256 (600000 iterations) and AES-256-CBC", key.String())
	require.Len(t, key.kdf.(*pbkdf2Params).salt, 16)
	plain, err := key.Decrypt([]byte(secret))
	require.NoError(t, err)
	require.Equal(t, der, plain)

	encrypted, err = Encrypt(der, []byte(secret))
	require.NoError(t, err)
	again, err := Parse(encrypted)
	require.NoError(t, err)
	require.NotEqual(t, key.kdf.(*pbkdf2Params).salt, again.kdf.(*pbkdf2Params).salt)
	require.NotEqual(t, key.iv, again.iv)

	_, err = Encrypt(der, nil)
	require.ErrorContains(t, err, "the passphrase is empty")
}

func TestEveryNameIsForAnObjectIdentifier(t *testing.T) {
	t.Parallel()
	require.NotEmpty(t, names)
	for oid, name := range names {
		_, err := x509.ParseOID(oid)
		require.NoError(t, err, oid)
		require.Equal(t, strings.TrimSpace(name), name)
		require.NotEmpty(t, name)
	}
	require.Equal(t, "algorithm 1.2.3", Name("1.2.3"))
}
