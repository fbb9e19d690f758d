package publish

import (
	"bytes"
	"fmt"
	"mime/quotedprintable"
	"strings"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
)

// subject is what the mail to a registry's staff is about.
func (c Change) subject(rule registry.Rule) string {
	if c.Remove {
		return fmt.Sprintf("Please take a certificate out of the %s of %s", rule.Field, c.name())
	}
	return fmt.Sprintf("Please add a certificate to the %s of %s", rule.Field, c.name())
}

// letter is what to write to a registry whose staff makes the change.
func (c Change) letter(rule registry.Rule) string {
	if c.Remove {
		return fmt.Sprintf(`Dear hostmaster,

please take the following line out of the %s of %s. It is the public
certificate by which Amazon Web Services verified that we hold the resource,
and is no longer needed. Please leave everything else as it is.

%s

Thank you.`, rule.Field, c.name(), c.line())
	}
	return fmt.Sprintf(`Dear hostmaster,

please add the following line to the %s of %s. It has to stay on one
line, exactly as it is. It is a public certificate by which Amazon Web
Services verifies that we hold the resource.

%s

Thank you.`, rule.Field, c.name(), c.line())
}

// Mail writes the mail that asks for the change, to be sent as it is: lines of
// less than 78 characters that end in CR LF (RFC 5322), with a body in
// quoted-printable, which decodes to the text of [Change.Guide]. It has no From:
// the program that sends it adds the sender, who has to be an authorized contact.
// X-Unsent has mail programs open it to be sent.
func (c Change) Mail(date time.Time) ([]byte, error) {
	rule, err := c.rule()
	if err != nil {
		return nil, err
	}
	if rule.MailTo == "" {
		return nil, &problem.Problem{ID: noMail, What: rule.Name + " makes no change by mail"}
	}
	var b bytes.Buffer
	for _, header := range []string{
		"To: " + rule.MailTo,
		"Subject: " + c.subject(rule),
		"Date: " + date.Format(time.RFC1123Z),
		"X-Unsent: 1",
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=us-ascii",
		"Content-Transfer-Encoding: quoted-printable",
	} {
		b.WriteString(header + "\r\n")
	}
	b.WriteString("\r\n")
	body := quotedprintable.NewWriter(&b)
	_, err = body.Write([]byte(strings.ReplaceAll(c.letter(rule)+"\n", "\n", "\r\n")))
	if err == nil {
		err = body.Close()
	}
	return b.Bytes(), err
}
