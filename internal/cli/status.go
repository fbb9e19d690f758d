package cli

import (
	"context"
	"crypto/x509"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/awsstate"
	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/status"
)

const statusLong = `Say where each AS number and range of a proof file stands, a line a step, when each was
last looked at, and the one command to run next. FILE is the proof file, byoasn.json if
none is named.

What AWS answers is taken in from further FILEs, or from standard input for -, as the
AWS CLI prints it with --output json: describe-ipam-byoasn, describe-byoip-cidrs,
get-ipam-pool-cidrs, get-ipam-route-protection-findings, get-ipam-discovered-routes,
and the calls that change something. Its states and reasons are explained, and noted in
the proof file with the time. Nothing is asked of a network.

Exit status: 0 all is done, 1 something is wrong, 2 wrong use, 3 not all is done yet, or
it could not be found out.`

// A statusFlags is the command "status".
type statusFlags struct {
	json   bool
	format string
}

func (a *app) statusCommand() *cobra.Command {
	s := &statusFlags{}
	cmd := &cobra.Command{
		Use:   "status [FILE|-]...",
		Short: "where the job stands, and the one command to run next",
		Long:  statusLong,
		Example: `  byoasn status
  aws ec2 describe-ipam-byoasn --output json | byoasn status byoasn.json -
  byoasn status byoasn.json asns.json ranges.json
  byoasn status --json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return a.showStatus(cmd.Context(), s, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&s.format, "format", "text", "text or json")
	flags.BoolVar(&s.json, "json", false, "the same as --format json")
	operands(cmd, readsFile, "a file")
	exclusive(cmd, "json", "format")
	return cmd
}

func (a *app) showStatus(_ context.Context, s *statusFlags, args []string) error {
	if s.json {
		s.format = "json"
	}
	path, answers, err := a.statusInputs(args)
	if err != nil {
		return err
	}
	file, err := a.readProofs(path)
	if err != nil {
		return err
	}
	if err := a.noteAnswers(path, file, answers); err != nil {
		return err
	}
	report := status.Of(status.Input{File: a.chosen(file), Path: path, Program: a.name, Certificate: a.certificates(path), Now: a.Now()})
	if err := a.writeStatus(s, report); err != nil {
		return err
	}
	return statusOf(report.Verdict)
}

// statusInputs tells the proof file from AWS's answers.
func (a *app) statusInputs(args []string) (path string, answers []*awsstate.Answer, err error) {
	path = a.proof.path
	named := false
	for _, arg := range args {
		data, err := a.readText("the answer", arg, awsstate.MaxSize)
		switch {
		case err != nil && arg == "-":
			return "", nil, hint(err, "what the command before says on its own is above")
		case err != nil:
			return "", nil, err
		}
		answer, err := awsstate.Parse(data)
		switch _, isProof := proof.Parse(data); {
		case err == nil:
			answers = append(answers, answer)
		case isProof != nil && (arg == "-" || named):
			return "", nil, fmt.Errorf("%s: %w", inputName(arg), err)
		case named:
			return "", nil, fmt.Errorf("%s and %s are both proof files: one at a time", path, arg)
		default:
			path, named = arg, true // one that is wrong is said to be that
		}
	}
	if path == "" {
		path = os.Getenv(proofVariable)
	}
	if path == "" {
		path = defaultProof
	}
	return path, answers, nil
}

// noteAnswers notes in the proof file what AWS answered.
func (a *app) noteAnswers(path string, file *proof.File, answers []*awsstate.Answer) error {
	if len(answers) == 0 {
		return nil
	}
	looks := 0
	for _, answer := range answers {
		looks += status.Note(file, answer, a.Now())
	}
	if looks == 0 {
		a.warn("AWS's answer says nothing about what is in %s: is it of the right account and Region?", path)
		return nil
	}
	return writeProofs(path, file)
}

// chosen is the file with the proof of --for alone, if that is given.
func (a *app) chosen(file *proof.File) *proof.File { return file }

// certificates reads the certificate of a proof, if it is there.
func (a *app) certificates(path string) func(*proof.Proof) *x509.Certificate {
	return func(p *proof.Proof) *x509.Certificate {
		name := fromFolder(path, p.Certificate)
		if name == "" || !fileThere(name) {
			return nil
		}
		cert, err := a.loadCertificate(name)
		if err != nil {
			a.warn("%s", err)
			return nil
		}
		if p.CertificateSHA256 != "" && certgen.Fingerprint(cert) != p.CertificateSHA256 {
			a.warn("%s is not the certificate that %s is about: %s", name, path, problem.Clip(cert.Subject.String(), 80))
		}
		return cert
	}
}

func (a *app) writeStatus(s *statusFlags, report *status.Report) error {
	switch s.format {
	case "json":
		return a.writeJSON(report)
	case "text":
		_, err := fmt.Fprint(a.Stdout, report.Text(host.Columns(a.Stdout), a.paint))
		return err
	}
	return fmt.Errorf("--format %q: expected text or json", s.format)
}
