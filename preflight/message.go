package preflight

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

var messageChecks = []ID{MessageFormat, MessageAccount, MessageResource, MessageExpiry, ResourcePublic}

// readMessage makes the checks of the message, and finds what it is about.
func (r *run) readMessage() {
	if r.in.Message == "" {
		r.subject.resource = r.askedFor()
		r.missing("There is no message to check.", "Give the message.", messageChecks...)
		return
	}
	m, err := message.Parse(r.in.Message)
	var e *problem.List
	if errors.As(err, &e) {
		m = r.malformed(e)
	} else {
		r.subject.message, r.subject.meant = m, withDigits(m)
		r.pass(MessageFormat, "Seven fields, the constants among them right, and nothing around them.", "")
	}
	r.subject.resource = m.Resource()
	if m.Resource().IsZero() {
		r.subject.resource = cmp.Or(fourthField(r.in.Message), r.askedFor())
		return
	}
	r.readFields(m)
	r.compare(m)
}

// withDigits is the message that was meant by one whose account is written with
// hyphens, or the zero value.
func withDigits(m message.Message) message.Message {
	digits, err := message.ParseAccount(m.Account())
	if err != nil || digits == m.Account() {
		return message.Message{}
	}
	meant, _ := message.Parse(strings.Replace(m.String(), "|"+m.Account()+"|", "|"+digits+"|", 1))
	return meant
}

// askedFor is the resource that was asked for beside the message. A range with
// no ASN may be meant to be announced from one that is not known.
func (r *run) askedFor() resource.Resource {
	switch record := r.in.Record; {
	case r.in.ASN != 0:
		return resource.OfASN(r.in.ASN)
	case r.in.Prefix.IsValid() && (record == nil || record.Class == rdap.Network):
		return resource.OfCIDR(r.in.Prefix)
	}
	return resource.Resource{}
}

// fourthField reads the resource of a text that is wrong elsewhere.
func fourthField(text string) resource.Resource {
	fields := strings.Split(text, "|")
	if len(fields) < 4 || fields[0] != "1" || fields[1] != "aws" {
		return resource.Resource{}
	}
	if n, err := resource.ParseASN(fields[3]); err == nil {
		return resource.OfASN(n)
	}
	if p, err := resource.ParseCIDR(fields[3]); err == nil {
		return resource.OfCIDR(p)
	}
	return resource.Resource{}
}

// malformed reports a text that is no message, each problem with the check of
// its field, and returns the message that was meant, if that can be told.
func (r *run) malformed(e *problem.List) message.Message {
	byCheck := map[ID][]*problem.Problem{}
	for _, p := range e.Problems {
		id := checkOf(p)
		byCheck[id] = append(byCheck[id], p)
	}
	for id, problems := range byCheck {
		r.reportField(id, problems, e.Meant)
	}
	if len(byCheck[MessageFormat]) == 0 {
		r.pass(MessageFormat, "Seven fields, the constants among them right, and nothing around them.", "")
	}
	meant, err := message.Parse(e.Meant)
	if err != nil {
		cause := firstOf(byCheck)
		for _, id := range messageChecks {
			if _, made := r.checks[id]; !made {
				r.after(cause, "It cannot be told from a text that is no message.", id)
			}
		}
		return message.Message{}
	}
	r.subject.meant = meant
	return meant
}

func firstOf(byCheck map[ID][]*problem.Problem) ID {
	for _, id := range order {
		if len(byCheck[id]) > 0 {
			return id
		}
	}
	return MessageFormat
}

// checkOf is the check that a problem belongs to.
func checkOf(p *problem.Problem) ID {
	switch p.ID {
	case message.MissingField, message.InventedField, message.FieldOrder:
		return MessageFormat
	}
	switch p.Field {
	case message.FieldAccount:
		return MessageAccount
	case message.FieldResource:
		if p.ID == resource.NotPublic {
			return ResourcePublic
		}
		return MessageResource
	case message.FieldExpiry:
		return MessageExpiry
	}
	return MessageFormat
}

