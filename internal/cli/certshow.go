package cli

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
)

func (a *app) certShowCommand() *cobra.Command {
	var asJSON bool
	var w watchFlags
	cmd := &cobra.Command{
		Use:     "show FILE",
		Short:   "what a certificate is, its fingerprints, the days left",
		Long:    "Show a certificate. FILE holds it in any form: PEM, one line, DER, or pasted\nfrom a registry's page; - is standard input.\n\nExit status: 0, and with --fail-within 1 if it ends too soon; 2 wrong use.",
		Example: "  byoasn cert show certificate.pem\n  byoasn cert show certificate.pem --fail-within 30d\n  whois -h whois.arin.net 'n ! NET-192-0-2-0-1' | grep BEGIN | byoasn cert show -",
		Args:    oneArg("the certificate's FILE, or - for standard input"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := errors.Join(w.validate(), a.mayWriteMetrics(w.metrics)); err != nil {
				return err
			}
			cert, err := a.loadCertificate(args[0])
			if err != nil {
				return err
			}
			return a.certShow(&w, args[0], cert, asJSON)
		},
	}
	w.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	operands(cmd, readsFile, "the certificate")
	a.takes(cmd, a.fromCertificate(""))
	a.judgedAt(cmd, atUsage)
	return cmd
}

func (a *app) certShow(w *watchFlags, path string, cert *x509.Certificate, asJSON bool) (err error) {
	shown, err := certgen.Look(cert, a.Now())
	if err != nil {
		return err
	}
	shown.Concerns = a.certificateConcerns(cert)
	switch {
	case w.metrics == "-":
	case asJSON:
		err = a.writeJSON(shown)
	default:
		for _, concern := range shown.Concerns {
			a.warn("%s", concern)
		}
		err = writeOverview(a.Stdout, shown, daysLeft(cert.NotAfter, a.Now()))
	}
	if err != nil {
		return err
	}
	var m metrics
	m.addCertificate(inputName(path), cert, len(shown.Concerns))
	if err := m.write(a, w.metrics); err != nil {
		return err
	}
	if ends := w.ending(cert.NotAfter, a.Now()); ends != "" {
		a.warn("%s", ends)
		return errNo
	}
	return nil
}

// certificateConcerns says why AWS may not take a certificate, as far as the
// certificate alone shows. It is never nil, for JSON.
func (a *app) certificateConcerns(cert *x509.Certificate) []string {
	concerns := []string{}
	for _, p := range certgen.Concerns(cert, a.Now()) {
		text := p.Error()
		if p.ID == certgen.CertificateExpired || p.ID == certgen.CertificateEnding {
			text += ": " + a.name + " cert new"
		}
		concerns = append(concerns, text)
	}
	return concerns
}

func writeOverview(w io.Writer, s *certgen.Overview, left string) error {
	selfSigned := "yes"
	if !s.SelfSigned {
		selfSigned = "no"
	}
	rows := [][2]string{
		{"subject", s.Subject},
		{"issuer", s.Issuer},
		{"serial", s.Serial},
		{"key", s.Key},
		{"self-signed", selfSigned},
		{"valid from", s.NotBefore.Format(time.DateTime + " UTC")},
		{"valid until", s.NotAfter.Format(time.DateTime+" UTC") + " (" + left + ")"},
		{"certificate SHA-256", s.SHA256},
		{"public key SHA-256", s.KeySHA256},
		{"as one line", fmt.Sprintf("%d characters", len(s.OneLine))},
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintf(table, "%s\t%s\n", row[0], problem.Visible(row[1]))
	}
	return table.Flush()
}
