package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
)

// methodFlags choose another proof of a range than a signed message.
type methodFlags struct {
	method                           string
	tokenID, tokenName, tokenValue   string
	associationID, organization, rir string
	parent                           string
}

// The flags of each method, and those of a signed message.
var (
	signedFlags    = []string{"message", "signature", "cert"}
	tokenFlags     = []string{"token-id", "token-name", "token-value"}
	delegatedFlags = []string{"association-id", "organization-handle", "rir", "parent-response"}
)

func (m *methodFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&m.method, "proof-method", string(provision.Certificate), "how a range is proven: remarks-x509, dns-token or delegated-rpki")
	flags.StringVar(&m.tokenID, "token-id", "", "dns-token: the `ID` of the token, if there is one already")
	flags.StringVar(&m.tokenName, "token-name", "", "dns-token: the token's `NAME`, with which the records' names begin")
	flags.StringVar(&m.tokenValue, "token-value", "", "dns-token: the token's `VALUE`, which the records have")
	flags.StringVar(&m.associationID, "association-id", "", "delegated-rpki: the `ID` of the association, if there is one already")
	flags.StringVar(&m.organization, "organization-handle", "", "delegated-rpki: the `HANDLE` of your organization at the registry")
	flags.StringVar(&m.rir, "rir", "", "delegated-rpki: the registry, if IANA's list does not tell: arin, ripe, apnic or lacnic")
	flags.StringVar(&m.parent, "parent-response", "", "delegated-rpki: the registry's <parent_response> in `FILE`")
	uses(cmd, readsFile, "parent-response")
}

// signed says whether the proof is a signed message.
func (m *methodFlags) signed() bool { return m.method == string(provision.Certificate) }

// validate refuses flags of another method than the one that is chosen.
func (m *methodFlags) validate(cmd *cobra.Command) error {
	if m.signed() {
		if err := m.only(cmd, slices.Concat(tokenFlags, delegatedFlags)); err != nil {
			return err
		}
		return need(cmd, "message", "signature")
	}
	foreign := slices.Concat(signedFlags, delegatedFlags)
	if m.method == string(provision.DelegatedRPKI) {
		foreign = slices.Concat(signedFlags, tokenFlags)
	}
	return m.only(cmd, foreign)
}

func (m *methodFlags) only(cmd *cobra.Command, foreign []string) error {
	for _, name := range foreign {
		if cmd.Flags().Changed(name) {
			return hint(fmt.Errorf("--%s does not go with --proof-method %s", name, m.method), "see "+cmd.CommandPath()+" -h")
		}
	}
	return nil
}

// read completes a request without a message.
func (m *methodFlags) read(a *app, r *provision.Request) error {
	r.Method = provision.Method(m.method)
	r.Token = provision.Token{ID: m.tokenID, Name: m.tokenName, Value: m.tokenValue}
	r.Association = provision.Association{ID: m.associationID, Organization: m.organization, Registry: strings.ToLower(m.rir)}
	if m.rir == "" && r.CIDR.IsValid() {
		r.Association.Registry = listedFor(resource.OfCIDR(r.CIDR)).String()
	}
	if m.parent == "" {
		return nil
	}
	data, err := a.readText("the parent response", m.parent, maxInput)
	if err != nil {
		return err
	}
	if r.Association.Parent, err = provision.ParseParentResponse(data); err != nil {
		return fmt.Errorf("%s: %w", inputName(m.parent), err)
	}
	return nil
}
