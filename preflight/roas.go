package preflight

import (
	"fmt"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// roaDelay is said wherever a ROA is missing.
const roaDelay = "It can take 24 hours until a new ROA is seen."

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