// reportField makes one check of all problems that belong to it.
func (r *run) reportField(id ID, problems []*problem.Problem, meant string) {
	c := Check{ID: id, Verdict: rdap.Pass, Reference: r.guide()}
	var seen, mends []string
	for _, p := range problems {
		c.Verdict = worse(c.Verdict, r.verdictOf(p))
		seen = appendNew(seen, p.Seen)
		mends = appendNew(mends, p.Fix)
	}
	c.Summary = fmt.Sprintf("The %s %s.", problems[0].Field, problems[0].What)
	if more := len(problems) - 1; more > 0 {
		c.Summary += fmt.Sprintf(" And %d more %s.", more, plural(more, "fault"))
	}
	c.Seen = strings.Join(seen, "; ")
	c.Mend = sentence(strings.Join(mends, "; "))
	if meant != "" {
		c.Mend = "Sign and send this instead: " + meant
		r.subject.slips = append(r.subject.slips, id)
	}
	if c.Verdict == rdap.Unknown {
		c.Reference = undocumentedBy
	}
	r.add(c)
}

// verdictOf is a problem's verdict. What AWS may take all the same is unknown,
// but for IPv6 ranges that are never announced, which its documents agree about
// up to /56.
func (r *run) verdictOf(p *problem.Problem) Verdict {
	const agreed = 56
	prefix, _ := r.subject.resource.CIDR()
	switch {
	case !p.Minor:
		return Fail
	case p.ID == resource.CIDRNotAdvertised && prefix.Bits() <= agreed:
		return Warn
	}
	return Unknown
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

// readFields makes the checks of the fields that need a clock or a list.
func (r *run) readFields(m message.Message) {
	byCheck := map[ID][]*problem.Problem{}
	for _, p := range m.Check(r.in.Now) {
		id := checkOf(p)
		byCheck[id] = append(byCheck[id], p)
	}
	for _, id := range messageChecks {
		if _, made := r.checks[id]; made {
			continue
		}
		if problems := byCheck[id]; len(problems) > 0 {
			meant := ""
			if id == MessageAccount {
				meant = r.subject.meant.String()
			}
			r.reportField(id, problems, meant)
			continue
		}
		r.passField(id, m)
	}
}

// passField says that a field is as it should be.
func (r *run) passField(id ID, m message.Message) {
	switch id {
	case MessageAccount:
		r.pass(id, "The account is 12 digits.", m.Account())
	case MessageResource:
		r.pass(id, "The resource is written as AWS takes it.", m.Resource().String())
	case MessageExpiry:
		days := m.Expiry().DaysAfter(message.DateOf(r.in.Now))
		r.pass(id, fmt.Sprintf("The message is good for another %d days, past the week that provisioning may take.", days), m.Expiry().String())
	case ResourcePublic:
		r.pass(id, "The resource is none of IANA's special ones.", m.Resource().String())
	}
}

// compare reports a message that is about something else than was asked for.
func (r *run) compare(m message.Message) {
	if account := m.Account(); r.in.Account != "" && account != r.in.Account && !r.failed(MessageAccount) {
		r.fail(MessageAccount, "The message is for another account than the one asked for.",
			fmt.Sprintf("%s, and %s was asked for", account, r.in.Account),
			"Compose and sign a message for the account that will provision, or ask for the message's.", r.guide())
	}
	asked := resource.Resource{}
	switch _, isASN := m.Resource().ASN(); {
	case isASN && r.in.ASN != 0:
		asked = resource.OfASN(r.in.ASN)
	case !isASN && r.in.Prefix.IsValid():
		asked = resource.OfCIDR(r.in.Prefix)
	}
	if !asked.IsZero() && asked != m.Resource() && !r.failed(MessageResource) {
		r.fail(MessageResource, "The message is about another resource than the one asked for.",
			fmt.Sprintf("%s, and %s was asked for", name(m.Resource()), name(asked)),
			"Compose and sign a message for the resource that is to be provisioned, or ask for the message's.", r.guide())
	}
}

// name writes a resource as people do.
func name(res resource.Resource) string {
	if n, ok := res.ASN(); ok {
		return "AS" + n.String()
	}
	return res.String()
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// sentence makes a sentence of a clause.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}
