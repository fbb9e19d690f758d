package preflight

import (
	"context"
	"net/netip"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// Evidence is what there is to judge by: the input, and what was read out of it.
// What [Evidence.Resource] and [Evidence.Routes] ask for is put into its Input
// before [Evidence.Report].
type Evidence struct {
	Input

	text      reading   // what was read of the message
	sig       signature // and of the signature
	published published // and of the record
}

// Gather reads the message: what it is about decides what the rest is compared
// with.
func Gather(in Input) *Evidence {
	if in.Prefix.IsValid() {
		in.Prefix = in.Prefix.Masked()
	}
	e := &Evidence{Input: in}
	e.text = e.readMessage()
	return e
}

// Resource returns what the proof is about, and so which record to get for it:
// what the message says, or was meant to say, or else the ASN or range that is
// asked for. It is the zero value if nothing tells.
func (e *Evidence) Resource() resource.Resource {
	if e.text.resource.IsZero() {
		return e.askedFor()
	}
	return e.text.resource
}

// Routes returns the questions to ask about the ROAs: the range to announce, from
// each of Amazon's AS numbers that need a ROA and from one's own. There are none
// if no range is known.
func (e *Evidence) Routes() []roa.Question {
	prefix := e.prefix()
	if !prefix.IsValid() {
		return nil
	}
	var questions []roa.Question
	for _, origin := range append(e.origins(), e.own()) {
		if origin != 0 {
			questions = append(questions, roa.Question{Prefix: prefix, Origin: origin})
		}
	}
	return questions
}

// Report makes every check. The same evidence gives the same report. Its error
// is the context's: a record can be large, and hold many certificates.
func (e *Evidence) Report(ctx context.Context) (*Report, error) {
	looked := *e
	e = &looked
	var err error
	if e.published, err = e.look(ctx); err != nil {
		return nil, err
	}
	if e.sig, err = e.readSignature(ctx); err != nil {
		return nil, err
	}
	e.published.choose(e)
	return e.report(judgeAll(e)), nil
}

// isRange says whether the proof is about a range.
func (e *Evidence) isRange() bool {
	_, isRange := e.Resource().CIDR()
	return isRange
}

// prefix returns the range to announce: the message's, or the one asked about.
func (e *Evidence) prefix() netip.Prefix {
	if p, ok := e.Resource().CIDR(); ok {
		return p
	}
	return e.Prefix
}

// own returns the AS number to announce it from, 0 for Amazon's.
func (e *Evidence) own() resource.ASN {
	if n, ok := e.Resource().ASN(); ok {
		return n
	}
	return e.ASN
}
