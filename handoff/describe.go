package handoff

import (
	"fmt"
	"strings"
	"time"

	"github.com/byoasn/byoasn/message"
)

// An Item is one message of a request, as it stands on a day.
type Item struct {
	Message  message.Message
	Days     int               // until it expires, in UTC; negative when it has
	Problems []message.Problem // of [message.Message.Check]
}

// Items returns what is asked for, in the order of the request.
func (r *Request) Items(now time.Time) []Item {
	items := make([]Item, len(r.messages))
	for i, m := range r.messages {
		items[i] = Item{m, m.Expiry().DaysAfter(message.DateOf(now)), m.Check(now)}
	}
	return items
}

// String says in plain words what a signature over the message permits, and
// until when.
func (i Item) String() string {
	m := i.Message
	d := m.Expiry()
	what := "AS" + m.Resource().String()
	if _, ok := m.Resource().CIDR(); ok {
		what = m.Resource().String()
	}
	return fmt.Sprintf("AWS account %s may announce %s; expires %04d-%02d-%02d, %s", hyphens(m.Account()), what, d.Year, d.Month, d.Day, until(i.Days))
}

// hyphens writes an account number as AWS's console shows it.
func hyphens(account string) string {
	if len(account) != 12 {
		return account
	}
	return account[:4] + "-" + account[4:8] + "-" + account[8:]
}

func until(days int) string {
	switch {
	case days < -1:
		return fmt.Sprintf("%d days ago", -days)
	case days == -1:
		return "yesterday"
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	}
	return fmt.Sprintf("in %d days", days)
}

// Describe says in plain words what will be signed, in lines to show before one
// asks whether to sign it. They are printable ASCII. Days are counted in UTC.
func (r *Request) Describe(now time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digest: %s\n", r.Digest())
	fmt.Fprintf(&b, "signer: %s\n", r.options.Signer.describe())
	if r.options.Note != "" {
		fmt.Fprintf(&b, "note:   %q\n", r.options.Note)
	}
	for i, item := range r.Items(now) {
		fmt.Fprintf(&b, "\n%d of %d: %s\n", i+1, len(r.messages), item)
		fmt.Fprintf(&b, "    %s\n", item.Message)
		for _, problem := range item.Problems {
			fmt.Fprintf(&b, "    careful: %s\n", problem)
		}
	}
	return b.String()
}

func (s Signer) describe() string {
	var lines []string
	if !s.Certificate.IsZero() {
		lines = append(lines, "the certificate SHA-256 "+s.Certificate.String())
	}
	if !s.PublicKey.IsZero() {
		lines = append(lines, "the public key SHA-256 "+s.PublicKey.String())
	}
	if len(lines) == 0 {
		return "any key, as the request names none"
	}
	return strings.Join(lines, "\n        ")
}
