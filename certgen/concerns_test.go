package certgen_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/stretchr/testify/require"
)

func ids(problems []*problem.Problem) []problem.ID {
	found := []problem.ID{}
	for _, p := range problems {
		found = append(found, p.ID)
	}
	return found
}

func TestConcernsAboutValidity(t *testing.T) {
	t.Parallel()
	cert := newCertificate(t, "Example Networks", noon)
	const week = 7 * 24 * time.Hour
	for name, c := range map[string]struct {
		now  time.Time
		want []problem.ID
	}{
		"none in the middle":             {noon, []problem.ID{}},
		"a second before it begins":      {cert.NotBefore.Add(-time.Second), []problem.ID{certgen.CertificateNotYetValid}},
		"none in its first second":       {cert.NotBefore, []problem.ID{}},
		"none a week before its end":     {cert.NotAfter.Add(-week), []problem.ID{}},
		"a second less than a week left": {cert.NotAfter.Add(-week + time.Second), []problem.ID{certgen.CertificateEnding}},
		"in its last second":             {cert.NotAfter, []problem.ID{certgen.CertificateEnding}},
		"a second after it":              {cert.NotAfter.Add(time.Second), []problem.ID{certgen.CertificateExpired}},
	} {
		t.Run(name, func(t *testing.T) {
			concerns := certgen.Concerns(cert, c.now)
			require.Equal(t, c.want, ids(concerns))
			for _, p := range concerns {
				require.NotEmpty(t, p.Fix)
				require.Equal(t, p.ID == certgen.CertificateEnding, p.Minor)
			}
		})
	}
	require.Len(t, certgen.Concerns(nil, noon), 1)
}

func TestConcernsAboutSignatureAndKey(t *testing.T) {
	t.Parallel()
	const request = "req -new -x509 -config /dev/null -subj /CN=test -days 300 -key testdata/"
	now := time.Now().Add(time.Hour)
	for command, want := range map[string][]problem.ID{
		request + "keys/pkcs8.pem":           {},
		request + "keys/pkcs8.pem -sha1":     {certgen.CertificateAlgorithm},
		request + "keys/pkcs8.pem -md5":      {certgen.CertificateAlgorithm},
		request + "keys/pkcs8.pem -sha384":   {certgen.CertificateAlgorithm},
		request + "keys/pkcs8.pem -sha512":   {certgen.CertificateAlgorithm},
		request + "keys/pkcs8.pem -sha3-256": {certgen.CertificateAlgorithm},
		request + "keys/pkcs8.pem -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32": {certgen.CertificateAlgorithm},
		request + "other/rsa-1024.pem": {certgen.KeyUndocumented},
		request + "other/ed25519.pem":  {certgen.CertificateNotRSA},
		request + "other/rsa-pss.pem":  {certgen.CertificateNotRSA},
		"x509 -req -in testdata/other/request.pem -days 300 -CA testdata/certs/test.pem -CAkey testdata/keys/pkcs8.pem -CAcreateserial -CAserial /dev/null": {certgen.CertificateSelfSignature},
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			data, err := try(t, nil, "openssl", strings.Fields(command)...)
			if err != nil {
				t.Skip("this openssl does not make it")
			}
			cert, err := certgen.ReadCertificate(data)
			require.NoError(t, err)
			concerns := certgen.Concerns(cert, now)
			require.Equal(t, want, ids(concerns))
			for _, p := range concerns {
				require.NotEmpty(t, p.Fix)
				require.Equal(t, p.ID == certgen.CertificateAlgorithm || p.ID == certgen.KeyUndocumented, p.Minor)
			}
		})
	}
	t.Run("an algorithm that crypto/x509 has no name for", func(t *testing.T) {
		data, err := try(t, nil, "openssl", strings.Fields(request+"keys/pkcs8.pem -sha224")...)
		if err != nil {
			t.Skip("this openssl does not make it")
		}
		cert, err := certgen.ReadCertificate(data)
		require.NoError(t, err)
		require.Contains(t, certgen.Concerns(cert, now)[0].What, "is signed with SHA224-RSA;")
	})
	t.Run("a letter changed", func(t *testing.T) {
		der := append([]byte(nil), newCertificate(t, "x", noon).Raw...)
		der[len(der)-1] ^= 1
		cert, err := certgen.ReadCertificate(der)
		require.NoError(t, err)
		require.Equal(t, []problem.ID{certgen.CertificateSelfSignature}, ids(certgen.Concerns(cert, noon)))
	})
}

