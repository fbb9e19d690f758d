package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

const awsLong = `Print what to ask of AWS once the proof stands; nothing is sent. --format is

  cli        the call of the AWS CLI, quoted for any POSIX shell, or for PowerShell
             with --shell powershell
  json       the same as a document for its --cli-input-json
  terraform  the resource for a range in an IPAM pool; for an ASN, which has none, a
             terraform_data with scripts that provision it, and deprovision it
  runbook    the whole life, from the call to the clean-up, with loops that wait for
             each state, the limits and the way back; with --markdown for a change ticket
  iam        the IAM policy that allows the runbook's calls and no other

An ASN goes to an IPAM (--ipam-id). A range goes to a pool of it (--pool-id), or with
--service to EC2 or Global Accelerator. A range in a pool has two other proofs, without
a message and a certificate: --proof-method dns-token, a TXT record in its reverse zone,
works at every registry; with delegated-rpki AWS runs the RPKI of your organization, and
--parent-response is the registry's answer (RFC 8183). An ASN has neither. The message and the form of the signature are
checked, and with --cert the signature is verified; preflight checks all the rest.`

const awsExample = `  byoasn aws --ipam-id ipam-0123456789abcdef0 --message "$text_message" --signature "$signed_message"
  byoasn aws --ipam-id ipam-0123456789abcdef0 --message "$text_message" --signature "$signed_message" --format json > request.json
  byoasn aws --ipam-id ipam-0123456789abcdef0 --message "$text_message" --signature "$signed_message" --cidr 203.0.113.0/24 --format runbook
  byoasn aws --service ec2 --message "$text_message" --signature "$signed_message"
  byoasn aws --proof-method dns-token --cidr 203.0.113.0/24 --ipam-id ipam-0123456789abcdef0 --pool-id ipam-pool-0123456789abcdef0
  byoasn aws --proof-method delegated-rpki --cidr 203.0.113.0/24 --association-id ipam-internet-registry-assoc-0123456789abcdef0 --pool-id ipam-pool-0123456789abcdef0 --parent-response parent-response.xml`

// An awsFlags is the command "aws".
type awsFlags struct {
	message, signature, cert string
	ipam, pool, cidr, asn    string
	service                  string
	region, locale, profile  string
	format                   string
	markdown                 bool
	methodFlags
}

func (a *app) awsCommand() *cobra.Command {
	w := &awsFlags{}
	cmd := &cobra.Command{
		Use:     "aws",
		Short:   "what to ask of AWS: a command, JSON, Terraform or the runbook",
		Long:    awsLong,
		Example: awsExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := w.methodFlags.validate(cmd); err != nil {
				return err
			}
			return a.aws(w)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&w.message, "message", "", "the `MESSAGE`, - for standard input")
	flags.StringVar(&w.signature, "signature", "", "the `SIGNATURE` as text, - for standard input")
	flags.StringVar(&w.cert, "cert", "", "verify the signature first with the certificate in `FILE`")
	flags.StringVar(&w.ipam, "ipam-id", "", "the `ID` of the IPAM, such as ipam-0123456789abcdef0: for an ASN")
	flags.StringVar(&w.pool, "pool-id", "", "the `ID` of the IPAM pool: for a range")
	flags.StringVar(&w.cidr, "cidr", "", "the address `RANGE` to announce from the ASN, for its runbook")
	flags.StringVar(&w.asn, "asn", "", "your AS `NUMBER` to announce the range from, for its runbook")
	flags.StringVar(&w.service, "service", string(provision.IPAM), "what takes a range: ipam, ec2 or globalaccelerator")
	flags.StringVar(&w.region, "region", "", "the Region to ask, instead of the AWS CLI's default")
	flags.StringVar(&w.locale, "locale", "", "the Region of the pool that announces the range, if it is another")
	w.methodFlags.add(cmd)
	uses(cmd, readsFile, "cert")
	uses(cmd, takesText, "message", "signature")
	flags.StringVar(&w.profile, "profile", "", "the AWS CLI's profile")
	flags.StringVar(&w.format, "format", "cli", "cli, json, terraform, runbook or iam")
	flags.BoolVar(&w.markdown, "markdown", false, "the runbook in Markdown")
	a.takes(cmd, fromMessage("proof-method"), fromSignature("proof-method"), fromIPAM(), fromPool(), fromRegion(), fromService(), fromAnnounced())
	return cmd
}

func (a *app) aws(w *awsFlags) error {
	request, err := w.request(a)
	if err != nil {
		return err
	}
	text, err := w.write(request)
	if err != nil {
		return w.explain(a, err)
	}
	if _, err := fmt.Fprint(a.Stdout, text); err != nil {
		return err
	}
	a.made(func(p *proof.Proof) {
		p.IPAM, p.Pool, p.Region = cmp.Or(p.IPAM, w.ipam), cmp.Or(p.Pool, w.pool), cmp.Or(p.Region, w.region)
	})
	if w.cert == "" && w.signed() {
		a.note("the signature was not verified here: %s preflight checks it with all the rest", a.name)
	}
	return nil
}

