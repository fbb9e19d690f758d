package certgen_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/byoasn/byoasn/certgen"
)

// A key, a certificate for it, and the one line that goes to the registry.
func Example() {
	key, err := certgen.NewKey(certgen.DefaultBits)
	if err != nil {
		log.Fatal(err)
	}
	keyFile, err := certgen.MarshalKey(key, []byte("correct horse battery staple"))
	if err != nil {
		log.Fatal(err)
	}
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC) // time.Now()
	end, err := certgen.ValidFor(now, 365)
	if err != nil {
		log.Fatal(err)
	}
	cert, err := certgen.NewCertificate(key, certgen.Profile{Subject: "Example Networks", NotAfter: end}, now)
	if err != nil {
		log.Fatal(err)
	}
	line := certgen.OneLine(cert)

	fmt.Println(strings.SplitN(string(keyFile), "\n", 2)[0])
	fmt.Println(cert.Subject, "until", cert.NotAfter.Format(time.DateOnly))
	fmt.Println(line[:27], "...", line[len(line)-25:])
	// Output:
	// -----BEGIN ENCRYPTED PRIVATE KEY-----
	// CN=Example Networks until 2027-11-22
	// -----BEGIN CERTIFICATE----- ... -----END CERTIFICATE-----
}

func ExampleNewKey() {
	key, err := certgen.NewKey(2048)
	fmt.Println(key.N.BitLen(), err)
	_, err = certgen.NewKey(1024)
	fmt.Println(err)
	// Output:
	// 2048 <nil>
	// cannot make an RSA key of 1024 bits: choose 2048 (the only size AWS documents), 3072 or 4096
}

func ExampleReadKey() {
	data, err := os.ReadFile("testdata/keys/pkcs8-pbkdf2.pem")
	if err != nil {
		log.Fatal(err)
	}
	file, err := certgen.ReadKey(data, func() ([]byte, error) {
		return []byte("only for tests"), nil // ask on the terminal, say
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(file.Key.N.BitLen(), "bits,", file.Format)
	fmt.Println(file.Encryption)
	fmt.Println(file.Warnings[0])
	// Output:
	// 2048 bits, PKCS#8
	// PBES2 with PBKDF2-HMAC-SHA-256 (2048 iterations) and AES-256-CBC
	// the passphrase is protected by only 2048 iterations of PBKDF2; rewrite the file with: openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in OLD -out NEW
}

func ExampleReadKey_errors() {
	data, err := os.ReadFile("testdata/keys/pkcs8-pbkdf2.pem")
	if err != nil {
		log.Fatal(err)
	}
	_, err = certgen.ReadKey(data, nil)
	fmt.Println(errors.Is(err, certgen.ErrPassphraseNeeded))

	_, err = certgen.ReadKey(data, func() ([]byte, error) { return []byte("a guess"), nil })
	fmt.Println(errors.Is(err, certgen.ErrWrongPassphrase))

	public, err := os.ReadFile("testdata/other/public.pem")
	if err != nil {
		log.Fatal(err)
	}
	_, err = certgen.ReadKey(public, nil)
	var kind *certgen.KindError
	fmt.Println(errors.As(err, &kind), kind)
	// Output:
	// true
	// true
	// true expected an RSA private key, found an RSA public key: the private key is in the file that the public key was taken from
}

func ExampleReadPublicKey() {
	data, err := os.ReadFile("testdata/other/public-ssh.txt")
	if err != nil {
		log.Fatal(err)
	}
	key, err := certgen.ReadPublicKey(data)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(certgen.PublicKeyFingerprint(key))
	fmt.Println(len(certgen.KeyConcerns(key)), "concerns")
	// Output:
	// 87:BD:7E:75:1C:F9:7A:BC:E5:A8:C0:DE:60:41:51:D8:EC:0C:87:D0:BA:41:26:24:61:E1:1D:79:59:91:8B:84
	// 0 concerns
}

func ExampleReadCertificate() {
	// As ARIN's whois showed it, one line after "Comment:".
	data, err := os.ReadFile("testdata/certs/arin-NET-76-76-21-0-1.oneline.txt")
	if err != nil {
		log.Fatal(err)
	}
	cert, err := certgen.ReadCertificate([]byte("Comment:        " + string(data)))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cert.Subject)
	fmt.Println(certgen.Fingerprint(cert))
	fmt.Println(certgen.CheckSelfSignature(cert))
	// Output:
	// O=Vercel Inc,L=Walnut,ST=CA,C=US,1.2.840.113549.1.9.1=#0c0c6d4076657263656c2e636f6d
	// 2B:DA:2C:11:A6:A6:7F:E4:5C:34:39:9D:05:2C:98:A6:68:89:A4:DE:2E:4E:BC:4F:9D:6F:CA:23:8D:00:2F:EA
	// <nil>
}

func ExampleReadCertificate_damaged() {
	data, err := os.ReadFile("testdata/certs/arin-NET-76-76-21-0-1.oneline.txt")
	if err != nil {
		log.Fatal(err)
	}
	line := strings.TrimSpace(string(data))
	for _, damaged := range []string{
		line[:len(line)-30],
		strings.Replace(line, "MII", "MI", 1),
		strings.ReplaceAll(line, "-----", "–––––"),
	} {
		_, err := certgen.ReadCertificate([]byte(damaged))
		fmt.Println(err)
	}
	// Output:
	// the certificate's end is missing: there is a BEGIN marker without -----END CERTIFICATE----- after it; was it cut short?; copy the certificate again from the original file
	// the certificate's base64 has 1235 letters, which is not a multiple of four: letters were lost or added; copy the certificate again from the original file
	// the dashes of the BEGIN marker are not hyphens: a word processor or mail program changed them; it must read -----BEGIN CERTIFICATE-----
}

func ExampleOneLine() {
	data, err := os.ReadFile("testdata/certs/test.pem")
	if err != nil {
		log.Fatal(err)
	}
	cert, err := certgen.ReadCertificate(data)
	if err != nil {
		log.Fatal(err)
	}
	line := certgen.OneLine(cert)
	fmt.Println(line == strings.ReplaceAll(string(data), "\n", ""))
	fmt.Println(string(certgen.MarshalCertificate(cert)) == string(data))
	// Output:
	// true
	// true
}

func ExampleConcerns() {
	key, err := certgen.NewKey(3072)
	if err != nil {
		log.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	cert, err := certgen.NewCertificate(key, certgen.Profile{NotAfter: now.AddDate(0, 0, 5)}, now)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range certgen.Concerns(cert, now) {
		fmt.Println(p.ID, p.Minor)
	}
	// Output:
	// certificate-ending true
	// key-undocumented true
}