// der writes an element with a length in its shortest form.
func der(tag byte, parts ...[]byte) []byte {
	var content []byte
	for _, part := range parts {
		content = append(content, part...)
	}
	switch n := len(content); {
	case n < 0x80:
		return append([]byte{tag, byte(n)}, content...)
	case n < 0x100:
		return append([]byte{tag, 0x81, byte(n)}, content...)
	default:
		return append([]byte{tag, 0x82, byte(n >> 8), byte(n)}, content...)
	}
}

// A madeCertificate is a certificate as somebody else's program makes it.
type madeCertificate struct {
	serial, name, validity, extensions []byte
	algorithm                          []byte // of the signature, within what is signed
	key                                func(public []byte) []byte
	whole                              func(content []byte) []byte // around all of it
}

func unhex(text string) []byte {
	data, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		panic(err)
	}
	return data
}

var (
	sha256WithRSA = unhex("300d 0609 2a864886f70d01010b 0500")
	utcFrom       = der(0x17, []byte("261120000000Z"))
	utcTo         = der(0x17, []byte("271220000000Z"))
	basic         = unhex("300f 0603 551d13 0101ff 0405 30030101ff")
)

// commonName is a name of one attribute, as a string of the tag's type.
func commonName(tag byte, name string) []byte {
	return der(0x30, der(0x31, der(0x30, unhex("0603 550403"), der(tag, []byte(name)))))
}

// sign puts the certificate together, with the test key.
func (m madeCertificate) sign(t testing.TB) []byte {
	t.Helper()
	key := testKey(t)
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	require.NoError(t, err)
	if m.key != nil {
		public = m.key(public)
	}
	or := func(given, usual []byte) []byte {
		if given == nil {
			return usual
		}
		return given
	}
	name := or(m.name, commonName(0x0c, "x"))
	parts := [][]byte{unhex("a003 020102"), or(m.serial, unhex("0201 05")), or(m.algorithm, sha256WithRSA), name,
		or(m.validity, der(0x30, utcFrom, utcTo)), name, public}
	if m.extensions != nil {
		parts = append(parts, der(0xa3, der(0x30, m.extensions)))
	}
	tbs := der(0x30, parts...)
	sum := sha256.Sum256(tbs)
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	require.NoError(t, err)
	if m.whole != nil {
		return m.whole(slices.Concat(tbs, sha256WithRSA, der(0x03, []byte{0}, signature)))
	}
	return der(0x30, tbs, sha256WithRSA, der(0x03, []byte{0}, signature))
}

// indefinite writes BER whose length is not told.
func indefinite(content []byte) []byte { return slices.Concat(unhex("3080"), content, unhex("0000")) }

// longer writes a length with a byte too many.
func longer(content []byte) []byte {
	return slices.Concat([]byte{0x30, 0x83, 0, byte(len(content) >> 8), byte(len(content))}, content)
}

// withoutNull takes the parameters out of a SubjectPublicKeyInfo.
func withoutNull(public []byte) []byte {
	rest := public[4+15:]
	return der(0x30, unhex("300b 0609 2a864886f70d010101"), rest)
}

// withoutZero takes out the byte that keeps the modulus positive.
func withoutZero(public []byte) []byte {
	modulus := public[4+15+4+1+4+5 : 4+15+4+1+4+5+256]
	return der(0x30, public[4:4+15], der(0x03, []byte{0}, der(0x30, der(0x02, modulus), unhex("0203 010001"))))
}

