package certgen_test

import (
	"fmt"
	"time"

	"github.com/byoasn/byoasn/certgen"
)

func ExampleDescribe() {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	key, err := certgen.NewKey(certgen.DefaultBits)
	if err != nil {
		fmt.Println(err)
		return
	}
	cert, err := certgen.NewCertificate(key, certgen.Profile{Subject: "Example Networks", NotAfter: now.AddDate(1, 0, 0)}, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(certgen.Describe(cert)) > 60)
	pub, err := certgen.RSAPublicKey(cert)
	fmt.Println(pub.Equal(&key.PublicKey), err)
	file, err := certgen.MarshalPlainKey(key) // for a machine whose disk is encrypted
	fmt.Println(string(file[:27]), err)
	// Output:
	// true
	// true <nil>
	// -----BEGIN PRIVATE KEY----- <nil>
}

func ExampleLabelKind() {
	fmt.Println(certgen.LabelKind("RSA PRIVATE KEY"))
	// Output:
	// a private key
}

func ExampleLook() {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	key, err := certgen.NewKey(certgen.DefaultBits)
	if err != nil {
		fmt.Println(err)
		return
	}
	cert, err := certgen.NewCertificate(key, certgen.Profile{Subject: "Example Networks", NotAfter: now.AddDate(0, 0, 5)}, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	o, err := certgen.Look(cert, now) // JSON as "byoasn cert show --json"
	fmt.Println(o.Subject, o.Key, o.DaysLeft, o.SelfSigned, err)
	fmt.Println(o.Concerns)
	// Output:
	// CN=Example Networks RSA 2048 5 true <nil>
	// [the certificate ends within the week that provisioning can take, at 2026-11-28T12:00:00Z; make a new certificate with the same key, and publish that]
}
