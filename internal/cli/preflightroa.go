package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/roa"
)

// roaFlags say where the state of ROAs comes from: files, or RIPEstat over the
// network. A binary without a network has the first alone.
type roaFlags struct {
	vrps     []string // files
	ripestat string   // a URL, or usualRIPEstat
}

// usualRIPEstat is what --ripestat is without a value.
const usualRIPEstat = "usual"

func (f *roaFlags) add(cmd *cobra.Command, a *app) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.vrps, "vrps", nil, "read validated ROAs from `FILE`, a validator's whole JSON or CSV, or answers saved from RIPEstat; - for standard input; may be repeated for RIPEstat's, one for each origin")
	uses(cmd, readsFile, "vrps")
	if a.Network == nil {
		return
	}
	flags.StringVar(&f.ripestat, "ripestat", "", "ask RIPEstat about ROAs, even with --record; with --ripestat=`URL`, its data API there")
	flags.Lookup("ripestat").NoOptDefVal = usualRIPEstat
	exclusive(cmd, "vrps", "ripestat")
}

// urlOfRIPEstat refuses arguments, but for a URL behind --ripestat: of a flag whose
// value can be left out, what follows a blank is none of its own.
func urlOfRIPEstat(cmd *cobra.Command, args []string) error {
	f := cmd.Flags().Lookup("ripestat")
	if f != nil && f.Changed && f.Value.String() == usualRIPEstat && len(args) == 1 && strings.Contains(args[0], "://") {
		return f.Value.Set(args[0])
	}
	return noArgs(cmd, args)
}

// url is the data call to ask; "" is the usual one.
func (f *roaFlags) url() string {
	if f.ripestat == usualRIPEstat {
		return ""
	}
	return f.ripestat
}

// isGiven says whether the state of ROAs comes from files.
func (f *roaFlags) isGiven() bool { return len(f.vrps) > 0 }

// name is what the files are called.
func (f *roaFlags) name() string {
	if more := len(f.vrps) - 1; more > 0 {
		return fmt.Sprintf("%s and %d more", inputName(f.vrps[0]), more)
	}
	return inputName(f.vrps[0])
}

// read answers questions by the files, of any size: one, or saved answers of
// RIPEstat, as if one stood behind the other.
func (f *roaFlags) read(a *app, questions []roa.Question) (*roa.Result, error) {
	var files []io.Reader
	for _, path := range f.vrps {
		file, err := a.open(path)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		files = append(files, file, strings.NewReader("\n"))
	}
	in := files[0]
	if len(f.vrps) > 1 {
		in = io.MultiReader(files...)
	}
	result, err := roa.Read(in, a.Now(), questions...)
	switch {
	case err != nil && len(f.vrps) > 1:
		return nil, hint(fmt.Errorf("%s: %w", f.name(), err), "several files are RIPEstat's saved answers, one for each origin; a validator's file is given alone")
	case err != nil:
		return nil, fmt.Errorf("%s: %w", f.name(), err)
	}
	return result, nil
}

// routes answers for the range that will be announced, if there is one.
func (p *preflightFlags) routes(ctx context.Context, a *app, in *preflight.Evidence) error {
	questions := in.Routes()
	switch {
	case len(questions) == 0 && p.roaFlags.isGiven():
		a.warn("there is no range to look up in %s: give one with --cidr", p.name())
		return nil
	case len(questions) == 0 && p.ripestat != "":
		a.warn("there is no range to ask RIPEstat about: give one with --cidr")
		return nil
	case len(questions) == 0:
		return nil
	case p.roaFlags.isGiven():
		return p.readVRPs(a, in, questions)
	case a.Network != nil && (!p.recordFlags.isGiven() || p.ripestat != ""):
		return p.askRIPEstat(ctx, a, in, questions)
	}
	why := "there is no network here: give --vrps"
	if a.Network != nil {
		why = "with --record no network is touched: give --vrps, or --ripestat to ask it about the ROAs"
	}
	in.ROAs = &roa.Result{}
	for _, q := range questions {
		in.ROAs.Answers = append(in.ROAs.Answers, roa.Validity{Question: q, Why: why})
	}
	return nil
}

// readVRPs looks the questions up in files.
func (p *preflightFlags) readVRPs(a *app, in *preflight.Evidence, questions []roa.Question) error {
	result, err := p.roaFlags.read(a, questions)
	if err != nil {
		return err
	}
	what := "entries"
	if result.Entries == 1 {
		what = "entry"
	}
	result.Name = fmt.Sprintf("%s with %d %s", p.name(), result.Entries, what)
	if result.Format == roa.RIPEstat {
		result.Name = p.name() + ", saved from RIPEstat"
	}
	in.ROAs = result
	return nil
}

// askRIPEstat asks each question over the network. One that has no answer stays
// open, and why is a part of the report.
func (p *preflightFlags) askRIPEstat(ctx context.Context, a *app, in *preflight.Evidence, questions []roa.Question) error {
	a.attend()
	network := a.network(lookup.Settings{ROAURL: p.url(), Timeout: p.timeout, Retry: lookup.Retry{Times: p.retries}})
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
