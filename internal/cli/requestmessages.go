package cli

import (
	"fmt"
	"slices"

	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/message"
)

// compose makes the messages, or reads them, and warns of what is risky in them.
func (r *requestFlags) compose(a *app) (messages []message.Message, err error) {
	switch {
	case r.from != "":
		messages, err = a.messagesFrom(r.from)
	case len(r.messages) > 0:
		for _, text := range r.messages {
			m, _, err := a.signable(text)
			if err != nil {
				return nil, faulty("--message", err)
			}
			if slices.Contains(messages, m) {
				return nil, fmt.Errorf("--message %s is given twice", a.shell.Quote(text))
			}
			messages = append(messages, m)
		}
	default:
		messages, err = r.composeFields(a)
	}
	warned := map[string]bool{} // of one day that is near, once
	for _, m := range messages {
		if err == nil {
			a.warnOfRegistry(m.Resource())
		}
		for _, p := range m.Check(a.Now()) {
			if text := p.Error(); !warned[text] && err == nil {
				warned[text] = true
				a.warn("%s", text)
			}
		}
	}
	return messages, err
}

func (r *requestFlags) composeFields(a *app) ([]message.Message, error) {
	fields := message.Fields{AllowReserved: r.allowReserved}
	var err error
	if fields.Account, err = a.account(r.account); err != nil {
		return nil, err
	}
	if r.expires != "" {
		if fields.Expires, err = a.parseDay("--expires", r.expires); err != nil {
			return nil, err
		}
	}
	resources, err := a.readResources(r.asns, r.cidrs)
	if err != nil {
		return nil, err
	}
	var messages []message.Message
	for _, fields.Resource = range resources {
		m, err := message.New(fields, a.Now())
		if err != nil {
			return nil, reservedHint(err)
		}
		messages = append(messages, m)
	}
	return messages, nil
}

// messagesFrom reads a message a line. Blank lines are left out.
func (a *app) messagesFrom(path string) ([]message.Message, error) {
	input, err := a.open(path)
	if err != nil {
		return nil, err
	}
	defer input.Close()
	var messages []message.Message
	at := map[string]int{} // the line of each
	lines, line := newLineReader("the messages", input), 0
	for text, ok := lines.next(); ok; text, ok = lines.next() {
		line++
		if len(text) == 0 {
			continue
		}
		m, _, err := a.signable(string(text))
		if err != nil {
			return nil, faulty(fmt.Sprintf("%s: line %d", inputName(path), line), err)
		}
		if first, found := at[m.String()]; found {
			return nil, fmt.Errorf("%s: line %d: the message is that of line %d: ask for each once", inputName(path), line, first)
		}
		at[m.String()] = line
		if messages = append(messages, m); len(messages) > handoff.MaxMessages {
			break // to be refused
		}
	}
	switch {
	case lines.err != nil:
		return nil, fmt.Errorf("%s: after line %d: %w", inputName(path), line, lines.err)
	case len(messages) == 0:
		return nil, fmt.Errorf("%s has no message: write one a line", inputName(path))
	}
	return messages, nil
}
