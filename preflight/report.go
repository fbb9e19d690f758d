package preflight

import (
	"fmt"
	"slices"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
)

// A Report says whether AWS would accept a proof.
type Report struct {
	Verdict  rdap.Verdict // pass, fail or unknown
	Headline string       // the verdict and its reason, in one line
	Steps    []string     // what to do, what decides first
	Checks   []Check      // all, in the order of the package's list

	Resource string    // "AS64496" or "192.0.2.0/24"; "" if nothing tells
	Account  string    // the message's; "" if it has none
	Expires  string    // the message's last day, YYYYMMDD; "" if it has none
	At       time.Time // the "now" of the input, in UTC

	Record      *RecordSummary      // nil if there is none
	Certificate *CertificateSummary // the one that was judged; nil if there is none

	// Next is the command that provisions, as package provision writes it; what
	// it cannot know is a shell variable, such as $IPAM_ID. It is empty unless
	// nothing but the ROAs of an ASN's range, of which AWS asks later, speaks
	// against it.
	Next string

	request provision.Request
}

// Request returns what to ask of AWS, less the IDs of the IPAM or its pool. The
// last result is false where Next is empty.
func (report *Report) Request() (r provision.Request, ok bool) {
	return report.request, report.Next != ""
}

// A RecordSummary names the record that was judged.
type RecordSummary struct {
	Class    rdap.Class        `json:"class"`
	Handle   string            `json:"handle"`
	Name     string            `json:"name,omitempty"`
	Registry registry.Registry `json:"registry,omitempty"`
	Source   rdap.Source       `json:"source"`
}

// A CertificateSummary names a certificate.
type CertificateSummary struct {
	Subject   string    `json:"subject"`
	SHA256    string    `json:"certificateSHA256"`
	NotBefore time.Time `json:"notBefore"`
	NotAfter  time.Time `json:"notAfter"`
	Published bool      `json:"published"` // whether it was found in the record, wherever there
	Place     string    `json:"place,omitempty"`
}

// report puts the checks together.
func (r *run) report() *Report {
	report := &Report{At: r.in.Now.UTC(), Steps: []string{}}
	for _, id := range order {
		c := r.checks[id]
		c.Because = r.root(c.Because)
		report.Checks = append(report.Checks, c)
	}
	r.name(report)
	report.Verdict = overall(report.Checks)
	proof := r.proof(report)
	report.Headline = report.headline(proof)
	report.Steps = steps(report.Checks)
	if proof == rdap.Pass {
		r.next(report)
	}
	return report
}

// proof is the verdict without what is about the range that an ASN is to
// announce: of that AWS asks once the ASN is there.
func (r *run) proof(report *Report) Verdict {
	if r.isRange() {
		return report.Verdict
	}
	return overall(slices.DeleteFunc(slices.Clone(report.Checks), func(c Check) bool {
		return slices.Contains(roaChecks, c.ID) || slices.Contains(r.route, c.ID)
	}))
}

// root follows the causes of a check to the first.
func (r *run) root(id ID) ID {
	for range order { // no more, whatever the causes are
		if r.checks[id].Because == "" {
			break
		}
		id = r.checks[id].Because
	}
	return id
}

// name says what the report is about.
func (r *run) name(report *Report) {
	if !r.subject.resource.IsZero() {
		report.Resource = name(r.subject.resource)
	}
	m := r.subject.message
	if m == (message.Message{}) {
		m = r.subject.meant
	}
	if m != (message.Message{}) {
		report.Account, report.Expires = clip(m.Account()), m.Expiry().String()
	}
	if record := r.in.Record; record != nil {
		report.Record = &RecordSummary{record.Class, record.Handle, record.Name, record.Registry, record.Source}
	}
	if cert := r.certificate(); cert != nil {
		report.Certificate = &CertificateSummary{Subject: cert.Subject.String(), SHA256: certgen.Fingerprint(cert),
			NotBefore: cert.NotBefore.UTC(), NotAfter: cert.NotAfter.UTC(), Published: r.found.best != nil}
		if r.found.best != nil {
			report.Certificate.Place = r.found.best.Place.String()
		}
	}
}

// overall is fail if a check fails; else unknown if one that decides is; else
// pass.
func overall(checks []Check) rdap.Verdict {
	verdict := rdap.Pass
	for _, c := range checks {
		switch {
		case c.Verdict == rdap.Fail:
			return rdap.Fail
		case c.Verdict == rdap.Unknown && c.Decides:
			verdict = rdap.Unknown
		}
	}
	return verdict
}

// headline says in one line whether AWS would accept the proof, of which the
// verdict without the ROAs is given: of those of an ASN's range it asks later.
func (report *Report) headline(proof Verdict) string {
	subject := "this proof"
	if report.Resource != "" {
		subject = "the proof for " + report.Resource
		if digits, err := message.ParseAccount(report.Account); err == nil {
			subject += " and account " + digits
		}
	}
	switch {
	case report.Verdict == rdap.Pass:
		text := fmt.Sprintf("Yes: by everything that AWS documents, it would accept %s.", subject)
		if n := report.count(rdap.Warn); n > 0 {
			text += fmt.Sprintf(" Look at %d %s.", n, plural(n, "warning"))
		}
		return text
	case report.Verdict == rdap.Fail && proof == rdap.Pass:
		return fmt.Sprintf("No: AWS would accept %s, and the range could not be announced. %s", subject, report.deciding().Summary)
	case report.Verdict == rdap.Fail:
		return fmt.Sprintf("No: AWS would refuse %s. %s", subject, report.deciding().Summary)
	case proof == rdap.Pass:
		return fmt.Sprintf("Unknown: AWS would accept %s, and it cannot be told whether the range could be announced. %s", subject, report.deciding().Summary)
	}
	return fmt.Sprintf("Unknown: it cannot be told whether AWS would accept %s. %s", subject, report.deciding().Summary)
}

func (report *Report) count(v rdap.Verdict) int {
	n := 0
	for _, c := range report.Checks {
		if c.Verdict == v {
			n++
		}
	}
	return n
}

// deciding is the check that gave the verdict: a published private key before
// all others, then the first that no other one caused.
func (report *Report) deciding() Check {
	first := Check{}
	for _, c := range report.Checks {
		switch {
		case c.Verdict != report.Verdict || !c.Decides || c.Because != "":
		case c.ID == CertificateSecret:
			return c
		case first.ID == "":
			first = c
		}
	}
	return first
}

// steps are the mends: of what fails, then of what is unknown and decides, then
// of the warnings. A published private key comes before all.
func steps(checks []Check) []string {
	all := []string{}
	for _, c := range checks {
		if c.ID == CertificateSecret && c.Verdict == rdap.Fail {
			all = appendNew(all, c.Mend)
		}
	}
	for _, verdict := range []rdap.Verdict{rdap.Fail, rdap.Unknown, rdap.Warn} {
		for _, c := range checks {
			if c.Verdict == verdict && c.Decides && c.Because == "" {
				all = appendNew(all, c.Mend)
			}
		}
	}
	return all
}
