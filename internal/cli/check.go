package cli

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/asn"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/rdap"
)

const checkLong = `Look at the registry's public record and say which certificates it holds, where,
and whether yours is one of them, where AWS looks for it. Without --cert any
certificate there will do.

The record comes from the registry's RDAP server, by one request over https. With
--record it comes from a file, kept before with --save or printed by whois, and no
network is touched. --from checks many ASNs, one a line.

Exit status: 0 published where AWS looks, 1 definitely not, 2 wrong use, 3 it
could not be found out.`

const checkExample = `  byoasn check --asn 12345 --cert certificate.pem
  byoasn check --asn 12345
  byoasn check --asn 12345 --cert certificate.pem --save record.json
  byoasn check --asn 12345 --cert certificate.pem --record record.json
  whois -r -h whois.ripe.net AS12345 | byoasn check --asn 12345 --cert certificate.pem --record -
  byoasn check --from asns.txt --cert certificate.pem --json
  byoasn check --asn 12345 --cert certificate.pem --wait 24h`

// A checkFlags is the command "check".
type checkFlags struct {
	asn, cidr, from        string
	cert, public           string
	record, save           string
	server, rir, bootstrap string
	refresh, json, force   bool
	wait, timeout          time.Duration
	workers, retries       int
}

func (a *app) checkCommand() *cobra.Command {
	c := &checkFlags{}
	cmd := &cobra.Command{
		Use:     "check",
		Short:   "which certificates the registry publishes, and whether yours is one",
		Long:    checkLong,
		Example: checkExample,
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			return a.check(ctx, c)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&c.asn, "asn", "", "the AS `NUMBER`")
	flags.StringVar(&c.cidr, "cidr", "", "the address `RANGE`, for BYOIP")
	flags.StringVar(&c.from, "from", "", "check the AS numbers in `FILE`, one a line; - for standard input")
	flags.StringVar(&c.cert, "cert", "", "your certificate's `FILE`, in any form")
	flags.StringVar(&c.public, "public-key", "", "your public key's `FILE`, instead of --cert")
	flags.StringVar(&c.record, "record", "", "read the record from `FILE`, RDAP or whois; - for standard input")
	flags.StringVar(&c.save, "save", "", "keep the server's answer in `FILE`, exactly as it came")
	flags.BoolVar(&c.force, "force", false, "overwrite the file of --save")
	flags.StringVar(&c.server, "server", "", "ask the RDAP server at `URL` instead of the one that IANA lists")
	flags.StringVar(&c.rir, "rir", "", "ask this registry: arin, ripe, apnic, lacnic or afrinic")
	flags.StringVar(&c.bootstrap, "bootstrap", "", "use IANA's asn.json in `FILE` instead of the copy built in")
	flags.BoolVar(&c.refresh, "refresh", false, "fetch IANA's newest list of servers first")
	flags.DurationVar(&c.wait, "wait", 0, "look again and again for so long until it is published, such as 24h")
	flags.DurationVar(&c.timeout, "timeout", 30*time.Second, "how long one request may take")
	flags.IntVar(&c.retries, "retries", 2, "how often to try again after a passing failure")
	flags.IntVar(&c.workers, "workers", 8, "how many requests at the same time, with --from")
	flags.BoolVar(&c.json, "json", false, "print JSON; with --from an object a line")
	exclude(cmd)
	return cmd
}

// exclude says which flags make no sense together.
func exclude(cmd *cobra.Command) {
	exclusive(cmd, "asn", "cidr", "from")
	exclusive(cmd, "cert", "public-key")
	exclusive(cmd, "bootstrap", "refresh")
	exclusive(cmd, "bootstrap", "cidr")
	for _, network := range []string{"server", "rir", "bootstrap", "refresh", "save", "wait", "from"} {
		exclusive(cmd, "record", network)
	}
	exclusive(cmd, "from", "save")
	exclusive(cmd, "from", "wait")
}

func (a *app) check(ctx context.Context, c *checkFlags) error {
	question, err := c.question(a)
	if err != nil {
		return err
	}
	if c.record != "" {
		return a.checkFile(c, question)
	}
	client, err := a.client(ctx, c)
	if err != nil {
		return err
	}
	defer client.CloseIdleConnections()
	switch {
	case c.from != "":
		return a.checkMany(ctx, c, client, question)
	case c.wait > 0:
		return a.checkUntil(ctx, c, client, question)
	}
	if c.save != "" {
		if err := mayCreate(c.save, c.force); err != nil {
			return err
		}
	}
	answer, err := fetch(ctx, client, question)
	return a.conclude(c, question, answer, err)
}

// fetch looks up what the question is about.
func fetch(ctx context.Context, client *lookup.Client, q rdap.Question) (*lookup.Answer, error) {
	if q.Prefix.IsValid() {
		return client.Network(ctx, q.Prefix)
	}
	return client.ASN(ctx, q.ASN)
}

