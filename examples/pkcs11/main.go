// Command pkcs11 makes the whole proof with a key that never leaves its token:
// it makes the key in the token or finds it there, and prints the certificate to
// publish, the message and its signature. README.md says how to try it without
// hardware.
package main

import (
	"crypto"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, time.Now()); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "pkcs11:", err)
		}
		os.Exit(2)
	}
}

// settings are what the command line says. There is no flag for the PIN: the
// arguments of a process are there for every user of the machine to see.
type settings struct {
	module, token, label, pinFile string
	makeKey                       bool
	account, asn, subject         string
}

func parse(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("pkcs11", flag.ContinueOnError)
	flags.StringVar(&s.module, "module", "", "the PKCS#11 library of the token's vendor, such as /usr/lib/softhsm/libsofthsm2.so")
	flags.StringVar(&s.token, "token", "", "the token's label")
	flags.StringVar(&s.label, "label", "byoasn", "the key's label")
	flags.StringVar(&s.pinFile, "pin-file", "", "a file with the user PIN, for its owner's eyes alone; without it, the terminal is asked")
	flags.BoolVar(&s.makeKey, "new", false, "make the key first")
	flags.StringVar(&s.account, "account", "", "the AWS account, 12 digits")
	flags.StringVar(&s.asn, "asn", "", "the AS number")
	flags.StringVar(&s.subject, "subject", "", "the certificate's common name")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	if flags.NArg() > 0 {
		return s, fmt.Errorf("nothing is expected after the flags, and there are %d words", flags.NArg())
	}
	for name, value := range map[string]string{"module": s.module, "token": s.token, "label": s.label} {
		if value == "" {
			return s, fmt.Errorf("-%s is missing", name)
		}
	}
	return s, nil
}

func run(args []string, out io.Writer, now time.Time) error {
	s, err := parse(args)
	if err != nil {
		return err
	}
	// What can be wrong without the PIN comes before it is asked for.
	number, err := resource.ParseASN(s.asn)
	if err != nil {
		return err
	}
	m, err := message.New(message.Fields{Account: s.account, Resource: resource.OfASN(number)}, now)
	if err != nil {
		return err
	}
	if err := lookForToken(s.module, s.token); err != nil {
		return err
	}
	pin, err := readPIN(s.pinFile, s.token)
	if err != nil {
		return err
	}
	token, err := openToken(s.module, s.token, pin)
	if err != nil {
		return err
	}
	defer token.close()
	signer, err := token.key(s.label, s.makeKey)
	if err != nil {
		return err
	}
	return prove(out, signer, m, s.subject, now)
}

// prove prints the proof. It would be the same for a key in a file: the library
// sees a crypto.Signer, asks it twice, and verifies what it returns.
func prove(out io.Writer, signer crypto.Signer, m message.Message, subject string, now time.Time) error {
	notAfter, err := certgen.ValidFor(now, 365)
	if err != nil {
		return err
	}
	cert, err := certgen.NewCertificate(signer, certgen.Profile{Subject: subject, NotAfter: notAfter}, now)
	if err != nil {
		return err
	}
	sig, err := sign.Sign(signer, m.Bytes())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "certificate %s\nmessage %s\nsignature %s\n", certgen.OneLine(cert), m, sig)
	return err
}
