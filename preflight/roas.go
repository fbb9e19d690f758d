package preflight

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// roaDelay is said wherever a ROA is missing.
const roaDelay = "It can take 24 hours until a new ROA is seen."

// Conditions of needs, and of what has no part in the decision.

// routed says that there is a range that is to be announced, and noRoute that
// there is none. AWS takes some sizes only if they are never announced.
func routed(e *Evidence) bool {
	return e.prefix().IsValid() && !(e.isRange() && unadvertised(e.prefix()))
}

func noRoute(e *Evidence) bool { return !routed(e) }

// noOwnRoute says that no AS number of one's own is to announce the range.
func noOwnRoute(e *Evidence) bool { return noRoute(e) || e.own() == 0 }

// noAuthorized says that no ROA names an origin asked about, as far as is known.
func noAuthorized(e *Evidence) bool {
	return routed(e) && e.outdated() == "" && len(e.authorized()) == 0
}

func unadvertised(p netip.Prefix) bool {
	return slices.ContainsFunc(resource.OfCIDR(p).Check(), func(p *problem.Problem) bool { return p.ID == resource.CIDRNotAdvertised })
}

// unroutable says why the range cannot be announced from the AS number at all:
// what the message does not say of them is checked here, under the check of the
// message that it belongs to.
func (e *Evidence) unroutable(id ID) answer {
	if noRoute(e) {
		return answer{}
	}
	other, what := resource.OfCIDR(e.prefix()), "The range to announce"
	if e.isRange() {
		other, what = resource.OfASN(e.own()), "The ASN to announce the range from"
		if e.own() == 0 {
			return answer{}
		}
	}
	for _, p := range other.Check() {
		if (p.ID == resource.NotPublic) == (id == ResourcePublic) {
			a := fails(what+" "+p.What+".", p.Seen, sentence(p.Fix))
			a.route = true
			return a
		}
	}
	return answer{}
}

// outdated says why the ROAs that were given cannot be relied on, or "".
func (e *Evidence) outdated() string {
	if e.ROAs == nil || len(e.known()) == 0 || e.ROAs.Generated.IsZero() {
		return ""
	}
	made, read := e.ROAs.Generated, e.ROAs.Read
	if read.IsZero() {
		read = e.Now
	}
	switch age := read.Sub(made); {
	case read.IsZero():
		return fmt.Sprintf("The validated ROAs are of %s, and no time was given to judge for.", timeText(made))
	case age > oldest:
		return fmt.Sprintf("The validated ROAs are of %s, more than a day before they were read: what changed since is not in them.", timeText(made))
	case age < -skew:
		return fmt.Sprintf("The validated ROAs are of %s, which is to come: one of the clocks is wrong.", timeText(made))
	}
	return ""
}

// ageless is said of a file that does not tell how old it is.
const ageless = "it does not tell when it was made, and may be old"

// unsure says why a ROA that was not found may be there all the same, or "".
func (e *Evidence) unsure() string {
	why := e.ROAs.Missing(e.signsROAs())
	if e.ROAs.Generated.IsZero() {
		why = strings.TrimPrefix(why+"; "+ageless, "; ")
	}
	return why
}

// signsROAs is the registry that signs ROAs for the range, as far as is known:
// by the ROAs that cover it, or its record.
func (e *Evidence) signsROAs() string {
	for _, v := range e.known() {
		if name := v.Registry(); name != "" {
			return name
		}
	}
	if e.isRange() && e.Record != nil {
		return string(e.Record.Registry)
	}
	return ""
}

