package preflight

import (
	"errors"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// A reading is what was read of the message.
type reading struct {
	message  message.Message                   // the zero value if the text is none
	meant    message.Message                   // what it was meant to be, if it is not that and this can be told
	resource resource.Resource                 // that it names; the zero value if it does not
	problems map[problem.ID][]*problem.Problem // by the check that they belong to
	slips    []problem.ID                      // the checks whose fix is to send what was meant
}

// readMessage reads the message, and what is wrong with it.
func (e *Evidence) readMessage() reading {
	t := reading{problems: map[problem.ID][]*problem.Problem{}}
	if e.Message == "" {
		return t
	}
	m, err := message.Parse(e.Message)
	if err == nil {
		t.message, t.meant, t.slips = m, withDigits(m), []problem.ID{MessageAccount}
	} else {
		m = t.misread(err)
	}
	t.resource = m.Resource()
	if t.resource.IsZero() {
		t.resource = fourthField(e.Message)
	} else {
		t.sort(e.concerns(m))
	}
	if t.meant != (message.Message{}) && slices.ContainsFunc(e.concerns(t.meant), refused) {
		t.slips = nil // what was meant is not worth sending
	}
	return t
}

func refused(p *problem.Problem) bool { return !p.Minor }

// misread takes what is wrong with a text that is not a message, and returns what
// was meant.
func (t *reading) misread(err error) message.Message {
	t.sort(problem.All(err))
	for id := range t.problems {
		t.slips = append(t.slips, id)
	}
	if list, ok := errors.AsType[*problem.List](err); ok {
		t.meant, _ = message.Parse(list.Meant)
	}
	return t.meant
}

// concerns are what is wrong with a message that can be read, but for the day if
// no time is given.
func (e *Evidence) concerns(m message.Message) []*problem.Problem {
	return slices.DeleteFunc(m.Check(e.Now), func(p *problem.Problem) bool { return p.ID == problem.NoTime })
}

// sort gives each problem to its check.
func (t *reading) sort(problems []*problem.Problem) {
	for _, p := range problems {
		id := checkOf(p)
		t.problems[id] = append(t.problems[id], p)
	}
}

// checkOf is the check that a problem belongs to.
func checkOf(p *problem.Problem) problem.ID {
	switch p.ID {
	case message.MissingField, message.InventedField, message.FieldOrder:
		return MessageFormat
	case resource.NotPublic:
		return ResourcePublic
	}
	switch p.Field {
	case message.FieldAccount:
		return MessageAccount
	case message.FieldResource:
		return MessageResource
	case message.FieldExpiry:
		return MessageExpiry
	}
	return MessageFormat
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
func (e *Evidence) askedFor() resource.Resource {
	switch {
	case e.ASN != 0:
		return resource.OfASN(e.ASN)
	case e.Prefix.IsValid() && (e.RecordOnly || e.Record == nil || e.Record.Class != rdap.Autnum):
		return resource.OfCIDR(e.Prefix)
	}
	return resource.Resource{}
}

// fourthField reads the resource of a text that is wrong elsewhere.
func fourthField(text string) resource.Resource {
	fields := strings.Split(text, "|")
	if len(fields) < 4 || fields[0] != "1" || fields[1] != "aws" {
		return resource.Resource{}
	}
	r, _ := resource.Parse(fields[3])
	return r
}

// read is the message: as it was sent, or as it was meant.
func (t reading) read() message.Message {
	if t.message == (message.Message{}) {
		return t.meant
	}
	return t.message
}

// blocks says whether the check of one field leaves that of another one open:
// there is no message, or none can be read for the sake of that field.
func (e *Evidence) blocks(other, own problem.ID) bool {
	switch {
	case own == ResourcePublic && !e.Resource().IsZero():
		return false
	case e.Message == "":
		return other == MessageFormat
	}
	return e.text.read() == (message.Message{}) && len(e.text.problems[own]) == 0 && len(e.text.problems[other]) > 0
}
