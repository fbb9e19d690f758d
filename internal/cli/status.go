package cli

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/awsstate"
	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/preflight"
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
the proof file with the time.

%s

Exit status: 0 all is done, 1 something is wrong, 2 wrong use, 3 not all is done yet, or
it could not be found out.`

const statusOnline = `No network is touched but with --online, which makes the requests of check, preflight,
roas and seen. --watch looks over and over, every 5 minutes, and prints a line when
something has turned.`

const statusOffline = `This binary has no network: what is on it, the other machine's byoasn says.`

// A statusFlags is the command "status".
type statusFlags struct {
	onlineFlags
	json         bool
	format       string
	watch, every time.Duration
}

func (a *app) statusCommand() *cobra.Command {
	s := &statusFlags{}
	source := statusOnline
	if a.Network == nil {
		source = statusOffline
	}
	cmd := &cobra.Command{
		Use:   "status [FILE|-]...",
		Short: "where the job stands, and the one command to run next",
		Long:  fmt.Sprintf(statusLong, source),
		Example: `  byoasn status
  aws ec2 describe-ipam-byoasn --output json | byoasn status byoasn.json -
  byoasn status byoasn.json asns.json ranges.json
  byoasn status --format html > status.html`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.validate(args); err != nil {
				return err
			}
			return a.showStatus(cmd.Context(), s, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&s.format, "format", "text", "text, json, or html: one page that draws it")
	flags.BoolVar(&s.json, "json", false, "the same as --format json")
	durationVar(cmd, &s.watch, "watch", 0, "look over and over for so long, such as 24h, and print what turned; with json a line each time")
	durationVar(cmd, &s.every, "every", 5*time.Minute, "how long between two looks, a minute at least")
	operands(cmd, readsFile, "a file")
	exclusive(cmd, "json", "format")
	if a.Network != nil {
		s.onlineFlags.add(cmd)
	}
	return cmd
}

// validate refuses what means nothing.
func (s *statusFlags) validate(args []string) error {
	if s.json {
		s.format = "json"
	}
	switch {
	case !slices.Contains([]string{"text", "json", "html"}, s.format):
		return fmt.Errorf("--format %q: expected text, json or html", s.format)
	case s.watch > 0 && (s.format == "html" || slices.Contains(args, "-")):
		return errors.New("--watch goes with files alone, and with text or json")
	case s.watch < 0 || s.every < time.Minute && !(s.every > 0 && s.server+s.ripestat != "" || s.every > 0 && !s.online):
		return errors.New("--watch takes no negative time, and --every is a minute at least")
	case !s.online && s.server+s.ripestat != "":
		return errors.New("--server and --ripestat go with --online")
	}
	return nil
}

func (a *app) showStatus(ctx context.Context, s *statusFlags, args []string) error {
	report, err := a.lookStatus(ctx, s, args)
	if err != nil {
		return err
	}
	if err := a.writeStatus(s, report); err != nil {
		return err
	}
	if s.watch > 0 {
		if report, err = a.watchStatus(ctx, s, args, report); err != nil {
			return err
		}
	}
	return statusOf(report.Verdict)
}

// watchStatus prints what turns until all is done, or the time is up.
func (a *app) watchStatus(ctx context.Context, s *statusFlags, args []string, report *status.Report) (*status.Report, error) {
	a.attend()
	ctx, cancel := context.WithTimeout(ctx, s.watch)
	defer cancel()
	for report.Verdict != preflight.Pass {
		if ended := pause(ctx, s.every); ended != nil {
			a.note("%s: this is what the last look saw", why(ended))
			return report, nil
		}
		now, err := a.lookStatus(ctx, s, args)
		if err != nil {
			return nil, err
		}
		turned := now.Turned(report)
		report = now
		if s.format == "json" && len(turned) > 0 {
			if err := a.writeLine(now); err != nil {
				return nil, err
			}
			continue
		}
		for _, text := range turned {
			if _, err := fmt.Fprintf(a.Stdout, "%s: %s\n", now.At.Format(time.DateTime+" UTC"), text); err != nil {
				return nil, err
			}
		}
	}
	return report, nil
}

// lookStatus reads the files, looks at the network if that is asked for, and judges.
func (a *app) lookStatus(ctx context.Context, s *statusFlags, args []string) (*status.Report, error) {
	path, answers, err := a.statusInputs(args)
	if err != nil {
		return nil, err
	}
	file, err := a.readProofs(path)
	if err != nil {
		return nil, err
	}
	if err := a.noteAnswers(path, file, answers); err != nil {
		return nil, err
	}
	only, err := a.chosen(path, file)
	if err != nil {
		return nil, err
	}
	if s.online {
		for _, p := range only {
			if err := s.look(ctx, a, path, p); err != nil {
				return nil, err
			}
		}
		if file, err = a.readProofs(path); err != nil {
			return nil, err
		}
		if only, err = a.chosen(path, file); err != nil {
			return nil, err
		}
	}
	in := status.Input{File: file, Path: path, Program: a.name, Shell: a.shell, Certificate: a.certificates(path), Only: only, Now: a.Now(),
		HasKey: func(p *proof.Proof) bool { return fileThere(fromFolder(path, p.Key)) }}
	return status.Of(in), nil
}

// statusInputs tells the proof file from AWS's answers.
func (a *app) statusInputs(args []string) (path string, answers []datedAnswer, err error) {
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
			answers = append(answers, datedAnswer{answer, a.dateOf(arg)})
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

// A datedAnswer is one of AWS, and when it was given.
type datedAnswer struct {
	*awsstate.Answer
	at time.Time
}

// dateOf is when an answer was given: now, or when its file was written.
func (a *app) dateOf(path string) time.Time {
	info, err := os.Stat(path)
	if path == "-" || err != nil || !info.Mode().IsRegular() || info.ModTime().After(a.Now()) {
		return a.Now()
	}
	return info.ModTime()
}

// noteAnswers notes in the proof file what AWS answered.
func (a *app) noteAnswers(path string, file *proof.File, answers []datedAnswer) error {
	if len(answers) == 0 {
		return nil
	}
	looks := 0
	for _, answer := range answers {
		looks += status.Note(file, answer.Answer, answer.at)
	}
	if looks == 0 && a.choose(answers, path) {
		return nil
	}
	if looks == 0 {
		a.warn("AWS's answer says nothing about what is in %s: is it of the right account and Region?", path)
		return nil
	}
	return writeProofs(path, file)
}

// choose says what there is to choose from, where an answer has several IPAMs or pools.
func (a *app) choose(answers []datedAnswer, path string) (said bool) {
	for _, answer := range answers {
		for _, o := range answer.IPAMs {
			a.note("IPAM %s, in %s", o.ID, o.Region)
		}
		for _, o := range answer.Pools {
			a.note("pool %s: %s, %s", o.ID, o.Family, cmp.Or(o.Source, "top-level"))
		}
		if len(answer.IPAMs)+len(answer.Pools) > 0 {
			said = true
			a.voice.hint("name the one to use: " + a.name + " new --proof " + a.shell.Quote(path) + " --asn or --cidr, with --ipam-id or --pool-id")
		}
	}
	return said
}

// chosen are the proofs to look at: that of --for, or all.
func (a *app) chosen(path string, file *proof.File) ([]*proof.Proof, error) {
	if a.proof.wanted == "" {
		return file.Proofs, nil
	}
	which, err := a.proof.meant(proof.Which{})
	if err != nil {
		return nil, err
	}
	p, err := file.Find(which)
	if err != nil {
		return nil, fmt.Errorf("%s %s", path, problem.All(err)[0].What)
	}
	return []*proof.Proof{p}, nil
}

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

func (a *app) writeStatus(s *statusFlags, report *status.Report) (err error) {
	switch {
	case s.format == "json" && s.watch > 0:
		return a.writeLine(report)
	case s.format == "json":
		return a.writeJSON(report)
	case s.format == "html":
		_, err = fmt.Fprint(a.Stdout, report.HTML())
	default:
		_, err = fmt.Fprint(a.Stdout, report.Text(host.Columns(a.Stdout), a.paint))
	}
	return err
}
