package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// registryFor is the registry that holds a resource: the one that was named, or
// the one that IANA's list has. That the two are not one is said: a transfer may be
// newer than the list.
func (a *app) registryFor(cmd *cobra.Command, of resource.Resource, named string) (registry.Registry, error) {
	listed := listedFor(of)
	a.warnOfSpecial(of)
	if named == "" {
		if listed == "" {
			return "", hint(fmt.Errorf("%s needs --rir", cmd.CommandPath()), "name the registry that assigned it, --rir arin, ripe or apnic, or the number with --asn or --cidr; IANA's list has none for a number that is not public")
		}
		a.note("%s is at %s, by IANA's list", of.Name(), listed.Rule().Name)
		return listed, nil
	}
	rir, err := registry.Parse(named)
	if err == nil {
		a.warnOfOther(of, rir)
	}
	return rir, err
}

// warnOfOther says that a registry which was named is not the one of IANA's list.
func (a *app) warnOfOther(of resource.Resource, named registry.Registry) {
	if listed := listedFor(of); listed != "" && listed != named {
		a.warn("IANA's list has %s at %s, and not at %s: a certificate at the wrong registry is not seen", of.Name(), listed.Rule().Name, named.Rule().Name)
	}
}

// warnOfSpecial says that a resource is not public, where that is no error yet.
func (a *app) warnOfSpecial(of resource.Resource) {
	if special, found := of.Special(); found {
		a.warn("%s is not public: %s (%s): AWS refuses it", of.Name(), special.Reason, special.Reference)
	}
}

// warnOfRegistry says at the first step what would end the last one: that AWS
// takes no proof which is published at the resource's registry.
func (a *app) warnOfRegistry(of resource.Resource) {
	listed := listedFor(of)
	if listed == "" || listed.Rule().Supported {
		return
	}
	_, err := publish.Change{Registry: listed, Resource: of}.Guide()
	a.warn("%s is at %s, by IANA's list: %s", of.Name(), listed.Rule().Name, err)
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
