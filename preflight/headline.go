package preflight

import (
	"fmt"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
)

// A state is what comes of the verdict on the proof and that on the range to
// announce: of the ROAs of an ASN's range AWS asks once the ASN is there.
type state struct {
	verdict  Verdict
	sentence string // with the subject
}

// verdicts has every state of proof and range, none of which is ever Warn.
var verdicts = map[[2]Verdict]state{
	{Pass, Pass}:       {Pass, "Yes: by everything that AWS documents, it would accept %s."},
	{Pass, Fail}:       {Fail, "No: AWS would accept %s, and the range could not be announced."},
	{Pass, Unknown}:    {Unknown, "Unknown: AWS would accept %s, and it cannot be told whether the range could be announced."},
	{Fail, Pass}:       {Fail, "No: AWS would refuse %s."},
	{Fail, Fail}:       {Fail, "No: AWS would refuse %s, and the range could not be announced either."},
	{Fail, Unknown}:    {Fail, "No: AWS would refuse %s."},
	{Unknown, Pass}:    {Unknown, "Unknown: it cannot be told whether AWS would accept %s."},
	{Unknown, Fail}:    {Unknown, "Unknown: it cannot be told whether AWS would accept %s, and the range could not be announced as things are."},
	{Unknown, Unknown}: {Unknown, "Unknown: it cannot be told whether AWS would accept %s, nor whether the range could be announced."},
}

// ofRange has the states of a range's own proof that are others: without its ROAs
// AWS does not take the range.
var ofRange = map[[2]Verdict]string{
	{Pass, Fail}:       "No: AWS would refuse %s.",
	{Pass, Unknown}:    "Unknown: it cannot be told whether AWS would accept %s.",
	{Fail, Fail}:       "No: AWS would refuse %s.",
	{Unknown, Fail}:    "Unknown: it cannot be told whether AWS would accept %s, and not with its ROAs as they are.",
	{Unknown, Unknown}: "Unknown: it cannot be told whether AWS would accept %s.",
}

// proofAndRoute are the verdict on the proof, and that on the range to announce.
func proofAndRoute(checks []Check) (proof, route Verdict) {
	var ofProof, ofRoute []Check
	for _, c := range checks {
		if c.route {
			ofRoute = append(ofRoute, c)
		} else {
			ofProof = append(ofProof, c)
		}
	}
	return overall(ofProof), overall(ofRoute)
}

// headline says in one line whether AWS would accept the proof, and why.
func (e *Evidence) headline(report *Report, proof, route Verdict) string {
	key := [2]Verdict{proof, route}
	sentence := verdicts[key].sentence
	if other := ofRange[key]; other != "" && e.isRange() {
		sentence = other
	}
	subject := e.subject(report)
	if e.RecordOnly {
		sentence = recordSentences[report.Verdict]
		subject = "the record"
		if report.Resource != "" {
			subject += " of " + report.Resource
		}
	}
	text := fmt.Sprintf(sentence, subject)
	n := report.count(Warn)
	switch {
	case report.Verdict != Pass:
		text += " " + report.deciding(proof == Pass).Summary
	case n > 0:
		text += " Look at " + problem.Count(n, "warning") + "."
	}
	return text
}

// recordSentences are those about the record alone.
var recordSentences = map[Verdict]string{
	Pass:    "Yes: %s shows the certificate where AWS looks.",
	Fail:    "No: %s will not do.",
	Unknown: "Unknown: it cannot be told whether %s will do.",
}

// subject names the proof.
func (e *Evidence) subject(report *Report) string {
	if report.Resource == "" {
		return "this proof"
	}
	subject := "the proof for " + report.Resource
	if digits, err := message.ParseAccount(report.Account); err == nil {
		subject += " and account " + digits
	}
	return subject
}

func (report *Report) count(v Verdict) int {
	n := 0
	for _, c := range report.Checks {
		if c.Verdict == v {
			n++
		}
	}
	return n
}

// deciding is the check that gave the verdict: a published private key before
// all others, then the first that no other one caused; of the proof, or, if that
// passes, of the range to announce.
func (report *Report) deciding(route bool) Check {
	first := Check{}
	for _, c := range report.Checks {
		switch {
		case c.Verdict != report.Verdict || !c.Decides || c.Because != "" || c.route != route:
		case c.ID == CertificateSecret:
			return c
		case first.ID == "":
			first = c
		}
	}
	return first
}
