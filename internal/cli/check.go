package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/resource"
)

const checkLong = `Look at the registry's public record and say which certificates it holds, where,
and whether yours is one of them, where AWS looks for it. Without --cert any
certificate there will do.

%s

Exit status: 0 published where AWS looks, 1 definitely not, 2 wrong use, 3 it
could not be found out.`

const checkOnline = `The record comes from the registry's RDAP server over https, and for RIPE NCC, whose
RDAP does not tell the fields apart, from its database too. With --record it comes from
files, kept before with --save or printed by whois, and no network is touched: a file
may have RDAP's answer and the database's, one behind the other, or each has its own.
--from checks many ASNs and ranges, one a line.`

const checkOffline = `The record comes from a file, which whois printed or check --save kept on a machine
with a network: this binary has none.`

const checkOnlineExample = `  byoasn check --asn 12345 --cert certificate.pem
  byoasn check --asn 12345
  byoasn check --asn 12345 --cert certificate.pem --save record.json
  byoasn check --asn 12345 --cert certificate.pem --record record.json
  byoasn check --asn 12345 --cert certificate.pem --record rdap.json --record aut-num.txt
  whois -r -h whois.ripe.net AS12345 | byoasn check --asn 12345 --cert certificate.pem --record -
  byoasn check --from asns.txt --cert certificate.pem --json
  byoasn check --from asns.txt --state state.json --fail-within 30d --metrics byoasn.prom
  byoasn check --asn 12345 --cert certificate.pem --wait 24h`

const checkOfflineExample = `  byoasn check --asn 12345 --cert certificate.pem --record record.json
  byoasn check --asn 12345 --cert certificate.pem --record whois.txt`

// A checkFlags is the command "check".
type checkFlags struct {
	recordFlags
	watchFlags
	asn, cidr, from string
	cert, public    string
	at              string
	json            bool
	wait            time.Duration
	workers         int
}

func (a *app) checkCommand() *cobra.Command {
	c := &checkFlags{}
	source, example := checkOnline, checkOnlineExample
	if a.Network == nil {
		source, example = checkOffline, checkOfflineExample
	}
	cmd := &cobra.Command{
		Use:     "check",
		Short:   "which certificates the registry publishes, and whether yours is one",
		Long:    fmt.Sprintf(checkLong, source),
		Example: example,
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.check(cmd.Context(), c) },
	}
	flags := cmd.Flags()
	flags.StringVar(&c.asn, "asn", "", "the AS `NUMBER`")
	flags.StringVar(&c.cidr, "cidr", "", "the address `RANGE`, for BYOIP")
	flags.StringVar(&c.cert, "cert", "", "your certificate's `FILE`, in any form")
	flags.StringVar(&c.public, "public-key", "", "your public key's `FILE`, instead of --cert")
	flags.StringVar(&c.at, "at", "", atUsage)
	flags.BoolVar(&c.json, "json", false, "print JSON")
	uses(cmd, readsFile, "cert", "public-key")
	c.recordFlags.add(cmd, a)
	c.watchFlags.add(cmd)
	if a.Network != nil {
		c.addMany(cmd)
	}
	exclusive(cmd, "asn", "cidr", "from")
	exclusive(cmd, "cert", "public-key")
	exclusive(cmd, "bootstrap", "cidr")
	a.takes(cmd, fromASN("from"), fromCIDR("from"), a.fromCertificate("cert", "public-key"), fromRegistry("record", "server", "from"))
	return cmd
}

// addMany adds the flags for more than one look: over many numbers, or over and
// over.
func (c *checkFlags) addMany(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&c.from, "from", "", "check the AS numbers and ranges in `FILE`, one a line; - for standard input")
	durationVar(cmd, &c.wait, "wait", 0, "look again and again for so long until it is published, such as 24h")
	flags.IntVar(&c.workers, "workers", 8, "how many requests at the same time, with --from")
	flags.Lookup("json").Usage += "; with --from an object a line"
	uses(cmd, readsFile, "from")
	exclusive(cmd, "record", "wait")
	exclusive(cmd, "record", "from")
	exclusive(cmd, "from", "save")
	exclusive(cmd, "from", "wait")
	c.addState(cmd)
}

func (a *app) check(ctx context.Context, c *checkFlags) error {
	in, err := c.input(a)
	if err != nil {
		return err
	}
	switch {
	case c.from != "":
		return a.checkMany(ctx, c, in)
	case c.wait > 0:
		return a.checkUntil(ctx, c, in)
	}
	if c.isGiven() {
		a.warnOfSpecial(wanted(in))
	}
	answer, err := c.get(ctx, a, wanted(in))
	return a.conclude(ctx, c, in, answer, err)
}

// wanted is what the registry is asked for.
func wanted(in preflight.Input) resource.Resource { return preflight.Gather(in).Resource() }

