package preflight

import (
	"fmt"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// Conditions of needs.
func noMessage(e *Evidence) bool { return e.Message == "" }

// resourceFails and resourceUnread say that the message does not tell what it is
// about, for its resource's own sake or for another one.
func resourceFails(e *Evidence) bool {
	return e.Message != "" && e.Resource().IsZero() && len(e.text.problems[MessageResource]) > 0
}

func resourceUnread(e *Evidence) bool {
	return e.Message != "" && e.Resource().IsZero()
}

func (e *Evidence) messageFormat() answer {
	if e.Message == "" {
		return missing("There is no message to check.", "Give the message.")
	}
	return e.field(MessageFormat, func() answer {
		return passes("Seven fields, the constants among them right, and nothing around them.", "")
	})
}

func (e *Evidence) messageAccount() answer {
	return e.field(MessageAccount, func() answer {
		return passes("The account is 12 digits.", e.text.read().Account())
	}, e.otherAccount())
}

func (e *Evidence) messageResource() answer {
	return e.field(MessageResource, func() answer {
		return passes("The resource is written as AWS takes it.", e.text.read().Resource().String())
	}, e.otherResource(), e.unroutable(MessageResource))
}

func (e *Evidence) messageExpiry() answer {
	return e.field(MessageExpiry, func() answer {
		if e.Now.IsZero() {
			return noTime
		}
		expiry := e.text.read().Expiry()
		return passes(fmt.Sprintf("The message is good for another %d days, past the week that provisioning may take.", expiry.DaysAfter(message.DateOf(e.Now))), expiry.String())
	})
}

// noTime is the answer to whatever depends on a time that was not given.
var noTime = missing("No time was given to judge for.", "Give the day of provisioning.")

func (e *Evidence) resourcePublic() answer {
	return e.field(ResourcePublic, func() answer {
		for _, p := range e.Resource().Check() {
			if p.ID == resource.NotPublic {
				return e.faulty([]*problem.Problem{p}, false)
			}
		}
		return passes("No registry of IANA's keeps the resource for a special use.", e.Resource().String())
	}, e.unroutable(ResourcePublic))
}

// field is the answer about a field: what is wrong with it, else whatever else
// fails it, else that it is right.
func (e *Evidence) field(id problem.ID, right func() answer, others ...answer) answer {
	var wrong answer
	if problems := e.text.problems[id]; len(problems) > 0 {
		wrong = e.faulty(problems, slices.Contains(e.text.slips, id))
	}
	for _, other := range others {
		if wrong.verdict != Fail && other.verdict == Fail {
			wrong = other
		}
	}
	if wrong.verdict == "" {
		return right()
	}
	return wrong
}

// faulty makes one answer of all that is wrong with a field. If it is a slip, the
// fix is to send what was meant.
func (e *Evidence) faulty(problems []*problem.Problem, slip bool) answer {
	a := answer{verdict: Pass}
	var seen, fixes []string
	for _, p := range problems {
		a.verdict = worse(a.verdict, e.verdictOf(p))
		seen = appendNew(seen, problem.Clip(p.Seen, longest))
		fixes = appendNew(fixes, p.Fix)
	}
	a.summary = sentence(subjectOf(problems[0]) + " " + problems[0].What)
	if more := len(problems) - 1; more > 0 {
		a.summary += " And " + problem.Count(more, "more fault") + "."
	}
	a.seen, a.fix = strings.Join(seen, "; "), sentence(strings.Join(fixes, "; "))
	switch meant := e.text.meant; {
	case !slip || meant == (message.Message{}):
	case e.sig.over == asMeant:
		a.fix = "Send this instead, with the same signature: " + meant.String()
	default:
		a.fix = "Sign and send this instead: " + meant.String()
	}
	a.undocumented = a.verdict == Unknown
	return a
}

// subjectOf names what a problem is about, at the beginning of a sentence.
func subjectOf(p *problem.Problem) string {
	if p.Field == "" {
		return "The resource"
	}
	return "The " + p.Field
}

// verdictOf is a problem's verdict. What AWS may take all the same is unknown,
// but for IPv6 ranges that are never announced, which its documents agree about
// up to /56.
func (e *Evidence) verdictOf(p *problem.Problem) Verdict {
	const agreed = 56
	prefix, _ := e.Resource().CIDR()
	switch {
	case !p.Minor:
		return Fail
	case p.ID == resource.CIDRNotAdvertised && prefix.Bits() <= agreed:
		return Warn
	}
	return Unknown
}

// otherAccount and otherResource fail a message that is about something else than
// was asked for.
func (e *Evidence) otherAccount() answer {
	account := e.text.read().Account()
	if e.Account == "" || account == "" || account == e.Account {
		return answer{}
	}
	return fails("The message is for another account than the one asked for.",
		fmt.Sprintf("%s, and %s was asked for", account, e.Account),
		"Compose and sign a message for the account that will provision, or ask for the message's.")
}

func (e *Evidence) otherResource() answer {
	said, asked := e.text.read().Resource(), resource.Resource{}
	switch _, isASN := said.ASN(); {
	case isASN && e.ASN != 0:
		asked = resource.OfASN(e.ASN)
	case !isASN && e.Prefix.IsValid():
		asked = resource.OfCIDR(e.Prefix)
	}
	if asked.IsZero() || said.IsZero() || asked == said {
		return answer{}
	}
	return fails("The message is about another resource than the one asked for.",
		fmt.Sprintf("%s, and %s was asked for", said.Name(), asked.Name()),
		"Compose and sign a message for the resource that is to be provisioned, or ask for the message's.")
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
