package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/seen"
)

// An onlineFlags says that the network is looked at, and where.
type onlineFlags struct {
	online           bool
	server, ripestat string
	timeout          time.Duration
	retries          int
}

func (o *onlineFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&o.online, "online", false, "look at the registry's record, at ROAs and at what is announced, as check, preflight, roas and seen do")
	flags.StringVar(&o.server, "server", "", "with --online: ask the RDAP server at `URL`")
	flags.StringVar(&o.ripestat, "ripestat", "", "with --online: ask the RIPEstat data API at `URL` about ROAs")
	durationVar(cmd, &o.timeout, "timeout", 30*time.Second, "with --online: how long one request may take")
	flags.IntVar(&o.retries, "retries", 2, "with --online: how often to try again after a passing failure")
}

// look looks at what the network tells of a proof's step that comes next, and of those
// that can be looked at by now.
func (o *onlineFlags) look(ctx context.Context, a *app, path string, p *proof.Proof) error {
	a.proof = openProof{path: path, read: true, found: p, which: proof.Which{Account: p.Account, Resource: p.Resource}}
	if !isDone(p, proof.Provisioned) {
		if err := o.record(ctx, a, p); err != nil {
			return err
		}
	}
	for _, r := range p.Ranges() {
		if err := o.roas(ctx, a, p, r.String()); err != nil {
			return err
		}
		if _, asked := p.Looks[proof.Advertised.Of(r)]; !asked {
			continue
		}
		if err := o.seen(ctx, a, p, r.String()); err != nil {
			return err
		}
	}
	return a.proof.save(a)
}

func isDone(p *proof.Proof, step proof.Step) bool {
	v := preflight.Verdict(p.Looks[step].Verdict)
	return v == preflight.Pass || v == preflight.Warn
}

// record looks at the record: with the signature if there is one, or else for the
// certificate alone.
func (o *onlineFlags) record(ctx context.Context, a *app, p *proof.Proof) error {
	flags := recordFlags{server: o.server, timeout: o.timeout, retries: o.retries}
	if o.server == "" {
		flags.rir = string(p.Registry)
	}
	c := &checkFlags{recordFlags: flags, asn: asnOf(p), cidr: cidrOf(p), cert: fromFolder(a.proof.path, p.Certificate), workers: 1}
	if c.cert == "" || !fileThere(c.cert) {
		return nil
	}
	in, err := c.input(a)
	if err != nil {
		return err
	}
	answer, err := c.get(ctx, a, wanted(in))
	if failed, ok := errors.AsType[*lookup.Error](err); err != nil && (!ok || misused(failed)) {
		return err
	}
	report, err := a.judge(ctx, in, answer, err)
	if err != nil {
		return err
	}
	a.lookedAt(p.Resource, proof.Published, report)
	if len(p.Signature) == 0 {
		return nil
	}
	return o.preflight(ctx, a, p, in, report, answer)
}

// preflight judges the whole proof, with the record that was fetched already.
func (o *onlineFlags) preflight(ctx context.Context, a *app, p *proof.Proof, in preflight.Input, published *preflight.Report, answer *lookup.Answer) error {
	in.RecordOnly, in.Message, in.Signature, in.Now = false, p.Message.String(), p.Signature.String(), a.Now()
	in.Service, in.GovCloud = p.Service, p.InGovCloud()
	if answer == nil {
		return nil // what check says of it stands
	}
	in.Record, in.URL, in.Snapshot, in.Database = answer.Record, answer.URL, answer.Snapshot, answer.Database
	if len(p.Announce) == 1 {
		in.Prefix = p.Announce[0]
	}
	e := preflight.Gather(in)
	flags := &preflightFlags{roaFlags: roaFlags{ripestat: o.ripestat}, recordFlags: recordFlags{timeout: o.timeout, retries: o.retries}}
	if err := flags.routes(ctx, a, e); err != nil {
		return err
	}
	report, err := e.Report(judging(ctx))
	if err != nil {
		return err
	}
	a.preflown(report, e)
	return nil
}

// roas looks whether a range has all of its ROAs.
func (o *onlineFlags) roas(ctx context.Context, a *app, p *proof.Proof, cidr string) error {
	service := p.Service
	if service == "" {
		service = provision.IPAM
	}
	flags := &roasFlags{roaFlags: roaFlags{ripestat: o.ripestat}, cidr: cidr, asn: asnOf(p), service: string(service), govcloud: p.InGovCloud(), timeout: o.timeout, retries: o.retries}
	plan, err := flags.plan(ctx, a)
	if err != nil {
		return fmt.Errorf("%s: %w", cidr, err)
	}
	flags.note(a, plan)
	return nil
}

// seen looks whether the world sees a range.
func (o *onlineFlags) seen(ctx context.Context, a *app, p *proof.Proof, cidr string) error {
	flags := &seenFlags{cidr: cidr, asn: p.Origin().String(), maxAge: seen.Fresh, peers: seen.Expected, format: "text", every: time.Minute, timeout: o.timeout, retries: o.retries}
	in, err := flags.input(a)
	if err != nil {
		return err
	}
	flags.ripestat = lookingGlassOf(o.ripestat)
	report, err := flags.look(ctx, a, in)
	if err != nil {
		return fmt.Errorf("%s: %w", cidr, err)
	}
	a.lookedOn(in.Prefix, in.ASN, proof.Seen, report.Verdict, report.Headline)
	return nil
}
