package cli

import (
	"crypto/x509"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
)

const certPublishLong = `Print exactly what to paste into a registry's form, or to mail to it, on standard
output, and where it goes on standard error. --rir none prints the certificate's
one line alone.

AWS reads the records of ARIN, RIPE NCC and APNIC. The certificate is needed
only while AWS provisions and can be removed afterwards.`

// A certPublish is the command "cert publish".
type certPublish struct {
	resourceFlags
	rir string
}

func (a *app) certPublishCommand() *cobra.Command {
	p := &certPublish{}
	cmd := &cobra.Command{
		Use:     "publish FILE",
		Short:   "what to paste or mail to the registry, and where",
		Long:    certPublishLong,
		Example: "  byoasn cert publish certificate.pem --rir ripe --asn 64496\n  byoasn cert publish certificate.pem --rir none > oneline.txt",
		Args:    oneArg("the certificate's FILE, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("rir") {
				return hint(fmt.Errorf("%s needs --rir", cmd.CommandPath()),
					"name the registry that assigned your ASN, --rir arin, ripe or apnic; --rir none prints the one line alone")
			}
			return a.certPublish(args[0], p)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&p.rir, "rir", "", "the registry: arin, ripe or apnic; none for the line alone")
	operands(cmd, readsFile, "the certificate")
	p.resourceFlags.add(cmd, "your address `RANGE`, if the certificate is for BYOIP")
	return cmd
}

func (a *app) certPublish(path string, p *certPublish) error {
	object, err := p.resourceFlags.read(a)
	if err != nil {
		return err
	}
	none := strings.EqualFold(p.rir, "none")
	var rir registry.Registry
	if !none {
		if rir, err = registry.Parse(p.rir); err != nil {
			return err
		}
	}
	cert, err := a.loadCertificate(path)
	if err != nil {
		return err
	}
	concerns := a.certificateConcerns(cert)
	if none {
		for _, concern := range concerns {
			a.warn("%s", concern)
		}
		_, err := fmt.Fprintln(a.Stdout, certgen.OneLine(cert))
		return err
	}
	if err := a.unfit(cert); err != nil {
		return hint(fmt.Errorf("%s: %w", inputName(path), err), "it does no good in a registry's record; --rir none prints its one line all the same")
	}
	for _, concern := range concerns {
		a.warn("%s", concern)
	}
	guide, err := publish.Change{Registry: rir, Resource: object, Certificate: cert}.Guide()
	if err != nil {
		return err
	}
	return a.showGuide(guide, p.resourceFlags.flag())
}

// unfit says why a certificate cannot serve, whatever AWS may think of the rest,
// and however long one waits.
func (a *app) unfit(cert *x509.Certificate) error {
	for _, p := range certgen.Concerns(cert, a.Now()) {
		if !p.Minor && p.ID != certgen.CertificateNotYetValid {
			return p
		}
	}
	return nil
}

func (a *app) showGuide(guide publish.Guide, resource string) error {
	a.note("%s:", guide.Title)
	for i, step := range guide.Steps {
		a.note("  %d. %s", i+1, step)
	}
	a.note("It has to stay on one line. Do not put it in %s: AWS does not look there.", strings.Join(guide.Never, " or in "))
	if _, err := fmt.Fprintln(a.Stdout, guide.Text); err != nil {
		return err
	}
	a.note("next: %s message --account YOUR_ACCOUNT %s", a.name, resource)
	return nil
}
