package resource_test

import (
	"encoding/csv"
	"encoding/json"
	"net/netip"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

func TestParseASNTakesPlainDecimalWithOrWithoutPrefix(t *testing.T) {
	for text, want := range map[string]resource.ASN{
		"0": 0, "1": 1, "64496": 64496, "AS64496": 64496, "as64496": 64496,
		"As64496": 64496, "aS64496": 64496, "4294967295": 4294967295,
	} {
		got, err := resource.ParseASN(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
}

func TestParseASNRefusesAndNamesTheSlip(t *testing.T) {
	tests := []struct {
		text string
		id   problem.ID
		says string
	}{
		{"", resource.NotAResource, "no digits"},
		{"AS", resource.NotAResource, "no digits"},
		{"1.10", resource.ASNAsdot, "in plain decimal: 65546"},
		{"AS1.10", resource.ASNAsdot, "in plain decimal: 65546"},
		{"0.64496", resource.ASNAsdot, "in plain decimal: 64496"},
		{"65535.65535", resource.ASNAsdot, "in plain decimal: 4294967295"},
		{"1.65536", resource.ASNAsdot, "not a valid one"},
		{"1.2.3", resource.ASNAsdot, "not a valid one"},
		{".", resource.ASNAsdot, "not a valid one"},
		{"+64496", resource.NotAResource, "has a sign"},
		{"-1", resource.NotAResource, "has a sign"},
		{"AS+1", resource.NotAResource, "has a sign"},
		{" 64496", resource.NotAResource, "blanks"},
		{"64496\n", resource.NotAResource, "blanks"},
		{"AS 64496", resource.NotAResource, "blanks"},
		{"64\u00a0496", resource.NotAResource, "blanks"},
		{"064496", resource.ASNLeadingZero, "without it: 64496"},
		{"00", resource.ASNLeadingZero, "without it: 0"},
		{"AS01", resource.ASNLeadingZero, "without it: 1"},
		{"4294967296", resource.ASNRange, "past 4294967295"},
		{"99999999999999999999999", resource.ASNRange, "past 4294967295"},
		{"0x10", resource.NotAResource, "not a decimal number"},
		{"1_000", resource.NotAResource, "not a decimal number"},
		{"ASAS1", resource.NotAResource, "not a decimal number"},
		{"٣", resource.NotAResource, "not a decimal number"},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			_, err := resource.ParseASN(test.text)
			var p *problem.Problem
			require.ErrorAs(t, err, &p)
			require.Equal(t, test.id, p.ID)
			require.Equal(t, test.text, p.Seen)
			require.ErrorContains(t, err, test.says)

			_, err = resource.Parse(test.text)
			require.Error(t, err)
		})
	}
}

func TestReadReturnsWhatWasMeant(t *testing.T) {
	for text, want := range map[string]struct {
		id       problem.ID
		meant    string
		forgiven bool
	}{
		"12345":         {"", "12345", false},
		"192.0.2.0/24":  {"", "192.0.2.0/24", false},
		"AS12345":       {resource.ASNPrefix, "12345", true},
		"AS1.10":        {resource.ASNAsdot, "65546", false},
		"012345":        {resource.ASNLeadingZero, "12345", false},
		"2001:DB8::/32": {resource.CIDRSpelling, "2001:db8::/32", true},
		"192.0.2.7/24":  {resource.CIDRHostBits, "192.0.2.0/24", false},
		"192.0.2.0":     {resource.CIDRNoLength, "", false},
		"nonsense":      {resource.NotAResource, "", false},
	} {
		t.Run(text, func(t *testing.T) {
			r, p := resource.Read(text)
			require.Equal(t, want.meant, r.String())
			if want.id == "" {
				require.Nil(t, p)
				return
			}
			require.Equal(t, want.id, p.ID)
			require.False(t, p.Minor, "a message with it is refused")
			require.Equal(t, "resource", p.Field)
			require.NotEmpty(t, p.Fix)
			parsed, err := resource.Parse(text)
			require.Equal(t, want.forgiven, err == nil)
			if err == nil {
				require.Equal(t, r, parsed)
			}
		})
	}
}

func TestParseCIDRForgivesOnlyTheSpelling(t *testing.T) {
	p, err := resource.ParseCIDR("2001:DB8::/32")
	require.NoError(t, err)
	require.Equal(t, "2001:db8::/32", p.String())

	for text, says := range map[string]string{
		"192.0.2.1/24":        "probably 192.0.2.0/24",
		"2001:db8::1/32":      "probably 2001:db8::/32",
		"192.0.2.0":           "no prefix length",
		"2001:db8::":          "2001:db8::/48",
		"192.0.2.0-192.0.2.9": "CIDR notation",
		"192.0.2.0/024":       "not a CIDR",
		"fe80::%eth0/64":      "not a CIDR",
		"":                    "not a CIDR",
		"12345":               "not a CIDR",
	} {
		_, err := resource.ParseCIDR(text)
		var p *problem.Problem
		require.ErrorAs(t, err, &p, text)
		require.ErrorContains(t, err, says, text)
	}
}

func TestErrorRepeatsOnlyTheStartOfALongInput(t *testing.T) {
	_, err := resource.ParseASN(strings.Repeat("9", 5000))
	require.Error(t, err)
	require.Less(t, len(err.Error()), 250)
}

func TestTextMarshalersRoundTrip(t *testing.T) {
	for _, text := range []string{"64496", "192.0.2.0/24", "2001:db8::/32", ""} {
		var in, back struct {
			R resource.Resource
			N resource.ASN
		}
		require.NoError(t, in.R.UnmarshalText([]byte(text)))
		in.N = 7
		out, err := json.Marshal(in)
		require.NoError(t, err)
		require.Contains(t, string(out), `"`+text+`"`)
		require.NoError(t, json.Unmarshal(out, &back))
		require.Equal(t, in, back)
	}
	in := struct{ N resource.ASN }{7}
	require.Error(t, json.Unmarshal([]byte(`{"N":"1.10"}`), &in))
	require.Equal(t, resource.ASN(7), in.N, "a refused text changes nothing")
}

func TestResourceTellsWhatItIs(t *testing.T) {
	require.True(t, resource.Resource{}.IsZero())
	require.True(t, resource.OfCIDR(netip.Prefix{}).IsZero())
	require.Empty(t, resource.Resource{}.Name())
	require.False(t, resource.OfASN(0).IsZero())
	require.Equal(t, "0", resource.OfASN(0).String())
	require.Equal(t, "AS0", resource.OfASN(0).Name())
	r := resource.OfCIDR(netip.MustParsePrefix("192.0.2.0/24"))
	require.Equal(t, "192.0.2.0/24", r.Name())
	_, isASN := r.ASN()
	require.False(t, isASN)
}

func cidr(s string) resource.Resource { return resource.OfCIDR(netip.MustParsePrefix(s)) }

func TestCheck(t *testing.T) {
	require.Empty(t, resource.OfASN(12345).Check())
	require.Empty(t, resource.Resource{}.Check())
	require.Empty(t, cidr("8.8.8.0/24").Check())
	for _, test := range []struct {
		r    resource.Resource
		id   problem.ID
		says string
	}{
		{resource.OfASN(64512), resource.NotPublic, "RFC 6996"},
		{resource.OfASN(23456), resource.NotPublic, "RFC 6793"},
		{cidr("8.8.8.0/25"), resource.CIDRTooLong, "/24"},
		{cidr("2620:0:2d0::/64"), resource.CIDRTooLong, "/60"},
		{cidr("2620:0:2d0::/56"), resource.CIDRNotAdvertised, "never advertised"},
		{cidr("2620:0:2d0::/49"), resource.CIDRNotAdvertised, "never advertised"},
		{cidr("10.0.0.0/8"), resource.NotPublic, "RFC 1918"},
		{cidr("8.0.0.0/6"), resource.NotPublic, "RFC 1918"},
		{cidr("2620::/16"), resource.NotPublic, "it holds 2620:4f:8000::/48, AS112"},
		{cidr("2001:db8::/32"), resource.NotPublic, "RFC 3849"},
		{cidr("4000::/16"), resource.NotPublic, "2000::/3"},
		{cidr("2000::/2"), resource.NotPublic, "not public"},
		{cidr("::/0"), resource.NotPublic, "not public"},
	} {
		problems := test.r.Check()
		require.Len(t, problems, 1, test.r)
		require.Equal(t, test.id, problems[0].ID, test.r)
		require.Contains(t, problems[0].What, test.says)
		require.Equal(t, test.id == resource.CIDRNotAdvertised, problems[0].Minor)
	}
}

// registryRows reads testdata/special-asn.csv, which testdata/SOURCES.md
// describes: first, last, reason, reference.
func registryRows(t *testing.T) [][]string {
	t.Helper()
	file, err := os.Open("testdata/special-asn.csv")
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Greater(t, len(rows), 5, "the table must not be empty")
	return rows[1:]
}

func parse(t *testing.T, s string) resource.ASN {
	t.Helper()
	n, err := resource.ParseASN(s)
	require.NoError(t, err)
	return n
}

func TestSpecialAgreesWithIANA(t *testing.T) {
	for _, row := range registryRows(t) {
		first, last := parse(t, row[0]), parse(t, row[1])
		for _, n := range []resource.ASN{first, first + (last-first)/2, last} {
			special, found := resource.OfASN(n).Special()
			require.True(t, found, n)
			require.True(t, strings.HasPrefix(row[2], special.Reason), "%s: %q", n, special.Reason)
			if rfc, ok := strings.CutPrefix(row[3], "RFC"); ok {
				require.Equal(t, "RFC "+rfc, special.Reference)
			}
		}
	}
}

func TestEverythingBetweenTheRowsIsPublic(t *testing.T) {
	rows := registryRows(t)
	for i := 1; i < len(rows); i++ {
		before, next := parse(t, rows[i-1][1]), parse(t, rows[i][0])
		if before+1 == next {
			continue
		}
		for _, n := range []resource.ASN{before + 1, next - 1} {
			_, found := resource.OfASN(n).Special()
			require.False(t, found, n)
		}
	}
}

func FuzzRead(f *testing.F) {
	seeds := []string{"64496", "AS64496", "1.10", "-1", "007", "", "4294967296", "a\xff", "192.0.2.0/24", "2001:DB8::/32", "10.0.0.1/8"}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, p := resource.Read(text)
		if p == nil {
			require.Equal(t, text, r.String(), "Read forgives nothing")
			return
		}
		require.NotEmpty(t, p.Error())
		if !r.IsZero() {
			again, p := resource.Read(r.String())
			require.Nil(t, p, "what was meant is a resource")
			require.Equal(t, r, again)
		}
	})
}

