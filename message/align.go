package message

import (
	"fmt"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// The places of the fields, in order.
const (
	placeVersion = iota
	placeCloud
	placeAccount
	placeResource
	placeExpiry
	placeDigest
	placeScheme
	places
)

// names and constants say what belongs in each place; a place with no constant
// is variable.
var (
	names     = [places]string{fieldVersion, fieldPartition, FieldAccount, FieldResource, FieldExpiry, fieldDigest, fieldScheme}
	constants = [places]string{placeVersion: version, placeCloud: cloud, placeDigest: digest, placeScheme: scheme}
)

// maxFields bounds the work of aligning; a text with more is not a message.
const maxFields = 20

// align puts each field in its place and reports the ones that are missing,
// invented or out of order. The second result is false for a text that has too
// little of a message to say more than that.
func (p *parser) align(fields []field) (placed [places]field, recognised bool) {
	if len(fields) > maxFields {
		return placed, false
	}
	texts := make([]string, len(fields))
	for i, f := range fields {
		texts[i] = f.text
	}
	at := assign(texts)
	if !atHome(texts, at) {
		return placed, false
	}
	for i, f := range fields {
		place := at[i]
		if place < 0 {
			var found *problem.Problem
			place, found = stray(texts, i, at)
			p.add(found, f)
		}
		if place >= 0 {
			placed[place], at[i] = f, place
		}
	}
	p.missing(placed)
	return placed, true
}

// missing reports each place with no text in it, at the end of what stands
// before.
func (p *parser) missing(placed [places]field) {
	end := 0
	for place, f := range placed {
		if f.text == "" {
			p.add(&problem.Problem{ID: MissingField, Field: names[place], What: "is missing", Fix: "write " + example(place)},
				field{start: max(f.start, end), end: max(f.end, end)})
		}
		end = max(end, f.end)
	}
}

// atHome says whether at least three fields look like what belongs where they
// are: with fewer, naming the faults one by one would only confuse.
func atHome(fields []string, at []int) bool {
	count := 0
	for i, place := range at {
		if place >= 0 && fit(place, fields[i]) > possible {
			count++
		}
	}
	return count >= 3
}

// example is what a missing field could hold.
func example(place int) string {
	if constants[place] != "" {
		return constants[place]
	}
	return [places]string{
		placeAccount:  "the 12 digits of the AWS account",
		placeResource: "the AS number or the CIDR",
		placeExpiry:   "the last day of validity as YYYYMMDD",
	}[place]
}

// stray explains a field that is not in its place: one that belongs elsewhere,
// and where, or one that no message has.
func stray(fields []string, i int, at []int) (int, *problem.Problem) {
	text := fields[i]
	for place := range places {
		if fit(place, text) == perfect && !slices.Contains(at, place) {
			return place, &problem.Problem{ID: FieldOrder, Field: names[place], Seen: text,
				What: fmt.Sprintf("stands as field %d and belongs in field %d", i+1, place+1), Fix: form}
		}
	}
	what := fmt.Sprintf("is field %d of %d, and no message has such a field", i+1, len(fields))
	if text == "" {
		what = fmt.Sprintf("has an empty field, %d of %d, which no message has", i+1, len(fields))
	}
	return -1, &problem.Problem{ID: InventedField, Field: whole, Seen: text, What: what, Fix: form}
}

// How well a text fits a place.
const (
	perfect  = 3 // it could stand there in a message
	similar  = 2 // a misspelling of what could
	possible = 1 // a misspelling of it, if nothing else fits
	foreign  = 0 // anything
)

// fit judges one text in one place by its look alone.
func fit(place int, text string) int {
	switch place {
	case placeAccount:
		return fitAccount(text)
	case placeResource:
		return fitResource(text)
	case placeExpiry:
		return fitExpiry(text)
	}
	switch {
	case text == constants[place]:
		return perfect
	case place == placeVersion || text == "":
		return foreign
	case strings.EqualFold(text[:min(3, len(text))], constants[place][:3]):
		return similar
	}
	return foreign
}

func fitAccount(text string) int {
	_, hyphens := unhyphen(text)
	switch {
	case isAccount(text):
		return perfect
	case hyphens, len(text) == accountDigits:
		return similar
	case len(text) > 1 && len(text) < accountDigits && isDigits(text):
		return possible // its leading zeros were lost, or it is another field's number
	}
	return foreign
}

func fitResource(text string) int {
	r, found := resource.Read(text)
	switch {
	case fitExpiry(text) == perfect:
		return similar // eight digits in a row are a date first
	case found == nil:
		return perfect
	case !r.IsZero(), strings.ContainsAny(text, "/:"):
		return similar
	}
	return foreign
}

func fitExpiry(text string) int {
	_, found := readDate(text)
	_, dashed := undash(text)
	switch {
	case found == nil:
		return perfect
	case dashed, len(text) == 8 && isDigits(text):
		return similar
	}
	return foreign
}

// assign gives each field the place it should have, or -1.
func assign(fields []string) []int {
	if inPlace(fields) {
		return []int{placeVersion, placeCloud, placeAccount, placeResource, placeExpiry, placeDigest, placeScheme}
	}
	at := bestOrder(fields)
	for start := 0; start < len(at); start++ {
		if at[start] < 0 {
			start = fillGap(at, start)
		}
	}
	return at
}

// inPlace says whether a text has the constants of a message where they belong,
// and no field in the place of another: then what looks like an AS number in the
// place of the account is an account.
func inPlace(fields []string) bool {
	if len(fields) != places {
		return false
	}
	for place, text := range fields {
		if constants[place] != "" && text != constants[place] {
			return false
		}
		for other, occupant := range fields {
			if other != place && fit(other, text) == perfect && fit(other, occupant) == foreign {
				return false
			}
		}
	}
	return true
}

// fillGap looks at the run of fields without a place that begins at start. If
// as many places are free there as the run is long, they are misspelt, not
// invented. It returns the index after the run.
func fillGap(at []int, start int) int {
	end, before, after := start, -1, places
	for end < len(at) && at[end] < 0 {
		end++
	}
	if start > 0 {
		before = at[start-1]
	}
	if end < len(at) {
		after = at[end]
	}
	if after-before-1 == end-start {
		for i := start; i < end; i++ {
			at[i] = before + 1 + i - start
		}
	}
	return end
}

// bestOrder places fields so that their order is kept and the sum of their
// fits is the largest: a longest common subsequence, weighted.
func bestOrder(fields []string) []int {
	n := len(fields)
	best := make([][places + 1]int, n+1)
	for i := n - 1; i >= 0; i-- {
		for p := places - 1; p >= 0; p-- {
			best[i][p] = max(best[i+1][p], best[i][p+1], best[i+1][p+1]+fit(p, fields[i]))
		}
	}
	at := slices.Repeat([]int{-1}, n)
	for i, p := 0, 0; i < n && p < places; {
		fits := fit(p, fields[i])
		switch {
		case fits > 0 && best[i][p] == best[i+1][p+1]+fits:
			at[i] = p
			i, p = i+1, p+1
		case best[i][p] == best[i][p+1]:
			p++
		default:
			i++
		}
	}
	return at
}
