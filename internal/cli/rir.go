package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// registryFor is the registry that holds a resource: the one that was named, or
// the one that IANA's list has. That the two are not one is said: a transfer may be
// newer than the list.
func (a *app) registryFor(cmd *cobra.Command, of resource.Resource, named string) (registry.Registry, error) {
	listed := listedFor(of)
	if named == "" {
		if listed == "" {
			return "", hint(fmt.Errorf("%s needs --rir", cmd.CommandPath()), "name the registry that assigned it, --rir arin, ripe or apnic, or the number with --asn or --cidr; IANA's list has none for a number that is not public")
		}
		a.note("%s is at %s, by IANA's list", of.Name(), listed.Rule().Name)
		return listed, nil
	}
	rir, err := registry.Parse(named)
	if err == nil && listed != "" && listed != rir {
		a.warn("IANA's list has %s at %s, and not at %s: a certificate at the wrong registry is not seen", of.Name(), listed.Rule().Name, rir.Rule().Name)
	}
	return rir, err
}

// listedFor is the registry that IANA's list has for a resource, or "".
func listedFor(of resource.Resource) registry.Registry {
	if _, special := of.Special(); of.IsZero() || special {
		return ""
	}
	server, ok := lookup.Embedded().ServerFor(of)
	if !ok {
		return ""
	}
	return server.Registry
}
