package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
)

// resourceFlags name an AS number or a range: --asn or --cidr.
type resourceFlags struct {
	asn, cidr string
}

func (r *resourceFlags) add(cmd *cobra.Command, cidrUsage string) {
	cmd.Flags().StringVar(&r.asn, "asn", "", "your AS `NUMBER`")
	cmd.Flags().StringVar(&r.cidr, "cidr", "", cidrUsage)
	exclusive(cmd, "asn", "cidr")
}

// read returns the resource, and the zero value if none is named.
func (r *resourceFlags) read(a *app) (resource.Resource, error) {
	switch {
	case r.asn != "":
		return a.readASN(r.asn)
	case r.cidr != "":
		return a.readCIDR(r.cidr)
	}
	return resource.Resource{}, nil
}

// flag is the flag that names the same resource to another command, or, if none is
// named, an ASN to be filled in.
func (r *resourceFlags) flag(shell provision.Shell) string {
	switch {
	case r.asn != "":
		return "--asn " + shell.Quote(r.asn)
	case r.cidr != "":
		return "--cidr " + shell.Quote(r.cidr)
	}
	return "--asn YOUR_ASN"
}

// readASN reads the number of --asn.
func (a *app) readASN(text string) (resource.Resource, error) {
	n, err := resource.ParseASN(text)
	return resource.OfASN(n), err
}

// readCIDR reads the range of --cidr, and says how it is written everywhere else.
func (a *app) readCIDR(text string) (resource.Resource, error) {
	prefix, err := resource.ParseCIDR(text)
	if err == nil && prefix.String() != text {
		a.note("wrote the range %s as %s (RFC 5952)", text, prefix)
	}
	return resource.OfCIDR(prefix), err
}

// readResources reads several, of which none is given twice.
func (a *app) readResources(asns, cidrs []string) ([]resource.Resource, error) {
	var all []resource.Resource
	given := map[resource.Resource]bool{}
	add := func(flag string, texts []string, read func(string) (resource.Resource, error)) error {
		for _, text := range texts {
			r, err := read(text)
			switch {
			case err != nil:
				return err
			case given[r]:
				return fmt.Errorf("%s %s is given twice", flag, r)
			}
			given[r] = true
			all = append(all, r)
		}
		return nil
	}
	if err := add("--asn", asns, a.readASN); err != nil {
		return nil, err
	}
	return all, add("--cidr", cidrs, a.readCIDR)
}
