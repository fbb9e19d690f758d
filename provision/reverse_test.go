package provision_test

import (
	"math/rand/v2"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

func TestTheNamesAreThoseOfAWSsExamples(t *testing.T) {
	for prefix, want := range map[string][]string{
		"198.18.123.0/24":      {"123.18.198.in-addr.arpa"},
		"198.18.12.0/22":       {"12.18.198.in-addr.arpa", "13.18.198.in-addr.arpa", "14.18.198.in-addr.arpa", "15.18.198.in-addr.arpa"},
		"198.18.0.0/16":        {"18.198.in-addr.arpa"},
		"2001:db8::/40":        {"0.0.8.b.d.0.1.0.0.2.ip6.arpa"},
		"2001:db8:80::/42":     {"8.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "9.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "a.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "b.0.0.8.b.d.0.1.0.0.2.ip6.arpa"},
		"2001:db8:0:1000::/54": {"0.1.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "1.1.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "2.1.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "3.1.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"},
		"192.0.2.7/24":         {"2.0.192.in-addr.arpa"},
		"0.0.0.0/0":            {"in-addr.arpa"},
		"::/0":                 {"ip6.arpa"},
		"255.255.255.255/32":   {"255.255.255.255.in-addr.arpa"},
	} {
		require.Equal(t, want, provision.ReverseNames(netip.MustParsePrefix(prefix)), prefix)
	}
	require.Empty(t, provision.ReverseNames(netip.Prefix{}))
}

// The names cover the range, all of it and nothing else, and no address twice.
func TestTheNamesCoverTheRangeExactly(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 4000 {
		p := randomPrefix(random, i%2 == 0)
		names := provision.ReverseNames(p)
		next := p.Addr()
		for _, name := range names {
			block := ofName(t, name)
			require.Equal(t, next, block.Addr(), "%s: %s follows the one before", p, name)
			require.True(t, p.Overlaps(block) && block.Bits() >= p.Bits(), "%s: %s is within", p, name)
			next = lastOf(block).Next()
		}
		require.Equal(t, lastOf(p).Next(), next, "%s: the last one ends where the range ends", p)
	}
}

func randomPrefix(random *rand.Rand, v4 bool) netip.Prefix {
	if v4 {
		var a [4]byte
		for i := range a {
			a[i] = byte(random.Uint32())
		}
		p, _ := netip.AddrFrom4(a).Prefix(random.IntN(33))
		return p
	}
	var a [16]byte
	for i := range a {
		a[i] = byte(random.Uint32())
	}
	a[0] |= 0x20 // not one that stands for IPv4
	p, _ := netip.AddrFrom16(a).Prefix(random.IntN(129))
	return p
}

// ofName is the block that a name in a reverse zone stands for.
func ofName(t *testing.T, name string) netip.Prefix {
	t.Helper()
	labels, v4 := strings.CutSuffix(name, "in-addr.arpa")
	base, bits, bytes := 10, 8, make([]byte, 4)
	if !v4 {
		var v6 bool
		labels, v6 = strings.CutSuffix(name, "ip6.arpa")
		require.True(t, v6)
		base, bits, bytes = 16, 4, make([]byte, 16)
	}
	list := strings.FieldsFunc(labels, func(r rune) bool { return r == '.' })
	for i := range list {
		value, err := strconv.ParseUint(list[len(list)-1-i], base, bits)
		require.NoError(t, err)
		bytes[i*bits/8] |= byte(value) << (8 - bits - i*bits%8)
	}
	address, ok := netip.AddrFromSlice(bytes)
	require.True(t, ok)
	return netip.PrefixFrom(address, len(list)*bits)
}

func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Addr().AsSlice()
	for i := p.Bits(); i < len(bytes)*8; i++ {
		bytes[i/8] |= 1 << (7 - i%8)
	}
	a, _ := netip.AddrFromSlice(bytes)
	return a
}
