package message

import (
	"strings"

	"github.com/byoasn/byoasn/resource"
)

// maxLength bounds what Parse looks at. The longest message, with a full IPv6
// prefix, has 85 bytes; the rest is room for slips worth explaining.
const maxLength = 1024

// form is the mend for a text that is something else altogether.
const form = "the message has the form 1|aws|ACCOUNT|ASN or CIDR|YYYYMMDD|SHA256|RSAPSS"

// Parse reads a message. It succeeds only if String gives s back. Its error is
// an [*Error] with every problem found.
func Parse(s string) (Message, error) {
	e := &Error{Text: s}
	m := e.parse(s)
	if len(e.Problems) == 0 {
		m.text = s
		return m, nil
	}
	e.finish(m)
	return Message{}, e
}

func (e *Error) add(p Problem) {
	e.Problems = append(e.Problems, p)
}

// parse reads as much of a message as it can and adds what is wrong with it.
func (e *Error) parse(s string) Message {
	switch {
	case s == "":
		e.add(Problem{ID: Empty, Field: Whole, What: "is empty", Mend: form})
		return Message{}
	case len(s) > maxLength:
		e.add(Problem{ID: TooLong, Field: Whole, Seen: s, What: "is far too long for a message", Mend: form})
		return Message{}
	case isROARequest(strings.Split(s, bar)):
		e.add(Problem{ID: ROARequest, Field: Whole, Seen: s,
			What: "is a registry's ROA request, not a message for AWS", Mend: form})
		return Message{}
	}
	core, known := e.unwrap(s)
	if !known {
		return Message{}
	}
	texts, recognised := e.align(strings.Split(core, bar))
	if !recognised {
		e.add(Problem{ID: NotAMessage, Field: Whole, Seen: core, What: "does not look like a message for AWS", Mend: form})
		return Message{}
	}
	return e.readFields(texts)
}

// finish adds to an error what alone would not have been one, and the message
// that was meant if all of it can be told.
func (e *Error) finish(m Message) {
	account, err := AccountDigits(m.account)
	if m.account != account && m.account != "" {
		e.add(accountProblem(m.account))
	}
	if err == nil && !m.resource.IsZero() && m.expiry != (Date{}) {
		e.Meant = join(account, m.resource.String(), m.expiry.String())
	}
}

// readFields reads the text that stands in each place; a place with none has
// its problem already.
func (e *Error) readFields(texts [places]string) Message {
	m := Message{account: texts[placeAccount]}
	for i, want := range constants {
		if want != "" && texts[i] != "" && texts[i] != want {
			e.add(constantProblem(names[i], texts[i], want))
		}
	}
	if text := texts[placeResource]; text != "" {
		r, problem := resource.Read(text)
		m.resource = r
		if problem != nil {
			e.add(ofResource(problem))
		}
	}
	if text := texts[placeExpiry]; text != "" {
		m.expiry = e.readExpiry(text)
	}
	return m
}

// readExpiry reads the date, or guesses it from a spelling with dashes.
func (e *Error) readExpiry(text string) Date {
	d, err := ParseDate(text)
	if err == nil {
		return d
	}
	problem := err.(Problem)
	e.add(problem)
	if digits, ok := undash(text); ok {
		d, _ = ParseDate(digits)
	}
	return d
}

func constantProblem(field Field, text, want string) Problem {
	what := "is not what every message has there"
	if field == FieldCloud && strings.HasPrefix(text, "aws-") {
		what = "is a partition for which no message is documented"
	}
	return Problem{ID: WrongConstant, Field: field, Seen: text, What: what, Mend: "write " + want}
}

// isROARequest recognises what a registry signs for a hosted ROA:
// 1|TIMESTAMP|NAME|ASN|PREFIX|LENGTH|MAXLENGTH|.
func isROARequest(fields []string) bool {
	if len(fields) < 6 || fields[0] != version {
		return false
	}
	timestamp := fields[1]
	return len(timestamp) >= 9 && strings.Trim(timestamp, "0123456789") == "" && !isAccount(timestamp)
}
