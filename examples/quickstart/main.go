// Command quickstart tells the whole story offline: a key, a certificate, a
// message and its signature; the certificate published in the wrong place, and
// what the pre-flight says; published where it belongs, and the request to AWS.
//
// The registry and RIPEstat are played on loopback, over TLS. Nothing else is asked,
// and nothing is written.
package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/netip"
	"os"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/sign"
)

// Whose proof it is: an ASN of ARIN's, and an account and a range to go with it. A
// proof for AWS takes your own.
const (
	number  resource.ASN = 2914
	account              = "123456789012"
)

var announced = netip.MustParsePrefix("192.41.245.0/24")

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

	server := lookuptest.NewServer()
	defer server.Close()
	server.SetROAs(roas()...)
	server.Publish(lookuptest.Record{Registry: registry.ARIN, Resource: resource.OfASN(number), Holder: []string{guide.Text}})
	s.tell("Published, by mistake, in the organization's comments")
	report, err := check(ctx, server.Client(), m, sig, now)
	if err != nil {
		return err
	}
	s.report(report)

	server.Publish(lookuptest.Record{Registry: registry.ARIN, Resource: resource.OfASN(number), Field: []string{guide.Text}})
	s.tell("Published in the comments of the ASN itself")
	if report, err = check(ctx, server.Client(), m, sig, now); err != nil {
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

// roas are those of the range, for its ASN and for Amazon's.
func roas() []roa.VRP {
	var vrps []roa.VRP
	for _, origin := range append(provision.Origins(provision.IPAM, false), number) {
		vrps = append(vrps, roa.VRP{Prefix: announced, MaxLength: announced.Bits(), ASN: origin})
	}
	return vrps
}

// check asks the registry and RIPEstat, and makes the pre-flight.
func check(ctx context.Context, c *client.Client, m message.Message, sig sign.Signature, now time.Time) (*preflight.Report, error) {
	e := preflight.Gather(preflight.Input{Message: m.String(), Signature: sig.String(), Prefix: announced, Now: now})
	e.LookedUp(c.Record(ctx, e.Resource()))
	var states bytes.Buffer
	for _, route := range e.Routes() {
		state, err := c.ROA(ctx, route)
		if err != nil {
			return nil, err
		}
		states.Write(state.Body)
	}
	var err error
	if e.ROAs, err = roa.ReadRIPEstat(&states, now, e.Routes()...); err != nil {
		return nil, err
	}
	return e.Report(ctx)
}
