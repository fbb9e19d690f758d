package rdap

// A Verdict is an answer to a question about a record. "Could not find out" is
// Unknown, never one of the others.
type Verdict string

// The verdicts.
const (
	Pass    Verdict = "pass"
	Warn    Verdict = "warn" // AWS takes it, and something should be looked at
	Fail    Verdict = "fail"
	Unknown Verdict = "unknown"
)

// A Finding is one thing that was seen, or missed, in a record.
type Finding struct {
	ID        ID      `json:"id"` // stable
	Verdict   Verdict `json:"verdict"`
	Summary   string  `json:"summary"`        // one sentence
	Seen      string  `json:"seen,omitempty"` // what it was concluded from
	Mend      string  `json:"mend,omitempty"` // what to do about it
	Reference string  `json:"reference,omitempty"`
}
