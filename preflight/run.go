package preflight

import (
	"net/netip"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// Run makes every check and returns the report.
func Run(in Input) *Report {
	r := newRun(in)
	r.readSignature()
	r.judgeRecord()
	r.judgeSignature()
	r.judgeCertificate()
	r.judgeROAs()
	return r.report()
}

// newRun begins with the message: what it is about decides what the rest is
// compared with.
func newRun(in Input) *run {
	if in.Prefix.IsValid() {
		in.Prefix = in.Prefix.Masked()
	}
	r := &run{in: in, checks: map[ID]Check{}}
	r.readMessage()
	return r
}

// A subject is what the proof is about: what the message says, or what it was
// meant to say, or what was asked for.
type subject struct {
	message  message.Message   // the zero value if the text is none
	meant    message.Message   // what a malformed text was meant to be, if that can be told
	slips    []ID              // the checks whose mend is to send what was meant
	resource resource.Resource // the zero value if nothing tells
}

// asn returns the AS number that the proof is about.
func (s subject) asn() (resource.ASN, bool) { return s.resource.ASN() }

// isRange says whether the proof is about a range.
func (r *run) isRange() bool {
	_, isRange := r.subject.resource.CIDR()
	return isRange
}

// prefix returns the range to announce: the message's, or the one asked about.
func (r *run) prefix() netip.Prefix {
	if p, ok := r.subject.resource.CIDR(); ok {
		return p
	}
	return r.in.Prefix
}

// own returns the AS number to announce it from, 0 for Amazon's.
func (r *run) own() resource.ASN {
	if n, ok := r.subject.asn(); ok {
		return n
	}
	return r.in.ASN
}

// guide is AWS's page about what is to be proven.
func (r *run) guide() string {
	if r.isRange() {
		return byoipGuide
	}
	return byoasnGuide
}

// Resource returns what the proof is about, and so which record to get for it:
// what the message says, or was meant to say, or else the ASN or range that is
// asked for. The last result is false if nothing tells.
func Resource(in Input) (res resource.Resource, found bool) {
	r := newRun(in)
	return r.subject.resource, !r.subject.resource.IsZero()
}

// Routes returns the questions to ask about the ROAs: the range to announce, from
// each of Amazon's AS numbers that need a ROA and from one's own. There are none
// if no range is known.
func Routes(in Input) []roa.Question {
	r := newRun(in)
	prefix := r.prefix()
	if !prefix.IsValid() {
		return nil
	}
	var questions []roa.Question
	for _, origin := range append(r.origins(), r.own()) {
		if origin != 0 {
			questions = append(questions, roa.Question{Prefix: prefix, Origin: origin})
		}
	}
	return questions
}
