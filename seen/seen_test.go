package seen_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/seen"
)

var (
	now    = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	prefix = netip.MustParsePrefix("192.0.2.0/24")
)

const own, amazon, foreign resource.ASN = 64496, 16509, 64511

// glass is an answer of two minutes ago in which so many peers have the range from
// each origin.
func glass(peers map[resource.ASN]int) *lookup.LookingGlass {
	g := &lookup.LookingGlass{Resource: prefix, Asked: now.Add(-2 * time.Minute), Latest: now.Add(-3 * time.Minute)}
	for _, origin := range []resource.ASN{own, amazon, foreign} {
		for i := range peers[origin] {
			add(g, prefix, origin, now.Add(-time.Duration(i)*time.Minute-5*time.Minute))
		}
	}
	return g
}

func add(g *lookup.LookingGlass, p netip.Prefix, origin resource.ASN, since time.Time) {
	n := len(g.Routes)
	g.Routes = append(g.Routes, lookup.SeenRoute{Prefix: p, Origin: origin, Peer: fmt.Sprintf("2001:db8::%x", n), Collector: "RRC00", Seen: now.Add(-3 * time.Minute), Updated: since})
}

func judge(t *testing.T, in seen.Input) *seen.Report {
	t.Helper()
	in.Prefix, in.ASN, in.Now = prefix, own, now
	r, err := seen.Judge(in)
	require.NoError(t, err)
	return r
}

func check(r *seen.Report, id string) preflight.Check {
	for _, c := range r.Checks {
		if string(c.ID) == id {
			return c
		}
	}
	return preflight.Check{}
}

func TestTheShareOfPeersDecides(t *testing.T) {
	tests := map[string]struct {
		peers    map[resource.ASN]int
		verdict  preflight.Verdict
		headline string
	}{
		"all have it":                      {map[resource.ASN]int{own: 340}, preflight.Pass, "Yes: 340 of 340 peers (100 %) have 192.0.2.0/24 from AS64496."},
		"just enough of those expected":    {map[resource.ASN]int{own: 225}, preflight.Pass, "Yes: 225 of 300 peers (75 %)"},
		"one too few":                      {map[resource.ASN]int{own: 224}, preflight.Unknown, "Not settled: 224 of 300 peers (74 %)"},
		"a swap that is under way":         {map[resource.ASN]int{own: 150, amazon: 190}, preflight.Unknown, "; 190 have it from AS16509 (Amazon)."},
		"as few as make no no":             {map[resource.ASN]int{own: 30}, preflight.Unknown, "Not settled: 30 of 300"},
		"fewer":                            {map[resource.ASN]int{own: 29}, preflight.Fail, "No: 29 of 300 peers (9 %)"},
		"one peer":                         {map[resource.ASN]int{own: 1}, preflight.Fail, "No: 1 of 300 peers (0 %) has"},
		"Amazon's alone":                   {map[resource.ASN]int{amazon: 330}, preflight.Fail, "No: no peer has 192.0.2.0/24 from AS64496; 330 have it from AS16509 (Amazon)."},
		"nobody has it":                    {nil, preflight.Fail, "No: no peer has 192.0.2.0/24 from AS64496."},
		"enough, and another origin, too":  {map[resource.ASN]int{own: 330, foreign: 9}, preflight.Pass, "Yes: 330 of 339"},
		"most have it from somebody other": {map[resource.ASN]int{own: 20, foreign: 320}, preflight.Fail, "320 have it from AS64511"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := judge(t, seen.Input{Glass: glass(test.peers)})
			require.Equal(t, test.verdict, r.Verdict, r.Headline)
			require.Contains(t, r.Headline, test.headline)
		})
	}
}

func TestAnAnswerThatIsNotOfNowIsNoAnswer(t *testing.T) {
	all := func(change func(*lookup.LookingGlass)) *lookup.LookingGlass {
		g := glass(map[resource.ASN]int{own: 340})
		change(g)
		return g
	}
	t.Run("one of eight hours ago", func(t *testing.T) {
		r := judge(t, seen.Input{Glass: all(func(g *lookup.LookingGlass) { g.Asked, g.Latest = now.Add(-8*time.Hour), now.Add(-8*time.Hour) })})
		require.Equal(t, preflight.Unknown, r.Verdict)
		require.Equal(t, "Unknown: the answer is 8 hours old, and says nothing of now. In it 340 of 340 peers (100 %) have 192.0.2.0/24 from AS64496.", r.Headline)
	})
	t.Run("one whose collectors were behind", func(t *testing.T) {
		r := judge(t, seen.Input{Glass: all(func(g *lookup.LookingGlass) { g.Latest = now.Add(-2 * time.Hour) })})
		require.Equal(t, preflight.Unknown, r.Verdict)
	})
	t.Run("one that a larger age takes", func(t *testing.T) {
		r := judge(t, seen.Input{MaxAge: 9 * time.Hour, Glass: all(func(g *lookup.LookingGlass) { g.Latest = now.Add(-8 * time.Hour) })})
		require.Equal(t, preflight.Pass, r.Verdict)
	})
	t.Run("one without a time", func(t *testing.T) {
		r := judge(t, seen.Input{Glass: all(func(g *lookup.LookingGlass) { g.Asked, g.Latest = time.Time{}, time.Time{} })})
		require.Equal(t, preflight.Unknown, r.Verdict)
		require.Equal(t, -1, r.Age)
	})
	t.Run("one of the future", func(t *testing.T) {
		r := judge(t, seen.Input{Glass: all(func(g *lookup.LookingGlass) { g.Asked, g.Latest = now.Add(time.Hour), now.Add(time.Hour) })})
		require.Equal(t, preflight.Unknown, r.Verdict)
		require.Contains(t, r.Steps, "set the clock")
	})
	t.Run("none", func(t *testing.T) {
		r := judge(t, seen.Input{Err: &lookup.Error{Kind: lookup.Timeout}})
		require.Equal(t, preflight.Unknown, r.Verdict)
		require.Contains(t, check(r, "answer-fresh").Seen, "time")
	})
}

