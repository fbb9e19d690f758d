package main

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/byoasn/byoasn/provision"
)

// provision asks AWS once, unless it was asked before, and waits.
func (p *program) provision(ctx context.Context, i ipam, s settings) error {
	before, elsewhere, err := i.look(ctx)
	if err != nil {
		return interrupted(ctx, err)
	}
	if before != (standing{}) {
		p.say(i, before)
	}
	ask, err := i.decide(before, elsewhere, s.again)
	switch {
	case err != nil:
		return err
	case before.state == types.AsnStateProvisioned:
		return p.provisioned(i)
	case !ask:
		fmt.Fprintln(p.notes, "AWS was asked before, and is not asked again.")
		if s.dryRun {
			return nil
		}
		return p.wait(ctx, i, before, nil)
	case s.dryRun:
		return p.tryOnly(ctx, i)
	}
	asked, err := i.ask(ctx)
	if err != nil {
		return interrupted(ctx, err)
	}
	p.say(i, asked)
	return p.wait(ctx, i, asked, &before)
}

// decide says whether AWS is to be asked for an ASN that stands so, here and in
// another IPAM.
func (i ipam) decide(here, elsewhere standing, again bool) (ask bool, err error) {
	switch here.state {
	case types.AsnStateProvisioned, types.AsnStatePendingProvision:
		return false, nil
	case types.AsnStateFailedProvision:
		if !again {
			return false, i.failed(here)
		}
	case types.AsnStatePendingDeprovision:
		return false, &exit{no, fmt.Errorf("AWS is taking AS%s away: ask again when it is gone", i.number)}
	case "", types.AsnStateDeprovisioned:
	default:
		return false, &exit{unknown, fmt.Errorf("AS%s is %s at AWS, so it was not asked: see aws ec2 describe-ipam-byoasn, or AWS Support", i.number, here)}
	}
	switch elsewhere.state {
	case "", types.AsnStateDeprovisioned, types.AsnStateFailedProvision:
		return true, nil
	}
	return false, &exit{no, fmt.Errorf("AS%s is %s in another IPAM, %q, so AWS was not asked to bring it to %s: name that one with -ipam-id, or deprovision it there",
		i.number, elsewhere, elsewhere.ipam, i.request.IPAM)}
}

// tryOnly makes the dry run.
func (p *program) tryOnly(ctx context.Context, i ipam) error {
	if err := i.mayAsk(ctx); err != nil {
		return interrupted(ctx, err)
	}
	fmt.Fprintf(p.out, "AWS would let these credentials ask for AS%s. Nothing was asked for.\n", i.number)
	return nil
}

// say prints a state and when it was seen.
func (p *program) say(i ipam, s standing) {
	fmt.Fprintf(p.out, "%s AS%s in %s: %s\n", p.now().UTC().Format(time.RFC3339), i.number, i.request.IPAM, s)
}

// provisioned prints what comes next.
func (p *program) provisioned(i ipam) error {
	book, err := i.request.Runbook()
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, "Next:")
	for _, step := range following(book) {
		if step.When != "" {
			fmt.Fprintf(p.out, "- %s, %s\n", step.Title, step.When)
			continue
		}
		fmt.Fprintf(p.out, "- %s\n", step.Title)
	}
	return nil
}

// following are the steps that bring the ASN further, once it is provisioned:
// those after the first that waits.
func following(book provision.Runbook) []provision.Step {
	var steps []provision.Step
	waited := false
	for _, step := range book.Steps {
		if waited && step.Phase == provision.Bring {
			steps = append(steps, step)
		}
		waited = waited || step.Wait != nil
	}
	return steps
}

// failed is the error for an ASN that AWS could not provision.
func (i ipam) failed(s standing) error {
	why := "and does not say why"
	if s.status != "" {
		why = fmt.Sprintf("StatusMessage says why: %q", s.status)
	}
	return &exit{no, fmt.Errorf("AWS could not provision AS%s; %s. "+
		"The pre-flight tells how the record is now: fix it, and ask anew with -again", i.number, why)}
}
