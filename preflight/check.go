package preflight

import "github.com/byoasn/byoasn/problem"

// A Verdict is the answer of a check or a report; a report's is never Warn.
// "Could not find out" is Unknown, never one of the others.
type Verdict string

// The verdicts.
const (
	Pass    Verdict = "pass"
	Warn    Verdict = "warn" // AWS takes it, and something should be looked at
	Fail    Verdict = "fail"
	Unknown Verdict = "unknown"
)

// A Check is one thing that AWS would look at, and what it would find.
type Check struct {
	ID      problem.ID `json:"id"` // stable
	Verdict Verdict    `json:"verdict"`

	// Decides says whether the verdict counts towards the report's.
	Decides bool `json:"decides"`

	Summary   string `json:"summary"`        // one sentence
	Seen      string `json:"seen,omitempty"` // what it was concluded from
	Fix       string `json:"fix,omitempty"`  // what to do about it
	Reference string `json:"reference,omitempty"`

	// Because names the check whose outcome left this one unknown.
	Because problem.ID `json:"because,omitempty"`

	route bool // about the range to announce, of which AWS asks later
}

// aside says whether the check is unknown for a reason that is told elsewhere, or
// that does not matter: it has no part in the decision, or another one's outcome
// has left it open.
func (c Check) aside() bool {
	return c.Verdict == Unknown && (c.Because != "" || !c.Decides)
}

// stands says whether a check that needs this one can be made.
func (c Check) stands() bool { return c.Verdict == Pass || c.Verdict == Warn }

// decided says whether the verdict is one that counts.
func (c Check) decided() bool { return c.Verdict == Fail || c.Verdict == Unknown && c.Decides }

// overall is fail if a check fails; else unknown if one that decides is, for
// whatever cause; else pass.
func overall(checks []Check) Verdict {
	verdict := Pass
	for _, c := range checks {
		if c.decided() {
			verdict = worse(verdict, c.Verdict)
		}
	}
	return verdict
}

// worse is the verdict of two that counts.
func worse(a, b Verdict) Verdict {
	for _, v := range []Verdict{Fail, Unknown, Warn} {
		if a == v || b == v {
			return v
		}
	}
	return Pass
}

// An answer is what the question of a row comes to.
type answer struct {
	verdict            Verdict
	summary, seen, fix string

	missing      bool // an input is, so there is nothing to refer to
	undocumented bool // AWS does not say what it does
	route        bool // it is so for the sake of the range to announce
}

func passes(summary, seen string) answer {
	return answer{verdict: Pass, summary: summary, seen: seen}
}

func warns(summary, seen, fix string) answer {
	return answer{verdict: Warn, summary: summary, seen: seen, fix: fix}
}

func fails(summary, seen, fix string) answer {
	return answer{verdict: Fail, summary: summary, seen: seen, fix: fix}
}

func unknown(summary, seen, fix string) answer {
	return answer{verdict: Unknown, summary: summary, seen: seen, fix: fix}
}

// missing is the answer where an input is, and says what to supply.
func missing(summary, fix string) answer {
	return answer{verdict: Unknown, summary: summary, fix: fix, missing: true}
}

// undocumented is the answer where AWS does not say what it does.
func undocumented(summary, seen, fix string) answer {
	return answer{verdict: Unknown, summary: summary, seen: seen, fix: fix, undocumented: true}
}

// longest is how many characters of what was seen a report repeats: five
// certificates are described in less.
const longest = 1500

// check makes a check of an answer.
func (a answer) check(r row, e *Evidence) Check {
	c := Check{ID: r.id, Verdict: a.verdict, Decides: r.decides(e), route: r.route || a.route,
		Summary: clip(a.summary), Seen: problem.Clip(a.seen, longest), Fix: clip(a.fix)}
	switch {
	case a.undocumented:
		c.Reference = undocumentedBy
	case !a.missing:
		c.Reference = r.page.of(e)
	}
	return c
}

// clip makes a sentence of ours, which may repeat text from outside, fit to
// print and not too long.
func clip(s string) string {
	s = problem.Visible(s)
	if len(s) <= longest {
		return s
	}
	return problem.Visible(s[:longest]) + "…"
}
