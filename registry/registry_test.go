package registry_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/registry"
)

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
	require.NoError(t, json.Unmarshal([]byte(`""`), &r))
	require.Zero(t, r, "what MarshalText writes for a registry that is not told")
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

// What the registries' servers do, as it was seen: the table is where it is written
// down, and this is a second pair of eyes.
func TestTheTableHasWhatWasSeen(t *testing.T) {
	for r, want := range map[registry.Registry]struct {
		pace         time.Duration
		joins, ends  bool
		supported    bool
		field, under string
	}{
		registry.ARIN:    {pace: 100 * time.Millisecond, supported: true, field: "Public Comments"},
		registry.RIPE:    {pace: 100 * time.Millisecond, joins: true, ends: true, supported: true, field: "descr"},
		registry.APNIC:   {pace: 100 * time.Millisecond, ends: true, supported: true, field: "remarks"},
		registry.LACNIC:  {pace: 6500 * time.Millisecond},
		registry.AFRINIC: {pace: 100 * time.Millisecond, ends: true},
		"jpnic":          {pace: 100 * time.Millisecond, under: "apnic"},
		"nic.br":         {pace: 6500 * time.Millisecond, under: "lacnic"},
		"nic.mx":         {pace: 6500 * time.Millisecond, under: "lacnic"},
	} {
		rule := r.Rule()
		require.Equal(t, want.pace, rule.Pace, r)
		require.Equal(t, want.joins, rule.JoinsFields, r)
		require.Equal(t, want.ends, rule.EndsInSource, r)
		require.Equal(t, want.supported, rule.Supported, r)
		require.Equal(t, want.field, rule.Field, r)
		require.Equal(t, registry.Registry(want.under), rule.Under, r)
	}
	require.Empty(t, registry.Of(registry.Sign(99), "ripe"), "of no sign that is known")
}
