package preflight

import (
	"strings"

	"github.com/byoasn/byoasn/rdap"
)

// A Verdict is the answer of a check or a report; a report's is never Warn. It is
// rdap's, under a name of its own for programs that need nothing else of that
// package.
type Verdict = rdap.Verdict

// The verdicts.
const (
	Pass    = rdap.Pass
	Warn    = rdap.Warn
	Fail    = rdap.Fail
	Unknown = rdap.Unknown
)

// A Check is one thing that AWS would look at, and what it would find.
type Check struct {
	ID      ID           `json:"id"` // stable
	Verdict rdap.Verdict `json:"verdict"`

	// Decides says whether the verdict counts towards the report's.
	Decides bool `json:"decides"`

	Summary   string `json:"summary"`        // one sentence
	Seen      string `json:"seen,omitempty"` // what it was concluded from
	Mend      string `json:"mend,omitempty"` // what to do about it
	Reference string `json:"reference,omitempty"`

	// Because names the check whose outcome left this one unknown.
	Because ID `json:"because,omitempty"`
}

// aside says whether the check is unknown for a reason that is told elsewhere, or
// that does not matter: it has no part in the decision, or another one's outcome
// has left it open.
func (c Check) aside() bool {
	return c.Verdict == rdap.Unknown && (c.Because != "" || !c.Decides)
}

// A run collects the checks of one report.
type run struct {
	in      Input
	checks  map[ID]Check
	subject subject
	sig     signature
	found   published
	route   []ID // the checks of the proof that fail for the sake of the range to announce
}

// add sets a check that decides.
func (r *run) add(c Check) {
	c.Decides, c.Summary, c.Seen = true, clip(c.Summary), clip(c.Seen)
	r.checks[c.ID] = c
}

// clip cuts a text that repeats a large input.
func clip(s string) string {
	const most = 1500 // bytes: five certificates are described in less
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// pass, fail and unknown set checks that decide.
func (r *run) pass(id ID, summary, seen string) {
	r.add(Check{ID: id, Verdict: rdap.Pass, Summary: summary, Seen: seen})
}

func (r *run) fail(id ID, summary, seen, mend, reference string) {
	r.add(Check{ID: id, Verdict: rdap.Fail, Summary: summary, Seen: seen, Mend: mend, Reference: reference})
}

func (r *run) unknown(id ID, summary, seen, mend, reference string) {
	r.add(Check{ID: id, Verdict: rdap.Unknown, Summary: summary, Seen: seen, Mend: mend, Reference: reference})
}

// missing sets checks that have no input, and says what to supply.
func (r *run) missing(summary, mend string, ids ...ID) {
	for _, id := range ids {
		r.unknown(id, summary, "", mend, "")
	}
}

// after sets checks that another one's outcome leaves unknown.
func (r *run) after(cause ID, summary string, ids ...ID) {
	for _, id := range ids {
		r.add(Check{ID: id, Verdict: rdap.Unknown, Summary: summary, Because: cause})
	}
}

// failed says whether a check that was made has failed.
func (r *run) failed(id ID) bool { return r.checks[id].Verdict == rdap.Fail }

// take makes a check of a finding about the record, under its own ID and
// verdict.
func (r *run) take(id ID, verdict rdap.Verdict, f rdap.Finding) {
	r.add(Check{ID: id, Verdict: verdict, Summary: f.Summary, Seen: f.Seen, Mend: f.Mend, Reference: f.Reference})
}
