// Command provision brings an AS number to an IPAM of AWS. It checks the proof
// before AWS is asked, asks once, and waits for the verdict. README.md says what
// it needs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/preflight"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := program{out: os.Stdout, notes: os.Stderr, now: time.Now, connect: connect, sleep: sleep, pace: polite,
		registry: &client.Client{Settings: lookup.Settings{Retry: lookup.Retry{Times: 2}}}}
	err := p.run(ctx, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "provision:", err)
	}
	os.Exit(statusOf(err))
}

// A program is the command, with the world around it.
type program struct {
	out, notes io.Writer // what was found; what is to be known beside it
	now        func() time.Time
	registry   *client.Client
	connect    func(ctx context.Context, region, profile string) (*ec2.Client, error)
	sleep      func(ctx context.Context, d time.Duration) error
	pace       pace
}

// settings are what the command line says.
type settings struct {
	message, signature, record   string
	ipam, region, profile        string
	evenIfUnknown, again, dryRun bool
}

const usage = `Usage: provision -message MESSAGE -signature SIGNATURE -ipam-id ID [flags]

Exit status: 0 provisioned, 1 AWS refuses it or would, 2 wrong use, 3 it could not be found out.

`

func (p *program) parse(args []string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("provision", flag.ContinueOnError)
	flags.StringVar(&s.message, "message", "", "the message, exactly as it was signed")
	flags.StringVar(&s.signature, "signature", "", "its signature, as text")
	flags.StringVar(&s.record, "record", "", "a file with the registry's record, RDAP or whois, instead of asking the registry")
	flags.StringVar(&s.ipam, "ipam-id", "", "the IPAM: aws ec2 describe-ipams lists yours")
	flags.StringVar(&s.region, "region", "", "the IPAM's home Region; without it, as AWS's tools find it")
	flags.StringVar(&s.profile, "profile", "", "a profile of AWS's shared configuration")
	flags.BoolVar(&s.evenIfUnknown, "even-if-unknown", false, "ask AWS although the pre-flight could not find out everything")
	flags.BoolVar(&s.again, "again", false, "ask AWS again after it has failed to provision")
	flags.BoolVar(&s.dryRun, "dry-run", false, "only ask AWS whether the credentials may ask")
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(p.out, usage)
		flags.SetOutput(p.out)
		flags.PrintDefaults()
	case err != nil:
	case flags.NArg() > 0:
		err = fmt.Errorf("nothing is expected after the flags: %q", flags.Args())
	case s.message == "" || s.signature == "" || s.ipam == "":
		err = errors.New("-message, -signature and -ipam-id are needed: -h explains them")
	}
	return s, err
}

func (p *program) run(ctx context.Context, args []string) error {
	s, err := p.parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return nil
	case err != nil:
		return &exit{wrong, err}
	}
	if err := p.check(ctx, s); err != nil {
		return err
	}
	request, err := s.request()
	if err != nil {
		return &exit{wrong, err}
	}
	client, err := p.connect(ctx, s.region, s.profile)
	if err != nil {
		return interrupted(ctx, err)
	}
	return p.provision(ctx, newIPAM(client, request, p.pace.call), s)
}

// check stops the program unless the proof passes the pre-flight.
func (p *program) check(ctx context.Context, s settings) error {
	report, err := p.preflight(ctx, s)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, report.Headline)
	for i, step := range report.Steps {
		fmt.Fprintf(p.out, "%d. %s\n", i+1, step)
	}
	switch {
	case report.Verdict == preflight.Pass:
		return nil
	case report.Verdict == preflight.Fail:
		return &exit{no, errors.New("the proof does not pass the pre-flight, so AWS was not asked")}
	case !s.evenIfUnknown:
		return &exit{unknown, errors.New("the pre-flight could not find out everything, so AWS was not asked: -even-if-unknown asks all the same")}
	}
	return nil
}
