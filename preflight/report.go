package preflight

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
)

// version is that of the JSON form: 2 has fix where 1 had another word, and is
// the form of "check" too.
const version = 2

// A Report says whether AWS would accept a proof, or, of [Input.RecordOnly], what
// the registry publishes. Its JSON form is a contract: a later form with other
// members, or the same with other meanings, has a higher version; new members
// alone do not change it.
type Report struct {
	Version  int      `json:"version"`
	Verdict  Verdict  `json:"verdict"`  // pass, fail or unknown
	Headline string   `json:"headline"` // the verdict and its reason, in one line
	Steps    []string `json:"steps"`    // what to do, what decides first

	Resource string    `json:"resource,omitempty"` // "AS64496" or "192.0.2.0/24"; "" if nothing tells
	Account  string    `json:"account,omitempty"`  // the message's; "" if it has none
	Expires  string    `json:"expires,omitempty"`  // the message's last day, YYYYMMDD; "" if it has none
	At       time.Time `json:"at"`                 // the "now" of the input, in UTC

	Checks []Check `json:"checks"` // all of [IDs], or those about the record

	Record      *Record      `json:"record,omitempty"`      // nil if there is none
	Certificate *Published   `json:"certificate,omitempty"` // the one that was judged; nil if there is none
	Published   []*Published `json:"published"`             // all that is in the record

	// Next is the command that provisions, as package provision writes it; what
	// it cannot know is a shell variable, such as $IPAM_ID. It is empty unless
	// nothing but the ROAs of an ASN's range, of which AWS asks later, speaks
	// against it.
	Next string `json:"next,omitempty"`

	// Program is what made the report, such as "byoasn v1.0.0": the caller says so,
	// and a page shows it.
	Program string `json:"program,omitempty"`

	// Request is the same as Go has it, less the IDs of the IPAM or its pool. It
	// is nil where Next is empty, and in a report that was read from JSON.
	Request *provision.Request `json:"-"`
}

// A Record names the record that was judged.
type Record struct {
	Class    rdap.Class        `json:"class"`
	Handle   string            `json:"handle"`
	Name     string            `json:"name,omitempty"`
	First    string            `json:"first,omitempty"` // AS number or address
	Last     string            `json:"last,omitempty"`
	Registry registry.Registry `json:"registry,omitempty"`
	Source   rdap.Source       `json:"source"`
	URL      string            `json:"url,omitempty"`      // that answered
	Snapshot string            `json:"snapshot,omitempty"` // IANA's list that chose the server, as YYYY-MM-DD

	// Database is the form of what the registry's own database says beside RDAP, if
	// that was read, and DatabaseURL what answered.
	Database    rdap.Source `json:"database,omitempty"`
	DatabaseURL string      `json:"databaseUrl,omitempty"`
}

// A Published is a certificate, in the record or, if Place is empty, only given;
// or what was found in the place of one.
type Published struct {
	Kind      certgen.Kind `json:"kind"`
	Whole     bool         `json:"whole"` // on one line, readable as it stands
	Forms     []rdap.Form  `json:"forms,omitempty"`
	Subject   string       `json:"subject,omitempty"`
	SHA256    string       `json:"certificateSHA256,omitempty"`
	NotBefore *time.Time   `json:"notBefore,omitempty"`
	NotAfter  *time.Time   `json:"notAfter,omitempty"`
	OnObject  bool         `json:"onObject"`
	Entity    string       `json:"entity,omitempty"`
	Field     string       `json:"field,omitempty"`
	Place     string       `json:"place,omitempty"` // in words
}

// UnmarshalJSON reads what was written of a report, and refuses another version.
func (report *Report) UnmarshalJSON(data []byte) error {
	type plain Report
	var read plain
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	if read.Version != version {
		return fmt.Errorf("the report is of version %d, and only version %d is read", read.Version, version)
	}
	*report = Report(read)
	return nil
}