// Of what is not a number, no number is meant; and asdot has two halves of 16 bits.
func TestNothingIsMeantByWhatIsNoNumber(t *testing.T) {
	for _, text := range []string{"", "AS", "12 345", "-5", "+5", "12x45", "AS12x45", "4294967296", "65536.1", "1.65536", "1.2.3", "1."} {
		r, p := resource.Read(text)
		require.NotNil(t, p, text)
		require.True(t, r.IsZero(), "%s: %s", text, r)
	}
	for text, want := range map[string]resource.ASN{"65535.65535": 4294967295, "1.65535": 131071, "0.1": 1} {
		r, p := resource.Read(text)
		require.Equal(t, resource.ASNAsdot, p.ID)
		require.Equal(t, resource.OfASN(want), r, text)
		require.NotContains(t, p.What, "not a valid one")
	}
}

func TestTheFixSaysWhichOfTheTwoToUse(t *testing.T) {
	require.Contains(t, resource.OfASN(64496).Check()[0].Fix, "the ASN")
	require.Contains(t, cidr("192.0.2.0/24").Check()[0].Fix, "the range")
}

// A range of 2000::/3 is global unicast, with its own ends, and nothing larger is.
func TestTheEndsOfGlobalUnicastSpace(t *testing.T) {
	for text, special := range map[string]bool{"2000::/16": false, "3ffe:ffff::/32": false, "1fff::/16": true, "4000::/16": true, "::/0": true, "2000::/2": true} {
		_, found := cidr(text).Special()
		require.Equal(t, special, found, text)
	}
}
