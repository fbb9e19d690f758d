// Command kms makes the whole proof with an RSA key in AWS KMS, which never
// leaves it: it prints the certificate to publish, the message and its signature.
// README.md says how to make the key and what may use it.
package main

import (
	"context"
	"crypto"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

// timeLimit is for everything that is asked of KMS, retries included.
const timeLimit = time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, time.Now(), connect); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "kms:", err)
		}
		os.Exit(2)
	}
}

// connect takes credentials and the region from where AWS's own tools take them:
// the environment, the shared files, IAM Identity Center, or the instance's role.
func connect(ctx context.Context, region, profile string) (*kms.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRegion(region), config.WithSharedConfigProfile(profile))
	if err != nil {
		return nil, err
	}
	if cfg.Region == "" {
		return nil, errors.New("there is no region: name the key's with -region")
	}
	return kms.NewFromConfig(cfg), nil
}

// settings are what the command line says.
type settings struct {
	key, region, profile  string
	account, asn, subject string
}

func parse(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("kms", flag.ContinueOnError)
	flags.StringVar(&s.key, "key", "", "the KMS key: its ID, its ARN, or alias/NAME")
	flags.StringVar(&s.region, "region", "", "the key's region; without it, as AWS's tools find it")
	flags.StringVar(&s.profile, "profile", "", "a profile of AWS's shared configuration")
	flags.StringVar(&s.account, "account", "", "the AWS account that the message names, 12 digits: the IPAM administrator's")
	flags.StringVar(&s.asn, "asn", "", "the AS number")
	flags.StringVar(&s.subject, "subject", "", "the certificate's common name")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	if flags.NArg() > 0 {
		return s, fmt.Errorf("nothing is expected after the flags: %q", flags.Args())
	}
	if s.key == "" {
		return s, errors.New("-key is missing")
	}
	return s, nil
}

func run(ctx context.Context, args []string, out io.Writer, now time.Time, connect func(ctx context.Context, region, profile string) (*kms.Client, error)) error {
	s, err := parse(args)
	if err != nil {
		return err
	}
	number, err := resource.ParseASN(s.asn)
	if err != nil {
		return err
	}
	m, err := message.New(message.Fields{Account: s.account, Resource: resource.OfASN(number)}, now)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	client, err := connect(ctx, s.region, s.profile)
	if err != nil {
		return fmt.Errorf("connecting to AWS: %w", err)
	}
	key, err := findKey(ctx, client, s.key)
	if err != nil {
		return err
	}
	return prove(out, key, m, s.subject, now)
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
