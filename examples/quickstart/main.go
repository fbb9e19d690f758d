// Command quickstart makes the whole proof offline, with the library alone: a
// key, a certificate and what to publish of it, a message, and its signature,
// which it verifies. The ASN is one for documentation (RFC 5398).
package main

import (
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/byoasn/byoasn/asn"
	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/sign"
)

func main() {
	if err := run(time.Now()); err != nil {
		log.Fatal("quickstart: ", err)
	}
}

func run(now time.Time) error {
	number, err := asn.Parse("AS64496")
	if err != nil {
		return err
	}
	key, err := certgen.NewKey(certgen.DefaultBits)
	if err != nil {
		return err
	}
	step("A key", fmt.Sprintf("RSA %d, public key SHA-256 %s", key.N.BitLen(), certgen.PublicKeyFingerprint(&key.PublicKey)),
		"(kept in memory here; certgen.MarshalKey writes it encrypted)")

	notAfter, err := certgen.ValidFor(now, 365)
	if err != nil {
		return err
	}
	cert, err := certgen.NewCertificate(key, certgen.Profile{Subject: "Example Networks", NotAfter: notAfter}, now)
	if err != nil {
		return err
	}
	step("A certificate", fmt.Sprintf("%s, valid until %s", cert.Subject, cert.NotAfter.Format(time.DateOnly)),
		"SHA-256 "+certgen.Fingerprint(cert))

	guide, err := registry.RIPE.Publish(registry.ForASN(number), certgen.OneLine(cert))
	if err != nil {
		return err
	}
	step("What the registry gets", append(append([]string{guide.Title + ":"}, guide.Steps...), guide.Text)...)

	m, err := message.New(message.Fields{
		Account:       "123456789012",
		Resource:      message.ASN(number),
		AllowReserved: true, // a real message names your own ASN, and needs no leave
	}, now)
	if err != nil {
		return err
	}
	step("A message", m.String())

	sig, err := sign.Sign(key, m.Bytes())
	if err != nil {
		return err
	}
	step("Its signature", sig.String())

	if err := sign.Verify(&key.PublicKey, m.Bytes(), sig); err != nil {
		return err
	}
	tampered := strings.Replace(m.String(), "64496", "64497", 1)
	step("Verified", "the signature is good for this message, and for no other:",
		fmt.Sprint(sign.Verify(&key.PublicKey, []byte(tampered), sig)))
	return nil
}

var steps int

// step prints one step of the story.
func step(title string, lines ...string) {
	steps++
	fmt.Printf("%d. %s\n", steps, title)
	for _, line := range lines {
		fmt.Println("   " + line)
	}
	fmt.Println()
}
