package publish_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// The fields and the places to avoid are AWS's table, word for word.
func TestTheGuideFollowsAWSsTable(t *testing.T) {
	tests := []struct {
		registry     registry.Registry
		field, never string
		before       string // what stands before the line in its own line
	}{
		{registry.ARIN, "Public Comments", "organization", ""},
		{registry.RIPE, "descr", "remarks", "descr:          "},
		{registry.APNIC, "remarks", "descr", ""},
	}
	for _, test := range tests {
		for _, of := range []resource.Resource{{}, asn, network} {
			t.Run(test.registry.String()+" "+of.Name(), func(t *testing.T) {
				c := change(t, test.registry, of)
				guide, err := c.Guide()
				require.NoError(t, err)
				require.Contains(t, guide.Title, test.field)
				require.Contains(t, guide.Title, of.Name())
				require.Contains(t, strings.Join(guide.Never, ", "), test.never)
				require.NotEmpty(t, guide.Steps)
				require.NotEmpty(t, guide.Risks)
				require.Equal(t, 1, lines(guide.Text, test.before+certgen.OneLine(c.Certificate)))

				c.Remove = true
				removal, err := c.Guide()
				require.NoError(t, err)
				require.Contains(t, removal.Title, test.field)
				require.NotEqual(t, guide.Steps, removal.Steps)
				require.Equal(t, 1, lines(removal.Text, test.before+certgen.OneLine(c.Certificate)))
				require.Empty(t, removal.Never)
			})
		}
	}
}

func TestAnASNAtARINIsChangedByHandAlone(t *testing.T) {
	guide, err := change(t, registry.ARIN, asn).Guide()
	require.NoError(t, err)
	steps := strings.Join(guide.Steps, "\n")
	require.Contains(t, steps, `"Modify ASN"`)
	require.Contains(t, steps, "no API")
	require.Contains(t, steps, "IRR")
}

func TestWhatBreaksALineIsSaidBefore(t *testing.T) {
	tests := map[registry.Registry]string{registry.APNIC: "998", registry.RIPE: "multipart/form-data", registry.ARIN: "editor"}
	for r, want := range tests {
		guide, err := change(t, r, asn).Guide()
		require.NoError(t, err)
		require.Contains(t, strings.Join(guide.Risks, "\n"), want, r)
	}
}

func TestARegistryThatAWSDoesNotReadIsRefused(t *testing.T) {
	for _, r := range []registry.Registry{registry.LACNIC, registry.AFRINIC, "jpnic", "", "x"} {
		for of, fix := range map[resource.Resource]string{asn: "no other proof for an ASN", network: "DNS TXT record"} {
			c := change(t, r, of)
			_, err := c.Guide()
			require.ErrorIs(t, err, registry.NotSupported, r)
			require.ErrorContains(t, err, fix)
			_, err = c.Update(nil)
			require.ErrorIs(t, err, registry.NotSupported, r)
			_, err = c.Mail(today)
			require.ErrorIs(t, err, registry.NotSupported, r)
		}
	}
}

func TestAChangeWithoutACertificateIsAnError(t *testing.T) {
	for _, r := range []registry.Registry{registry.ARIN, registry.RIPE, registry.APNIC} {
		c := publish.Change{Registry: r, Resource: asn}
		_, err := c.Guide()
		require.ErrorIs(t, err, problem.ID("no-certificate"))
		_, err = c.Update([]byte("x"))
		require.ErrorIs(t, err, problem.ID("no-certificate"))
		_, err = c.Mail(today)
		require.ErrorIs(t, err, problem.ID("no-certificate"))
	}
}
