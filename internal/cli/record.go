package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// recordFlags say where a record comes from: a file, or a registry over the
// network. A binary without a network has the first alone.
type recordFlags struct {
	records                []string // files
	save                   string
	force                  bool
	server, rir, bootstrap string
	refresh                bool
	timeout                time.Duration
	retries                int
}

func (r *recordFlags) add(cmd *cobra.Command, a *app) {
	flags := cmd.Flags()
	flags.StringArrayVar(&r.records, "record", nil, "read the record from `FILE`, RDAP or whois; - for standard input; given twice, RDAP and the RIPE Database or whois are joined")
	uses(cmd, readsFile, "record")
	if a.Network == nil {
		return
	}
	flags.StringVar(&r.save, "save", "", "keep what was read in `FILE`, exactly as it came, for --record")
	flags.BoolVar(&r.force, "force", false, "overwrite the file of --save")
	flags.StringVar(&r.server, "server", "", "ask the RDAP server at `URL` instead of the one that IANA lists")
	flags.StringVar(&r.rir, "rir", "", "ask this registry: arin, ripe, apnic, lacnic or afrinic")
	flags.StringVar(&r.bootstrap, "bootstrap", "", "use IANA's asn.json in `FILE` instead of the copy built in")
	flags.BoolVar(&r.refresh, "refresh", false, "fetch IANA's newest list of servers first")
	durationVar(cmd, &r.timeout, "timeout", 30*time.Second, "how long one request may take; if given, how long an input may take too")
	flags.IntVar(&r.retries, "retries", 2, "how often to try again after a passing failure")
	uses(cmd, readsFile, "bootstrap")
	uses(cmd, writesFile, "save")
	exclusive(cmd, "bootstrap", "refresh")
	for _, network := range []string{"server", "rir", "bootstrap", "refresh", "save"} {
		exclusive(cmd, "record", network)
	}
}

// isGiven says whether the record comes from files.
func (r *recordFlags) isGiven() bool { return len(r.records) > 0 }

// validate refuses what means nothing, before anything is read or asked.
func (r *recordFlags) validate(a *app) error {
	switch {
	case a.Network == nil && !r.isGiven():
		return errors.New("this binary has no network: give the record with --record FILE")
	case a.Network != nil && (r.timeout <= 0 || r.retries < 0):
		return errors.New("--timeout and --retries take no negative values, and a timeout has to be more than 0")
	}
	return nil
}

// get returns the record of a resource. An error that is a [*lookup.Error] says
// why there is none; any other, and one that is misused, that the command is
// wrong.
func (r *recordFlags) get(ctx context.Context, a *app, of resource.Resource) (*lookup.Answer, error) {
	if r.isGiven() {
		return r.read(a, of)
	}
	network, err := r.open(a, 0)
	if err != nil {
		return nil, err
	}
	if err := r.mayKeep(); err != nil {
		return nil, err
	}
	r.compareRIR(a, of)
	answer, err := network.Record(ctx, of)
	if misused(err) {
		return nil, err
	}
	if err := r.keep(a, answer, err); err != nil {
		return nil, err
	}
	return answer, err
}

// compareRIR warns of the first resource that is not where --rir says, by IANA's
// list, and of how many more there are.
func (r *recordFlags) compareRIR(a *app, of ...resource.Resource) {
	rir, err := registry.Parse(r.rir)
	if err != nil {
		return // and of no --rir
	}
	var others []resource.Resource
	for _, o := range of {
		if listed := listedFor(o); listed != "" && listed != rir {
			others = append(others, o)
		}
	}
	if len(others) == 0 {
		return
	}
	a.warnOfOther(others[0], rir)
	if more := len(others) - 1; more > 0 {
		a.warn("nor are %d more of the list at %s", more, rir.Rule().Name)
	}
}

// misused says whether there is no record for a reason that is the caller's.
func misused(err error) bool {
	return errors.Is(err, lookup.Misuse) || errors.Is(err, lookup.NotPublic)
}

// read returns a record that was kept before, or printed by whois: of several
// files, or of one with several answers, what they are together, as a registry's
// two readings are that come over the network.
func (r *recordFlags) read(a *app, of resource.Resource) (*lookup.Answer, error) {
	var all []lookup.Reading
	for _, path := range r.records {
		data, err := a.readUpTo(path, 2*rdap.MaxSize)
		if err != nil {
			return nil, err
		}
		readings, err := lookup.ParseSaved(data)
		if err != nil {
			return nil, hint(fmt.Errorf("%s: %w", inputName(path), err), "give an RDAP answer (JSON) as --save keeps it, or the text that whois prints")
		}
		all = append(all, readings...)
	}
	return lookup.Join(of, all...)
}

// open returns the network that the flags describe.
func (r *recordFlags) open(a *app, workers int) (Network, error) {
	s := lookup.Settings{Server: r.server, Refresh: r.refresh, Timeout: r.timeout, Retry: lookup.Retry{Times: r.retries}, Workers: workers}
	var err error
	if r.rir != "" {
		if s.Registry, err = registry.Parse(r.rir); err != nil {
			return nil, err
		}
	}
	if r.bootstrap != "" {
		file, err := a.read(r.bootstrap)
		if err != nil {
			return nil, err
		}
		if s.Bootstrap, err = lookup.ParseBootstrap(file, nil, nil); err != nil {
			return nil, fmt.Errorf("%s: %w", r.bootstrap, err)
		}
	}
	a.attend() // for the rest of the command, which says what it saw
	return a.network(s), nil
}

// mayKeep fails early where keep would.
func (r *recordFlags) mayKeep() error {
	if r.save == "" {
		return nil
	}
	return mayCreate(r.save, r.force)
}

// keep writes what a lookup gave to the file of --save.
func (r *recordFlags) keep(a *app, answer *lookup.Answer, err error) error {
	if r.save == "" {
		return nil
	}
	kept := lookup.Saved(answer, err)
	if len(kept) == 0 {
		a.note("there is no record to keep in %s", r.save)
		return nil
	}
	if err := create(r.save, kept, 0o644, r.force); err != nil {
		return err
	}
	a.note("kept %s in %s", keptFrom(answer, err), r.save)
	return nil
}

// keptFrom says whose answers were kept.
func keptFrom(answer *lookup.Answer, err error) string {
	var database *lookup.Reading
	var from []string
	var f *lookup.Error
	switch {
	case answer != nil:
		from, database = append(from, answer.URL), answer.Database
	case errors.As(err, &f):
		database = f.Database
		if len(f.Body) > 0 || f.Absent() {
			from = append(from, f.URL)
		}
	}
	if database != nil && len(database.Body) > 0 {
		from = append(from, database.URL)
	}
	if len(from) == 2 {
		return "the answers of " + from[0] + " and " + from[1]
	}
	return "the answer of " + strings.Join(from, "")
}
