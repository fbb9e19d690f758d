package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/seen"
)

const seenLong = `Say whether the Internet sees a range announced from your own ASN: how many of the
peers of RIPE RIS's route collectors have it from you, from Amazon's ASNs and from
others, and who else announces a part of it. With --vrps also whether the ROAs explain
what is missing.

%s

A share of 75 %% of the peers is a yes, of less than 10 %% a no; between the two it is
not settled, and so is an answer that is older than --max-age. The share is of --peers,
or of all peers in the answer if those are more: the answer tells who has the range,
and not who has not.

Exit status: 0 it is seen, 1 it is not, 2 wrong use, 3 it could not be found out, or is
not settled.`

const seenOnline = `RIPEstat's looking glass is asked, which is near real time: some minutes after
advertise-byoip-cidr it shows the change. With --wait it is asked once a minute until it
is a yes, or the time is up. With --record its answer comes from a file, kept before
with --save or by

  curl --get https://stat.ripe.net/data/looking-glass/data.json --data resource=CIDR \
    --data look_back_limit=3600 --data sourceapp=byoasn > seen.json

and no network is touched.`

const seenOffline = `RIPEstat's looking glass says it, near real time, in an answer kept on a machine with a
network:

  curl --get https://stat.ripe.net/data/looking-glass/data.json --data resource=CIDR \
    --data look_back_limit=3600 --data sourceapp=byoasn > seen.json`

const seenExample = `  byoasn seen --cidr 203.0.113.0/24 --asn 12345 --wait 30m
  byoasn seen --cidr 203.0.113.0/24 --asn 12345 --save seen.json
  byoasn seen --cidr 203.0.113.0/24 --asn 12345 --record seen.json --vrps vrps.json --format html > seen.html`

const seenOfflineExample = `  byoasn seen --cidr 203.0.113.0/24 --asn 12345 --record seen.json
  byoasn seen --cidr 203.0.113.0/24 --asn 12345 --record seen.json --vrps vrps.json --format html > seen.html`

// A seenFlags is the command "seen".
type seenFlags struct {
	cidr, asn, record, vrps string
	maxAge                  time.Duration
	peers                   int
	json                    bool
	format                  string

	// Of a binary with a network.
	ripestat, save       string
	force                bool
	wait, every, timeout time.Duration
	retries              int
}

func (a *app) seenCommand() *cobra.Command {
	s := &seenFlags{}
	source, example := seenOnline, seenExample
	if a.Network == nil {
		source, example = seenOffline, seenOfflineExample
	}
	cmd := &cobra.Command{
		Use:     "seen",
		Short:   "whether the Internet sees a range announced from your ASN",
		Long:    fmt.Sprintf(seenLong, source),
		Example: example,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := need(cmd, "cidr", "asn"); err != nil {
				return err
			}
			return a.seen(cmd.Context(), s)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&s.cidr, "cidr", "", "the address `RANGE`, exactly as it is advertised")
	flags.StringVar(&s.asn, "asn", "", "the AS `NUMBER` that is to be its origin")
	flags.StringVar(&s.record, "record", "", "read the looking glass's answer from `FILE`; - for standard input")
	flags.StringVar(&s.vrps, "vrps", "", "look up in `FILE`, a validator's whole JSON or CSV, whether the ROAs explain what is missing")
	flags.IntVar(&s.peers, "peers", seen.Expected, "how many peers are expected to have the range")
	durationVar(cmd, &s.maxAge, "max-age", seen.Fresh, "how old an answer may be")
	flags.StringVar(&s.format, "format", "text", "text, json, or html: one page that draws it")
	flags.BoolVar(&s.json, "json", false, "the same as --format json")
	uses(cmd, readsFile, "record", "vrps")
	a.takes(cmd, fromRange(), fromOrigin())
	exclusive(cmd, "json", "format")
	if a.Network != nil {
		s.addNetwork(cmd)
	}
	return cmd
}