func timeText(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// routing is the answer that all checks of ROAs have in common, where they
// cannot be made.
func (e *Evidence) routing() (a answer, open bool) {
	switch prefix := e.prefix(); {
	case !prefix.IsValid():
		return missing("No address range was asked about: AWS looks at its ROAs once the ASN is there and a range follows.", "Give the range that will be announced from the ASN."), true
	case noRoute(e):
		return missing("A range of this size is never announced, and needs no ROA.", ""), true
	case e.outdated() != "":
		return unknown(e.outdated(), e.ROAs.Name, freshFile), true
	}
	return answer{}, false
}

// validity is what is known about the range from an origin.
func (e *Evidence) validity(origin resource.ASN) (roa.Validity, bool) {
	return e.ROAs.Answer(roa.Question{Prefix: e.prefix(), Origin: origin})
}

// origins are the AS numbers of Amazon that need a ROA.
func (e *Evidence) origins() []resource.ASN {
	return provision.Origins(e.service(!e.isRange()), e.GovCloud)
}

// known are the validities of all origins asked about, as far as they are known.
func (e *Evidence) known() []roa.Validity {
	var all []roa.Validity
	for _, origin := range append(e.origins(), e.own()) {
		if v, known := e.validity(origin); known {
			all = append(all, v)
		}
	}
	return all
}

// authorized are those of them that a covering ROA names the origin of, whatever
// its maximal length.
func (e *Evidence) authorized() []roa.Validity {
	return slices.DeleteFunc(e.known(), func(v roa.Validity) bool { return !authorized(v) })
}

func authorized(v roa.Validity) bool { return v.State == roa.Valid || v.State == roa.InvalidLength }

// roaAmazon looks for ROAs that name Amazon's AS numbers.
func (e *Evidence) roaAmazon() answer {
	if a, open := e.routing(); open {
		return a
	}
	return e.authorizes(fmt.Sprintf("ROAs let Amazon announce %s.", e.prefix()), e.origins()...)
}

// roaOwn looks for a ROA that names one's own AS number.
func (e *Evidence) roaOwn() answer {
	a, open := e.routing()
	switch own := e.own(); {
	case routed(e) && own == 0:
		return missing("No ASN of your own was asked about: Amazon's will announce the range.", "Give the ASN that the range will be announced from.")
	case open:
		return a
	default:
		return e.authorizes(fmt.Sprintf("A ROA lets AS%s announce %s.", own, e.prefix()), own)
	}
}

// freshFile is the fix where what was read does not decide.
const freshFile = "Export the validated ROAs anew, whole and as JSON: that tells how old they are and from which trust anchors."

// authorizes looks for ROAs that name each of some origins. One that has ended is
// none, and none is missing where one has ended: it may have been renewed.
func (e *Evidence) authorizes(summary string, origins ...resource.ASN) answer {
	var absent, ended, unread []resource.ASN
	var seen []roa.Validity
	for _, origin := range origins {
		v, known := e.validity(origin)
		switch {
		case !known:
			unread = append(unread, origin)
			continue
		case authorized(v):
		case authorized(v.WithEnded()):
			ended = append(ended, origin)
		default:
			absent = append(absent, origin)
		}
		seen = append(seen, v)
	}
	text := e.sourced(describeRoutes(seen...))
	switch {
	case len(absent) > 0:
		return e.noROA(absent, text)
	case len(ended) > 0:
		return unknown(fmt.Sprintf("The ROA that lets %s announce %s has ended, as what was read says: it is old, or the ROA was not renewed.", asList(ended), e.prefix()), text, freshFile)
	case len(unread) > 0:
		return e.unread(unread...)
	}
	return e.byROAs(summary, text)
}

// byROAs passes a check by ROAs that were found, with a warning if they may be of
// any age.
func (e *Evidence) byROAs(summary, seen string) answer {
	if e.ROAs.Generated.IsZero() {
		return warns(strings.TrimSuffix(summary, ".")+", as what was read says: "+ageless+".", seen, freshFile)
	}
	return passes(summary, seen)
}

// noROA reports origins that no ROA names: a fault, unless the ROAs that are
// known may be a part of all, or old.
func (e *Evidence) noROA(origins []resource.ASN, seen string) answer {
	names := asList(origins)
	if why := e.unsure(); why != "" {
		return unknown(fmt.Sprintf("No ROA that lets %s announce %s is in what was read, which is not all there is: %s.", names, e.prefix(), why), seen, freshFile)
	}
	return fails(fmt.Sprintf("No ROA lets %s announce %s.", names, e.prefix()), seen,
		fmt.Sprintf("Create a ROA for %s with origin %s and a maximal length of %d at the registry. %s", e.prefix(), names, e.wantedLength(), roaDelay))
}

// unread reports origins about which nothing is known.
func (e *Evidence) unread(origins ...resource.ASN) answer {
	var why []string
	for _, origin := range origins {
		if v, _ := e.validity(origin); v.Why != "" {
			why = append(why, fmt.Sprintf("AS%s: %s", origin, v.Why))
		}
	}
	if len(why) == 0 {
		return missing(fmt.Sprintf("The ROAs for %s are not known.", asList(origins)), "Give the validated ROAs: a validator's file, or RIPEstat's answer.")
	}
	return unknown(fmt.Sprintf("The ROAs for %s could not be fetched.", asList(origins)), strings.Join(why, "; "), "Try again later, or give a validator's file.")
}

// roaMaxLength compares the maximal lengths of the ROAs that name an origin
// asked about. A longer one that has ended, or may be in what was not read,
// leaves it open.
func (e *Evidence) roaMaxLength() answer {
	if a, open := e.routing(); open {
		return a
	}
	var short, narrow, ended []string
	for _, v := range e.authorized() {
		longest := longestOf(v)
		text := fmt.Sprintf("AS%s up to /%d", v.Origin, longest)
		switch {
		case longest >= e.wantedLength():
		case longestOf(v.WithEnded()) > longest:
			ended = append(ended, text+", and longer in one that ended")
		case v.State == roa.InvalidLength:
			short = append(short, text)
		default:
			narrow = append(narrow, text)
		}
	}
	return e.lengths(short, narrow, ended)
}

// lengths is the answer to what [Evidence.roaMaxLength] found.
func (e *Evidence) lengths(short, narrow, ended []string) answer {
	unsure := e.unsure()
	seen := e.sourced(strings.Join(slices.Concat(short, narrow, ended), ", "))
	switch {
	case len(short) > 0 && unsure == "":
		return fails(fmt.Sprintf("The maximal length of ROAs is too short for %s.", e.prefix()), seen, e.lengthen(short))
	case len(short)+len(ended) > 0:
		return unknown(strings.TrimSuffix(fmt.Sprintf("No ROA with a maximal length that is enough for %s was found, and what was read is not all there is: %s", e.prefix(), unsure), ": ")+".", seen, freshFile)
	case len(narrow) > 0:
		return undocumented(fmt.Sprintf("The ROAs' maximal length covers %s, and IPAM asks for %d; whether it takes less is not documented.", e.prefix(), e.wantedLength()), seen, e.lengthen(narrow))
	}
	return e.byROAs(fmt.Sprintf("The ROAs' maximal length covers %s.", e.prefix()), "")
}

func (e *Evidence) lengthen(which []string) string {
	return fmt.Sprintf("Change the maximal length of these ROAs (%s) to %d. %s", strings.Join(which, ", "), e.wantedLength(), roaDelay)
}

// wantedLength is the maximal length that a ROA should have: the prefix's own,
// and for IPAM /24 or /48 at least.
func (e *Evidence) wantedLength() int {
	prefix := e.prefix()
	switch {
	case e.service(!e.isRange()) != provision.IPAM:
		return prefix.Bits()
	case prefix.Addr().Is4():
		return max(24, prefix.Bits())
	}
	return max(48, prefix.Bits())
}

// longestOf is the longest of the maximal lengths that a validity's ROAs give
// its origin.
func longestOf(v roa.Validity) int {
	longest := 0
	for _, vrp := range v.Covering {
		if vrp.ASN == v.Origin {
			longest = max(longest, vrp.MaxLength)
		}
	}
	return longest
}

// roaAS0 looks for a ROA of AS0, by which a registry or holder says that nobody
// may announce the range (RFC 6483 section 4). That there is none, only the whole
// of the ROAs says.
func (e *Evidence) roaAS0() answer {
	if a, open := e.routing(); open {
		return a
	}
	known := e.known()
	i := slices.IndexFunc(known, roa.Validity.AS0)
	ended := slices.IndexFunc(known, func(v roa.Validity) bool { return v.WithEnded().AS0() })
	switch {
	case i >= 0:
		return fails(fmt.Sprintf("A ROA of AS0 covers %s: AWS says that such a range cannot be used.", e.prefix()), e.sourced(describeRoutes(known[i])),
			"Delete the ROA of AS0 at the registry. "+roaDelay)
	case len(known) == 0:
		return e.unread(e.origins()...)
	case ended >= 0:
		return unknown(fmt.Sprintf("A ROA of AS0 that covers %s has ended, as what was read says, and may have been renewed.", e.prefix()), e.sourced(describeRoutes(known[ended])), freshFile)
	case e.unsure() != "":
		return unknown(fmt.Sprintf("No ROA of AS0 that covers %s is in what was read, which is not all there is: %s.", e.prefix(), e.unsure()), e.sourced(""), freshFile)
	}
	return passes(fmt.Sprintf("No ROA of AS0 covers %s.", e.prefix()), "")
}

// describeRoutes says the states of routes of one prefix, and what covers or did
// cover it.
func describeRoutes(routes ...roa.Validity) string {
	if len(routes) == 0 {
		return ""
	}
	var words []string
	for _, v := range routes {
		words = append(words, fmt.Sprintf("AS%s: %s", v.Origin, v.State))
	}
	covered := "no ROA covers it"
	if v := routes[0]; len(v.Covering) > 0 {
		covered = "covered by " + listVRPs(v.Covering)
	}
	if v := routes[0]; len(v.Ended) > 0 {
		covered += ", no more by " + listVRPs(v.Ended)
	}
	return strings.Join(append(words, covered), "; ")
}

func listVRPs(vrps []roa.VRP) string {
	var list []string
	const most = 4
	for i, vrp := range vrps {
		if i == most {
			list = append(list, fmt.Sprintf("and %d more", len(vrps)-most))
			break
		}
		text := vrp.String()
		if !vrp.Expires.IsZero() {
			text += " until " + timeText(vrp.Expires)
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

// sourced adds where the ROAs were read.
func (e *Evidence) sourced(seen string) string {
	x := e.ROAs
	if x == nil || x.Name == "" {
		return seen
	}
	seen = strings.TrimSpace(seen + " (" + x.Name)
	switch {
	case !x.Generated.IsZero():
		seen += ", of " + timeText(x.Generated)
	case x.Entries > 0:
		seen += ", of unknown age"
	}
	return seen + ")"
}

func asList(numbers []resource.ASN) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = "AS" + n.String()
	}
	return strings.Join(words, " and ")
}
