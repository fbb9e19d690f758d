package status

import (
	"crypto/x509"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/provision"
)

// An Input is what there is to judge.
type Input struct {
	File *proof.File
	Path string // of the file, for the next commands

	Program string          // the name of this program; "byoasn" if it is empty
	Shell   provision.Shell // that the next commands are for

	// Certificate is that of a proof, as it stands in its file; nil if that cannot
	// be read. Without the function, the looks alone tell.
	Certificate func(*proof.Proof) *x509.Certificate

	// HasKey says whether the file of a proof's key is there. Without the function,
	// the looks alone tell.
	HasKey func(*proof.Proof) bool

	// Only are the proofs to report; nil for all.
	Only []*proof.Proof

	Now time.Time
}

// A Report says where a job stands. Its JSON form, version 1, is a contract: a later
// form with other members, or the same with other meanings, has a higher version.
type Report struct {
	Version int               `json:"version"`
	Verdict preflight.Verdict `json:"verdict"` // pass, fail or unknown
	At      time.Time         `json:"at"`
	Ways    []Way             `json:"proofs"`
}

// A Way is that of one AS number or range.
type Way struct {
	Resource string            `json:"resource"` // "AS64496" or "192.0.2.0/24"
	Account  string            `json:"account,omitempty"`
	Verdict  preflight.Verdict `json:"verdict"` // pass, fail or unknown
	Lines    []Line            `json:"steps"`

	// Next is the one command to run next, for the shell of the input: that of the first
	// line that needs one. It is empty when all is done, or when another proof has
	// to come first.
	Next string `json:"next,omitempty"`

	Expires []Expiry `json:"expires,omitempty"` // what comes first, first
}

// A Line is a step, and what is known of it.
type Line struct {
	Step    proof.Step        `json:"step"`
	Range   string            `json:"range,omitempty"` // of a step that is one range's
	Verdict preflight.Verdict `json:"verdict"`
	At      *time.Time        `json:"at,omitempty"` // when it was last looked at; nil if never
	Summary string            `json:"summary"`
	Fix     string            `json:"fix,omitempty"`
	Next    string            `json:"next,omitempty"` // the command, if it is this line's turn

	// Needed says whether the line counts: AWS needs the certificate and the
	// message until it has provisioned.
	Needed bool `json:"needed"`
}

// An Expiry is a day on which something ends.
type Expiry struct {
	What     string    `json:"what"`
	At       time.Time `json:"at"`
	DaysLeft int       `json:"daysLeft"` // whole days, negative once it is over
	Needed   bool      `json:"needed"`
}

// Of says where the proofs of a file stand.
func Of(in Input) *Report {
	if in.Program == "" {
		in.Program = "byoasn"
	}
	report := &Report{Version: 1, Verdict: preflight.Pass, At: in.Now.UTC().Truncate(time.Second), Ways: []Way{}}
	only := in.Only
	if only == nil && in.File != nil {
		only = in.File.Proofs
	}
	for _, p := range only {
		way := wayOf(in, p)
		report.Ways = append(report.Ways, way)
		report.Verdict = worse(report.Verdict, way.Verdict)
	}
	if len(report.Ways) == 0 {
		report.Verdict = preflight.Unknown
	}
	return report
}

// worse is the verdict on two.
func worse(a, b preflight.Verdict) preflight.Verdict {
	switch {
	case a == preflight.Fail || b == preflight.Fail:
		return preflight.Fail
	case a == preflight.Unknown || b == preflight.Unknown:
		return preflight.Unknown
	}
	return preflight.Pass
}

// A walk goes along the way of one proof.
type walk struct {
	Input
	*proof.Proof
	cert  *x509.Certificate
	lines []Line
}

func wayOf(in Input, p *proof.Proof) Way {
	w := &walk{Input: in, Proof: p}
	if in.Certificate != nil {
		w.cert = in.Certificate(p)
	}
	w.before()
	w.asked()
	if _, isASN := p.Resource.ASN(); isASN || !announcedByAnother(in.File, p) {
		w.after()
	}
	way := Way{Resource: p.Resource.Name(), Account: p.Account, Verdict: preflight.Pass, Lines: w.lines, Expires: w.expires()}
	// Of the first that is not done, what comes after it waits; and nobody is sent
	// on a way that leads nowhere.
	turn := w.Registry == "" || w.Registry.Rule().Supported
	for i, line := range w.lines {
		if !line.Needed {
			w.lines[i].Next, w.lines[i].Fix = "", ""
			continue
		}
		way.Verdict = worse(way.Verdict, line.Verdict)
		if good(line.Verdict) {
			continue
		}
		if turn {
			way.Next = line.Next
		} else {
			w.lines[i].Next = ""
			if line.At == nil && line.Verdict != preflight.Fail {
				w.lines[i].Fix = ""
			}
		}
		turn = false
	}
	return way
}

// add adds a line. What the last look says stands, unless the line was judged anew.
func (w *walk) add(step proof.Step, r netip.Prefix, line Line) {
	name := step
	if line.Step = step; r.IsValid() {
		line.Range, name = r.String(), step.Of(r)
	}
	if look, found := w.Looks[name]; found {
		at := look.At
		line.At = &at
		if line.Verdict == "" {
			line.Verdict, line.Summary = preflight.Verdict(look.Verdict), look.Summary
		}
	}
	if line.Verdict == "" {
		line.Verdict, line.Summary = preflight.Unknown, "not yet"
	}
	if good(line.Verdict) {
		line.Next, line.Fix = "", ""
	}
	w.lines = append(w.lines, line)
}

// good says whether a step is done.
func good(v preflight.Verdict) bool { return v == preflight.Pass || v == preflight.Warn }

// is says whether the last look at a step was a yes.
func (w *walk) is(step proof.Step) bool {
	return good(preflight.Verdict(w.Looks[step].Verdict))
}

// own is a command of this program for the proof.
func (w *walk) own(words ...string) provision.Command {
	c := provision.Command{{Text: w.Program}}
	for _, word := range words {
		c = append(c, provision.Arg{Text: word})
	}
	c = append(c, provision.Arg{Text: "--proof"}, provision.Arg{Text: w.Path})
	if len(w.File.Proofs) > 1 {
		c = append(c, provision.Arg{Text: "--for"}, provision.Arg{Text: w.name()})
	}
	return c
}

// name names the proof among the file's: with its account where it is not the only
// one of the resource.
func (w *walk) name() string {
	for _, other := range w.File.Proofs {
		if other != w.Proof && other.Resource == w.Resource {
			return w.Resource.Name() + "@" + w.Account
		}
	}
	return w.Resource.Name()
}

// aws is a call of AWS's, and this program reading the answer.
func (w *walk) aws(c provision.Command) string {
	c = append(c, provision.Arg{Text: "--output"}, provision.Arg{Text: "json"})
	read := provision.Command{{Text: w.Program}, {Text: "status"}, {Text: w.Path}, {Text: "-"}}
	return c.In(w.Shell) + " | " + read.In(w.Shell)
}
