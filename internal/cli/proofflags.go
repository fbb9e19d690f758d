package cli

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/resource"
)

// A filling says where a flag that is not given has its value from: a variable, or
// the proof. The flag named "" is the command's argument.
type filling struct {
	flag     string
	variable string
	value    func(*proof.Proof) string
	unless   []string // flags that are given instead
	with     string   // a flag that has to be given, if it is not ""
	resource bool     // whether the flag names what the proof is about
}

// fills are the fillings of the flags that many commands have, in their values.
func fromAccount(unless ...string) filling {
	return filling{flag: "account", variable: accountVariable, value: func(p *proof.Proof) string { return p.Account }, unless: unless}
}

func fromRegion() filling {
	return filling{flag: "region", variable: regionVariable, value: func(p *proof.Proof) string { return p.Region }}
}

func fromIPAM() filling {
	return filling{flag: "ipam-id", variable: ipamVariable, value: func(p *proof.Proof) string { return p.IPAM }}
}

func fromPool() filling { return from("pool-id", func(p *proof.Proof) string { return p.Pool }) }

func fromMessage(unless ...string) filling {
	return from("message", messageOf, unless...)
}

func messageOf(p *proof.Proof) string { return p.Message.String() }

func fromSignature(unless ...string) filling {
	return from("signature", func(p *proof.Proof) string {
		if len(p.Signature) == 0 {
			return ""
		}
		return p.Signature.String()
	}, append(unless, "message")...)
}

func fromService() filling {
	return from("service", func(p *proof.Proof) string { return string(p.Service) })
}

func fromASN(unless ...string) filling {
	return filling{flag: "asn", value: asnOf, unless: append(unless, "cidr"), resource: true}
}

func asnOf(p *proof.Proof) string {
	if _, isASN := p.Resource.ASN(); !isASN {
		return ""
	}
	return p.Resource.String()
}

func fromCIDR(unless ...string) filling {
	return filling{flag: "cidr", value: cidrOf, unless: append(unless, "asn"), resource: true}
}

func cidrOf(p *proof.Proof) string {
	if _, isRange := p.Resource.CIDR(); !isRange {
		return ""
	}
	return p.Resource.String()
}

func fromRegistry(unless ...string) filling {
	return from("rir", func(p *proof.Proof) string { return string(p.Registry) }, unless...)
}

// fromAnnounced is the range to announce, where there is but one.
func fromAnnounced() filling {
	return from("cidr", func(p *proof.Proof) string {
		if len(p.Announce) == 1 {
			return p.Announce[0].String()
		}
		return ""
	})
}

// fromRange is the range that is announced.
func fromRange() filling {
	return from("cidr", func(p *proof.Proof) string {
		if all := p.Ranges(); len(all) == 1 {
			return all[0].String()
		}
		return ""
	})
}

// fromOwnASN is the AS number to announce it from.
func fromOwnASN() filling { return from("asn", asnOf) }

// fromOrigin is the AS number that the world is to see: the own one, or Amazon's.
func fromOrigin() filling {
	return from("asn", func(p *proof.Proof) string { return p.Origin().String() })
}

func fromGovCloud() filling {
	return from("govcloud", func(p *proof.Proof) string {
		if p.InGovCloud() {
			return "true"
		}
		return ""
	})
}

// fromSigner is the certificate that says which key a command has.
func (a *app) fromSigner() filling {
	f := a.fromCertificate("cert", "public-key")
	f.with = "signer"
	return f
}

func (a *app) fromKey(flag string, unless ...string) filling {
	return from(flag, func(p *proof.Proof) string { return fromFolder(a.proof.path, p.Key) }, unless...)
}

func (a *app) fromCertificate(flag string, unless ...string) filling {
	return from(flag, func(p *proof.Proof) string { return fromFolder(a.proof.path, p.Certificate) }, unless...)
}

func from(flag string, value func(*proof.Proof) string, unless ...string) filling {
	return filling{flag: flag, value: value, unless: unless}
}

// takes has a command take what is not given from the proof file.
func (a *app) takes(cmd *cobra.Command, fillings ...filling) {
	if a.fillings == nil {
		a.fillings, a.many = map[*cobra.Command][]filling{}, map[*cobra.Command]bool{}
	}
	a.fillings[cmd] = fillings
}

// aboutMany says that a command may be about several proofs of a file.
func (a *app) aboutMany(cmd *cobra.Command) { a.many[cmd] = true }

// proving has each command below root take from the proof what is not given, and
// note in it what it made.
func (a *app) proving(root *cobra.Command) {
	for _, c := range root.Commands() {
		a.proving(c)
	}
	fillings, proven := a.fillings[root]
	if !proven {
		return
	}
	run, valid := root.RunE, root.Args
	if slices.ContainsFunc(fillings, func(f filling) bool { return f.flag == "" }) {
		root.Args = cobra.ArbitraryArgs
	} else {
		valid = nil
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		err := a.proof.open(a, about(cmd, args, fillings))
		if err != nil && !(a.many[cmd] && errors.Is(err, proof.Ambiguous)) {
			return err
		}
		args, err = a.fill(cmd, args, fillings)
		if err == nil && valid != nil {
			err = valid(cmd, args)
		}
		if err == nil {
			err = run(cmd, args)
		}
		if saved := a.proof.save(a); saved != nil {
			return saved
		}
		return err
	}
}

// fill gives the flags that are not given their values.
func (a *app) fill(cmd *cobra.Command, args []string, fillings []filling) ([]string, error) {
	given := map[string]bool{}
	for _, f := range fillings {
		for _, name := range append(f.unless, f.flag) {
			given[name] = name == "" && len(args) > 0 || name != "" && cmd.Flags().Changed(name)
		}
	}
	for _, f := range fillings {
		if given[f.flag] || f.with != "" && !cmd.Flags().Changed(f.with) || slices.ContainsFunc(f.unless, func(name string) bool { return given[name] }) {
			continue
		}
		value := f.find(a.proof.found)
		switch {
		case value == "":
		case f.flag == "":
			args = []string{value}
		default:
			if err := cmd.Flags().Set(f.flag, value); err != nil {
				return args, err
			}
			a.filled = append(a.filled, f.flag)
		}
	}
	return args, nil
}

// find is the value of a filling: the variable's, or else the proof's.
func (f filling) find(p *proof.Proof) string {
	if f.variable != "" {
		if value := os.Getenv(f.variable); value != "" {
			return value
		}
	}
	if p == nil {
		return ""
	}
	return f.value(p)
}

// about is which proof a command is about, as far as its flags, its argument and the
// variables tell. A value that cannot be read is the command's own to refuse.
func about(cmd *cobra.Command, args []string, fillings []filling) (which proof.Which) {
	text := func(flag string) string {
		f := cmd.Flags().Lookup(flag)
		if f == nil {
			return ""
		}
		if all, isMany := f.Value.(pflag.SliceValue); isMany {
			return strings.Join(all.GetSlice(), " ") // of which one alone tells
		}
		return f.Value.String()
	}
	for _, given := range append(args, text("message")) {
		if m, err := message.Parse(given); err == nil {
			return proof.Which{Account: m.Account(), Resource: m.Resource()}
		}
	}
	account := text("account")
	if account == "" {
		account = os.Getenv(accountVariable)
	}
	which.Account, _ = message.ParseAccount(account)
	for _, f := range fillings {
		if !f.resource {
			continue
		}
		if r, err := resource.Parse(text(f.flag)); err == nil {
			which.Resource = r
		}
	}
	return which
}
