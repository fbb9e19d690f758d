package seen

import (
	"fmt"
	"math"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/resource"
)

// A Report says whether the world sees a range. Its JSON form is a contract: new
// members alone do not change its version.
type Report struct {
	Version  int               `json:"version"`
	Verdict  preflight.Verdict `json:"verdict"`  // pass, fail or unknown
	Headline string            `json:"headline"` // the verdict and its reason, in one line
	Steps    []string          `json:"steps"`    // what to do

	Prefix netip.Prefix `json:"cidr"`
	ASN    resource.ASN `json:"asn"`
	At     time.Time    `json:"at"`             // the "now" of the input, in UTC
	Seen   *time.Time   `json:"seen,omitempty"` // when the collectors saw it; nil if that is not known
	Age    int          `json:"age"`            // of that, in seconds; -1 if it is not known

	Peers    int     `json:"peers"`    // that have any route of the answer
	Expected int     `json:"expected"` // what shares are of
	Share    float64 `json:"share"`    // of the peers that have the range from the own ASN, from 0 to 1
	Enough   float64 `json:"enough"`   // the share that passes

	Origins       []Route `json:"origins"`       // of the range itself
	MoreSpecifics []Route `json:"moreSpecifics"` // parts of it
	LessSpecifics []Route `json:"lessSpecifics"` // blocks that hold it

	Checks   []preflight.Check `json:"checks"`
	Arrivals []Sample          `json:"arrivals,omitempty"` // since when the peers have what they have
	History  []Sample          `json:"history"`            // what each look saw, this one last
	Messages []string          `json:"messages,omitempty"` // RIPEstat's own warnings
}

// Judge says whether the world sees the range. Its error is that of
// [Input.Check].
func Judge(in Input) (*Report, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	r := &Report{Version: 1, Prefix: in.Prefix, ASN: in.ASN, At: in.Now.UTC(), Age: -1, Enough: Enough, Steps: []string{},
		Origins: []Route{}, MoreSpecifics: []Route{}, LessSpecifics: []Route{}, History: append([]Sample{}, in.History...)}
	r.Expected = Expected
	if in.Peers > 0 {
		r.Expected = in.Peers
	}
	if in.Glass != nil {
		r.look(in)
		r.History = append(r.History, r.sample())
	}
	r.judge(in)
	return r, nil
}

// look counts what is in the answer.
func (r *Report) look(in Input) {
	r.Peers = in.Glass.Peers()
	r.Expected = max(r.Expected, r.Peers)
	r.Messages = in.Glass.Messages
	exact, more, less := in.routes(r.Expected)
	r.Origins, r.MoreSpecifics, r.LessSpecifics = append(r.Origins, exact...), append(r.MoreSpecifics, more...), append(r.LessSpecifics, less...)
	r.Share = r.own().Share
	r.Arrivals = in.arrivals(r.Expected)
	if at := in.when(); !at.IsZero() {
		r.Seen = &at
		r.Age = max(0, int(in.Now.Sub(at).Seconds()))
	}
}

// own is the own route, which may have no peers.
func (r *Report) own() Route {
	for _, route := range r.Origins {
		if route.Whose == Own {
			return route
		}
	}
	return Route{Prefix: r.Prefix, Origin: r.ASN, Whose: Own}
}

// judge makes the checks, and the verdict of them.
func (r *Report) judge(in Input) {
	fresh := r.checkAge(in)
	r.Checks = []preflight.Check{fresh, r.checkROA(in), r.checkSeen(in, fresh.Verdict), r.checkOrigins(), r.checkMore(), r.checkLess()}
	r.Verdict = preflight.Pass
	for _, c := range r.Checks {
		if c.Decides && (c.Verdict == preflight.Fail || c.Verdict == preflight.Unknown && r.Verdict == preflight.Pass) {
			r.Verdict = c.Verdict
		}
		if c.Fix != "" && c.Verdict != preflight.Pass {
			r.Steps = append(r.Steps, c.Fix)
		}
	}
	r.Headline = r.headline(in)
}

func (r *Report) headline(in Input) string {
	what := r.counted()
	switch {
	case in.Glass == nil:
		return fmt.Sprintf("Unknown: there is no answer about %s.", r.Prefix)
	case r.Verdict == preflight.Pass:
		return "Yes: " + what + "."
	case r.Verdict == preflight.Fail:
		return "No: " + what + r.otherwise() + "."
	case r.Checks[0].Verdict == preflight.Unknown:
		return "Unknown: " + r.Checks[0].Summary + ". In it " + what + "."
	}
	return fmt.Sprintf("Not settled: %s, and %s are enough%s.", what, percent(Enough), r.otherwise())
}

// counted says who has the route.
func (r *Report) counted() string {
	own := r.own()
	verb := "have"
	if own.Peers == 1 {
		verb = "has"
	}
	count := fmt.Sprintf("%d of %d peers (%s) %s", own.Peers, r.Expected, percent(r.Share), verb)
	if own.Peers == 0 {
		count = "no peer has"
	}
	return fmt.Sprintf("%s %s from %s", count, r.Prefix, resource.OfASN(r.ASN).Name())
}

// otherwise says from where they have it instead, if they do.
func (r *Report) otherwise() string {
	var most Route
	for _, route := range r.Origins {
		if route.Whose != Own && route.Peers > most.Peers {
			most = route
		}
	}
	if most.Peers == 0 {
		return ""
	}
	return fmt.Sprintf("; %d have it from %s", most.Peers, most.name())
}

// percent rounds down, so that nothing is said to be enough that is not.
func percent(share float64) string {
	return fmt.Sprintf("%d %%", int(math.Floor(share*100+1e-9)))
}