// conclude reports what became of a lookup, unless the command itself is wrong.
func (a *app) conclude(ctx context.Context, c *checkFlags, in preflight.Input, answer *lookup.Answer, err error) error {
	var f *lookup.Error
	if err != nil && !errors.As(err, &f) || misused(err) {
		return err
	}
	report, err := a.judge(ctx, in, answer, err)
	if err != nil {
		return err
	}
	switch {
	case c.metrics == "-":
	case c.json:
		err = a.writeJSON(report)
	default:
		_, err = fmt.Fprint(a.Stdout, a.text(report))
		a.nextAfterReport(report, wanted(in), c.cert)
	}
	if err != nil {
		return err
	}
	if in.Certificate != nil || in.PublicKey != nil {
		a.lookedAt(wanted(in), proof.Published, report)
	}
	return a.concludeWatch(c, report)
}

// concludeWatch writes the metrics, and says whether the certificate lasts as long as
// --fail-within wants.
func (a *app) concludeWatch(c *checkFlags, report *preflight.Report) error {
	o := c.outcome(report)
	if o.Check == certificateEnding {
		a.warn("%s", o.Seen)
	}
	var m metrics
	m.addOutcome(report.Resource, o, report)
	if err := m.write(a, c.metrics); err != nil {
		return err
	}
	return statusOf(o.Verdict)
}

// judge says what a record shows, or that there is none: with the checks that
// "preflight" makes of it.
func (a *app) judge(ctx context.Context, in preflight.Input, answer *lookup.Answer, err error) (*preflight.Report, error) {
	in.RecordErr = err
	if in.Now.IsZero() {
		in.Now = a.Now()
	}
	if answer != nil {
		in.Record, in.URL, in.Snapshot, in.Database = answer.Record, answer.URL, answer.Snapshot, answer.Database
	}
	if f, ok := errors.AsType[*lookup.Error](err); ok {
		in.Database = f.Database
	}
	return preflight.Gather(in).Report(judging(ctx))
}

// judging is the context to judge in. If it ended while the registry was asked,
// what was seen by then is still judged.
func judging(ctx context.Context) context.Context {
	if ctx.Err() != nil {
		return context.WithoutCancel(ctx)
	}
	return ctx
}

// statusOf turns a verdict into what a command returns.
func statusOf(v preflight.Verdict) error {
	switch v {
	case preflight.Pass:
		return nil
	case preflight.Fail:
		return errNo
	}
	return errUnknown
}

// input reads the flags that say what is asked.
func (c *checkFlags) input(a *app) (in preflight.Input, err error) {
	in.RecordOnly = true
	if c.at != "" { // else each look is judged for its own time
		if in.Now, err = a.timeOf(c.at); err != nil {
			return in, err
		}
	}
	switch {
	case c.asn != "":
		in.ASN, err = resource.ParseASN(c.asn)
	case c.cidr != "":
		in.Prefix, err = resource.ParseCIDR(c.cidr)
	case c.from == "":
		err = c.needResource(a)
	}
	if err == nil {
		err = c.validate(a, in)
	}
	if err != nil {
		return in, err
	}
	switch {
	case c.cert != "":
		in.Certificate, err = a.loadOwn(c.cert)
	case c.public != "":
		in.PublicKey, err = a.loadPublicKey(c.public)
	}
	return in, err
}

// needResource says what a check cannot do without.
func (c *checkFlags) needResource(a *app) error {
	flags := "--asn, --cidr or --from"
	if a.Network == nil {
		flags = "--asn or --cidr"
	}
	return hint(fmt.Errorf("%s check needs %s", a.name, flags), "see "+a.name+" check -h")
}

// validate refuses numbers that mean nothing, and a range that no registry
// has assigned.
func (c *checkFlags) validate(a *app, in preflight.Input) error {
	if err := errors.Join(c.recordFlags.validate(a), c.watchFlags.validate(), a.mayWriteMetrics(c.metrics)); err != nil {
		return err
	}
	if c.state != "" && c.from == "" {
		return errors.New("--state goes with --from")
	}
	if c.wait < 0 || a.Network != nil && c.workers <= 0 {
		return errors.New("--wait and --workers take no negative values, and a number of workers has to be at least 1")
	}
	special, found := resource.OfCIDR(in.Prefix).Special()
	if in.Prefix.IsValid() && found && c.server == "" && !c.isGiven() {
		return fmt.Errorf("%s is not public: %s (%s)", in.Prefix, special.Reason, special.Reference)
	}
	return nil
}

// maxList bounds the file of --from: more than all ASNs there are.
const maxList = 4 << 20

// wantedList reads the AS numbers and ranges of --from. All are read before the
// first is asked for, so that a wrong one changes nothing.
func (a *app) wantedList(c *checkFlags) ([]resource.Resource, error) {
	path := inputName(c.from)
	data, err := a.readText("the list", c.from, maxList)
	if err != nil {
		return nil, err
	}
	var list []resource.Resource
	line := 0
	for text := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		line++
		text, _, _ = strings.Cut(text, "#")
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		r, err := resource.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, line, err)
		}
		if special, found := r.Special(); found && c.server == "" {
			return nil, fmt.Errorf("%s, line %d: %s is not public: %s (%s)", path, line, r.Name(), special.Reason, special.Reference)
		}
		list = append(list, r)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s holds no AS numbers and no ranges: write one a line", path)
	}
	return list, nil
}