func TestOthersAreNamed(t *testing.T) {
	g := glass(map[resource.ASN]int{own: 340})
	add(g, netip.MustParsePrefix("192.0.2.128/25"), foreign, now)
	add(g, netip.MustParsePrefix("192.0.2.0/25"), own, now)
	add(g, netip.MustParsePrefix("192.0.0.0/16"), 64500, now)
	r := judge(t, seen.Input{Glass: g})
	require.Equal(t, preflight.Pass, r.Verdict)
	require.Equal(t, preflight.Warn, check(r, "more-specifics").Verdict)
	require.Contains(t, check(r, "more-specifics").Seen, "192.0.2.128/25 from AS64511 (1 peer)")
	require.NotContains(t, check(r, "more-specifics").Seen, "192.0.2.0/25")
	require.Contains(t, check(r, "less-specifics").Seen, "192.0.0.0/16 from AS64500")
	require.Len(t, r.MoreSpecifics, 2)
}

func TestTheROAsExplainWhatIsMissing(t *testing.T) {
	read := func(t *testing.T, entry string, peers int) *seen.Report {
		in := seen.Input{Prefix: prefix, ASN: own, Glass: glass(map[resource.ASN]int{own: peers}), Now: now}
		var err error
		in.ROAs, err = roa.Read(strings.NewReader(world(entry)), now, in.Questions()...)
		require.NoError(t, err)
		return judge(t, in)
	}
	forbidding := `{"asn":16509,"prefix":"192.0.2.0/24","maxLength":24,"ta":"arin"}`
	t.Run("a ROA for another alone makes a no of what is not settled", func(t *testing.T) {
		r := read(t, forbidding, 120)
		require.Equal(t, preflight.Fail, r.Verdict)
		require.Contains(t, r.Steps[0], "create a ROA for 192.0.2.0/24, maxLength 24, and AS64496")
		require.Equal(t, roa.InvalidASN, r.Origins[0].ROA)
	})
	t.Run("but not of what is seen", func(t *testing.T) {
		require.Equal(t, preflight.Pass, read(t, forbidding, 340).Verdict)
	})
	t.Run("a ROA that allows it", func(t *testing.T) {
		r := read(t, `{"asn":64496,"prefix":"192.0.2.0/24","maxLength":24,"ta":"arin"}`, 120)
		require.Equal(t, preflight.Unknown, r.Verdict)
		require.Equal(t, preflight.Pass, check(r, "route-roa").Verdict)
	})
	t.Run("a part of the data says nothing", func(t *testing.T) {
		in := seen.Input{Prefix: prefix, ASN: own, Glass: glass(map[resource.ASN]int{own: 120}), Now: now}
		var err error
		in.ROAs, err = roa.Read(strings.NewReader(`{"roas":[`+forbidding+`]}`), now, in.Questions()...)
		require.NoError(t, err)
		r := judge(t, in)
		require.Equal(t, preflight.Unknown, r.Verdict)
		require.Equal(t, preflight.Unknown, check(r, "route-roa").Verdict)
	})
}

// world is an export that is large enough to be whole.
func world(entry string) string {
	var b strings.Builder
	b.WriteString(`{"roas":[` + entry)
	for i := range 100_000 {
		fmt.Fprintf(&b, `,{"asn":%d,"prefix":"100.%d.%d.0/24","maxLength":24,"ta":%q}`, i+1, i>>8&127, i&255, []string{"afrinic", "apnic", "arin", "lacnic", "ripe"}[i%5])
	}
	return b.String() + "]}"
}

func TestWhatIsNoQuestionIsAnError(t *testing.T) {
	for name, in := range map[string]seen.Input{
		"no range":                  {ASN: own},
		"host bits":                 {ASN: own, Prefix: netip.MustParsePrefix("192.0.2.1/24")},
		"no number":                 {Prefix: prefix},
		"an answer about a part":    {Prefix: prefix, ASN: own, Glass: &lookup.LookingGlass{Resource: netip.MustParsePrefix("192.0.2.0/25")}},
		"an answer about elsewhere": {Prefix: prefix, ASN: own, Glass: &lookup.LookingGlass{Resource: netip.MustParsePrefix("198.51.100.0/24")}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := seen.Judge(in)
			require.ErrorIs(t, err, problem.ID("not-asked"))
		})
	}
}

func TestTheFormsSayTheSame(t *testing.T) {
	g := glass(map[resource.ASN]int{own: 120, amazon: 200})
	g.Messages = []string{"<script>alert(1)</script>\x1b[2J"}
	r := judge(t, seen.Input{Glass: g, History: []seen.Sample{{At: now.Add(-4 * time.Minute), Own: 10, Amazon: 300, Of: 320}}})
	require.Len(t, r.History, 2)
	require.Equal(t, 120, r.Arrivals[len(r.Arrivals)-1].Own)

	text := r.Text(nil)
	require.Contains(t, text, r.Headline)
	require.Contains(t, text, seen.Bar(120.0/320, 30))
	require.NotContains(t, text, "\x1b")

	page := r.HTML()
	require.Contains(t, page, "Not settled: 120 of 320 peers")
	require.Contains(t, page, "What each look saw (UTC)")
	require.Contains(t, page, "Since when peers have the route")
	for _, outside := range []string{"<script", "src=", "href=", "url(", "NaN", "Inf"} {
		require.NotContains(t, page, outside)
	}

	var back seen.Report
	data, err := json.Marshal(r)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, *r, back)
}
