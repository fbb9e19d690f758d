package provision_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
)

func TestJSONHasTheMembersAndTheOrderOfAWSsSkeleton(t *testing.T) {
	for name, r := range requests(t) {
		r.Variables = false
		if strings.HasPrefix(name, "asn") {
			r.IPAM = ipamID
		}
		if r.Pool == "" && strings.HasSuffix(name, "-hidden") || name == "hidden-ipam" {
			r.Pool = poolID
		}
		if r.Method == provision.DNSToken {
			r.Token.ID = "ipam-ext-res-ver-token-0123456789abcdef0"
		}
		doc, err := r.JSON()
		require.NoError(t, err)
		require.True(t, json.Valid(doc))
		golden(t, name+".json", string(doc)+"\n")
	}
}

func TestJSONHasNoVariables(t *testing.T) {
	for _, name := range []string{"asn-open", "hidden-ipam", "dns-token", "dns-token-hidden"} {
		doc, err := requests(t)[name].JSON()
		require.Nil(t, doc)
		require.NotEmpty(t, problem.All(err))
		require.Contains(t, []problem.ID{provision.MissingIPAM, provision.MissingPool, provision.MissingToken}, problem.All(err)[0].ID)
	}
}
