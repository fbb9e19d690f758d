package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
)

const messageLong = `Compose the message that is signed and sent to AWS, on one line:

  1|aws|ACCOUNT|ASN or CIDR|YYYYMMDD|SHA256|RSAPSS

ACCOUNT is the AWS account; for BYOASN the IPAM administrator's. The message
expires on the day given, by default the last day of the next month (UTC).`

// A messageFlags is the command "message".
type messageFlags struct {
	resourceFlags
	account, expires string
	allowReserved    bool
}

func (a *app) messageCommand() *cobra.Command {
	m := &messageFlags{}
	cmd := &cobra.Command{
		Use:     "message",
		Short:   "compose the message to sign",
		Long:    messageLong,
		Example: "  byoasn message --account 123456789012 --asn 12345\n  byoasn message --account 123456789012 --cidr 198.51.100.0/24 --expires 20271231 --allow-reserved",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := need(cmd, "account"); err != nil {
				return err
			}
			return a.message(m)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&m.account, "account", "", "the AWS account `NUMBER`, 12 digits")
	flags.StringVar(&m.expires, "expires", "", "the day on which the message expires, as `YYYYMMDD`, or in how long, such as 30d")
	flags.BoolVar(&m.allowReserved, "allow-reserved", false, "take an ASN or range that is not public, for tests: AWS will refuse it")
	m.resourceFlags.add(cmd, "your address `RANGE`, such as 198.51.100.0/24")
	a.takes(cmd, fromAccount(), fromASN(), fromCIDR())
	a.judgedAt(cmd, "compose it as at this `TIME`: YYYY-MM-DD, YYYYMMDD, RFC 3339, or in how long, such as 30d")
	return cmd
}

func (a *app) message(m *messageFlags) error {
	fields, err := m.fields(a)
	if err != nil {
		return err
	}
	composed, err := message.New(fields, a.Now())
	if err != nil {
		return reservedHint(err)
	}
	for _, p := range composed.Check(a.Now()) {
		a.warn("%s", p)
	}
	a.warnOfRegistry(composed.Resource())
	if _, err := fmt.Fprintln(a.Stdout, composed); err != nil {
		return err
	}
	a.note("the message expires on %s (UTC)", composed.Expiry().Start().Format("2 January 2006"))
	a.madeMessage(composed)
	next := `signed_message=$(%s sign --key private-key.pem "$text_message")`
	if a.shell == provision.PowerShell {
		next = `$signed_message = %s sign --key private-key.pem "$text_message"`
	}
	a.next(next, a.name)
	return nil
}

// fields reads the flags, and says what it changed about them.
func (m *messageFlags) fields(a *app) (message.Fields, error) {
	f := message.Fields{AllowReserved: m.allowReserved}
	var err error
	if f.Account, err = a.account(m.account); err != nil {
		return f, err
	}
	if f.Resource, err = m.resourceFlags.read(a); err != nil {
		return f, err
	}
	if f.Resource.IsZero() {
		return f, hint(fmt.Errorf("%s message needs --asn or --cidr", a.name), "see "+a.name+" message -h")
	}
	if m.expires != "" {
		f.Expires, err = a.parseDay("--expires", m.expires)
	}
	return f, err
}

// account reads an account number, with hyphens or without.
func (a *app) account(text string) (string, error) {
	account, err := message.ParseAccount(text)
	if err == nil && account != text {
		a.note("wrote the account %s as %s: the message has no hyphens", text, account)
	}
	return account, err
}

// reservedHint tells how to compose a message for documentation, if that was
// all that stood in the way.
func reservedHint(err error) error {
	var e *problem.List
	if errors.As(err, &e) && len(e.Problems) == 1 && e.Problems[0].ID == resource.NotPublic {
		return hint(err, "for documentation and tests, --allow-reserved composes it all the same")
	}
	return err
}

// parseDay reads a day given to a flag: a date, or a time from now, such as 30d.
func (a *app) parseDay(flag, text string) (message.Date, error) {
	if fromNow, err := parseDuration(text); err == nil && fromNow > 0 {
		return message.DateOf(a.Now().Add(fromNow)), nil
	}
	day, err := message.ParseDate(text)
	var p *problem.Problem
	if errors.As(err, &p) {
		return day, fmt.Errorf("%s %q %s; %s", flag, p.Seen, p.What, p.Fix)
	}
	return day, err
}
