package certgen_test

import (
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/stretchr/testify/require"
)

const kindPrivateKey certgen.Kind = "rsa-private-key"

// readers are the three ways in, by what each wants.
var readers = map[certgen.Kind]func([]byte) error{
	kindPrivateKey: func(data []byte) error {
		_, err := certgen.ReadKey(data, giveSecret)
		return err
	},
	certgen.KindPublicKey: func(data []byte) error {
		_, err := certgen.ReadPublicKey(data)
		return err
	},
	certgen.KindCertificate: func(data []byte) error {
		_, err := certgen.ReadCertificate(data)
		return err
	},
}

const (
	ppk = "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 6\n"
	jks = "\xfe\xed\xfe\xed\x00\x00\x00\x02\x00\x00\x00\x01"
	pgp = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBGE=\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----\n"
)

func TestAnotherKindOfInputIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data      []byte
		got       certgen.Kind
		algorithm string
	}{
		"a certificate":             {readFile(t, "certs/test.pem"), certgen.KindCertificate, ""},
		"a certificate on one line": {[]byte(certgen.OneLine(testCertificate(t))), certgen.KindCertificate, ""},
		"a revocation list":         {pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: revocationList(t)}), "revocation-list", ""},
		"a revocation list in DER":  {revocationList(t), "revocation-list", ""},
		"an OpenPGP public key":     {[]byte(strings.ReplaceAll(pgp, "PRIVATE", "PUBLIC")), "openpgp", ""},
		"a certificate in DER":      {testCertificate(t).Raw, certgen.KindCertificate, ""},
		"a request":                 {readFile(t, "other/request.pem"), certgen.KindRequest, ""},
		"a request in DER":          {pemBody(t, readFile(t, "other/request.pem")), certgen.KindRequest, ""},
		"a public key":              {readFile(t, "other/public.pem"), certgen.KindPublicKey, ""},
		"a public key in DER":       {pemBody(t, readFile(t, "other/public.pem")), certgen.KindPublicKey, ""},
		"a PKCS#1 public key":       {readFile(t, "other/public-pkcs1.pem"), certgen.KindPublicKey, ""},
		"an OpenSSH public key":     {readFile(t, "other/public-ssh.txt"), certgen.KindPublicKey, ""},
		"an RFC 4716 public key":    {readFile(t, "other/public-rfc4716.txt"), "ssh2-public-key", ""},
		"an Ed25519 OpenSSH key":    {[]byte("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI comment\n"), "other-public-key", "ssh-ed25519"},
		"an EC OpenSSH key":         {[]byte("ecdsa-sha2-nistp256 AAAAE2VjZHNh comment\n"), "other-public-key", "ecdsa-sha2-nistp256"},
		"PKCS#7":                    {readFile(t, "other/pkcs7.pem"), "pkcs7", ""},
		"PKCS#7 in DER":             {pemBody(t, readFile(t, "other/pkcs7.pem")), "pkcs7", ""},
		"OpenSSL's trusted form":    {readFile(t, "other/trusted.pem"), "trusted-certificate", ""},
		"a private key":             {readFile(t, "keys/pkcs8.pem"), kindPrivateKey, ""},
		"a private key in DER":      {readFile(t, "keys/pkcs8.der"), kindPrivateKey, ""},
		"an encrypted private key":  {readFile(t, "keys/pkcs8-pbkdf2.pem"), kindPrivateKey, ""},
		"an OpenSSH private key":    {readFile(t, "keys/openssh.pem"), kindPrivateKey, ""},
		"a PSS private key":         {readFile(t, "other/rsa-pss.pem"), "pss-private-key", ""},
		"a PSS private key in DER":  {pemBody(t, readFile(t, "other/rsa-pss.pem")), "pss-private-key", ""},
		"an EC private key":         {readFile(t, "other/ec.pem"), "other-private-key", "EC P-256"},
		"an Ed25519 private key":    {readFile(t, "other/ed25519.pem"), "other-private-key", "Ed25519"},
		"an OpenPGP private key":    {[]byte(pgp), "openpgp-private-key", ""},
		"PKCS#12":                   {readFile(t, "other/test.p12"), "pkcs12", ""},
		"a PuTTY private key":       {[]byte(ppk), "putty-private-key", ""},
		"a Java keystore":           {[]byte(jks), "java-keystore", ""},
		"ssh.com's private key":     {[]byte("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAA=\n"), "ssh2-private-key", ""},
		"Diffie-Hellman parameters": {[]byte("-----BEGIN DH PARAMETERS-----\nMAYCAQcCAQI=\n-----END DH PARAMETERS-----\n"), "parameters", ""},
	} {
		for want, read := range readers {
			if want == c.got {
				continue
			}
			t.Run(name+", not "+string(want), func(t *testing.T) {
				t.Parallel()
				err := read(c.data)
				var kind *certgen.KindError
				require.ErrorAs(t, err, &kind)
				require.Equal(t, want, kind.Want)
				require.NotEmpty(t, kind.Fix)
				require.Contains(t, err.Error(), want.String())
				require.Contains(t, err.Error(), kind.Fix)
				require.Contains(t, err.Error(), kind.Algorithm)
				if want != kindPrivateKey && isPrivateKey(c.got) {
					require.Equal(t, certgen.KindSecretKey, kind.Got)
					return
				}
				require.Equal(t, c.got, kind.Got)
				require.Equal(t, c.algorithm, kind.Algorithm)
			})
		}
	}
}

func revocationList(t *testing.T) []byte {
	t.Helper()
	issuer := testCertificate(t)
	issuer.KeyUsage = x509.KeyUsageCRLSign
	der, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), NextUpdate: noon}, issuer, testKey(t))
	require.NoError(t, err)
	return der
}