// write renders the request, with a newline at the end.
func (w *awsFlags) write(request provision.Request) (string, error) {
	if w.markdown && w.format != "runbook" {
		return "", errors.New("--markdown goes with --format runbook alone")
	}
	switch w.format {
	case "cli":
		return request.Script()
	case "json":
		document, err := request.JSON()
		return string(document) + "\n", err
	case "terraform":
		block, err := request.Terraform()
		return block + "\n", err
	case "iam":
		return request.Policy()
	case "runbook":
		book, err := request.Runbook()
		if w.markdown {
			return book.Markdown(), err
		}
		return book.Text(), err
	}
	return "", fmt.Errorf("--format %q: expected cli, json, terraform, runbook or iam", w.format)
}

// request reads the flags.
func (w *awsFlags) request(a *app) (r provision.Request, err error) {
	r = provision.Request{Service: provision.Service(w.service), IPAM: w.ipam, Pool: w.pool, Region: w.region, Locale: w.locale, Profile: w.profile, Shell: a.shell}
	for flag, given := range map[string]string{"--region": w.region, "--locale": w.locale} {
		if err := checkRegion(flag, given); err != nil {
			return r, err
		}
	}
	if w.cidr != "" {
		if r.CIDR, err = resource.ParseCIDR(w.cidr); err != nil {
			return r, err
		}
	}
	if w.asn != "" {
		if r.ASN, err = resource.ParseASN(w.asn); err != nil {
			return r, err
		}
	}
	if !w.signed() {
		return r, w.methodFlags.read(a, &r)
	}
	if err := w.proof(a, &r); err != nil {
		return r, err
	}
	a.dropFilled(&r)
	return r, w.verify(a, r)
}

// dropFilled takes out what nobody gave, and the service has no use for: a proof file
// or a variable may name an IPAM beside a range.
func (a *app) dropFilled(r *provision.Request) {
	_, isASN := r.Message.Resource().ASN()
	inIPAM := r.Service == "" || r.Service == provision.IPAM
	for _, flag := range a.filled {
		switch {
		case flag == "ipam-id" && !isASN:
			r.IPAM = ""
		case flag == "pool-id" && !inIPAM:
			r.Pool = ""
		case flag == "region" && r.Service == provision.GlobalAccelerator:
			r.Region = ""
		}
	}
}

// proof reads the message and the signature, and refuses what AWS would.
func (w *awsFlags) proof(a *app, r *provision.Request) error {
	text, err := a.textArg("the message", w.message)
	if err != nil {
		return err
	}
	if r.Message, err = message.Parse(text); err != nil {
		return err
	}
	for _, p := range r.Message.Check(a.Now()) {
		if p.Field == message.FieldAccount {
			continue // package provision speaks of it
		}
		if !p.Minor {
			return hint(p, a.name+" preflight says all that is wrong with a proof")
		}
		a.warn("%s", p)
	}
	signature, err := a.textArg("the signature", w.signature)
	if err != nil {
		return err
	}
	r.Signature, err = sign.Parse(signature)
	return err
}

// verify verifies the signature with the certificate of --cert.
func (w *awsFlags) verify(a *app, r provision.Request) error {
	if w.cert == "" {
		return nil
	}
	cert, err := a.loadCertificate(w.cert)
	if err != nil {
		return err
	}
	pub, err := certgen.RSAPublicKey(cert)
	if err != nil {
		return fmt.Errorf("%s: %w", inputName(w.cert), err)
	}
	if err := sign.Verify(pub, r.Message.Bytes(), r.Signature); err != nil {
		a.fail(err)
		a.voice.hint(a.name + " preflight says all that is wrong with a proof")
		return errNo
	}
	return nil
}

// explain names the flag for what a request lacks.
func (w *awsFlags) explain(a *app, err error) error {
	if errors.Is(err, provision.NoTerraform) {
		return hint(err, "use --format cli, json or runbook")
	}
	flags := map[problem.ID]string{provision.MissingIPAM: "--ipam-id", provision.MissingPool: "--pool-id", provision.MissingCIDR: "--cidr",
		provision.MissingMessage: "--message", provision.MissingSignature: "--signature", provision.MissingToken: "--token-id"}
	var missing []string
	for _, p := range problem.All(err) {
		if flag := flags[p.ID]; flag != "" {
			missing = append(missing, flag)
		}
	}
	if len(missing) == 0 {
		return err
	}
	return hint(err, "give it with "+strings.Join(missing, " and "))
}
