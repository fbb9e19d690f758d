package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
)

func (a *app) certCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cert",
		Short: "make, show and publish the certificate",
		Args:  cobra.ArbitraryArgs,
		RunE:  group,
	}
	cmd.AddCommand(a.certNewCommand(), a.certShowCommand(), a.certPublishCommand(), a.certUnpublishCommand())
	return cmd
}

const certNewLong = `Make a self-signed X.509 certificate for a key, and write it as ordinary PEM.
AWS reads it in the registry's record while it provisions: it has to be valid
then, for the week that provisioning can take, and while the message is.

For a key in a device, --signer is a command that makes RSASSA-PKCS1-v1_5 signatures
with SHA-256: it gets what is to be signed on standard input, and writes the raw
signature to standard output. Never put a PIN in it: others can see it.`

// A certNew is the command "cert new".
type certNew struct {
	signerFlags
	subject, until, out string
	days                int
	force               bool
}

func (a *app) certNewCommand() *cobra.Command {
	c := &certNew{}
	cmd := &cobra.Command{
		Use:   "new",
		Short: "make a self-signed certificate for a key",
		Long:  certNewLong,
		Example: `  byoasn cert new --key private-key.pem --days 365 --out certificate.pem
  byoasn cert new --public-key public.der --out certificate.pem \
    --signer "pkcs11-tool --token-label T --login --pin env:PIN --sign --id 01 --mechanism SHA256-RSA-PKCS"`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.validate(cmd, false); err != nil {
				return err
			}
			return a.certNew(cmd.Context(), c)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&c.subject, "subject", "", "the common `NAME` in it; AWS needs none in particular")
	flags.IntVar(&c.days, "days", 365, "how long it is valid, 1 to 3650")
	flags.StringVar(&c.until, "until", "", "the last day on which it is valid (UTC), as `YYYYMMDD`, or in how long, such as 52w, instead of --days")
	flags.StringVar(&c.out, "out", "certificate.pem", "the `FILE` to write, - for standard output")
	flags.BoolVar(&c.force, "force", false, "overwrite FILE")
	uses(cmd, writesFile, "out")
	c.add(cmd)
	a.takes(cmd, a.fromKey("key", "signer"), a.fromCertificate("out"))
	exclusive(cmd, "days", "until")
	return cmd
}

func (a *app) certNew(ctx context.Context, c *certNew) error {
	now := a.Now()
	notAfter, err := c.end(a)
	if err != nil {
		return err
	}
	if c.out != "-" {
		if err := mayCreate(c.out, c.force); err != nil {
			return err
		}
	}
	signer, err := a.signer(ctx, &c.signerFlags, nil)
	if err != nil {
		return err
	}
	cert, err := certgen.NewCertificate(signer, certgen.Profile{Subject: c.subject, NotAfter: notAfter}, now)
	if err != nil {
		return err
	}
	pem := certgen.MarshalCertificate(cert)
	if c.out == "-" {
		_, err := a.Stdout.Write(pem)
		return err
	}
	if err := create(c.out, pem, 0o644, c.force); err != nil {
		return err
	}
	a.note("wrote %s: %s, valid until %s (%s)", c.out, cert.Subject, cert.NotAfter.UTC().Format(time.DateTime+" UTC"), daysLeft(cert.NotAfter, now))
	a.note("certificate SHA-256 %s", certgen.Fingerprint(cert))
	a.madeCertificate(c.out, cert)
	a.next("%s cert publish %s --asn YOUR_ASN", a.name, a.shell.Quote(c.out))
	return nil
}

// end returns when the certificate ends: after so many days, or with a day.
func (c *certNew) end(a *app) (time.Time, error) {
	if c.until == "" {
		return certgen.ValidFor(a.Now(), c.days)
	}
	day, err := a.parseDay("--until", c.until)
	if err != nil {
		return time.Time{}, err
	}
	return day.Start().AddDate(0, 0, 1).Add(-time.Second), nil
}
