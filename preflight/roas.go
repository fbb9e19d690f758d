package preflight

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/asn"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/roa"
)

var roaChecks = []ID{ROAAmazon, ROAOwnASN, ROAMaxLength, ROAAS0}

// roaDelay is said wherever a ROA is missing.
const roaDelay = "It can take 24 hours until a new ROA is seen."

// judgeROAs makes the checks of the route origin authorizations.
func (r *run) judgeROAs() {
	prefix := r.prefix()
	if !prefix.IsValid() {
		r.missing("No address range was asked about: AWS looks at its ROAs once the ASN is there and a range follows.", "Give the range that will be announced from the ASN.", roaChecks...)
		r.setAside(roaChecks...)
		return
	}
	r.judgeAmazon(prefix)
	r.judgeOwn(prefix)
	r.judgeMaxLength(prefix)
	r.judgeAS0(prefix)
}

// setAside takes checks out of the decision.
func (r *run) setAside(ids ...ID) {
	for _, id := range ids {
		c := r.checks[id]
		c.Decides = false
		r.checks[id] = c
	}
}

// validity is what is known about the prefix from an origin. A validity without a
// state answers nothing.
func (r *run) validity(prefix netip.Prefix, origin asn.Number) (roa.Validity, bool) {
	for _, v := range r.in.ROAs.Validities {
		if v.Prefix == prefix && v.Origin == origin && v.State != "" {
			return v, true
		}
	}
	return roa.Validity{}, false
}

// origins are the AS numbers of Amazon that need a ROA.
func (r *run) origins() []asn.Number {
	if r.in.ROAs.Origins != nil {
		return r.in.ROAs.Origins
	}
	return Amazon()
}

// authorized says whether a covering ROA names the origin, whatever its maximal
// length.
func authorized(v roa.Validity) bool { return v.State == roa.Valid || v.State == roa.InvalidLength }

// judgeAmazon looks for ROAs that name Amazon's AS numbers.
func (r *run) judgeAmazon(prefix netip.Prefix) {
	var missing, unread []string
	var seen []string
	for _, origin := range r.origins() {
		v, known := r.validity(prefix, origin)
		switch {
		case !known:
			unread = append(unread, "AS"+origin.String())
		case !authorized(v):
			missing = append(missing, "AS"+origin.String())
		}
		seen = append(seen, describeValidity(v, known, origin))
	}
	text := r.sourced(strings.Join(seen, "; "))
	switch {
	case len(missing) > 0:
		r.fail(ROAAmazon, fmt.Sprintf("No ROA lets %s announce %s.", strings.Join(missing, " and "), prefix), text,
			fmt.Sprintf("Create ROAs for %s with origin %s and a maximal length of %d at the registry. %s", prefix, strings.Join(missing, " and "), wantedLength(prefix), roaDelay), byoipGuide)
	case len(unread) > 0:
		r.noROAs(ROAAmazon, text)
	default:
		r.pass(ROAAmazon, fmt.Sprintf("ROAs let Amazon announce %s.", prefix), text)
	}
}

func (r *run) noROAs(id ID, seen string) {
	mend := "Give the validated ROAs: a validator's file, or RIPEstat's answer."
	if r.in.ROAs.Why != "" {
		r.unknown(id, "The ROAs could not be got.", r.in.ROAs.Why, mend, "")
		return
	}
	r.unknown(id, "There are no ROAs to check.", seen, mend, "")
}