func (s *seenFlags) addNetwork(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&s.save, "save", "", "keep RIPEstat's answer in `FILE`, exactly as it came; with --wait the last one")
	flags.BoolVar(&s.force, "force", false, "overwrite the file of --save")
	flags.StringVar(&s.ripestat, "ripestat", "", "ask the RIPEstat data API at `URL`")
	durationVar(cmd, &s.wait, "wait", 0, "look once a minute for so long until it is seen, such as 30m")
	durationVar(cmd, &s.every, "every", time.Minute, "how long between two looks; less than a minute only with a --ripestat of your own")
	durationVar(cmd, &s.timeout, "timeout", 30*time.Second, "how long one request may take")
	flags.IntVar(&s.retries, "retries", 2, "how often to try again after a passing failure")
	uses(cmd, writesFile, "save")
	for _, network := range []string{"save", "ripestat", "wait", "every"} {
		exclusive(cmd, "record", network)
	}
}

func (a *app) seen(ctx context.Context, s *seenFlags) error {
	in, err := s.input(a)
	if err != nil {
		return err
	}
	var report *seen.Report
	switch {
	case s.record != "":
		report, err = s.recorded(a, in)
	case a.Network == nil:
		return errors.New("this binary has no network: give the looking glass's answer with --record FILE")
	default:
		report, err = s.look(ctx, a, in)
	}
	if err != nil {
		return err
	}
	if err := s.write(a, report); err != nil {
		return err
	}
	a.lookedOn(in.Prefix, in.ASN, proof.Seen, report.Verdict, report.Headline)
	return statusOf(report.Verdict)
}

// input reads the flags that say what is asked.
func (s *seenFlags) input(a *app) (in seen.Input, err error) {
	of, err := a.readCIDR(s.cidr)
	if err != nil {
		return in, err
	}
	in.Prefix, _ = of.CIDR()
	if in.ASN, err = resource.ParseASN(s.asn); err != nil {
		return in, err
	}
	if s.json {
		s.format = "json"
	}
	in.Now, in.MaxAge, in.Peers = a.Now(), s.maxAge, s.peers
	switch {
	case s.format != "text" && s.format != "json" && s.format != "html":
		return in, fmt.Errorf("--format %q: expected text, json or html", s.format)
	case s.peers < 1 || s.maxAge <= 0:
		return in, errors.New("--peers and --max-age have to be more than 0")
	case a.Network != nil && (s.timeout <= 0 || s.retries < 0 || s.every <= 0):
		return in, errors.New("--timeout, --every and --retries take no negative values, and a time has to be more than 0")
	case a.Network != nil && s.every < time.Minute && s.ripestat == "":
		return in, errors.New("--every: RIPEstat is asked once a minute at most")
	}
	return in, nil
}

// recorded judges a saved answer.
func (s *seenFlags) recorded(a *app, in seen.Input) (*seen.Report, error) {
	data, err := a.readText("the looking glass", s.record, lookup.MaxLookingGlass)
	if err != nil {
		return nil, err
	}
	if in.Glass, err = lookup.ParseLookingGlass(data); err != nil {
		return nil, hint(fmt.Errorf("%s: %w", inputName(s.record), err), "RIPEstat's other data calls are snapshots, hours old, and say nothing of a change made today")
	}
	return s.judge(a, in)
}

// judge adds what the ROAs say.
func (s *seenFlags) judge(a *app, in seen.Input) (*seen.Report, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	if s.vrps != "" {
		file, err := a.open(s.vrps)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		if in.ROAs, err = roa.Read(file, a.Now(), in.Questions()...); err != nil {
			return nil, fmt.Errorf("%s: %w", inputName(s.vrps), err)
		}
	}
	return seen.Judge(in)
}

func (s *seenFlags) write(a *app, report *seen.Report) (err error) {
	switch s.format {
	case "json":
		return a.writeJSON(report)
	case "html":
		_, err = fmt.Fprint(a.Stdout, report.HTML())
	default:
		_, err = fmt.Fprint(a.Stdout, report.Text(a.paint))
	}
	return err
}
