package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
)

// A checked is what "check" says about one resource, and its JSON form, version
// 1: a contract.
type checked struct {
	Version  int               `json:"version"`
	Resource string            `json:"resource"` // "AS12345" or "192.0.2.0/24"
	Verdict  rdap.Verdict      `json:"verdict"`  // pass, fail or unknown
	Checked  time.Time         `json:"checked"`
	Registry registry.Registry `json:"registry,omitempty"`
	Object   *checkedObject    `json:"object,omitempty"`

	Findings     []rdap.Finding       `json:"findings"`
	Certificates []checkedCertificate `json:"certificates"`
}

// A checkedObject is the record that was judged.
type checkedObject struct {
	Class    rdap.Class  `json:"class"`
	Handle   string      `json:"handle"`
	Name     string      `json:"name,omitempty"`
	First    string      `json:"first,omitempty"` // AS number or address
	Last     string      `json:"last,omitempty"`
	Source   rdap.Source `json:"source"`
	URL      string      `json:"url,omitempty"`      // that answered
	Snapshot string      `json:"snapshot,omitempty"` // IANA's list that chose the server, as YYYY-MM-DD
}

// A checkedCertificate is one that was found, or what was found in its place.
type checkedCertificate struct {
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
	Place     string       `json:"place"` // in words
}

// recordNotFound is the finding for a resource that has no record, and
// recordUnavailable the one for a record that could not be got.
const (
	recordNotFound    rdap.ID = "record-not-found"
	recordUnavailable rdap.ID = "record-unavailable"
	resourceNotPublic rdap.ID = "resource-not-public"
)

// newChecked judges what a lookup gave.
func newChecked(q rdap.Question, answer *lookup.Answer, err error) checked {
	c := checked{Version: 1, Resource: resourceOf(q).Name(), Checked: q.Now.UTC(), Certificates: []checkedCertificate{}}
	if err != nil {
		return c.failed(err)
	}
	judgement := rdap.Judge(answer.Record, q)
	c.Verdict, c.Findings = judgement.Verdict, judgement.Findings
	c.Registry, c.Object = answer.Record.Registry, describeObject(answer)
	for _, f := range judgement.Found {
		c.Certificates = append(c.Certificates, describeFound(f))
	}
	return c
}

// failed says why there is no record. Only a definite "not there" is a no.
func (c checked) failed(err error) checked {
	f := rdap.Finding{ID: recordUnavailable, Verdict: rdap.Unknown, Summary: "The record could not be got.", Seen: err.Error(), Mend: "Try again later, or give the record with --record."}
	var failure *lookup.Error
	if errors.As(err, &failure) {
		f.Summary = fmt.Sprintf("The record could not be got (%s).", failure.Kind)
	}
	switch {
	case errors.Is(err, lookup.NotFound):
		f.ID, f.Verdict = recordNotFound, rdap.Fail
		f.Summary = fmt.Sprintf("The registry has no record of %s.", c.Resource)
		f.Mend = "Compare the number with the registry's own page; a resource without a record cannot be proven."
	case errors.Is(err, lookup.NotPublic):
		f.ID, f.Verdict, f.Summary, f.Mend = resourceNotPublic, rdap.Fail, fmt.Sprintf("%s is not public.", c.Resource), "Use the number that a registry assigned to you."
	case errors.Is(err, lookup.NoServer):
		f.Mend = "Name the registry with --rir, or the server with --server; --refresh fetches IANA's newest list."
	}
	c.Verdict, c.Findings = f.Verdict, []rdap.Finding{f}
	return c
}

func describeObject(answer *lookup.Answer) *checkedObject {
	r := answer.Record
	o := &checkedObject{Class: r.Class, Handle: r.Handle, Name: r.Name, Source: r.Source, URL: answer.URL}
	switch {
	case r.HasRange:
		o.First, o.Last = r.First.String(), r.Last.String()
	case r.Start.IsValid():
		o.First, o.Last = r.Start.String(), r.End.String()
	}
	if !answer.Snapshot.IsZero() {
		o.Snapshot = answer.Snapshot.Format(time.DateOnly)
	}
	return o
}

func describeFound(f rdap.Found) checkedCertificate {
	c := checkedCertificate{Kind: f.Kind, Whole: f.Whole(), Forms: f.Forms,
		OnObject: f.Place.OnObject(), Field: f.Place.Field, Place: f.Place.String()}
	if f.Place.Entity != nil {
		c.Entity = f.Place.Entity.Handle
	}
	if cert := f.Certificate; cert != nil {
		notBefore, notAfter := cert.NotBefore.UTC(), cert.NotAfter.UTC()
		c.Subject, c.SHA256 = cert.Subject.String(), certgen.Fingerprint(cert)
		c.NotBefore, c.NotAfter = &notBefore, &notAfter
	}
	return c
}
