package message

import (
	"cmp"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// maxLength bounds what Parse looks at. The longest message, with a full IPv6
// prefix, has 85 bytes; the rest is room for slips worth explaining.
const maxLength = 1024

// form is the fix for a text that is something else altogether.
const form = "the message has the form 1|aws|ACCOUNT|ASN or CIDR|YYYYMMDD|SHA256|RSAPSS"

// Parse reads a message. It succeeds only if String gives s back. Its error is
// a [*problem.List] with every problem found, in the order of the text. A
// problem says which bytes of s it is about; one with no bytes (Start == End) is
// a field that is missing there.
func Parse(s string) (Message, error) {
	var p parser
	m := p.parse(s)
	if len(p.list.Problems) == 0 {
		m.text = s
		return m, nil
	}
	p.finish(m)
	return Message{}, &p.list
}

// A parser collects what is wrong with one text.
type parser struct {
	list    problem.List
	account field // as it stands in the text
}

func (p *parser) add(found *problem.Problem, at field) {
	found.Start, found.End = at.start, at.end
	p.list.Problems = append(p.list.Problems, found)
}

// parse reads as much of a message as it can and adds what is wrong with it.
func (p *parser) parse(s string) Message {
	all := field{end: len(s)}
	if found := notAMessage(s); found != nil {
		p.add(found, all)
		return Message{}
	}
	core, known := p.unwrap(s)
	if !known {
		return Message{}
	}
	placed, recognised := p.align(core.split(len(s)))
	if !recognised {
		found := &problem.Problem{ID: noMessage, Field: whole, Seen: string(core.text), What: "does not look like a message for AWS", Fix: form}
		if keyMaterial().MatchString(found.Seen) {
			found.Seen, found.What = "", "is base64, which is not repeated here because it may be of a key"
		}
		p.add(found, all)
		return Message{}
	}
	return p.readFields(placed)
}

// finish adds to an error what alone would not have been one, and the message
// that was meant if all of it can be told, and puts the problems in order.
func (p *parser) finish(m Message) {
	account, err := ParseAccount(m.account)
	if m.account != account && m.account != "" {
		p.add(accountProblem(m.account), p.account)
	}
	if err == nil && !m.resource.IsZero() && m.expiry != (Date{}) {
		p.list.Meant = join(account, m.resource.String(), m.expiry.String())
	}
	slices.SortStableFunc(p.list.Problems, func(a, b *problem.Problem) int { return cmp.Compare(a.Start, b.Start) })
}

// readFields reads the text that stands in each place; a place with none has
// its problem already.
func (p *parser) readFields(placed [places]field) Message {
	for i, want := range constants {
		if text := placed[i].text; want != "" && text != "" && text != want {
			p.add(constantProblem(names[i], text, want), placed[i])
		}
	}
	p.account = placed[placeAccount]
	m := Message{account: p.account.text}
	if at := placed[placeResource]; at.text != "" {
		r, found := resource.Read(at.text)
		m.resource = r
		if found != nil {
			p.add(found, at)
		}
	}
	if at := placed[placeExpiry]; at.text != "" {
		m.expiry = p.readExpiry(at)
	}
	return m
}

// readExpiry reads the date, or guesses it from a spelling with dashes.
func (p *parser) readExpiry(at field) Date {
	d, found := readDate(at.text)
	if found == nil {
		return d
	}
	p.add(found, at)
	if digits, ok := undash(at.text); ok {
		d, _ = readDate(digits)
	}
	return d
}

func constantProblem(name, text, want string) *problem.Problem {
	what := "is not what every message has there"
	if name == fieldPartition && strings.HasPrefix(text, "aws-") {
		what = "is a partition for which no message is documented"
	}
	return &problem.Problem{ID: wrongConstant, Field: name, Seen: text, What: what, Fix: "write " + want}
}
