package roa_test

import (
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

const (
	planned   = "198.51.100.0/22"
	amazon    = resource.ASN(16509)
	amazonToo = resource.ASN(14618)
	own       = resource.ASN(64496)
)

// validity is the state of a route under VRPs.
func validity(prefix string, origin resource.ASN, vrps ...roa.VRP) roa.Validity {
	return roa.Validate(vrps, roa.Question{Prefix: netip.MustParsePrefix(prefix), Origin: origin}, time.Time{})
}

// need are the routes of a BYOASN: both of Amazon's, and the own.
func need(vrps ...roa.VRP) []roa.Validity {
	return []roa.Validity{validity(planned, amazon, vrps...), validity(planned, amazonToo, vrps...), validity(planned, own, vrps...)}
}

// creates lists what a plan creates, as text, an asterisk before what is
// announced now.
func creates(p roa.Plan) (list []string) {
	for _, s := range p.Create {
		text := s.ROA.String()
		if s.Present {
			text = "*" + text
		}
		if s.Together {
			text += " together"
		}
		list = append(list, text)
	}
	return list
}

func TestAPlanCreatesWhatIsNotThereInOrder(t *testing.T) {
	strict := vrp(planned, 22, amazon)
	tests := map[string]struct {
		vrps      []roa.VRP
		announced []roa.Validity
		want      []string
	}{
		"nothing is there, and nobody announces it": {nil, nil,
			[]string{"198.51.100.0/22-22 AS16509", "198.51.100.0/22-22 AS14618", "198.51.100.0/22-22 AS64496"}},
		"one is there": {[]roa.VRP{strict}, nil, []string{"198.51.100.0/22-22 AS14618", "198.51.100.0/22-22 AS64496"}},
		"one is too short": {[]roa.VRP{vrp("198.51.96.0/20", 20, amazon)}, nil,
			[]string{"198.51.100.0/22-22 AS16509", "198.51.100.0/22-22 AS14618", "198.51.100.0/22-22 AS64496"}},
		"all are there": {[]roa.VRP{strict, vrp(planned, 24, amazonToo), vrp("198.51.0.0/16", 24, own)}, nil, nil},
		"the own ASN announces it now: its ROA comes first": {nil, []roa.Validity{validity(planned, own)},
			[]string{"*198.51.100.0/22-22 AS64496", "198.51.100.0/22-22 AS16509", "198.51.100.0/22-22 AS14618"}},
		"another announces it, and parts of it: the longest first": {nil,
			[]roa.Validity{validity(planned, 64500), validity("198.51.101.0/24", 64500), validity("198.51.101.128/25", 64501), validity("198.51.102.0/23", own)},
			[]string{"*198.51.101.128/25-25 AS64501", "*198.51.101.0/24-24 AS64500", "*198.51.102.0/23-23 AS64496", "*198.51.100.0/22-22 AS64500",
				"198.51.100.0/22-22 AS16509", "198.51.100.0/22-22 AS14618", "198.51.100.0/22-22 AS64496"}},
		"two announce the same": {nil, []roa.Validity{validity(planned, 64500), validity(planned, 64501)},
			[]string{"*198.51.100.0/22-22 AS64500 together", "*198.51.100.0/22-22 AS64501 together",
				"198.51.100.0/22-22 AS16509", "198.51.100.0/22-22 AS14618", "198.51.100.0/22-22 AS64496"}},
		"a shorter route is not concerned": {nil, []roa.Validity{validity("198.51.0.0/16", 64500), validity("203.0.113.0/24", 64500)},
			[]string{"198.51.100.0/22-22 AS16509", "198.51.100.0/22-22 AS14618", "198.51.100.0/22-22 AS64496"}},
		"what is valid stays so": {[]roa.VRP{vrp(planned, 24, 64500)}, []roa.Validity{validity("198.51.101.0/24", 64500, vrp(planned, 24, 64500))},
			[]string{"198.51.100.0/22-22 AS16509", "198.51.100.0/22-22 AS14618", "198.51.100.0/22-22 AS64496"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := roa.NewPlan(need(test.vrps...), test.announced)
			require.Equal(t, test.want, creates(p))
			require.Equal(t, test.want == nil, p.Done())
			require.Empty(t, p.Unknown)
			require.Empty(t, p.Lost)
			for _, s := range p.Create {
				require.Equal(t, s.ROA.Prefix.Bits(), s.ROA.MaxLength, "strict")
			}
		})
	}
}

func TestAPlanSaysWhatItCannotHelp(t *testing.T) {
	t.Run("a route whose path ends in a set", func(t *testing.T) {
		p := roa.NewPlan(need(), []roa.Validity{validity("198.51.101.0/24", 0)})
		require.Len(t, p.Lost, 1)
		require.NotContains(t, creates(p), "198.51.101.0/24-24 AS0")
	})
	t.Run("but not where nothing is created", func(t *testing.T) {
		p := roa.NewPlan([]roa.Validity{validity(planned, amazon, vrp(planned, 22, amazon))}, []roa.Validity{validity("198.51.100.0/22", 0)})
		require.Empty(t, p.Lost)
	})
	t.Run("a route that is invalid today", func(t *testing.T) {
		there := vrp(planned, 22, amazon)
		p := roa.NewPlan(need(there), []roa.Validity{validity("198.51.101.0/24", 64500, there), validity("198.51.102.0/24", amazon, there)})
		require.Len(t, p.Invalid, 2)
		require.Len(t, p.Create, 2)
	})
	t.Run("a ROA of AS 0", func(t *testing.T) {
		nobody := vrp("198.51.0.0/16", 32, 0)
		p := roa.NewPlan(need(nobody), nil)
		require.Equal(t, []roa.VRP{nobody}, p.AS0)
		require.False(t, p.Done())
		p = roa.NewPlan(need(nobody, vrp(planned, 22, amazon), vrp(planned, 22, amazonToo), vrp(planned, 22, own)), nil)
		require.Empty(t, p.Create)
		require.False(t, p.Done(), "AWS refuses a range that has one")
	})
	t.Run("a route without an answer", func(t *testing.T) {
		p := roa.NewPlan([]roa.Validity{{Question: roa.Question{Prefix: netip.MustParsePrefix(planned), Origin: amazon}, Why: "x"}},
			[]roa.Validity{{Question: roa.Question{Prefix: netip.MustParsePrefix(planned), Origin: own}, Why: "y"}})
		require.Len(t, p.Unknown, 2)
		require.False(t, p.Done())
	})
	t.Run("nothing", func(t *testing.T) {
		require.True(t, roa.NewPlan(nil, nil).Done())
	})
}

// No step of any plan makes a route invalid that is announced and was not, but
// for one prefix with several origins, which the plan says, and for sets.
func TestNoStepBreaksWhatIsAnnounced(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	inside := func(shortest int) netip.Prefix {
		bits := shortest + random.IntN(27-shortest)
		p, err := netip.AddrFrom4([4]byte{198, 51, byte(100 + random.IntN(4)), byte(random.IntN(256))}).Prefix(bits)
		require.NoError(t, err)
		return p
	}
	together := 0
	for range 3000 {
		var vrps []roa.VRP
		for range random.IntN(3) {
			p := inside(20)
			vrps = append(vrps, roa.VRP{Prefix: p, MaxLength: p.Bits() + random.IntN(3), ASN: resource.ASN(64496 + random.IntN(4))})
		}
		var announced []roa.Validity
		for range random.IntN(6) {
			announced = append(announced, roa.Validate(vrps, roa.Question{Prefix: inside(21), Origin: resource.ASN(64496 + random.IntN(4))}, time.Time{}))
		}
		needed := need(vrps...)
		p := roa.NewPlan(needed, announced)
		for steps := range len(p.Create) + 1 {
			for _, v := range announced {
				if v.State != roa.NotFound && v.State != roa.Valid {
					continue
				}
				after := p.After(v, steps).State
				if after == roa.NotFound || after == roa.Valid {
					continue
				}
				shared := false
				for _, s := range p.Create {
					shared = shared || s.Together && s.ROA.Prefix == v.Prefix
				}
				require.True(t, shared && steps < len(p.Create), "%v after %d of %v: %s", v.Question, steps, creates(p), after)
				together++
			}
		}
		for _, v := range needed {
			require.Equal(t, roa.Valid, p.After(v, len(p.Create)).State)
		}
	}
	require.Positive(t, together, "the exception was met")
}
