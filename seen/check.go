package seen

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// The checks of a report, in their order.
const (
	answerFresh   problem.ID = "answer-fresh"   // is there an answer, and is it of now
	routeROA      problem.ID = "route-roa"      // do the ROAs let the route through
	routeSeen     problem.ID = "route-seen"     // do enough peers have it
	otherOrigins  problem.ID = "other-origins"  // does somebody else announce the range
	moreSpecifics problem.ID = "more-specifics" // or a part of it
	lessSpecifics problem.ID = "less-specifics" // or a block that holds it
)

// IDs returns them all, and the one of an [Input] that asks nothing.
func IDs() []problem.ID {
	return []problem.ID{answerFresh, routeROA, routeSeen, otherOrigins, moreSpecifics, lessSpecifics, notAsked}
}

// checkAge says whether there is an answer of now.
func (r *Report) checkAge(in Input) preflight.Check {
	c := preflight.Check{ID: answerFresh, Verdict: preflight.Unknown, Decides: true, Reference: "https://stat.ripe.net/docs/data-api/api-endpoints/looking-glass"}
	limit := in.MaxAge
	if limit <= 0 {
		limit = Fresh
	}
	age := time.Duration(r.Age) * time.Second
	switch {
	case in.Glass == nil:
		c.Summary, c.Fix = "there is no answer of the looking glass", "ask again later"
		if in.Err != nil {
			c.Seen = in.Err.Error()
		}
	case r.Seen == nil:
		c.Summary, c.Fix = "the answer does not tell of when it is", "fetch it again"
	case r.Seen.After(in.Now.Add(5 * time.Minute)):
		c.Summary, c.Fix = "the answer is of the future, so this machine's clock is wrong", "set the clock"
		c.Seen = r.Seen.Format(time.RFC3339)
	case age > limit:
		c.Summary = fmt.Sprintf("the answer is %s old, and says nothing of now", inWords(age))
		c.Fix, c.Seen = "fetch it again", r.Seen.Format(time.RFC3339)
	default:
		c.Verdict, c.Summary, c.Seen = preflight.Pass, fmt.Sprintf("the answer is %s old", inWords(age)), r.Seen.Format(time.RFC3339)
	}
	return c
}

// inWords is a time in the largest unit that it fills.
func inWords(d time.Duration) string {
	unit, n := "second", int(d.Seconds())
	switch {
	case d >= 48*time.Hour:
		unit, n = "day", int(d.Hours()/24)
	case d >= 2*time.Hour:
		unit, n = "hour", int(d.Hours())
	case d >= 2*time.Minute:
		unit, n = "minute", int(d.Minutes())
	}
	return problem.Count(n, unit)
}

// checkROA says whether the ROAs let the own route through. They decide nothing
// where the route is seen: a validator's file may be older than the ROA.
func (r *Report) checkROA(in Input) preflight.Check {
	c := preflight.Check{ID: routeROA, Verdict: preflight.Unknown, Summary: "the ROAs were not looked at", Reference: "RFC 6811"}
	if in.ROAs == nil {
		return c
	}
	v, _ := in.ROAs.Answer(roa.Question{Prefix: in.Prefix, Origin: in.ASN})
	of := resource.OfASN(in.ASN).Name()
	for _, vrp := range v.Covering {
		c.Seen = strings.TrimPrefix(c.Seen+"; "+vrp.String(), "; ")
	}
	missing := in.ROAs.Missing(registryOf(in.Prefix))
	switch {
	case v.State == "" || missing != "" && v.State != roa.Valid:
		c.Summary, c.Seen = "whether the ROAs let the route through is not known", strings.TrimPrefix(v.Why+"; "+missing, "; ")
	case v.State == roa.Valid:
		c.Verdict, c.Summary = preflight.Pass, "a ROA lets "+of+" announce the range"
	case v.State == roa.NotFound:
		c.Verdict, c.Summary = preflight.Warn, "no ROA covers the range, so none keeps it from being seen, and AWS asks for one"
		c.Fix = "create a ROA for " + in.Prefix.String() + " and " + of
	default:
		c.Verdict, c.Summary = preflight.Fail, "the ROAs forbid "+of+" to announce the range: networks that validate drop it"
		c.Fix = fmt.Sprintf("create a ROA for %s, maxLength %d, and %s", in.Prefix, in.Prefix.Bits(), of)
		c.Decides = in.Glass != nil && r.Share < Enough
	}
	return c
}

