package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/roa"
)

// roaFlags say where the state of ROAs comes from: a validator's file, or
// RIPEstat over the network. A binary without a network has the first alone.
type roaFlags struct {
	vrps, ripestat string
}

func (f *roaFlags) add(cmd *cobra.Command, a *app) {
	flags := cmd.Flags()
	flags.StringVar(&f.vrps, "vrps", "", "read validated ROAs from `FILE`, a validator's whole JSON or CSV, or answers saved from RIPEstat; - for standard input")
	uses(cmd, readsFile, "vrps")
	if a.Network == nil {
		return
	}
	flags.StringVar(&f.ripestat, "ripestat", "", "ask the RIPEstat data API at `URL` about ROAs")
	exclusive(cmd, "vrps", "ripestat")
}

// routes answers for the range that will be announced, if there is one.
func (p *preflightFlags) routes(ctx context.Context, a *app, in *preflight.Evidence) error {
	questions := in.Routes()
	switch {
	case len(questions) == 0 && p.vrps != "":
		a.warn("there is no range to look up in %s: give one with --cidr", inputName(p.vrps))
		return nil
	case len(questions) == 0:
		return nil
	case p.vrps != "":
		return p.readVRPs(a, in, questions)
	case a.Network != nil && (p.recordFlags.record == "" || p.ripestat != ""):
		return p.askRIPEstat(ctx, a, in, questions)
	}
	why := "there is no network here: give --vrps"
	if a.Network != nil {
		why = "with --record no network is touched: give --vrps, or --ripestat"
	}
	in.ROAs = &roa.Result{}
	for _, q := range questions {
		in.ROAs.Answers = append(in.ROAs.Answers, roa.Validity{Question: q, Why: why})
	}
	return nil
}

// readVRPs looks the questions up in a validator's file, of any size.
func (p *preflightFlags) readVRPs(a *app, in *preflight.Evidence, questions []roa.Question) error {
	file, err := a.open(p.vrps)
	if err != nil {
		return err
	}
	defer file.Close()
	result, err := roa.Read(file, a.Now(), questions...)
	if err != nil {
		return fmt.Errorf("%s: %w", inputName(p.vrps), err)
	}
	what := "entries"
	if result.Entries == 1 {
		what = "entry"
	}
	result.Name = fmt.Sprintf("%s with %d %s", inputName(p.vrps), result.Entries, what)
	if result.Format == roa.RIPEstat {
		result.Name = inputName(p.vrps) + ", saved from RIPEstat"
	}
	in.ROAs = result
	return nil
}

// askRIPEstat asks each question over the network. One that has no answer stays
// open, and why is a part of the report.
func (p *preflightFlags) askRIPEstat(ctx context.Context, a *app, in *preflight.Evidence, questions []roa.Question) error {
	a.attend()
	network := a.Network(lookup.Settings{ROAURL: p.ripestat, Timeout: p.timeout, Retry: lookup.Retry{Times: p.retries}})
	in.ROAs = &roa.Result{Export: roa.Export{Name: "RIPEstat", Format: roa.RIPEstat, Read: a.Now()}}
	first := true
	for _, q := range questions {
		answer, err := network.ROA(ctx, q)
		switch {
		case errors.Is(err, lookup.Misuse):
			return err
		case err != nil:
			in.ROAs.Answers = append(in.ROAs.Answers, roa.Validity{Question: q, Why: err.Error()})
			continue
		}
		in.ROAs.Answers = append(in.ROAs.Answers, answer.Validity)
		if first || answer.Time.Before(in.ROAs.Generated) {
			first, in.ROAs.Generated = false, answer.Time
		}
	}
	return nil
}
