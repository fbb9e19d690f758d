package preflight

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

var roaChecks = []ID{ROAAmazon, ROAOwnASN, ROAMaxLength, ROAAS0}

// roaDelay is said wherever a ROA is missing.
const roaDelay = "It can take 24 hours until a new ROA is seen."

// judgeROAs makes the checks of the route origin authorizations.
func (r *run) judgeROAs() {
	prefix := r.prefix()
	switch {
	case !prefix.IsValid():
		r.missing("No address range was asked about: AWS looks at its ROAs once the ASN is there and a range follows.", "Give the range that will be announced from the ASN.", roaChecks...)
		r.setAside(roaChecks...)
	case r.isRange() && unadvertised(prefix):
		r.missing("A range of this size is never announced, and needs no ROA.", "", roaChecks...)
		r.setAside(roaChecks...)
	case !r.judgeRoute(prefix):
	case r.outdated() != "":
		for _, id := range roaChecks {
			r.unknown(id, r.outdated(), r.in.ROAs.Name, "Export the validated ROAs anew.", "")
		}
	default:
		r.judgeAmazon(prefix)
		r.judgeOwn(prefix)
		r.judgeMaxLength(prefix)
		r.judgeAS0(prefix)
	}
}

// setAside takes checks out of the decision.
func (r *run) setAside(ids ...ID) {
	for _, id := range ids {
		c := r.checks[id]
		c.Decides = false
		r.checks[id] = c
	}
}

// validity is what is known about the prefix from an origin.
func (r *run) validity(prefix netip.Prefix, origin resource.ASN) (roa.Validity, bool) {
	return r.in.ROAs.Answer(roa.Question{Prefix: prefix, Origin: origin})
}

// origins are the AS numbers of Amazon that need a ROA.
func (r *run) origins() []resource.ASN {
	return provision.Origins(r.in.service(!r.isRange()), r.in.GovCloud)
}

// authorized says whether a covering ROA names the origin, whatever its maximal
// length.
func authorized(v roa.Validity) bool { return v.State == roa.Valid || v.State == roa.InvalidLength }

// judgeAmazon looks for ROAs that name Amazon's AS numbers.
func (r *run) judgeAmazon(prefix netip.Prefix) {
	r.judgeOrigins(ROAAmazon, prefix, r.origins(), byoipGuide, fmt.Sprintf("ROAs let Amazon announce %s.", prefix))
}

// judgeOwn looks for a ROA that names one's own AS number.
func (r *run) judgeOwn(prefix netip.Prefix) {
	own := r.own()
	if own == 0 {
		r.missing("No ASN of your own was asked about: Amazon's will announce the range.", "Give the ASN that the range will be announced from.", ROAOwnASN)
		r.setAside(ROAOwnASN)
		return
	}
	r.judgeOrigins(ROAOwnASN, prefix, []resource.ASN{own}, byoasnGuide, fmt.Sprintf("A ROA lets AS%s announce %s.", own, prefix))
}

// judgeOrigins looks for a ROA for each origin. One that has ended is none, and
// none is missing where one has ended: it may have been renewed.
func (r *run) judgeOrigins(id ID, prefix netip.Prefix, origins []resource.ASN, guide, yes string) {
	var missing, ended, unread []resource.ASN
	var seen []roa.Validity
	for _, origin := range origins {
		v, known := r.validity(prefix, origin)
		switch {
		case !known:
			unread = append(unread, origin)
			continue
		case authorized(v):
		case authorized(v.WithEnded()):
			ended = append(ended, origin)
		default:
			missing = append(missing, origin)
		}
		seen = append(seen, v)
	}
	text := r.sourced(describe(seen...))
	switch {
	case len(missing) > 0:
		r.noROA(id, prefix, missing, text, guide)
	case len(ended) > 0:
		r.unknown(id, fmt.Sprintf("The ROA that lets %s announce %s has ended, as what was read says: it is old, or the ROA was not renewed.", asList(ended), prefix), text, freshFile, guide)
	case len(unread) > 0:
		r.unread(id, unread...)
	default:
		r.passROAs(id, yes, text)
	}
}

// freshFile is the fix where what was read does not decide.
const freshFile = "Export the validated ROAs anew, whole and as JSON: that tells how old they are and from which trust anchors."

// passROAs passes a check by ROAs that were found, with a warning if they may be
// of any age.
func (r *run) passROAs(id ID, summary, seen string) {
	if r.in.ROAs.Generated.IsZero() {
		r.add(Check{ID: id, Verdict: rdap.Warn, Summary: strings.TrimSuffix(summary, ".") + ", as what was read says: " + ageless + ".", Seen: seen, Mend: freshFile})
		return
	}
	r.pass(id, summary, seen)
}

// noROA reports origins that no ROA names: a fault, unless the ROAs that are
// known may be a part of all, or old.
func (r *run) noROA(id ID, prefix netip.Prefix, origins []resource.ASN, seen, reference string) {
	names := asList(origins)
	if why := r.unsure(prefix); why != "" {
		r.unknown(id, fmt.Sprintf("No ROA that lets %s announce %s is in what was read, which is not all there is: %s.", names, prefix, why), seen, freshFile, "")
		return
	}
	r.fail(id, fmt.Sprintf("No ROA lets %s announce %s.", names, prefix), seen,
		fmt.Sprintf("Create a ROA for %s with origin %s and a maximal length of %d at the registry. %s", prefix, names, r.wantedLength(prefix), roaDelay), reference)
}

