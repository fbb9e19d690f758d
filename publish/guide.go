package publish

import (
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/registry"
)

// A Guide is how a person makes a change at one registry.
type Guide struct {
	Title string   // what is to be done, in one line
	Steps []string // in order
	Text  string   // exactly what to paste, to send, or to delete, without a final newline
	Never []string // places to keep away from
	Risks []string // how the text can break on the way there, and what prevents that
}

// Guide tells how to make the change by hand. Its error is a [*problem.Problem].
func (c Change) Guide() (Guide, error) {
	rule, err := c.rule()
	if err != nil {
		return Guide{}, err
	}
	guide := Guide{
		Title: fmt.Sprintf("publish the certificate at %s, in the %s of %s", rule.Name, rule.Field, c.name()),
		Steps: c.steps(rule),
		Text:  rule.Prefix + c.line(),
		Never: rule.Never,
		Risks: c.risks(),
	}
	if c.Remove {
		guide.Title = fmt.Sprintf("take the certificate out of the %s of %s, at %s", rule.Field, c.name(), rule.Name)
		guide.Never = nil
	}
	if rule.MailTo != "" {
		guide.Text = c.letter(rule)
	}
	return guide, nil
}

func (c Change) steps(rule registry.Rule) []string {
	switch {
	case c.Registry == registry.ARIN && !c.isRange():
		return c.stepsARIN()
	case c.Remove:
		return c.stepsRemove(rule)
	case c.isRange():
		return rule.RangeSteps
	}
	return rule.ASNSteps
}

// stepsARIN are the steps for an ASN, which no program can take.
func (c Change) stepsARIN() []string {
	last := "Paste the line below into the ASN's Public Comments, after what is there."
	if c.Remove {
		last = "Delete the line below from the ASN's Public Comments, and leave the others."
	}
	return []string{
		"Sign in to ARIN's Account Manager (ARIN Online) and open the ASN.",
		`Choose "Modify ASN". There is no API for it: this is the only way.`,
		last,
		"Leave the aut-num in ARIN's IRR alone: it is another object, and AWS does not read it.",
	}
}

func (c Change) stepsRemove(rule registry.Rule) []string {
	object := "the aut-num object"
	if c.isRange() {
		object = "the object of the range, or of the block that has the certificate,"
	}
	switch c.Registry {
	case registry.RIPE:
		return []string{
			"Sign in to the RIPE Database and open " + object + " for an update.",
			"Delete the attribute below, and leave the others as they are.",
		}
	case registry.ARIN:
		return []string{
			"Sign in to ARIN's Account Manager and open the network, or the block that has the certificate.",
			"Delete the line below from the network's Public Comments, and leave the others.",
		}
	}
	return []string{
		"Mail the text below to " + rule.MailTo + ", from the address of an authorized contact.",
		"APNIC's staff takes the line out; this can take days.",
	}
}

// mailLine is how long a line in a mail may be, in characters, without the line
// end (RFC 5322 section 2.1.1).
const mailLine = 998

// risks says how the line can break on its way into the record.
func (c Change) risks() []string {
	if c.Remove {
		return nil
	}
	var risks []string
	line := c.line()
	switch c.Registry {
	case registry.APNIC:
		if len(line) > mailLine {
			risks = append(risks, fmt.Sprintf("the line has %d characters, and mail servers break lines after %d: a plain mail gets a blank into the certificate, "+
				"which AWS cannot read then; send a mail that is encoded as quoted-printable, or attach the text", len(line), mailLine))
		}
	case registry.RIPE:
		if strings.Contains(line, "+") {
			risks = append(risks, "the line has a + in it, which a form sent as application/x-www-form-urlencoded turns into a blank: "+
				"send syncupdates as multipart/form-data (curl --form)")
		}
		risks = append(risks, "on several lines, the RIPE Database drops those that are equal, and a + at the beginning of one: keep it on one line")
	case registry.ARIN:
		risks = append(risks, "an editor that breaks the line breaks the certificate: see that the form shows one line before it is sent")
	}
	return risks
}