// report puts the checks together.
func (e *Evidence) report(checks []Check) *Report {
	if e.RecordOnly {
		checks = ofRecord(checks)
	}
	report := &Report{Version: version, At: e.Now.UTC(), Checks: checks, Resource: e.Resource().Name(), Published: []*Published{}}
	e.name(report)
	proof, route := proofAndRoute(checks)
	report.Verdict = verdicts[[2]Verdict{proof, route}].verdict
	report.Steps = steps(checks)
	report.Headline = e.headline(report, proof, route)
	if proof == Pass && !e.RecordOnly && (!e.isRange() || route == Pass) {
		e.next(report)
	}
	return report
}

// ofRecord are the checks about the record, and whatever left one of them open.
func ofRecord(checks []Check) []Check {
	causes := map[problem.ID]bool{}
	about := func(c Check) bool {
		subject, _, _ := strings.Cut(string(c.ID), "-")
		return subject == "registry" || subject == "record" || subject == "certificate"
	}
	for _, c := range checks {
		if about(c) {
			causes[c.Because] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(checks), func(c Check) bool { return !about(c) && !causes[c.ID] })
}

// name says what the report is about.
func (e *Evidence) name(report *Report) {
	if m := e.text.read(); m != (message.Message{}) {
		report.Account, report.Expires = clip(m.Account()), m.Expiry().String()
	}
	if e.Record != nil {
		report.Record = e.recordSummary()
	}
	for i, f := range e.published.found {
		p := newPublished(f)
		report.Published = append(report.Published, p)
		if &e.published.found[i] == e.published.best {
			report.Certificate = p
		}
	}
	if report.Certificate == nil && e.Certificate != nil {
		report.Certificate = newPublished(rdap.Found{Kind: certgen.KindCertificate, Certificate: e.Certificate})
		report.Certificate.OnObject, report.Certificate.Place = false, ""
	}
}

func (e *Evidence) recordSummary() *Record {
	r := e.Record
	s := &Record{Class: r.Class, Handle: r.Handle, Name: r.Name, Registry: r.Registry, Source: r.Source, URL: e.URL}
	switch {
	case r.HasRange:
		s.First, s.Last = r.First.String(), r.Last.String()
	case r.Start.IsValid():
		s.First, s.Last = r.Start.String(), r.End.String()
	}
	if e.hasDatabase() && !e.published.stood {
		s.Database, s.DatabaseURL = e.Database.Record.Source, e.Database.URL
	}
	if !e.Snapshot.IsZero() {
		s.Snapshot = e.Snapshot.Format(time.DateOnly)
	}
	return s
}

func newPublished(f rdap.Found) *Published {
	p := &Published{Kind: f.Kind, Whole: f.Whole(), Forms: f.Forms, OnObject: f.Place.OnObject(), Field: f.Place.Field, Place: f.Place.String()}
	if f.Place.Entity != nil {
		p.Entity = f.Place.Entity.Handle
	}
	if cert := f.Certificate; cert != nil {
		notBefore, notAfter := cert.NotBefore.UTC(), cert.NotAfter.UTC()
		p.Subject, p.SHA256 = cert.Subject.String(), certgen.Fingerprint(cert)
		p.NotBefore, p.NotAfter = &notBefore, &notAfter
	}
	return p
}

// steps are the fixes: of what fails, then of what is unknown and decides, then
// of the warnings. A published private key comes before all.
func steps(checks []Check) []string {
	all := []string{}
	for _, c := range checks {
		if c.ID == CertificateSecret && c.Verdict == Fail {
			all = appendNew(all, c.Fix)
		}
	}
	for _, verdict := range []Verdict{Fail, Unknown, Warn} {
		for _, c := range checks {
			if c.Verdict == verdict && c.Decides && c.Because == "" {
				all = appendNew(all, c.Fix)
			}
		}
	}
	return all
}

// next completes the report with what to ask of AWS.
func (e *Evidence) next(report *Report) {
	request := provision.Request{Message: e.text.message, Signature: e.sig.value, Service: e.service(!e.isRange())}
	if !e.isRange() && e.unroutable(MessageResource).verdict != Fail && e.unroutable(ResourcePublic).verdict != Fail {
		request.CIDR = e.Prefix
	}
	shown := request
	shown.Variables = true
	if command, err := shown.Command(); err == nil {
		report.Request, report.Next = &request, command.String()
	}
}