// unread reports origins about which nothing is known.
func (r *run) unread(id ID, origins ...resource.ASN) {
	var why []string
	for _, origin := range origins {
		if v, _ := r.validity(r.prefix(), origin); v.Why != "" {
			why = append(why, fmt.Sprintf("AS%s: %s", origin, v.Why))
		}
	}
	if len(why) == 0 {
		r.missing(fmt.Sprintf("The ROAs for %s are not known.", asList(origins)), "Give the validated ROAs: a validator's file, or RIPEstat's answer.", id)
		return
	}
	r.unknown(id, fmt.Sprintf("The ROAs for %s could not be got.", asList(origins)), strings.Join(why, "; "), "Try again later, or give a validator's file.", "")
}

// judgeMaxLength compares the maximal lengths of the ROAs that name an origin
// asked about. A longer one that has ended, or may be in what was not read,
// leaves it open.
func (r *run) judgeMaxLength(prefix netip.Prefix) {
	var short, narrow, open []string
	judged := 0
	for _, origin := range append(r.origins(), r.own()) {
		v, known := r.validity(prefix, origin)
		if !known || !authorized(v) {
			continue
		}
		judged++
		longest := longestOf(v, origin)
		text := fmt.Sprintf("AS%s up to /%d", origin, longest)
		switch {
		case longest >= r.wantedLength(prefix):
		case longestOf(v.WithEnded(), origin) > longest:
			open = append(open, text+", and longer in one that ended")
		case v.State == roa.InvalidLength:
			short = append(short, text)
		default:
			narrow = append(narrow, text)
		}
	}
	r.judgeLengths(prefix, short, narrow, open, judged)
}

// judgeLengths makes the check of what judgeMaxLength found.
func (r *run) judgeLengths(prefix netip.Prefix, short, narrow, open []string, judged int) {
	fix := func(which []string) string {
		return fmt.Sprintf("Change the maximal length of these ROAs (%s) to %d. %s", strings.Join(which, ", "), r.wantedLength(prefix), roaDelay)
	}
	unsure := ""
	if judged > 0 {
		unsure = r.unsure(prefix)
	}
	switch {
	case len(short) > 0 && unsure == "":
		r.fail(ROAMaxLength, fmt.Sprintf("The maximal length of ROAs is too short for %s.", prefix), r.sourced(strings.Join(short, ", ")), fix(short), byoipGuide)
	case len(short)+len(open) > 0:
		r.unknown(ROAMaxLength, strings.TrimSuffix(fmt.Sprintf("No ROA with a maximal length that is enough for %s was found, and what was read is not all there is: %s", prefix, unsure), ": ")+".",
			r.sourced(strings.Join(append(short, open...), ", ")), freshFile, "")
	case len(narrow) > 0:
		r.unknown(ROAMaxLength, fmt.Sprintf("The ROAs' maximal length covers %s, and IPAM asks for %d; whether it takes less is not documented.", prefix, r.wantedLength(prefix)),
			r.sourced(strings.Join(narrow, ", ")), fix(narrow), byoasnGuide)
	case judged == 0:
		r.after(ROAAmazon, "There is no ROA whose maximal length could be judged.", ROAMaxLength)
	default:
		r.passROAs(ROAMaxLength, fmt.Sprintf("The ROAs' maximal length covers %s.", prefix), "")
	}
}

// wantedLength is the maximal length that a ROA should have: the prefix's own,
// and for IPAM /24 or /48 at least.
func (r *run) wantedLength(prefix netip.Prefix) int {
	switch {
	case r.in.service(!r.isRange()) != provision.IPAM:
		return prefix.Bits()
	case prefix.Addr().Is4():
		return max(24, prefix.Bits())
	}
	return max(48, prefix.Bits())
}

// longestOf is the longest of the maximal lengths that a validity's ROAs give an
// origin.
func longestOf(v roa.Validity, origin resource.ASN) int {
	longest := 0
	for _, vrp := range v.Covering {
		if vrp.ASN == origin {
			longest = max(longest, vrp.MaxLength)
		}
	}
	return longest
}

// judgeAS0 looks for a ROA of AS0, by which a registry or holder says that
// nobody may announce the range (RFC 6483 section 4). That there is none, only
// the whole of the ROAs says.
func (r *run) judgeAS0(prefix netip.Prefix) {
	known, ended := false, ""
	for _, origin := range append(r.origins(), r.own()) {
		v, found := r.validity(prefix, origin)
		known = known || found
		switch {
		case v.AS0():
			r.fail(ROAAS0, fmt.Sprintf("A ROA of AS0 covers %s: AWS says that such a range cannot be used.", prefix), r.sourced(describe(v)),
				"Delete the ROA of AS0 at the registry. "+roaDelay, byoipGuide)
			return
		case v.WithEnded().AS0():
			ended = describe(v)
		}
	}
	switch {
	case !known:
		r.unread(ROAAS0, r.origins()...)
	case ended != "":
		r.unknown(ROAAS0, fmt.Sprintf("A ROA of AS0 that covers %s has ended, as what was read says, and may have been renewed.", prefix), r.sourced(ended), freshFile, byoipGuide)
	case r.unsure(prefix) != "":
		r.unknown(ROAAS0, fmt.Sprintf("No ROA of AS0 that covers %s is in what was read, which is not all there is: %s.", prefix, r.unsure(prefix)), "", freshFile, "")
	default:
		r.pass(ROAAS0, fmt.Sprintf("No ROA of AS0 covers %s.", prefix), "")
	}
}

// describe says the states of routes of one prefix, and what covers or did cover
// it.
func describe(routes ...roa.Validity) string {
	var words []string
	for _, v := range routes {
		words = append(words, fmt.Sprintf("AS%s: %s", v.Origin, v.State))
	}
	if len(routes) == 0 {
		return ""
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
func (r *run) sourced(seen string) string {
	x := r.in.ROAs
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
