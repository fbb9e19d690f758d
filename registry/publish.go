package registry

import (
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// A Guide is how to publish a certificate at one registry.
type Guide struct {
	Title string   // what is to be done, in one line
	Steps []string // in order
	Text  string   // exactly what to paste or mail, without a final newline
	Never []string // places to keep away from
}

// Publish tells how to publish a certificate, given in its one-line form, on the
// record of an ASN or range; the zero value is an ASN that is not named.
// Its error is a [*problem.Problem]: [NotSupported] or [NotOneLine].
func (r Registry) Publish(o resource.Resource, oneLine string) (Guide, error) {
	rule := r.Rule()
	if rule.Name == "" {
		_, err := Parse(string(r))
		return Guide{}, err
	}
	if !rule.Supported {
		return Guide{}, &problem.Problem{ID: NotSupported, What: "AWS takes no proof that is published at " + rule.Name,
			Fix: "it reads the records of ARIN, RIPE NCC and APNIC alone"}
	}
	if strings.ContainsAny(oneLine, "\r\n") || !strings.HasPrefix(oneLine, "-----BEGIN CERTIFICATE-----") {
		return Guide{}, &problem.Problem{ID: NotOneLine, Field: "certificate", What: "is not in its one-line form", Fix: "give both markers and the base64 on one line"}
	}
	steps := rule.ASNSteps
	if _, isRange := o.CIDR(); isRange {
		steps = rule.RangeSteps
	}
	guide := Guide{
		Title: fmt.Sprintf("publish the certificate at %s, in the %s of %s", rule.Name, rule.Field, name(o)),
		Steps: steps,
		Text:  rule.Prefix + oneLine,
		Never: rule.Never,
	}
	if rule.MailTo != "" {
		guide.Text = mail(rule, name(o), oneLine)
	}
	return guide, nil
}

// mail is the text to send to a registry whose staff makes the change.
func mail(rule Rule, o string, oneLine string) string {
	return fmt.Sprintf(`To: %s
Subject: Please add a certificate to the %s of %s

Dear hostmaster,

please add the following line to the %s of %s. It has to stay on one
line, exactly as it is. It is a public certificate by which Amazon Web
Services verifies that we hold the resource.

%s

Thank you.`, rule.MailTo, rule.Field, o, rule.Field, o, oneLine)
}

// name is the resource as it stands in a sentence.
func name(r resource.Resource) string {
	if r.IsZero() {
		return "your ASN"
	}
	return r.Name()
}