// conclude reports what a lookup gave, and keeps the answer if asked to.
func (a *app) conclude(c *checkFlags, q rdap.Question, answer *lookup.Answer, err error) error {
	if misused(err) {
		return err
	}
	if answer != nil && c.save != "" {
		if err := create(c.save, answer.Body, 0o644, c.force); err != nil {
			return err
		}
		a.note("kept the answer of %s in %s", answer.URL, c.save)
	} else if c.save != "" {
		a.note("there is no record to keep in %s", c.save)
	}
	q.Now = a.Now()
	return a.report(c, newChecked(q, answer, err))
}

// misused says whether a lookup failed for a reason that is the caller's.
func misused(err error) bool {
	return errors.Is(err, lookup.Misuse) || errors.Is(err, lookup.NotPublic)
}

// report prints the outcome and ends with the exit status for it.
func (a *app) report(c *checkFlags, outcome checked) error {
	var err error
	if c.json {
		err = writeJSON(a.Stdout, outcome)
	} else {
		err = outcome.write(a)
	}
	if err != nil {
		return err
	}
	return statusOf(outcome.Verdict)
}

// statusOf turns a verdict into what a command returns.
func statusOf(v rdap.Verdict) error {
	switch v {
	case rdap.Pass, rdap.Warn:
		return nil
	case rdap.Fail:
		return errNo
	}
	return errUnknown
}

// checkFile judges a record that was kept before.
func (a *app) checkFile(c *checkFlags, q rdap.Question) error {
	data, err := a.readUpTo(c.record, rdap.MaxSize)
	if err != nil {
		return err
	}
	record, err := rdap.Parse(data)
	var refused *rdap.ErrorObject
	switch {
	case errors.As(err, &refused):
		return a.report(c, refusedRecord(q, refused))
	case err != nil:
		return hint(fmt.Errorf("%s: %w", inputName(c.record), err), "give an RDAP answer (JSON) as --save keeps it, or the text that whois prints")
	}
	q.Now = a.Now()
	return a.report(c, newChecked(q, &lookup.Answer{Record: record}, nil))
}

// question reads the flags that say what is asked.
func (c *checkFlags) question(a *app) (q rdap.Question, err error) {
	if c.cert == "-" && (c.record == "-" || c.from == "-") || c.public == "-" && (c.record == "-" || c.from == "-") {
		return q, errors.New("only one of --cert, --public-key, --record and --from can come from standard input")
	}
	switch {
	case c.asn != "":
		q.ASN, err = asn.Parse(c.asn)
	case c.cidr != "":
		q.Prefix, err = message.ParseCIDR(c.cidr)
	case c.from == "":
		err = hint(errors.New("byoasn check needs --asn, --cidr or --from"), "see byoasn check -h")
	}
	if err == nil {
		err = c.validate(q)
	}
	if err != nil {
		return q, err
	}
	switch {
	case c.cert != "":
		q.Certificate, err = a.loadCertificate(c.cert)
	case c.public != "":
		q.PublicKey, err = a.loadPublicKey(c.public)
	}
	return q, err
}

// validate refuses numbers that mean nothing, and a range that no registry
// has assigned.
func (c *checkFlags) validate(q rdap.Question) error {
	if c.wait < 0 || c.timeout <= 0 || c.retries < 0 || c.workers <= 0 {
		return errors.New("--wait, --timeout, --retries and --workers take no negative values, and a timeout or number of workers has to be at least 1")
	}
	reason, reference, found := message.CIDR(q.Prefix).Special()
	if q.Prefix.IsValid() && found && c.server == "" && c.record == "" {
		return fmt.Errorf("%s is not public: %s (%s)", q.Prefix, reason, reference)
	}
	return nil
}

// resource names what a question is about.
func resource(n asn.Number, p netip.Prefix) string {
	if p.IsValid() {
		return p.String()
	}
	return "AS" + n.String()
}

// maxList bounds the file of --from: more than all ASNs there are.
const maxList = 4 << 20

// numbers reads the AS numbers of --from. All are read before the first is
// asked for, so that a wrong one changes nothing.
func (a *app) numbers(c *checkFlags) ([]asn.Number, error) {
	path := inputName(c.from)
	data, err := a.readUpTo(c.from, maxList)
	if err != nil {
		return nil, err
	}
	var numbers []asn.Number
	line := 0
	for text := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		line++
		text, _, _ = strings.Cut(text, "#")
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		n, err := asn.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, line, err)
		}
		if special, found := n.Special(); found && c.server == "" {
			return nil, fmt.Errorf("%s, line %d: AS%s is not public: %s (%s)", path, line, n, special.Reason, special.Reference)
		}
		numbers = append(numbers, n)
	}
	if len(numbers) == 0 {
		return nil, fmt.Errorf("%s holds no AS numbers: write one a line", path)
	}
	return numbers, nil
}
