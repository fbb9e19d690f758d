package preflight

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/byoasn/byoasn/provision"
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
			r.unknown(id, r.outdated(), r.in.ROAs.Source, "Export the validated ROAs anew.", "")
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

// validity is what is known about the prefix from an origin. An answer that its
// own VRPs do not bear out is none.
func (r *run) validity(prefix netip.Prefix, origin resource.ASN) (roa.Validity, bool) {
	for _, v := range r.in.ROAs.Validities {
		if v.Prefix == prefix && v.Origin == origin && v.State != "" && roa.Validate(v.Covering, v.Question).State == v.State {
			return v, true
		}
	}
	return roa.Validity{}, false
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
	var missing, unread []resource.ASN
	var seen []string
	for _, origin := range r.origins() {
		v, known := r.validity(prefix, origin)
		switch {
		case !known:
			unread = append(unread, origin)
			continue
		case !authorized(v):
			missing = append(missing, origin)
		}
		seen = append(seen, describeValidity(v))
	}
	text := r.sourced(strings.Join(seen, "; "))
	switch {
	case len(missing) > 0:
		r.noROA(ROAAmazon, prefix, missing, text, byoipGuide)
	case len(unread) > 0:
		r.unread(ROAAmazon, unread...)
	default:
		r.pass(ROAAmazon, fmt.Sprintf("ROAs let Amazon announce %s.", prefix), text)
	}
}

// judgeOwn looks for a ROA that names one's own AS number.
func (r *run) judgeOwn(prefix netip.Prefix) {
	own := r.own()
	v, known := r.validity(prefix, own)
	switch {
	case own == 0:
		r.missing("No ASN of your own was asked about: Amazon's will announce the range.", "Give the ASN that the range will be announced from.", ROAOwnASN)
		r.setAside(ROAOwnASN)
	case !known:
		r.unread(ROAOwnASN, own)
	case !authorized(v):
		r.noROA(ROAOwnASN, prefix, []resource.ASN{own}, r.sourced(describeValidity(v)), byoasnGuide)
	default:
		r.pass(ROAOwnASN, fmt.Sprintf("A ROA lets AS%s announce %s.", own, prefix), r.sourced(describeValidity(v)))
	}
}

// noROA reports origins that no ROA names: a fault, unless the ROAs that are
// known may be a part of all.
func (r *run) noROA(id ID, prefix netip.Prefix, origins []resource.ASN, seen, reference string) {
	names := asList(origins)
	if r.in.ROAs.Partial {
		r.unknown(id, fmt.Sprintf("No ROA that lets %s announce %s is in what was read, which may be cut short.", names, prefix), seen,
			"Give the validator's JSON export, which tells whether it is whole.", "")
		return
	}
	r.fail(id, fmt.Sprintf("No ROA lets %s announce %s.", names, prefix), seen,
		fmt.Sprintf("Create a ROA for %s with origin %s and a maximal length of %d at the registry. %s", prefix, names, r.wantedLength(prefix), roaDelay), reference)
}

// unread reports origins about which nothing is known.
func (r *run) unread(id ID, origins ...resource.ASN) {
	var why []string
	for _, origin := range origins {
		if text := r.in.ROAs.Why[origin]; text != "" {
			why = append(why, fmt.Sprintf("AS%s: %s", origin, text))
		}
	}
	if len(why) == 0 {
		r.missing(fmt.Sprintf("The ROAs for %s are not known.", asList(origins)), "Give the validated ROAs: a validator's file, or RIPEstat's answer.", id)
		return
	}
	r.unknown(id, fmt.Sprintf("The ROAs for %s could not be got.", asList(origins)), strings.Join(why, "; "), "Try again later, or give a validator's file.", "")
}

// judgeMaxLength compares the maximal lengths of the ROAs that name an origin
// asked about.
func (r *run) judgeMaxLength(prefix netip.Prefix) {
	var short, narrow []string
	judged := 0
	for _, origin := range append(r.origins(), r.own()) {
		v, known := r.validity(prefix, origin)
		if !known || !authorized(v) {
			continue
		}
		judged++
		longest := fmt.Sprintf("AS%s up to /%d", origin, longestOf(v, origin))
		switch {
		case v.State == roa.InvalidLength:
			short = append(short, longest)
		case longestOf(v, origin) < r.wantedLength(prefix):
			narrow = append(narrow, longest)
		}
	}
	mend := func(which []string) string {
		return fmt.Sprintf("Change the maximal length of these ROAs (%s) to %d. %s", strings.Join(which, ", "), r.wantedLength(prefix), roaDelay)
	}
	switch {
	case len(short) > 0:
		r.fail(ROAMaxLength, fmt.Sprintf("The maximal length of ROAs is too short for %s.", prefix), r.sourced(strings.Join(short, ", ")), mend(short), byoipGuide)
	case len(narrow) > 0:
		r.unknown(ROAMaxLength, fmt.Sprintf("The ROAs' maximal length covers %s, and IPAM asks for %d; whether it takes less is not documented.", prefix, r.wantedLength(prefix)),
			r.sourced(strings.Join(narrow, ", ")), mend(narrow), byoasnGuide)
	case judged == 0:
		r.after(ROAAmazon, "There is no ROA whose maximal length could be judged.", ROAMaxLength)
	default:
		r.pass(ROAMaxLength, fmt.Sprintf("The ROAs' maximal length covers %s.", prefix), "")
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
// nobody may announce the range (RFC 6483 section 4).
func (r *run) judgeAS0(prefix netip.Prefix) {
	known := false
	for _, origin := range append(r.origins(), r.own()) {
		v, found := r.validity(prefix, origin)
		known = known || found
		if v.AS0() {
			r.fail(ROAAS0, fmt.Sprintf("A ROA of AS0 covers %s: AWS says that such a range cannot be used.", prefix), r.sourced(describeValidity(v)),
				"Delete the ROA of AS0 at the registry. "+roaDelay, byoipGuide)
			return
		}
	}
	if !known {
		r.unread(ROAAS0, r.origins()...)
		return
	}
	r.pass(ROAAS0, fmt.Sprintf("No ROA of AS0 covers %s.", prefix), "")
}

func describeValidity(v roa.Validity) string {
	var covering []string
	const most = 4
	for i, vrp := range v.Covering {
		if i == most {
			covering = append(covering, fmt.Sprintf("and %d more", len(v.Covering)-most))
			break
		}
		covering = append(covering, vrp.String())
	}
	if len(covering) == 0 {
		return fmt.Sprintf("AS%s: %s, no ROA covers it", v.Origin, v.State)
	}
	return fmt.Sprintf("AS%s: %s, covered by %s", v.Origin, v.State, strings.Join(covering, ", "))
}

// sourced adds where the ROAs were read.
func (r *run) sourced(seen string) string {
	if r.in.ROAs.Source == "" {
		return seen
	}
	seen = strings.TrimSpace(seen + " (" + r.in.ROAs.Source)
	if at := r.in.ROAs.AsOf; !at.IsZero() {
		seen += ", of " + timeText(at)
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
