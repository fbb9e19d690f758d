package cli

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

const newLong = `Start a proof file, or add to one: what is known of an AWS account and an AS number or
range of yours. Every command takes --proof FILE, or the variable BYOASN_PROOF, reads
from it what it would otherwise be told, and notes in it what it made; and byoasn status
says from it what is done and which command is next. It holds no secret, is made to be
edited by hand, and may hold many AS numbers, ranges and accounts.

For one that is there already, what is given is changed and the rest left as it is. A flag
wins over the variables BYOASN_ACCOUNT, BYOASN_REGION and BYOASN_IPAM, and these over the
file. The registry is the one that IANA's list has for the number or range.`

// defaultProof is the proof file's name where none is given.
const defaultProof = "byoasn.json"

// A newFlags is the command "new".
type newFlags struct {
	resourceFlags
	account, rir, service, region, ipam, pool, key, cert string
	announce                                             []string
}

func (a *app) newCommand() *cobra.Command {
	n := &newFlags{}
	cmd := &cobra.Command{
		Use:   "new",
		Short: "start a proof file, which carries a job's values along",
		Long:  newLong,
		Example: `  byoasn new --account 123456789012 --asn 12345 --region us-east-1 --ipam-id ipam-0123456789abcdef0 --announce 8.8.8.0/24
  byoasn status
  byoasn new --proof byoasn.json --account 123456789012 --cidr 8.8.8.0/24 --pool-id ipam-pool-0123456789abcdef0`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.newProof(cmd, n) },
	}
	flags := cmd.Flags()
	flags.StringVar(&n.account, "account", "", "the AWS account `NUMBER`, 12 digits")
	n.resourceFlags.add(cmd, "your address `RANGE`, such as 198.51.100.0/24")
	flags.StringVar(&n.rir, "rir", "", "the registry, if IANA's list does not tell: arin, ripe, apnic, lacnic or afrinic")
	flags.StringVar(&n.service, "service", "", "what takes a range: ipam, ec2 or globalaccelerator")
	flags.StringVar(&n.region, "region", "", "the home Region of the IPAM, or that of the range, such as us-east-1")
	flags.StringVar(&n.ipam, "ipam-id", "", "the `ID` of the IPAM, such as ipam-0123456789abcdef0")
	flags.StringVar(&n.pool, "pool-id", "", "the `ID` of the IPAM pool")
	flags.StringArrayVar(&n.announce, "announce", nil, "a `RANGE` to announce from the AS number; may be repeated")
	flags.StringVar(&n.key, "key", "", "the private key's `FILE`, which key new makes unless it is there")
	flags.StringVar(&n.cert, "cert", "", "the certificate's `FILE`, which cert new makes unless it is there")
	uses(cmd, readsFile, "key", "cert")
	return cmd
}

func (a *app) newProof(cmd *cobra.Command, n *newFlags) error {
	a.proof.path = cmp.Or(a.proof.path, os.Getenv(proofVariable), defaultProof)
	if a.proof.wanted != "" {
		return errors.New("--for is for the other commands: name what the proof is about with --asn or --cidr")
	}
	file := &proof.File{}
	var err error
	if fileThere(a.proof.path) {
		if file, err = a.readProofs(a.proof.path); err != nil {
			return err
		}
	}
	p, added, err := n.proof(a, cmd, file)
	if err != nil {
		return err
	}
	if err := n.set(a, p); err != nil {
		return err
	}
	if err := writeProofs(a.proof.path, file); err != nil {
		return err
	}
	a.warnOfUnfit(p)
	a.warnOfRegistry(p.Resource)
	what := "changed"
	if added {
		what = "added"
	}
	a.note("%s: %s %s", a.proof.path, what, p.Name())
	a.note("next: %s status %s", a.name, a.shell.Quote(a.proof.path))
	return nil
}

// proof is the one to change, or a new one.
func (n *newFlags) proof(a *app, cmd *cobra.Command, file *proof.File) (p *proof.Proof, added bool, err error) {
	which := proof.Which{}
	if which.Resource, err = n.resourceFlags.read(a); err != nil {
		return nil, false, err
	}
	if account := cmp.Or(n.account, os.Getenv(accountVariable)); account != "" {
		if which.Account, err = a.account(account); err != nil {
			return nil, false, err
		}
	}
	if which.Resource.IsZero() && len(file.Proofs) == 0 {
		return nil, false, hint(fmt.Errorf("%s needs --asn or --cidr", cmd.CommandPath()), "see "+cmd.CommandPath()+" -h")
	}
	p, err = file.Find(which)
	switch {
	case err == nil:
		p.Account = cmp.Or(p.Account, which.Account)
		return p, false, nil
	case errors.Is(err, proof.NoProof) && which.Account == "":
		return nil, false, hint(fmt.Errorf("%s needs --account", cmd.CommandPath()), "for an AS number it is the account that administers the IPAM")
	case errors.Is(err, proof.NoProof) && !which.Resource.IsZero():
		p = &proof.Proof{Account: which.Account, Resource: which.Resource, Registry: listedFor(which.Resource), Region: os.Getenv(regionVariable), IPAM: os.Getenv(ipamVariable)}
		for _, other := range file.Proofs {
			if other.Account == p.Account && p.Key+p.PublicKey == "" {
				p.ShareKey(other)
			}
		}
		file.Add(p)
		return p, true, nil
	}
	return nil, false, err
}

// set changes what is given.
func (n *newFlags) set(a *app, p *proof.Proof) (err error) {
	if n.rir != "" {
		if p.Registry, err = registry.Parse(n.rir); err != nil {
			return err
		}
		a.warnOfOther(p.Resource, p.Registry)
	}
	if err := checkRegion("--region", n.region); n.region != "" && err != nil {
		return err
	}
	p.Region = cmp.Or(n.region, p.Region)
	p.IPAM, p.Pool = cmp.Or(n.ipam, p.IPAM), cmp.Or(n.pool, p.Pool)
	p.Key, p.Certificate = cmp.Or(a.inFolder(n.key), p.Key), cmp.Or(a.inFolder(n.cert), p.Certificate)
	p.Service = cmp.Or(provision.Service(n.service), p.Service)
	for _, text := range n.announce {
		prefix, err := resource.ParseCIDR(text)
		if err != nil {
			return fmt.Errorf("--announce: %w", err)
		}
		if !slices.Contains(p.Announce, prefix) {
			p.Announce = append(p.Announce, prefix)
		}
	}
	slices.SortFunc(p.Announce, netip.Prefix.Compare)
	return nil
}

// warnOfUnfit says at the first step what AWS does not take: a number or range
// that is not public, and a range that is too small.
func (a *app) warnOfUnfit(p *proof.Proof) {
	all := []resource.Resource{p.Resource}
	for _, prefix := range p.Announce {
		all = append(all, resource.OfCIDR(prefix))
	}
	for _, of := range all {
		for _, found := range of.Check() {
			a.warn("%s %s; %s", of.Name(), found.What, found.Fix)
		}
	}
}

func (a *app) inFolder(file string) string {
	if file == "" {
		return ""
	}
	return a.proof.inFolder(file)
}
