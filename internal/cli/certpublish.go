package cli

import (
	"crypto/x509"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
)

const certPublishLong = `Print exactly what to paste into a registry's form, or to mail to it, on standard
output, and where it goes on standard error. The registry is the one that IANA's
list has for the number or range, or --rir; --rir none prints the certificate's
one line alone.

At RIPE NCC, and at ARIN for a range, --object is the record's object as the
registry's API gives it (RPSL or JSON, or a NET payload): what is printed is then the
whole object with the certificate in it and nothing else changed, and --out writes
it as the API takes it, for the curl commands that are shown. The API key comes from
a variable, and is never an argument. For APNIC, --out writes the mail: it is encoded
so that no mail server breaks the certificate's line.

AWS reads the records of ARIN, RIPE NCC and APNIC. The certificate is needed
only while AWS provisions: cert unpublish takes it out again.`

const certUnpublishLong = `Print what takes a certificate out of a registry's record again, once AWS has
provisioned: the line to delete, and where; with --object the whole object without
it, at RIPE NCC and for a range at ARIN; for APNIC the mail that asks for it (--out).`

const certPublishExample = `  byoasn cert publish certificate.pem --asn 12345
  byoasn cert publish certificate.pem --asn 12345 --object object.json --out new.json
  byoasn cert publish certificate.pem --rir apnic --cidr 203.0.113.0/24 --out mail.eml
  byoasn cert publish certificate.pem --rir none > oneline.txt`

// A certPublish is the command "cert publish", or "cert unpublish".
type certPublish struct {
	resourceFlags
	rir, object, out string
	force, clipboard bool
	remove           bool
}

func (a *app) certPublishCommand() *cobra.Command {
	p := &certPublish{}
	cmd := a.changeCommand(p)
	cmd.Use = "publish FILE"
	cmd.Short = "what to paste, send or mail to the registry, and where"
	cmd.Long = certPublishLong
	cmd.Example = certPublishExample
	return cmd
}

func (a *app) certUnpublishCommand() *cobra.Command {
	p := &certPublish{remove: true}
	cmd := a.changeCommand(p)
	cmd.Use = "unpublish FILE"
	cmd.Short = "what takes the certificate out of the registry's record again"
	cmd.Long = certUnpublishLong
	cmd.Example = "  byoasn cert unpublish certificate.pem --asn 12345 --object object.json --out new.json\n" +
		"  byoasn cert unpublish certificate.pem --rir apnic --asn 64496 --out mail.eml"
	return cmd
}

// changeCommand is what the two commands have in common.
func (a *app) changeCommand(p *certPublish) *cobra.Command {
	cmd := &cobra.Command{
		Args: oneArg("the certificate's FILE, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.certPublish(cmd, args[0], p)
		},
	}
	flags := cmd.Flags()
	rir := "the registry, if IANA's list does not tell: arin, ripe or apnic"
	if !p.remove {
		rir += "; none for the line alone"
	}
	flags.StringVar(&p.rir, "rir", "", rir)
	flags.StringVar(&p.object, "object", "", "the record's present object, in `FILE`: RPSL, JSON or a NET payload")
	flags.StringVar(&p.out, "out", "", "write the `FILE` to send: the object as the API takes it, or APNIC's mail")
	flags.BoolVar(&p.force, "force", false, "overwrite the file of --out")
	flags.BoolVar(&p.clipboard, "clipboard", false, "put what is printed on the terminal's clipboard too (OSC 52)")
	operands(cmd, readsFile, "the certificate")
	uses(cmd, readsFile, "object")
	uses(cmd, writesFile, "out")
	p.resourceFlags.add(cmd, "your address `RANGE`, if the certificate is for BYOIP")
	a.takes(cmd, a.fromCertificate(""), fromASN(), fromCIDR(), fromRegistry())
	return cmd
}

func (a *app) certPublish(cmd *cobra.Command, path string, p *certPublish) error {
	of, err := p.resourceFlags.read(a)
	if err != nil {
		return err
	}
	if strings.EqualFold(p.rir, "none") && !p.remove {
		return a.oneLine(path, p)
	}
	rir, err := a.registryFor(cmd, of, p.rir)
	if err != nil {
		return err
	}
	if p.out != "" && p.out != "-" {
		if err := mayCreate(p.out, p.force); err != nil {
			return err
		}
	}
	cert, err := a.loadCertificate(path)
	if err != nil {
		return err
	}
	if err := a.mayPublish(path, cert, p.remove); err != nil {
		return err
	}
	change := publish.Change{Registry: rir, Resource: of, Certificate: cert, Remove: p.remove}
	guide, err := change.Guide()
	if err != nil {
		return err
	}
	a.showGuide(guide)
	if err := a.writeChange(p, change, guide, path); err != nil {
		return err
	}
	a.afterChange(p)
	return nil
}