// judgeOwn looks for a ROA that names one's own AS number.
func (r *run) judgeOwn(prefix netip.Prefix) {
	own := r.own()
	v, known := r.validity(prefix, own)
	seen := r.sourced(describeValidity(v, known, own))
	switch {
	case own == 0:
		r.unknown(ROAOwnASN, "No ASN of your own was asked about: Amazon's will announce the range.", "", "Give the ASN that the range will be announced from.", "")
		r.setAside(ROAOwnASN)
	case !known:
		r.noROAs(ROAOwnASN, "")
	case !authorized(v):
		r.fail(ROAOwnASN, fmt.Sprintf("No ROA lets AS%s announce %s.", own, prefix), seen,
			fmt.Sprintf("Create a ROA for %s with origin AS%s and a maximal length of %d at the registry. %s", prefix, own, wantedLength(prefix), roaDelay), byoasnGuide)
	default:
		r.pass(ROAOwnASN, fmt.Sprintf("A ROA lets AS%s announce %s.", own, prefix), seen)
	}
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
		longest := longestOf(v, origin)
		switch {
		case v.State == roa.InvalidLength:
			short = append(short, fmt.Sprintf("AS%s up to /%d", origin, longest))
		case longest < wantedLength(prefix):
			narrow = append(narrow, fmt.Sprintf("AS%s up to /%d", origin, longest))
		}
	}
	mend := fmt.Sprintf("Change the ROAs' maximal length to %d. %s", wantedLength(prefix), roaDelay)
	switch {
	case len(short) > 0:
		r.fail(ROAMaxLength, fmt.Sprintf("The ROAs' maximal length is too short for %s.", prefix), r.sourced(strings.Join(short, ", ")), mend, byoipGuide)
	case len(narrow) > 0:
		r.add(Check{ID: ROAMaxLength, Verdict: rdap.Warn, Seen: r.sourced(strings.Join(narrow, ", ")), Mend: mend, Reference: byoasnGuide,
			Summary: fmt.Sprintf("The ROAs' maximal length covers %s; IPAM asks for %d.", prefix, wantedLength(prefix))})
	case judged == 0:
		r.after(ROAAmazon, "There is no ROA whose maximal length could be judged.", ROAMaxLength)
	default:
		r.pass(ROAMaxLength, fmt.Sprintf("The ROAs' maximal length covers %s.", prefix), "")
	}
}

// wantedLength is the maximal length that IPAM asks for, /24 or /48, or the
// prefix's own where that is longer.
func wantedLength(prefix netip.Prefix) int {
	if prefix.Addr().Is4() {
		return max(24, prefix.Bits())
	}
	return max(48, prefix.Bits())
}

// longestOf is the longest of the maximal lengths that a validity's ROAs give an
// origin.
func longestOf(v roa.Validity, origin asn.Number) int {
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
	for _, v := range r.in.ROAs.Validities {
		if v.Prefix != prefix || v.State == "" {
			continue
		}
		known = true
		if i := slices.IndexFunc(v.Covering, func(vrp roa.VRP) bool { return vrp.ASN == 0 }); i >= 0 {
			r.fail(ROAAS0, fmt.Sprintf("A ROA of AS0 covers %s: AWS says that such a range cannot be used.", prefix), r.sourced(v.Covering[i].String()),
				"Delete the ROA of AS0 at the registry. "+roaDelay, byoipGuide)
			return
		}
	}
	if !known {
		r.noROAs(ROAAS0, "")
		return
	}
	r.pass(ROAAS0, fmt.Sprintf("No ROA of AS0 covers %s.", prefix), "")
}

func describeValidity(v roa.Validity, known bool, origin asn.Number) string {
	if !known {
		return fmt.Sprintf("AS%s: not looked up", origin)
	}
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
		return fmt.Sprintf("AS%s: %s, no ROA covers it", origin, v.State)
	}
	return fmt.Sprintf("AS%s: %s, covered by %s", origin, v.State, strings.Join(covering, ", "))
}

// sourced adds where the ROAs were read.
func (r *run) sourced(seen string) string {
	if r.in.ROAs.Source == "" {
		return seen
	}
	seen += " (" + r.in.ROAs.Source
	if at := r.in.ROAs.AsOf; !at.IsZero() {
		seen += ", of " + at.UTC().Format(time.DateTime) + " UTC"
	}
	return seen + ")"
}
