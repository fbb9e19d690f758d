package cli

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

const roasLong = `Say which ROAs have to be there for a range to be announced from AWS, which of them
are, and which to create at the registry, in order, each with a strict maxLength. With
--asn one more has to be there, for your own ASN.

The first ROA for a range makes every other route in it invalid that has none. So what
is announced now comes first, as RIPEstat's looking glass has it, near real time.
--announced is a saved answer of it,

  curl --get https://stat.ripe.net/data/looking-glass/data.json --data resource=CIDR \
    --data look_back_limit=3600 --data sourceapp=byoasn > announced.json

%s

Exit status: 0 all are there, 1 some have to be created, 2 wrong use, 3 it could not
be found out.`

const roasOnline = `What is announced and whether a ROA is there, RIPEstat says over https. With --vrps a
validator's file says it, and no network is touched.`

const roasOffline = `Whether a ROA is there, a validator's file says (--vrps): this binary has no network.`

// A roasFlags is the command "roas".
type roasFlags struct {
	roaFlags
	cidr, asn, service, announced string
	govcloud, json                bool
	timeout                       time.Duration
	retries                       int
}

func (a *app) roasCommand() *cobra.Command {
	r := &roasFlags{}
	source := roasOnline
	if a.Network == nil {
		source = roasOffline
	}
	cmd := &cobra.Command{
		Use:   "roas",
		Short: "which ROAs a range needs, and which to create, in order",
		Long:  fmt.Sprintf(roasLong, source),
		Example: `  byoasn roas --cidr 203.0.113.0/24 --asn 12345 --vrps vrps.json --announced announced.json
  byoasn roas --cidr 203.0.113.0/24 --service globalaccelerator --vrps vrps.json --json`,
		Args: urlOfRIPEstat,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := need(cmd, "cidr"); err != nil {
				return err
			}
			return a.roas(cmd.Context(), r)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&r.cidr, "cidr", "", "the address `RANGE` to be announced")
	flags.StringVar(&r.asn, "asn", "", "your AS `NUMBER`, if the range is to be announced from it")
	flags.StringVar(&r.service, "service", string(provision.IPAM), "what takes the range: ipam, ec2 or globalaccelerator")
	flags.BoolVar(&r.govcloud, "govcloud", false, "the range is for a GovCloud Region")
	flags.StringVar(&r.announced, "announced", "", "what is announced now: RIPEstat's looking glass, saved in `FILE`")
	flags.BoolVar(&r.json, "json", false, "the plan as JSON")
	uses(cmd, readsFile, "announced")
	r.roaFlags.add(cmd, a)
	a.takes(cmd, fromRange(), fromOwnASN(), fromService(), fromGovCloud())
	if a.Network != nil {
		durationVar(cmd, &r.timeout, "timeout", 30*time.Second, "how long one request may take; if given, how long an input may take too")
		flags.IntVar(&r.retries, "retries", 2, "how often to try again after a passing failure")
	}
	return cmd
}

// A roaPlan is a plan, and what it was made of.
type roaPlan struct {
	roa.Plan
	cidr    netip.Prefix
	origins []resource.ASN // that need a ROA, Amazon's first
	glass   *lookup.LookingGlass
	from    roa.Export // what said whether a ROA is there
	missing string     // why that may not be all
}

func (a *app) roas(ctx context.Context, r *roasFlags) error {
	p, err := r.plan(ctx, a)
	if err != nil {
		return err
	}
	if r.json {
		err = a.writeJSON(p.document())
	} else {
		_, err = fmt.Fprint(a.Stdout, p.text(a.Now()))
	}
	if err != nil {
		return err
	}
	r.note(a, p)
	return statusOf(p.found())
}

// plan finds out what is there and what is missing.
func (r *roasFlags) plan(ctx context.Context, a *app) (*roaPlan, error) {
	p, err := r.needed(a)
	if err != nil {
		return nil, err
	}
	if a.Network != nil && (r.timeout <= 0 || r.retries < 0) {
		return nil, errors.New("--timeout and --retries take no negative values, and a timeout has to be more than 0")
	}
	if p.glass, err = r.lookingGlass(ctx, a, p.cidr); err != nil {
		return nil, err
	}
	needed, announced := p.questions()
	answers, err := r.answers(ctx, a, p, append(needed, announced...))
	if err != nil {
		return nil, err
	}
	p.Plan = roa.NewPlan(answers[:len(needed)], answers[len(needed):])
	return p, nil
}

// note notes in the proof file what was found.
func (r *roasFlags) note(a *app, p *roaPlan) {
	a.lookedOn(p.cidr, p.origins[len(p.origins)-1], proof.ROAs, p.found(), p.verdict())
}

// found is whether all ROAs are there.
func (p *roaPlan) found() preflight.Verdict {
	switch {
	case len(p.Unknown) > 0 || p.missing != "" && len(p.Create) > 0:
		return preflight.Unknown
	case !p.Done():
		return preflight.Fail
	}
	return preflight.Pass
}

// needed reads what the range is to be announced from.
func (r *roasFlags) needed(a *app) (*roaPlan, error) {
	of, err := a.readCIDR(r.cidr)
	if err != nil {
		return nil, err
	}
	p := &roaPlan{}
	p.cidr, _ = of.CIDR()
	service := provision.Service(r.service)
	switch service {
	case provision.IPAM, provision.EC2, provision.GlobalAccelerator:
	default:
		return nil, fmt.Errorf("--service %q: expected ipam, ec2 or globalaccelerator", r.service)
	}
	p.origins = provision.Origins(service, r.govcloud)
	if r.asn == "" {
		return p, nil
	}
	if service != provision.IPAM {
		return nil, fmt.Errorf("--asn: AWS announces a range from your own ASN if it is in an IPAM pool, and not with %s", r.service)
	}
	own, err := resource.ParseASN(r.asn)
	p.origins = append(p.origins, own)
	return p, err
}

