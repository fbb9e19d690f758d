package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
)

const preflightLong = `Say whether AWS will accept the proof, and if not, what exactly is wrong and what
how to fix it: the message, its signature, the registry's record, the certificate in it,
and, with --cidr or for a range's own message, its ROAs. What is not given makes its
checks unknown, never a pass.

%s

--asn, --account and, for a range's message, --cidr are compared with the message;
for an ASN's message, --cidr is the range to announce from it. --at asks about a day
to come, from its first moment in UTC: will it still hold then?

Exit status: 0 yes, 1 AWS would refuse it, 2 wrong use, 3 it could not be found out.`

const preflightOnline = `The record comes from the registry's RDAP server, and the state of ROAs from RIPEstat,
over https. With --record and --vrps both come from files, and no network is touched;
with --record and --ripestat the record alone does.`

const preflightOffline = `The record comes from a file, and ROAs from a validator's: this binary has no network.`

const preflightOnlineExample = `  byoasn preflight --message "$text_message" --signature "$signed_message"
  byoasn preflight --message "$text_message" --signature "$signed_message" --cidr 203.0.113.0/24 --vrps vrps.json
  byoasn preflight --message "$text_message" --signature "$signed_message" --record saved.json --at 2026-12-01
  byoasn preflight --message "$text_message" --signature "$signed_message" --record saved.json --cidr 203.0.113.0/24 --ripestat
  byoasn preflight --message "$text_message" --signature "$signed_message" --format html > preflight.html`

const preflightOfflineExample = `  byoasn preflight --message "$text_message" --signature "$signed_message" --record saved.json
  byoasn preflight --message "$text_message" --signature "$signed_message" --record saved.json --at 2026-12-01
  byoasn preflight --message "$text_message" --signature "$signed_message" --cert certificate.pem`

// A preflightFlags is the command "preflight".
type preflightFlags struct {
	recordFlags
	roaFlags
	message, signature, cert string
	account, asn, cidr, at   string
	service                  string
	govcloud, json           bool
	format                   string
}

func (a *app) preflightCommand() *cobra.Command {
	p := &preflightFlags{}
	source, example := preflightOnline, preflightOnlineExample
	if a.Network == nil {
		source, example = preflightOffline, preflightOfflineExample
	}
	cmd := &cobra.Command{
		Use:     "preflight",
		Short:   "will AWS accept the proof, and if not, why",
		Long:    fmt.Sprintf(preflightLong, source),
		Example: example,
		Args:    urlOfRIPEstat,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.preflight(cmd.Context(), p) },
	}
	flags := cmd.Flags()
	flags.StringVar(&p.message, "message", "", "the `MESSAGE` exactly as it will be sent, - for standard input")
	flags.StringVar(&p.signature, "signature", "", "the `SIGNATURE` as text, - for standard input")
	flags.StringVar(&p.cert, "cert", "", "your certificate's `FILE`, if it should be that one")
	flags.StringVar(&p.account, "account", "", "the AWS account `NUMBER` that will provision")
	flags.StringVar(&p.asn, "asn", "", "your AS `NUMBER`")
	flags.StringVar(&p.cidr, "cidr", "", "your address `RANGE`")
	flags.StringVar(&p.at, "at", "", atUsage)
	flags.StringVar(&p.service, "service", string(provision.IPAM), "what takes the range: ipam, ec2 or globalaccelerator")
	flags.BoolVar(&p.govcloud, "govcloud", false, "the range is for a GovCloud Region")
	flags.StringVar(&p.format, "format", "text", "text, json, markdown, html or junit: results for a pipeline")
	flags.BoolVar(&p.json, "json", false, "the same as --format json")
	uses(cmd, readsFile, "cert")
	uses(cmd, takesText, "message", "signature")
	p.recordFlags.add(cmd, a)
	p.roaFlags.add(cmd, a)
	exclusive(cmd, "json", "format")
	a.takes(cmd, fromMessage(), fromSignature(), a.fromCertificate("cert"), fromAnnounced(), fromService(), fromGovCloud(), fromRegistry("record", "server"))
	return cmd
}

func (a *app) preflight(ctx context.Context, p *preflightFlags) error {
	e, err := p.input(a)
	if err != nil {
		return err
	}
	if err := p.record(ctx, a, e); err != nil {
		return err
	}
	if err := p.routes(ctx, a, e); err != nil {
		return err
	}
	report, err := e.Report(judging(ctx))
	if err != nil {
		return err
	}
	if err := a.writeReport(p, report, e.Resource()); err != nil {
		return err
	}
	a.preflown(report, e)
	return statusOf(report.Verdict)
}

// input reads the flags, without touching a network.
func (p *preflightFlags) input(a *app) (e *preflight.Evidence, err error) {
	in := preflight.Input{Service: provision.Service(p.service), GovCloud: p.govcloud}
	if err := p.validate(a); err != nil {
		return nil, err
	}
	if in.Now, err = a.timeOf(p.at); err != nil {
		return nil, err
	}
	if in.Message, err = a.textArg("the message", p.message); err != nil {
		return nil, err
	}
	if in.Signature, err = a.textArg("the signature", p.signature); err != nil {
		return nil, err
	}
	if p.cert != "" {
		if in.Certificate, err = a.loadOwn(p.cert); err != nil {
			return nil, err
		}
	}
	if err := p.asked(&in); err != nil {
		return nil, err
	}
	e = preflight.Gather(in)
	return e, p.takes(e)
}