var departing = map[string]struct {
	made madeCertificate
	want string
}{
	"a negative serial":            {madeCertificate{serial: unhex("0204 abcdef01")}, "serial number is negative"},
	"a serial not in its shortest": {madeCertificate{serial: unhex("0205 0000cdef01")}, "serial number is not in its shortest form"},
	"an @ in a PrintableString":    {madeCertificate{name: commonName(0x13, "noc@example.net")}, `its subject has '@' in a PrintableString`},
	"a _ in a PrintableString":     {madeCertificate{name: commonName(0x13, "as_64496")}, `its subject has '_' in a PrintableString`},
	"a BOOLEAN 01":                 {madeCertificate{extensions: unhex("300f 0603 551d13 010101 0405 30030101ff")}, "BOOLEAN in its extension 2.5.29.19"},
	"a BOOLEAN 01 inside":          {madeCertificate{extensions: unhex("300f 0603 551d13 0101ff 0405 3003010101")}, "BOOLEAN in its extension 2.5.29.19"},
	"duplicate extensions":         {madeCertificate{extensions: append(append([]byte(nil), basic...), basic...)}, "extension 2.5.29.19 stands twice"},
	"another algorithm inside":     {madeCertificate{algorithm: unhex("300d 0609 2a864886f70d010105 0500")}, "two signature algorithms differ"},
	"a string that is no UTF-8":    {madeCertificate{name: commonName(0x0c, "\xff\xfe")}, "invalid UTF-8"},
	"a key without its NULL":       {madeCertificate{key: withoutNull}, "NULL"},
	"a modulus without its zero":   {madeCertificate{key: withoutZero}, "RSA modulus is not a positive number"},
	"a malformed alternative name": {madeCertificate{extensions: unhex("3010 0603 551d11 0409 3007 8605 3a2f2f5b78")}, "departs from RFC 5280"},
	"no length around all":         {madeCertificate{whole: indefinite}, "length in it is not in its shortest form"},
	"a long length around all":     {madeCertificate{whole: longer}, "length in it is not in its shortest form"},
	"no length around a name":      {madeCertificate{name: unhex("3080 310a 3008 0603 550403 0c01 78 0000")}, "length in it is not in its shortest form"},
	"a length not in its shortest": {madeCertificate{name: unhex("3081 0c 310a 3008 0603 550403 0c01 78")}, "length in it is not in its shortest form"},
}

// What others read and crypto/x509 does not is named, and can be judged.
func TestACertificateThatDepartsFromRFC5280IsNamedAndReturned(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range departing {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw := c.made.sign(t)
			_, err := x509.ParseCertificate(raw)
			require.Error(t, err, "crypto/x509 reads it now")
			if name != "a serial not in its shortest" && name != "a string that is no UTF-8" { // which OpenSSL refuses today
				require.Contains(t, string(openssl(t, raw, "x509", "-inform", "DER", "-noout", "-modulus")), "Modulus=")
			}

			cert, err := certgen.ReadCertificate(raw)
			require.ErrorIs(t, err, certgen.CertificateDeparts)
			require.ErrorContains(t, err, c.want)
			require.ErrorContains(t, err, "make a new certificate")
			require.NotNil(t, cert)
			require.Equal(t, raw, cert.Raw)
			require.NoError(t, certgen.CheckSelfSignature(cert))
			key, err := certgen.RSAPublicKey(cert)
			require.NoError(t, err)
			require.True(t, key.Equal(testKey(t).Public()))
			require.Equal(t, time.Date(2027, 12, 20, 0, 0, 0, 0, time.UTC), cert.NotAfter.UTC())
			require.Equal(t, []problem.ID{certgen.CertificateDeparts}, ids(certgen.Concerns(cert, now)))
			require.True(t, certgen.Concerns(cert, now)[0].Minor)
			require.NotEmpty(t, certgen.Describe(cert))

			again, err := certgen.ReadCertificate([]byte(certgen.OneLine(cert)))
			require.ErrorIs(t, err, certgen.CertificateDeparts)
			require.Equal(t, cert.Raw, again.Raw)

			damaged := append([]byte(nil), raw...)
			damaged[len(damaged)-3] ^= 1 // of the signature
			cert, err = certgen.ReadCertificate(damaged)
			require.ErrorContains(t, err, "its inside is damaged")
			require.Nil(t, cert)
		})
	}
}