// mostAnnounced is how many routes of a looking glass are asked about.
const mostAnnounced = 500

// lookingGlass finds out what is announced now: from a file, or from RIPEstat
// unless a file says whether a ROA is there. It is nil where that is not known.
func (r *roasFlags) lookingGlass(ctx context.Context, a *app, cidr netip.Prefix) (*lookup.LookingGlass, error) {
	var glass *lookup.LookingGlass
	var err error
	from := "RIPEstat's answer"
	switch {
	case r.announced != "":
		from = inputName(r.announced)
		glass, err = r.savedGlass(a)
	case a.Network != nil && !r.isGiven():
		glass, err = r.network(a).LookingGlass(ctx, cidr)
		if err != nil && !misused(err) {
			a.warn("what is announced now could not be found out: %s", err)
			return nil, nil
		}
	}
	switch {
	case err != nil || glass == nil:
		return nil, err
	case glass.Resource.IsValid() && !within(cidr, glass.Resource):
		return nil, fmt.Errorf("%s is about %s, and not about all of %s", from, glass.Resource, cidr)
	case len(glass.Announcements()) > mostAnnounced:
		return nil, fmt.Errorf("%s has more than %d different routes", from, mostAnnounced)
	}
	for _, message := range glass.Messages {
		a.warn("RIPEstat says of %s: %s", from, message)
	}
	return glass, nil
}

// savedGlass reads the file of --announced.
func (r *roasFlags) savedGlass(a *app) (*lookup.LookingGlass, error) {
	data, err := a.readText("the looking glass", r.announced, lookup.MaxLookingGlass)
	if err != nil {
		return nil, err
	}
	glass, err := lookup.ParseLookingGlass(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", inputName(r.announced), err)
	}
	if age := a.Now().Sub(glass.Asked); !glass.Asked.IsZero() && age > 24*time.Hour {
		a.warn("%s is %s old: fetch it again, as others may announce the range by now", inputName(r.announced), counted(int(age.Hours()/24), "day", "days"))
	}
	return glass, nil
}

// lookingGlassOf is the data call for what is announced that is beside the one for ROAs.
func lookingGlassOf(url string) string {
	return strings.Replace(url, "rpki-validation", "looking-glass", 1)
}

// network is RIPEstat, as the flags have it: --ripestat is the URL of one data
// call, and the other's is beside it.
func (r *roasFlags) network(a *app) ripestat {
	a.attend()
	return a.network(lookup.Settings{
		ROAURL:          r.url(),
		LookingGlassURL: lookingGlassOf(r.url()),
		Timeout:         r.timeout,
		Retry:           lookup.Retry{Times: r.retries},
	})
}

// within says whether a block has all of a range in it.
func within(p, block netip.Prefix) bool {
	return block.Bits() <= p.Bits() && block.Contains(p.Addr())
}

// questions are the routes that are needed, and those that are announced in the
// range.
func (p *roaPlan) questions() (needed, announced []roa.Question) {
	for _, origin := range p.origins {
		needed = append(needed, roa.Question{Prefix: p.cidr, Origin: origin})
	}
	if p.glass == nil {
		return needed, nil
	}
	for _, seen := range p.glass.Announcements() {
		if within(seen.Prefix, p.cidr) {
			announced = append(announced, roa.Question{Prefix: seen.Prefix, Origin: seen.Origin})
		}
	}
	return needed, announced
}

// answers finds out the states of routes, from a file or from RIPEstat.
func (r *roasFlags) answers(ctx context.Context, a *app, p *roaPlan, questions []roa.Question) ([]roa.Validity, error) {
	switch {
	case r.isGiven():
		return r.fromFile(a, p, questions)
	case a.Network == nil:
		return nil, errors.New("this binary has no network: give a validator's file with --vrps FILE")
	}
	network := r.network(a)
	p.from = roa.Export{Name: "RIPEstat", Format: roa.RIPEstat, Read: a.Now()}
	var answers []roa.Validity
	for _, q := range questions {
		if q.Origin == 0 {
			answers = append(answers, anyOrigin(answers, q))
			continue
		}
		answer, err := network.ROA(ctx, q)
		switch {
		case misused(err):
			return nil, err
		case err != nil:
			answers = append(answers, roa.Validity{Question: q, Why: err.Error()})
		default:
			answers = append(answers, answer.Validity)
		}
	}
	return answers, nil
}

// anyOrigin answers for a route without one origin, which nobody can be asked
// about, by the VRPs that cover it in other answers.
func anyOrigin(answers []roa.Validity, q roa.Question) roa.Validity {
	var vrps []roa.VRP
	for _, v := range answers {
		vrps = append(vrps, v.Covering...)
	}
	return roa.Validate(vrps, q, time.Time{})
}

func (r *roasFlags) fromFile(a *app, p *roaPlan, questions []roa.Question) ([]roa.Validity, error) {
	result, err := r.roaFlags.read(a, questions)
	if err != nil {
		return nil, err
	}
	p.from = result.Export
	p.from.Name = r.name()
	p.missing = result.Missing(listedFor(resource.OfCIDR(p.cidr)).String())
	return result.Answers, nil
}