// registryOf is the registry that IANA's list has for a range, or "".
func registryOf(p netip.Prefix) string {
	server, _ := lookup.Embedded().ServerFor(resource.OfCIDR(p))
	return server.Registry.String()
}

// checkSeen compares the share with the threshold.
func (r *Report) checkSeen(in Input, fresh preflight.Verdict) preflight.Check {
	c := preflight.Check{ID: routeSeen, Verdict: preflight.Unknown, Decides: true, Summary: "who has the route is not known", Because: answerFresh}
	if in.Glass == nil {
		return c
	}
	c.Summary = r.counted()
	if fresh != preflight.Pass {
		return c
	}
	c.Because = ""
	switch {
	case r.Share >= Enough:
		c.Verdict = preflight.Pass
	case r.Share < few:
		c.Verdict, c.Fix = preflight.Fail, "see that AWS advertises the range from your own ASN (describe-byoip-cidrs); a change takes some minutes"
	default:
		c.Fix = "look again in a minute: it is on its way, or some networks filter it"
	}
	return c
}

// checkOrigins looks for others that announce the same range.
func (r *Report) checkOrigins() preflight.Check {
	c := preflight.Check{ID: otherOrigins, Verdict: preflight.Pass, Summary: "nobody else announces the range"}
	foreign, amazon := list(r.Origins, Other), list(r.Origins, Amazon)
	switch {
	case foreign != "":
		c.Verdict, c.Summary, c.Seen = preflight.Warn, "the range is announced from elsewhere too", foreign
		c.Fix = "stop the announcement, or find out whose it is: a part of the traffic goes there"
	case amazon != "":
		c.Verdict, c.Summary, c.Seen = preflight.Warn, "Amazon's own ASN is still an origin of the range", amazon
		c.Fix = "wait some minutes after advertise-byoip-cidr --asn; then see whether AWS took it (describe-byoip-cidrs)"
	}
	return r.orUnknown(c)
}

// checkMore looks for others that announce a part of the range.
func (r *Report) checkMore() preflight.Check {
	c := preflight.Check{ID: moreSpecifics, Verdict: preflight.Pass, Summary: "the answer has no announcement of a part of the range by others"}
	if foreign := list(r.MoreSpecifics, Other); foreign != "" {
		c.Verdict, c.Summary, c.Seen = preflight.Warn, "parts of the range are announced from elsewhere, and their traffic goes there", foreign
		c.Fix = "stop these announcements, or find out whose they are"
	}
	return r.orUnknown(c)
}

// checkLess says who announces a block that holds the range.
func (r *Report) checkLess() preflight.Check {
	c := preflight.Check{ID: lessSpecifics, Verdict: preflight.Pass, Summary: "the answer has no announcement of a larger block"}
	var all []string
	for _, w := range order {
		if found := list(r.LessSpecifics, w); found != "" {
			all = append(all, found)
		}
	}
	if len(all) > 0 {
		c.Summary, c.Seen = "a larger block is announced: who has not the range itself sends its traffic there", strings.Join(all, "; ")
	}
	return r.orUnknown(c)
}

// orUnknown is a check, unless there was nothing to look at.
func (r *Report) orUnknown(c preflight.Check) preflight.Check {
	if r.Peers > 0 {
		return c
	}
	return preflight.Check{ID: c.ID, Verdict: preflight.Unknown, Summary: "nothing is announced in the answer", Because: routeSeen}
}

// list names routes of a kind.
func list(routes []Route, whose Whose) string {
	var names []string
	for _, r := range routes {
		if r.Whose == whose {
			names = append(names, fmt.Sprintf("%s from %s (%s%s)", r.Prefix, r.name(), problem.Count(r.Peers, "peer"), r.roaNote()))
		}
	}
	if most := 8; len(names) > most {
		names = append(slices.Clip(names[:most]), fmt.Sprintf("and %d more", len(names)-most))
	}
	return strings.Join(names, "; ")
}

func (r Route) roaNote() string {
	if r.ROA == "" {
		return ""
	}
	return ", ROA: " + string(r.ROA)
}
