package preflight

import (
	"encoding/json"
	"time"

	"github.com/byoasn/byoasn/rdap"
)

// Version is that of the JSON form. A later one with other members, or the same
// with other meanings, has a higher number; new members alone do not change it.
const Version = 1

// reportJSON is the JSON form of a report: a contract.
type reportJSON struct {
	Version     int                 `json:"version"`
	Verdict     rdap.Verdict        `json:"verdict"` // pass, fail or unknown
	Headline    string              `json:"headline"`
	Steps       []string            `json:"steps"`
	Resource    string              `json:"resource,omitempty"`
	Account     string              `json:"account,omitempty"`
	Expires     string              `json:"expires,omitempty"` // YYYYMMDD
	At          time.Time           `json:"at"`                // RFC 3339
	Checks      []Check             `json:"checks"`
	Record      *RecordSummary      `json:"record,omitempty"`
	Certificate *CertificateSummary `json:"certificate,omitempty"`
	Next        string              `json:"next,omitempty"` // for a shell
}

// MarshalJSON writes the report in the form that [Version] numbers:
//
//	version      1
//	verdict      "pass", "fail" or "unknown"
//	headline     the verdict and its reason, in one line
//	steps        what to do, what decides first
//	resource     "AS64496" or "192.0.2.0/24"; absent if nothing tells
//	account      the message's, and
//	expires      its last day, YYYYMMDD; absent if there is no message
//	at           the time that the verdict is for, RFC 3339
//	checks       every one of them: id, verdict ("warn" too), decides, summary, and, where
//	             there is something to say, seen, mend, reference, because (an id)
//	record       class, handle, name, registry, source; absent without a record
//	certificate  subject, certificateSHA256, notBefore, notAfter, published, place; absent without one
//	next         the command that provisions, for a POSIX shell; absent unless the proof itself passes
func (report *Report) MarshalJSON() ([]byte, error) {
	return json.Marshal(reportJSON{
		Version: Version, Verdict: report.Verdict, Headline: report.Headline, Steps: report.Steps,
		Resource: report.Resource, Account: report.Account, Expires: report.Expires, At: report.At,
		Checks: report.Checks, Record: report.Record, Certificate: report.Certificate, Next: report.Next,
	})
}
