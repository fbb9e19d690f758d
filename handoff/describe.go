package handoff

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
)

// An Item is one message of a request, as it stands on a day.
type Item struct {
	Message  message.Message    `json:"message"`
	Days     int                `json:"days"`               // until it expires, in UTC; negative when it has
	Problems []*problem.Problem `json:"problems,omitempty"` // of [message.Message.Check]
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
func (i Item) String() string { return i.permits() + "; " + i.expires() }

func (i Item) permits() string {
	m := i.Message
	what := "AS" + m.Resource().String()
	if _, ok := m.Resource().CIDR(); ok {
		what = m.Resource().String()
	}
	return fmt.Sprintf("AWS account %s may announce %s", hyphens(m.Account()), what)
}

func (i Item) expires() string {
	d := i.Message.Expiry()
	return fmt.Sprintf("expires %04d-%02d-%02d, %s", d.Year, d.Month, d.Day, until(i.Days))
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

// rowWidth bounds what Describe writes in a row. A terminal wraps a longer one, and
// then shows the second half at the first column, where it may pass for a line of
// its own.
const rowWidth = 72

// Describe says in plain words what will be signed, in lines to show before one
// asks whether to sign it. They are printable ASCII, and short enough for a
// terminal of 80 columns. What somebody else has written stands behind a bar in
// each of its rows, with each run of blanks in the note as one blank: it cannot
// draw lines that look like the others. Days are counted in UTC.
func (r *Request) Describe(now time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digest: %s\n", r.Digest())
	barred(&b, "signer: ", r.options.Signer.describe())
	if r.options.Note != "" {
		barred(&b, "note:   ", fold(r.options.Note, 60))
	}
	for i, item := range r.Items(now) {
		fmt.Fprintf(&b, "\n%d of %d: %s\n", i+1, len(r.messages), item.permits())
		fmt.Fprintf(&b, "    %s\n", item.expires())
		fmt.Fprintf(&b, "    %s\n", item.Message)
		for _, p := range item.Problems {
			careful := fold("careful: "+p.Error(), rowWidth-6)
			fmt.Fprintf(&b, "    %s\n", strings.Join(careful, "\n      "))
		}
	}
	return b.String()
}

// Summary says how many messages there are, and for whom, in rows as short as
// [Request.Describe]'s, without a line's end: "2 messages, for 1 account:
// 1234-5678-9012". Of many accounts it names the first ones.
func (r *Request) Summary() string {
	const most = 8
	var accounts []string
	for _, m := range r.messages {
		if account := hyphens(m.Account()); !slices.Contains(accounts, account) {
			accounts = append(accounts, account)
		}
	}
	text := fmt.Sprintf("%s, for %s: ", problem.Count(len(r.messages), "message"), problem.Count(len(accounts), "account"))
	text += strings.Join(accounts[:min(most, len(accounts))], ", ")
	if more := len(accounts) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(fold(text, rowWidth), "\n    ")
}

// barred writes rows, each of them behind a bar, and the first behind a name too.
func barred(b *strings.Builder, name string, rows []string) {
	for _, row := range rows {
		b.WriteString(strings.TrimRight(name+"| "+row, " ") + "\n")
		name = strings.Repeat(" ", len(name))
	}
}

// fold breaks a text between words into rows of at most a width, and longer words
// anywhere. There is a row at least.
func fold(text string, width int) []string {
	rows := []string{""}
	for word := range strings.FieldsSeq(text) {
		row := &rows[len(rows)-1]
		switch {
		case *row == "":
			*row = word
		case len(*row)+1+len(word) <= width:
			*row += " " + word
		default:
			rows = append(rows, word)
		}
		for last := rows[len(rows)-1]; len(last) > width; last = rows[len(rows)-1] {
			rows[len(rows)-1] = last[:width]
			rows = append(rows, last[width:])
		}
	}
	return rows
}
