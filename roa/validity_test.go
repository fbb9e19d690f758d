package roa_test

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

func vrp(prefix string, maxLength int, origin resource.ASN) roa.VRP {
	return roa.VRP{Prefix: netip.MustParsePrefix(prefix), MaxLength: maxLength, ASN: origin}
}

func ask(prefix string, origin resource.ASN) roa.Question {
	return roa.Question{Prefix: netip.MustParsePrefix(prefix), Origin: origin}
}

func TestValidateDecidesAsRFC6811(t *testing.T) {
	tests := []struct {
		name     string
		vrps     []roa.VRP
		question roa.Question
		state    roa.State
	}{
		{"nothing covers", nil, ask("192.0.2.0/24", 64496), roa.NotFound},
		{"a neighbour does not cover", []roa.VRP{vrp("192.0.3.0/24", 24, 64496)}, ask("192.0.2.0/24", 64496), roa.NotFound},
		{"a more specific does not cover", []roa.VRP{vrp("192.0.2.0/25", 25, 64496)}, ask("192.0.2.0/24", 64496), roa.NotFound},
		{"the other family does not cover", []roa.VRP{vrp("::/0", 128, 64496)}, ask("192.0.2.0/24", 64496), roa.NotFound},
		{"an exact match", []roa.VRP{vrp("192.0.2.0/24", 24, 64496)}, ask("192.0.2.0/24", 64496), roa.Valid},
		{"a match up to maxLength", []roa.VRP{vrp("192.0.0.0/16", 24, 64496)}, ask("192.0.2.0/24", 64496), roa.Valid},
		{"a route past maxLength", []roa.VRP{vrp("192.0.0.0/16", 23, 64496)}, ask("192.0.2.0/24", 64496), roa.InvalidLength},
		{"another origin", []roa.VRP{vrp("192.0.2.0/24", 24, 64497)}, ask("192.0.2.0/24", 64496), roa.InvalidASN},
		{"another origin, too short as well", []roa.VRP{vrp("192.0.0.0/16", 16, 64497)}, ask("192.0.2.0/24", 64496), roa.InvalidASN},
		{"another origin, and ours too short", []roa.VRP{vrp("192.0.2.0/24", 24, 64497), vrp("192.0.0.0/16", 16, 64496)}, ask("192.0.2.0/24", 64496), roa.InvalidLength},
		{"ours too short, and another origin", []roa.VRP{vrp("192.0.0.0/16", 16, 64496), vrp("192.0.2.0/24", 24, 64497)}, ask("192.0.2.0/24", 64496), roa.InvalidLength},
		{"one that matches is enough", []roa.VRP{vrp("192.0.2.0/24", 24, 0), vrp("192.0.0.0/16", 16, 64496), vrp("192.0.2.0/24", 24, 64496)}, ask("192.0.2.0/24", 64496), roa.Valid},
		{"AS 0 forbids", []roa.VRP{vrp("192.0.2.0/24", 32, 0)}, ask("192.0.2.0/24", 64496), roa.InvalidASN},
		{"AS 0 matches nobody", []roa.VRP{vrp("192.0.2.0/24", 32, 0)}, ask("192.0.2.0/24", 0), roa.InvalidASN},
		{"AS 0 originates nothing", []roa.VRP{vrp("192.0.0.0/16", 16, 0)}, ask("192.0.2.0/24", 0), roa.InvalidASN},
		{"AS 0 with nothing that covers", nil, ask("192.0.2.0/24", 0), roa.NotFound},
		{"the whole of IPv6", []roa.VRP{vrp("::/0", 48, 64496)}, ask("2001:db8::/48", 64496), roa.Valid},
		{"an address", []roa.VRP{vrp("2001:db8::/32", 128, 64496)}, ask("2001:db8::1/128", 64496), roa.Valid},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			validity := roa.Validate(test.vrps, test.question, now)
			require.Equal(t, test.state, validity.State)
			require.Equal(t, test.question, validity.Question)
			require.Equal(t, test.state == roa.NotFound, len(validity.Covering) == 0)
		})
	}
}

func TestTheCoveringVRPsAreInOrderAndOnce(t *testing.T) {
	ripe, arin := vrp("192.0.2.0/24", 24, 64496), vrp("192.0.2.0/24", 24, 64496)
	ripe.TrustAnchor, arin.TrustAnchor = "ripe", "arin"
	want := []roa.VRP{vrp("0.0.0.0/0", 8, 1), vrp("192.0.0.0/16", 16, 0), vrp("192.0.2.0/24", 24, 7), vrp("192.0.2.0/24", 25, 7), arin, ripe}
	given := append(slices.Clone(want), vrp("198.51.100.0/24", 24, 64496), ripe, want[1])
	for range 100 {
		rand.Shuffle(len(given), func(i, j int) { given[i], given[j] = given[j], given[i] })
		before := slices.Clone(given)
		require.Equal(t, want, roa.Validate(given, ask("192.0.2.0/24", 64496), now).Covering)
		require.Equal(t, before, given, "the caller's stay as they are")
	}
	require.Equal(t, "192.0.0.0/16-16 AS0", want[1].String())
}

func TestAS0IsSeenAmongOthers(t *testing.T) {
	own := vrp("192.0.2.0/24", 24, 64496)
	require.True(t, roa.Validate([]roa.VRP{own, vrp("192.0.0.0/16", 16, 0)}, ask("192.0.2.0/24", 64496), now).AS0())
	require.False(t, roa.Validate([]roa.VRP{own, vrp("198.51.100.0/24", 24, 0)}, ask("192.0.2.0/24", 64496), now).AS0())
}

func TestAQuestionThatIsNotAboutARouteHasNoState(t *testing.T) {
	for says, prefix := range map[string]netip.Prefix{
		"not set": {}, "host bits; the network is 192.0.2.0/24": netip.MustParsePrefix("192.0.2.1/24"),
		"IPv4 written as IPv6": netip.MustParsePrefix("::ffff:192.0.2.0/120"),
	} {
		q := roa.Question{Prefix: prefix, Origin: 64496}
		require.Empty(t, roa.Validate([]roa.VRP{vrp("0.0.0.0/0", 32, 64496), vrp("::/0", 128, 64496)}, q, now).State, says)
		require.ErrorIs(t, q.Check(), roa.NotRoute)
		require.ErrorContains(t, q.Check(), says)
		_, err := roa.Read(nil, now, ask("192.0.2.0/24", 1), q)
		require.ErrorIs(t, err, roa.NotRoute)
	}
}

func TestValidateAgreesWithABruteForceReference(t *testing.T) {
	random := rand.New(rand.NewPCG(6811, 1))
	prefix := func() netip.Prefix {
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(random.IntN(16) << 4)}), random.IntN(5)).Masked()
	}
	states := map[roa.State]int{}
	for range 50_000 {
		vrps := make([]roa.VRP, random.IntN(4))
		for i := range vrps {
			p := prefix()
			vrps[i] = roa.VRP{Prefix: p, MaxLength: p.Bits() + random.IntN(5-p.Bits()), ASN: resource.ASN(random.IntN(3))}
		}
		q := roa.Question{Prefix: prefix(), Origin: resource.ASN(random.IntN(3))}
		state := roa.Validate(vrps, q, now).State
		require.Equal(t, naive(vrps, q, now), state, "%v of %v", q, vrps)
		states[state]++
	}
	for _, state := range []roa.State{roa.Valid, roa.InvalidASN, roa.InvalidLength, roa.NotFound} {
		require.Greater(t, states[state], 1000, state)
	}
}