func isPrivateKey(kind certgen.Kind) bool {
	switch kind {
	case kindPrivateKey, "pss-private-key", "other-private-key", "putty-private-key", "openpgp-private-key", "ssh2-private-key",
		"pvk", "msblob", "jwk", "xml-key":
		return true
	}
	return false
}

func TestAPrivateKeyInPlaceOfWhatIsPublishedIsLoud(t *testing.T) {
	t.Parallel()
	for _, want := range []certgen.Kind{certgen.KindCertificate, certgen.KindPublicKey} {
		for name, data := range files(t, "keys/*") {
			err := readers[want](data)
			require.ErrorContains(t, err, "NEVER PUBLISH OR SEND A PRIVATE KEY", name)
			require.ErrorContains(t, err, "leaked", name)
		}
		require.ErrorContains(t, readers[want]([]byte(ppk)), "NEVER PUBLISH")
		require.ErrorContains(t, readers[want](readFile(t, "other/ec.pem")), "NEVER PUBLISH")
	}
}

func TestAKeyOfAnotherAlgorithmIsNamed(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384":           "EC P-384",
		"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1":       "EC secp256k1",
		"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1": "algorithm 1.3.36.3.3.2.8.1.1.7",
		"genpkey -algorithm ED448":                                         "Ed448",
		"genpkey -algorithm X25519":                                        "X25519",
		"ecparam -name prime256v1 -genkey -noout":                          "EC P-256",
		"ecparam -name prime256v1 -genkey":                                 "EC P-256", // parameters before it
		"ecparam -name secp521r1 -genkey -outform DER -noout":              "EC P-521",
		"dsaparam -genkey -noout -outform DER 1024":                        "DSA",
		"dsaparam -genkey -noout 1024":                                     "DSA",
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			_, err := certgen.ReadKey(openssl(t, nil, strings.Fields(args)...), nil)
			var kind *certgen.KindError
			require.ErrorAs(t, err, &kind)
			require.EqualValues(t, "other-private-key", kind.Got)
			require.Equal(t, want, kind.Algorithm)
		})
	}
}

func TestAnEncryptedKeyOfAnotherAlgorithmIsNamed(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]certgen.Kind{"other/ec.pem": "other-private-key", "other/rsa-pss.pem": "pss-private-key"} {
		data := openssl(t, readFile(t, name), "pkey", "-aes256", "-passout", "env:P")
		_, err := certgen.ReadKey(data, giveSecret)
		var kind *certgen.KindError
		require.ErrorAs(t, err, &kind)
		require.Equal(t, want, kind.Got)
	}
}

// The fixes that are commands are run, each on the file it is given for.
func TestTheFixesCommandsWork(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data []byte
		want certgen.Kind
	}{
		"the key of PKCS#12":              {readFile(t, "other/test.p12"), kindPrivateKey},
		"the key typed RSASSA-PSS":        {readFile(t, "other/rsa-pss.pem"), kindPrivateKey},
		"a certificate's public key":      {readFile(t, "certs/test.pem"), certgen.KindPublicKey},
		"a trusted one's public key":      {readFile(t, "other/trusted.pem"), certgen.KindPublicKey},
		"a request's public key":          {readFile(t, "other/request.pem"), certgen.KindPublicKey},
		"a private key's public part":     {readFile(t, "keys/pkcs8.pem"), certgen.KindPublicKey},
		"the certificate of a trust file": {readFile(t, "other/trusted.pem"), certgen.KindCertificate},
		"the certificate of PKCS#7":       {readFile(t, "other/pkcs7.pem"), certgen.KindCertificate},
		"the certificate of PKCS#12":      {readFile(t, "other/test.p12"), certgen.KindCertificate},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			requireTool(t, "openssl")
			err := readers[c.want](c.data)
			var kind *certgen.KindError
			require.ErrorAs(t, err, &kind)
			require.NoError(t, readers[c.want](fixed(t, c.data, kind.Fix)))
		})
	}
	t.Run("an RFC 4716 public key", func(t *testing.T) {
		t.Parallel()
		requireTool(t, "ssh-keygen")
		data := readFile(t, "other/public-rfc4716.txt")
		require.ErrorContains(t, readers[certgen.KindPublicKey](data), "ssh-keygen -i -m RFC4716 -f OLD > NEW")
		out := run(t, nil, "ssh-keygen", "-i", "-m", "RFC4716", "-f", temp(t, data))
		require.NoError(t, readers[certgen.KindPublicKey](out))
	})
}

// With OpenSSL 3.0 the traditional DER is the only form without the type.
func TestAPSSTypedKeyMadePlainIsTheSameKey(t *testing.T) {
	t.Parallel()
	pss := readFile(t, "other/rsa-pss.pem")
	requireTool(t, "openssl")
	var kind *certgen.KindError
	require.ErrorAs(t, readers[kindPrivateKey](pss), &kind)
	file, err := certgen.ReadKey(fixed(t, pss, kind.Fix), giveSecret)
	require.NoError(t, err)
	modulus := openssl(t, pss, "rsa", "-noout", "-modulus")
	plain, err := certgen.MarshalPlainKey(file.Key)
	require.NoError(t, err)
	require.Equal(t, modulus, openssl(t, plain, "rsa", "-noout", "-modulus"))

	t.Run("and its traditional PEM is known by its label", func(t *testing.T) {
		data := openssl(t, pss, "rsa", "-traditional")
		var kind *certgen.KindError
		require.True(t, errors.As(readers[kindPrivateKey](data), &kind))
		require.EqualValues(t, "pss-private-key", kind.Got)
	})
}
