// Command quickstart tells the whole story offline: a key, a certificate, a
// message and its signature; the certificate published in the wrong place, and
// what the pre-flight says; published where it belongs, and the request to AWS.
//
// The registry is one on loopback that serves a recorded answer over TLS. Nothing
// else is asked, and nothing is written.
package main

import (
	"context"
	"crypto/x509"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"log"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/sign"
)

// Whose proof it is: the ASN of the recorded answer, and an account and a range
// to go with it. A proof for AWS takes your own.
const (
	number  resource.ASN = 2914
	account              = "123456789012"
)

var announced = netip.MustParsePrefix("192.41.245.0/24")

//go:embed data/rpki-validation.json
var ripestat string

func main() {
	if err := run(context.Background(), os.Stdout, time.Now()); err != nil {
		log.Fatal("quickstart: ", err)
	}
}

func run(ctx context.Context, out io.Writer, now time.Time) error {
	s := &story{out: out}
	cert, m, sig, err := prove(s, now)
	if err != nil {
		return err
	}
	guide, err := publish.Change{Registry: registry.ARIN, Resource: resource.OfASN(number), Certificate: cert}.Guide()
	if err != nil {
		return err
	}
	s.tell("What the registry gets", append(append([]string{guide.Title + ":"}, guide.Steps...), guide.Text)...)

	arin := newRegistry()
	defer arin.close()
	if err := arin.publishOnOrganization(guide.Text); err != nil {
		return err
	}
	s.tell("Published, by mistake, in the organization's comments")
	report, err := check(ctx, arin, m, sig, now)
	if err != nil {
		return err
	}
	s.report(report)

	if err := arin.publishOnASN(guide.Text); err != nil {
		return err
	}
	s.tell("Published in the comments of the ASN itself")
	if report, err = check(ctx, arin, m, sig, now); err != nil {
		return err
	}
	s.report(report)

	request := report.Request
	if request == nil {
		return errors.New("the story should have ended well")
	}
	request.IPAM = "ipam-0123456789abcdef0"
	command, err := request.Command()
	if err != nil {
		return err
	}
	s.tell("The request to AWS, with the ID of your IPAM", command.Lines())
	return nil
}

// prove makes a key, its certificate, a message and the signature.
func prove(s *story, now time.Time) (*x509.Certificate, message.Message, sign.Signature, error) {
	fail := func(err error) (*x509.Certificate, message.Message, sign.Signature, error) {
		return nil, message.Message{}, nil, err
	}
	key, err := certgen.NewKey(certgen.DefaultBits)
	if err != nil {
		return fail(err)
	}
	s.tell("A key", fmt.Sprintf("RSA %d, public key SHA-256 %s", key.N.BitLen(), certgen.PublicKeyFingerprint(&key.PublicKey)),
		"(kept in memory here; certgen.MarshalKey writes it encrypted)")

	notAfter, err := certgen.ValidFor(now, 365)
	if err != nil {
		return fail(err)
	}
	cert, err := certgen.NewCertificate(key, certgen.Profile{Subject: "Example Networks", NotAfter: notAfter}, now)
	if err != nil {
		return fail(err)
	}
	s.tell("A certificate", fmt.Sprintf("%s, valid until %s", cert.Subject, cert.NotAfter.Format(time.DateOnly)),
		"SHA-256 "+certgen.Fingerprint(cert))

	m, err := message.New(message.Fields{Account: account, Resource: resource.OfASN(number)}, now)
	if err != nil {
		return fail(err)
	}
	s.tell("A message", m.String())

	sig, err := sign.Sign(key, m.Bytes())
	if err != nil {
		return fail(err)
	}
	s.tell("Its signature", sig.String())
	return cert, m, sig, nil
}

// check asks the registry and makes the pre-flight.
func check(ctx context.Context, r *fakeRegistry, m message.Message, sig sign.Signature, now time.Time) (*preflight.Report, error) {
	arin := &client.Client{Settings: lookup.Settings{Server: r.url()}, Transport: r.transport()}
	answer, err := arin.Record(ctx, resource.OfASN(number))
	if err != nil {
		return nil, err
	}
	e := preflight.Gather(preflight.Input{Message: m.String(), Signature: sig.String(), Record: answer.Record, Prefix: announced, Now: now})
	fresh := strings.Replace(ripestat, "TODAY", now.UTC().Format("2006-01-02T15:04:05"), 1)
	if e.ROAs, err = roa.Read(strings.NewReader(fresh), now, e.Routes()...); err != nil {
		return nil, err
	}
	return e.Report(ctx)
}