// oneLine prints the certificate's one line alone.
func (a *app) oneLine(path string, p *certPublish) error {
	if p.object != "" || p.out != "" {
		return errors.New("--rir none prints one line alone: --object and --out go with a registry")
	}
	cert, err := a.loadCertificate(path)
	if err != nil {
		return err
	}
	for _, concern := range a.certificateConcerns(cert) {
		a.warn("%s", concern)
	}
	return a.printChange(p, certgen.OneLine(cert)+"\n")
}

// mayPublish refuses a certificate that does no good in any record. One that is
// to be taken out may be of any kind.
func (a *app) mayPublish(path string, cert *x509.Certificate, remove bool) error {
	if remove {
		return nil
	}
	if err := a.unfit(cert); err != nil {
		return hint(fmt.Errorf("%s: %w", inputName(path), err), "it does no good in a registry's record; --rir none prints its one line all the same")
	}
	for _, concern := range a.certificateConcerns(cert) {
		a.warn("%s", concern)
	}
	return nil
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

// showGuide says where the text goes, and what breaks it on the way.
func (a *app) showGuide(guide publish.Guide) {
	a.note("%s:", guide.Title)
	for i, step := range guide.Steps {
		a.note("  %d. %s", i+1, step)
	}
	if len(guide.Never) > 0 {
		a.note("It has to stay on one line. Do not put it in %s: AWS does not look there.", strings.Join(guide.Never, " or in "))
	}
}

// writeChange prints what to paste, to send or to mail, and writes the file that
// is sent.
func (a *app) writeChange(p *certPublish, change publish.Change, guide publish.Guide, path string) error {
	if p.object != "" {
		return a.writeUpdate(p, change)
	}
	for _, risk := range guide.Risks {
		a.warn("%s", risk)
	}
	if change.Registry.Rule().MailTo != "" {
		return a.writeMail(p, change, guide)
	}
	if p.out != "" {
		return hint(errors.New("--out is for APNIC's mail, and for an object that is changed"), "give the present object with --object, or leave --out out")
	}
	if err := a.printChange(p, guide.Text+"\n"); err != nil {
		return err
	}
	if get, ok := change.Get(); ok {
		a.showGet(p, change, get, path)
	}
	return nil
}

// writeMail writes the mail to APNIC, or prints its text for a form in the web.
func (a *app) writeMail(p *certPublish, change publish.Change, guide publish.Guide) error {
	if p.out == "" {
		a.note("--out mail.eml writes it as a mail that arrives as it is; the text below is for a form in the web")
		return a.printChange(p, guide.Text+"\n")
	}
	mail, err := change.Mail(a.Now())
	if err != nil {
		return err
	}
	if err := a.writeOut(p.out, mail, p.force); err != nil {
		return err
	}
	if p.out != "-" {
		a.note("wrote %s: open it with a mail program and send it, or hand it to one, such as sendmail -t < %s", p.out, a.shell.Quote(p.out))
	}
	if p.clipboard {
		return a.clip(guide.Text)
	}
	return nil
}

// printChange prints a text, and puts it on the clipboard if that was asked for.
func (a *app) printChange(p *certPublish, text string) error {
	if _, err := fmt.Fprint(a.Stdout, text); err != nil {
		return err
	}
	if !p.clipboard {
		return nil
	}
	return a.clip(strings.TrimSuffix(text, "\n"))
}

// afterChange says what comes next.
func (a *app) afterChange(p *certPublish) {
	if p.remove {
		a.note("do this only once AWS has provisioned: until then it reads the certificate")
		return
	}
	a.made(func(p *proof.Proof) {
		if _, found := p.Looks[proof.Published]; !found {
			p.SetLook(proof.Published, proof.Look{Verdict: string(preflight.Unknown), At: a.present(), Summary: "what to publish was printed"})
		}
	})
	a.next("%s message --account YOUR_ACCOUNT %s", a.name, p.resourceFlags.flag(a.shell))
}

// isRIPE says whether an update is of the RIPE Database.
func isRIPE(change publish.Change) bool { return change.Registry == registry.RIPE }