// asked reads what the message is compared with.
func (p *preflightFlags) asked(in *preflight.Input) (err error) {
	if p.account != "" {
		if in.Account, err = message.ParseAccount(p.account); err != nil {
			return err
		}
	}
	if p.asn != "" {
		if in.ASN, err = resource.ParseASN(p.asn); err != nil {
			return err
		}
		if in.ASN == 0 {
			return errors.New("--asn 0: AS0 is nobody's; give your own AS number")
		}
	}
	if p.cidr != "" {
		in.Prefix, err = resource.ParseCIDR(p.cidr)
	}
	return err
}

func (p *preflightFlags) validate(a *app) error {
	switch {
	case p.message == "" && p.signature == "" && !p.recordFlags.isGiven() && p.cert == "" && p.asn == "" && p.cidr == "":
		return hint(fmt.Errorf("%s preflight needs something to check: --message and --signature, at best", a.name), "see "+a.name+" preflight -h")
	case p.json:
		p.format = "json"
	}
	switch p.format {
	case "text", "json", "markdown", "html", "junit":
	default:
		return fmt.Errorf("--format %q: expected text, json, markdown, html or junit", p.format)
	}
	if a.Network == nil && !p.recordFlags.isGiven() {
		return nil // a record is one more thing that may be missing
	}
	return p.recordFlags.validate(a)
}

// takes refuses what AWS does not offer together.
func (p *preflightFlags) takes(in *preflight.Evidence) error {
	_, isASN := in.Resource().ASN()
	switch {
	case in.Service != provision.IPAM && in.Service != provision.EC2 && in.Service != provision.GlobalAccelerator:
		return fmt.Errorf("--service %q: expected ipam, ec2 or globalaccelerator", p.service)
	case in.Service != provision.IPAM && isASN:
		return fmt.Errorf("--service %s is for a range: an ASN is brought to IPAM", p.service)
	case in.Service != provision.IPAM && in.ASN != 0:
		return fmt.Errorf("--service %s announces a range from Amazon's AS numbers alone: leave --asn out, or bring the range to IPAM", p.service)
	case in.Service == provision.GlobalAccelerator && p.govcloud:
		return errors.New("--govcloud and --service globalaccelerator do not go together: which AS numbers that takes is not documented")
	}
	return nil
}

// record gets the record of what the message is about. That there is none is a
// part of the answer.
func (p *preflightFlags) record(ctx context.Context, a *app, e *preflight.Evidence) error {
	if a.Network == nil && !p.recordFlags.isGiven() {
		return nil
	}
	wanted := e.Resource()
	if _, special := wanted.Special(); !p.recordFlags.isGiven() && (wanted.IsZero() || special && p.server == "") {
		return nil // there is none to ask for
	}
	answer, err := p.get(ctx, a, wanted)
	var f *lookup.Error
	switch {
	case err == nil:
		e.Record, e.URL, e.Snapshot, e.Database = answer.Record, answer.URL, answer.Snapshot, answer.Database
	case misused(err) || !errors.As(err, &f):
		return err
	default:
		e.RecordErr, e.Database = f, f.Database
	}
	return nil
}

func (a *app) writeReport(p *preflightFlags, report *preflight.Report, of resource.Resource) error {
	if err := a.inShell(report); err != nil {
		return err
	}
	v := a.buildVersion()
	report.Program = v.Program + " " + v.Version
	switch p.format {
	case "json":
		return a.writeJSON(report)
	case "junit":
		_, err := fmt.Fprint(a.Stdout, report.JUnit())
		return err
	case "markdown":
		_, err := fmt.Fprint(a.Stdout, report.Markdown())
		return err
	case "html":
		_, err := fmt.Fprint(a.Stdout, report.HTML())
		return err
	}
	_, err := fmt.Fprint(a.Stdout, a.text(report))
	if request := report.Request; err == nil && request != nil {
		a.note("the same as JSON or a runbook: %s aws %s --message … --signature … --format runbook", a.name, where(*request))
	} else if err == nil && report.Verdict != preflight.Pass {
		a.nextAfterReport(report, of, p.cert)
	}
	return err
}

// inShell has the report's next command for the shell of --shell.
func (a *app) inShell(report *preflight.Report) error {
	if report.Request == nil {
		return nil
	}
	request := *report.Request
	request.Variables = true
	command, err := request.Command()
	if err != nil {
		return err
	}
	report.Next = command.In(a.shell)
	return nil
}

// where is the flag that says where a request goes.
func where(r provision.Request) string {
	_, isASN := r.Message.Resource().ASN()
	switch {
	case isASN:
		return "--ipam-id ID"
	case r.Service == provision.IPAM:
		return "--pool-id ID"
	}
	return "--service " + string(r.Service)
}
