package registry_test

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

const certificate = "-----BEGIN CERTIFICATE-----MIIC-----END CERTIFICATE-----"

func TestParseTakesTheNamesPeopleWrite(t *testing.T) {
	for text, want := range map[string]registry.Registry{
		"arin": registry.ARIN, "ARIN": registry.ARIN, "ripe": registry.RIPE, "RIPE NCC": registry.RIPE,
		"ripe-ncc": registry.RIPE, "ripencc": registry.RIPE, "apnic": registry.APNIC,
		"LACNIC": registry.LACNIC, "AfriNIC": registry.AFRINIC,
	} {
		got, err := registry.Parse(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got)
	}
	for _, text := range []string{"", "iana", "jpnic", "arin.net"} {
		_, err := registry.Parse(text)
		require.ErrorContains(t, err, "not one of arin", text)
	}
}

func TestRegistryTextMarshalers(t *testing.T) {
	var r registry.Registry
	require.NoError(t, json.Unmarshal([]byte(`"RIPE NCC"`), &r))
	require.Equal(t, registry.RIPE, r)
	out, err := json.Marshal(r)
	require.NoError(t, err)
	require.Equal(t, `"ripe"`, string(out))
	require.Error(t, json.Unmarshal([]byte(`"x"`), &r))
	require.Equal(t, registry.RIPE, r, "a refused text changes nothing")
}

// The fields and the places to avoid are AWS's table, word for word.
func TestPublishFollowsAWSsTable(t *testing.T) {
	tests := []struct {
		registry registry.Registry
		field    string
		text     string
		never    string
	}{
		{registry.ARIN, "Public Comments", certificate, "organization"},
		{registry.RIPE, "descr", "descr:          " + certificate, "remarks"},
		{registry.APNIC, "remarks", "To: helpdesk@apnic.net\n", "descr"},
	}
	for _, test := range tests {
		t.Run(test.registry.String(), func(t *testing.T) {
			require.True(t, test.registry.Rule().Supported)
			for _, object := range []resource.Resource{{}, resource.OfASN(64496), resource.OfCIDR(netip.MustParsePrefix("192.0.2.0/24"))} {
				guide, err := test.registry.Publish(object, certificate)
				require.NoError(t, err)
				require.Contains(t, guide.Title, test.field)
				require.Contains(t, guide.Title, object.String())
				require.True(t, strings.HasPrefix(guide.Text, test.text))
				require.Contains(t, strings.Join(guide.Never, ", "), test.never)
				require.NotEmpty(t, guide.Steps)
			}
		})
	}
}

func TestTheCertificateIsAWholeLineOfTheText(t *testing.T) {
	for _, r := range []registry.Registry{registry.ARIN, registry.RIPE, registry.APNIC} {
		guide, err := r.Publish(resource.OfASN(64496), certificate)
		require.NoError(t, err)
		found := 0
		for line := range strings.Lines(guide.Text) {
			if strings.HasSuffix(strings.TrimSuffix(line, "\n"), certificate) {
				found++
			}
		}
		require.Equal(t, 1, found, r)
	}
}

func TestPublishRefusesARegistryThatAWSDoesNotRead(t *testing.T) {
	for _, r := range append(registry.Nationals(), registry.LACNIC, registry.AFRINIC) {
		_, err := r.Publish(resource.OfASN(64496), certificate)
		require.ErrorIs(t, err, registry.NotSupported)
		require.ErrorContains(t, err, r.Rule().Name)
	}
}

func TestPublishRefusesACertificateThatIsNotOnOneLine(t *testing.T) {
	for _, text := range []string{"", strings.Replace(certificate, "MIIC", "\nMIIC\n", 1), "MIIC", certificate + "\n"} {
		_, err := registry.RIPE.Publish(resource.OfASN(64496), text)
		require.ErrorContains(t, err, "one-line", "%q", text)
	}
}

func TestPublishRefusesWhatIsNoRegistry(t *testing.T) {
	for _, r := range []registry.Registry{"", "iana"} {
		_, err := r.Publish(resource.OfASN(64496), certificate)
		require.ErrorIs(t, err, registry.Unknown)
	}
}

func TestEveryRegistryHasARow(t *testing.T) {
	require.Len(t, registry.All(), 5)
	require.Len(t, registry.Nationals(), 9)
	for _, r := range append(registry.All(), registry.Nationals()...) {
		rule := r.Rule()
		require.NotEmpty(t, rule.Name, r)
		require.NotEmpty(t, rule.Whois, r)
		require.Positive(t, rule.Pace, r)
		require.Equal(t, rule.Supported, rule.Field != "", r)
		if rule.Under == "" {
			require.Equal(t, r, r.Regional())
			require.Equal(t, r, registry.OfHost(rule.Whois))
			require.NotEmpty(t, rule.RDAP)
		} else {
			require.Contains(t, registry.All(), r.Regional())
			require.False(t, rule.Supported, "AWS reads no national registry")
		}
		require.Equal(t, r, registry.Of(registry.Host, rule.Whois))
	}
	require.Zero(t, registry.Registry("iana").Rule())
}

func TestParseNamesTheRegistryAboveANationalOne(t *testing.T) {
	_, err := registry.Parse("JPNIC")
	require.ErrorIs(t, err, registry.Unknown)
	require.ErrorContains(t, err, "APNIC")
}
