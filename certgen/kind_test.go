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

// readers are the three ways in, by what each wants.
var readers = map[certgen.Kind]func([]byte) error{
	certgen.KindPrivateKey: func(data []byte) error {
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
		"a revocation list":         {pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: revocationList(t)}), certgen.KindRevocationList, ""},
		"a revocation list in DER":  {revocationList(t), certgen.KindRevocationList, ""},
		"an OpenPGP public key":     {[]byte(strings.ReplaceAll(pgp, "PRIVATE", "PUBLIC")), certgen.KindPGP, ""},
		"a certificate in DER":      {testCertificate(t).Raw, certgen.KindCertificate, ""},
		"a request":                 {readFile(t, "other/request.pem"), certgen.KindRequest, ""},
		"a request in DER":          {pemBody(t, readFile(t, "other/request.pem")), certgen.KindRequest, ""},
		"a public key":              {readFile(t, "other/public.pem"), certgen.KindPublicKey, ""},
		"a public key in DER":       {pemBody(t, readFile(t, "other/public.pem")), certgen.KindPublicKey, ""},
		"a PKCS#1 public key":       {readFile(t, "other/public-pkcs1.pem"), certgen.KindPublicKey, ""},
		"an OpenSSH public key":     {readFile(t, "other/public-ssh.txt"), certgen.KindPublicKey, ""},
		"an RFC 4716 public key":    {readFile(t, "other/public-rfc4716.txt"), certgen.KindSSHPublicKey, ""},
		"an Ed25519 OpenSSH key":    {[]byte("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI comment\n"), certgen.KindOtherPublicKey, "ssh-ed25519"},
		"an EC OpenSSH key":         {[]byte("ecdsa-sha2-nistp256 AAAAE2VjZHNh comment\n"), certgen.KindOtherPublicKey, "ecdsa-sha2-nistp256"},
		"PKCS#7":                    {readFile(t, "other/pkcs7.pem"), certgen.KindPKCS7, ""},
		"PKCS#7 in DER":             {pemBody(t, readFile(t, "other/pkcs7.pem")), certgen.KindPKCS7, ""},
		"OpenSSL's trusted form":    {readFile(t, "other/trusted.pem"), certgen.KindTrusted, ""},
		"a private key":             {readFile(t, "keys/pkcs8.pem"), certgen.KindPrivateKey, ""},
		"a private key in DER":      {readFile(t, "keys/pkcs8.der"), certgen.KindPrivateKey, ""},
		"an encrypted private key":  {readFile(t, "keys/pkcs8-pbkdf2.pem"), certgen.KindPrivateKey, ""},
		"an OpenSSH private key":    {readFile(t, "keys/openssh.pem"), certgen.KindPrivateKey, ""},
		"a PSS private key":         {readFile(t, "other/rsa-pss.pem"), certgen.KindPSSPrivateKey, ""},
		"a PSS private key in DER":  {pemBody(t, readFile(t, "other/rsa-pss.pem")), certgen.KindPSSPrivateKey, ""},
		"an EC private key":         {readFile(t, "other/ec.pem"), certgen.KindOtherPrivateKey, "EC P-256"},
		"an Ed25519 private key":    {readFile(t, "other/ed25519.pem"), certgen.KindOtherPrivateKey, "Ed25519"},
		"an OpenPGP private key":    {[]byte(pgp), certgen.KindOtherPrivateKey, "PGP"},
		"PKCS#12":                   {readFile(t, "other/test.p12"), certgen.KindPKCS12, ""},
		"a PuTTY private key":       {[]byte(ppk), certgen.KindPuTTY, ""},
		"a Java keystore":           {[]byte(jks), certgen.KindJavaKeyStore, ""},
		"ssh.com's private key":     {[]byte("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAA=\n"), certgen.KindOtherPrivateKey, ""},
		"Diffie-Hellman parameters": {[]byte("-----BEGIN DH PARAMETERS-----\nMAYCAQcCAQI=\n-----END DH PARAMETERS-----\n"), certgen.KindParameters, ""},
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
				require.NotEmpty(t, kind.Mend)
				require.Contains(t, err.Error(), string(want))
				require.Contains(t, err.Error(), kind.Mend)
				require.Contains(t, err.Error(), kind.Algorithm)
				if want != certgen.KindPrivateKey && isPrivateKey(c.got) {
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
	case certgen.KindPrivateKey, certgen.KindPSSPrivateKey, certgen.KindOtherPrivateKey, certgen.KindPuTTY:
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
			require.Equal(t, certgen.KindOtherPrivateKey, kind.Got)
			require.Equal(t, want, kind.Algorithm)
		})
	}
}

func TestAnEncryptedKeyOfAnotherAlgorithmIsNamed(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]certgen.Kind{"other/ec.pem": certgen.KindOtherPrivateKey, "other/rsa-pss.pem": certgen.KindPSSPrivateKey} {
		data := openssl(t, readFile(t, name), "pkey", "-aes256", "-passout", "env:P")
		_, err := certgen.ReadKey(data, giveSecret)
		var kind *certgen.KindError
		require.ErrorAs(t, err, &kind)
		require.Equal(t, want, kind.Got)
	}
}

// The mends that are commands are run, each on the file it is given for.
func TestTheMendsCommandsWork(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data []byte
		want certgen.Kind
	}{
		"the key of PKCS#12":              {readFile(t, "other/test.p12"), certgen.KindPrivateKey},
		"the key typed RSASSA-PSS":        {readFile(t, "other/rsa-pss.pem"), certgen.KindPrivateKey},
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
			require.NoError(t, readers[c.want](mended(t, c.data, kind.Mend)))
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
	require.ErrorAs(t, readers[certgen.KindPrivateKey](pss), &kind)
	file, err := certgen.ReadKey(mended(t, pss, kind.Mend), giveSecret)
	require.NoError(t, err)
	modulus := openssl(t, pss, "rsa", "-noout", "-modulus")
	plain, err := certgen.MarshalPlainKey(file.Key)
	require.NoError(t, err)
	require.Equal(t, modulus, openssl(t, plain, "rsa", "-noout", "-modulus"))

	t.Run("and its traditional PEM is known by its label", func(t *testing.T) {
		data := openssl(t, pss, "rsa", "-traditional")
		var kind *certgen.KindError
		require.True(t, errors.As(readers[certgen.KindPrivateKey](data), &kind))
		require.Equal(t, certgen.KindPSSPrivateKey, kind.Got)
	})
}
