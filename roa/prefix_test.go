package roa

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"
)

var prefixes = []string{
	"0.0.0.0/0", "10.0.0.0/8", "192.0.2.0/24", "192.0.2.1/32", "192.0.2.1/24", "10.0.0.0/33", "10.0.0/8", "10.0.0.0.0/8", "256.0.0.0/8",
	"010.0.0.0/8", "10.0.0.0/08", "10.0.0.0", "/8", "10.0.0.0/", "10.0.0.0/+8", "::/0", "2001:db8::/32", "2001:DB8::/32", "2001:0db8::/32",
	"2001:00db8::/32", "2001:db8::1/128", "2001:db8::1/64", "2001:db8:1:2:3:4:5:6/128", "2001:db8:1:2:3:4:5::/112", "::1/128", "1::2::/16",
	"2001:db8:1:2:3:4:5:6::/128", "2001:db8:1:2:3:4:5/112", "2001:db8:/32", ":2001:db8::/32", ":::/0", "::ffff:10.0.0.0/104",
	"::ffff:a00:0/104", "64:ff9b::10.0.0.0/104", "fe80::%eth0/64", "2001:db8::/129", "2001:db8::/999", "2001:db8::g/32", "1:2:3:4:5:6:7:8/0",
	"8000::/1", "::8000:0:0:0/65", "::8000:0:0:0/64", "2001:db8:0:0:8000::/64", "2001:db8:0:0:8000::/65",
}

// requireNetip: parsePrefix takes what net/netip takes, less host bits and IPv4
// in IPv6.
func requireNetip(t *testing.T, text string) {
	t.Helper()
	want, err := netip.ParsePrefix(text)
	takes := err == nil && want == want.Masked() && !want.Addr().Is4In6()
	got, why := parsePrefix([]byte(text))
	require.Equal(t, takes, why == "", "%q: %s", text, why)
	if takes {
		require.Equal(t, want, got, "%q", text)
	}
	if scanned, ok := scanPrefix([]byte(text)); ok {
		require.True(t, takes, "%q", text)
		require.Equal(t, want, scanned, "%q", text)
	}
}

func TestParsePrefixAgreesWithNetip(t *testing.T) {
	for _, text := range prefixes {
		requireNetip(t, text)
	}
	_, ok := scanPrefix([]byte("2001:db8:0:1::/64"))
	require.True(t, ok, "the fast way is taken")
}

func FuzzParsePrefix(f *testing.F) {
	for _, text := range prefixes {
		f.Add(text)
	}
	require.NotEmpty(f, prefixes)
	f.Fuzz(func(t *testing.T, text string) { requireNetip(t, text) })
}

// A trust anchor that every entry spells in another way costs each of them a
// look at a few spellings, not at all that came before.
func TestTheSpellingsOfTrustAnchorsAreBounded(t *testing.T) {
	tally := tally{export: &Export{}, each: func(*entry) error { return nil }, anchors: map[string]struct{}{}}
	for i := range 100 {
		blanks := make([]byte, i)
		for j := range blanks {
			blanks[j] = ' '
		}
		require.NoError(t, tally.add(&entry{source: []byte(`[{"tal":` + string(blanks) + `"ripe"}]`)}))
	}
	require.Len(t, tally.tals, maxTals)
	require.Len(t, tally.anchors, 1)
}
