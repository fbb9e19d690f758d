package preflight_test

import (
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/roa"
)

// ended makes VRPs that ended an hour ago.
func ended(vrps []roa.VRP) []roa.VRP {
	for i := range vrps {
		vrps[i].Expires = now.Add(-time.Hour)
	}
	return vrps
}

// under puts VRPs under another trust anchor.
func under(anchor string, vrps []roa.VRP) []roa.VRP {
	for i := range vrps {
		vrps[i].TrustAnchor = anchor
	}
	return vrps
}

// What was not wholly looked at, is old or has ended is never a yes and never a
// no.
func TestROAsDecideOnlyAsFarAsTheyAreKnown(t *testing.T) {
	const amazon, own, maxLength, as0 = preflight.ROAAmazon, preflight.ROAOwnASN, preflight.ROAMaxLength, preflight.ROAAS0
	const block = "192.41.244.0/22"
	part := func(in *preflight.Input) { in.ROAs.Entries = 3 }
	csv := func(in *preflight.Input) { in.ROAs.Format = roa.CSV }
	ageless := func(in *preflight.Input) { in.ROAs.Generated = time.Time{} }
	without := func(in *preflight.Input) { in.ROAs.TrustAnchors = []string{"afrinic", "apnic", "lacnic", "ripe"} }
	all3 := roas(block, 24, 16509, 14618, 2914)
	tests := []struct {
		name string
		vrps []roa.VRP
		tell func(*preflight.Input)
		want verdict
	}{
		{"a part has all that is needed, and perhaps not AS0's", all3, part, verdict{unknown: []problem.ID{as0}}},
		{"a CSV has all that is needed, and perhaps not AS0's", all3, csv, verdict{unknown: []problem.ID{as0}}},
		{"a part lacks one", roas(block, 24, 16509, 2914), part, verdict{unknown: []problem.ID{amazon, as0}}},
		{"a part lacks one's own", roas(block, 24, 16509, 14618), part, verdict{unknown: []problem.ID{own, as0}}},
		{"a part has AS0's", append(roas("192.0.0.0/8", 8, 0), all3...), part, verdict{fail: []problem.ID{as0}}},
		{"a CSV has one that is too short, and perhaps not the longer", append(roas("192.0.0.0/8", 8, 2914), roas(block, 24, 16509, 14618)...), csv, verdict{unknown: []problem.ID{maxLength, as0}}},
		{"ARIN's trust anchor is missing", nil, without, verdict{unknown: []problem.ID{amazon, own, as0}}},
		{"ARIN's trust anchor is missing, and the range is RIPE NCC's", under("ripe", roas(block, 24, 16509, 2914)), without, verdict{fail: []problem.ID{amazon}}},
		{"one has ended", append(ended(roas(block, 24, 16509)), roas(block, 24, 14618, 2914)...), nil, verdict{unknown: []problem.ID{amazon}}},
		{"one's own has ended", append(ended(roas(block, 24, 2914)), roas(block, 24, 14618, 16509)...), nil, verdict{unknown: []problem.ID{own}}},
		{"one has ended and the other is missing", append(ended(roas(block, 24, 16509)), roas(block, 24, 2914)...), nil, verdict{fail: []problem.ID{amazon}}},
		{"the longer one has ended", append(ended(roas(block, 24, 2914)), append(roas("192.0.0.0/8", 8, 2914), roas(block, 24, 16509, 14618)...)...), nil, verdict{unknown: []problem.ID{maxLength}}},
		{"AS0's has ended", append(ended(roas(block, 24, 0)), all3...), nil, verdict{unknown: []problem.ID{as0}}},
		{"no age is told", all3, ageless, verdict{warn: []problem.ID{amazon, own, maxLength}, unknown: []problem.ID{as0}}},
		{"no age is told, and one is missing", roas(block, 24, 16509, 2914), ageless, verdict{warn: []problem.ID{own, maxLength}, unknown: []problem.ID{amazon, as0}}},
		{"they are about another range", nil, func(in *preflight.Input) {
			in.ROAs.Answers = nil
			for _, q := range preflight.Gather(*in).Routes() {
				q.Prefix = netip.MustParsePrefix("192.41.246.0/24")
				in.ROAs.Answers = append(in.ROAs.Answers, roa.Validate(all3, q, now))
			}
		}, verdict{unknown: []problem.ID{amazon, own, as0}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := ofASN(t)
			p.vrps = test.vrps
			if p.vrps == nil {
				p.vrps = []roa.VRP{}
			}
			in := p.input()
			if test.tell != nil {
				test.tell(&in)
			}
			require.Equal(t, test.want, turned(run(t, in)))
		})
	}
}
