package preflight

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/byoasn/byoasn/internal/page"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
)

// Markdown writes the report for a change ticket, in CommonMark and nothing more,
// which every forge shows. Text from outside is escaped: it stays text.
func (report *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Pre-flight: %s\n\n**%s**\n\n%s.\n", cmp.Or(escape(report.Resource), "BYOASN"), escape(report.Headline), report.counts())
	if len(report.Steps) > 0 {
		b.WriteString("\n### To do\n\n")
		for i, step := range report.Steps {
			fmt.Fprintf(&b, "%d. %s\n", i+1, escape(step))
		}
	}
	if report.Next != "" {
		fmt.Fprintf(&b, "\n### Next\n\n```sh\n%s\n```\n", problem.Visible(report.Next))
	}
	o := report.ordered()
	if len(o.wrong) > 0 {
		b.WriteString("\n### What is wrong or unknown\n")
	}
	for _, c := range o.wrong {
		b.WriteString(c.markdown())
	}
	for _, rest := range []struct {
		checks []Check
		what   string
	}{{o.passed, "passed"}, {o.idle, "not made"}} {
		if n := len(rest.checks); n > 0 {
			fmt.Fprintf(&b, "\n### %s %s\n\n%s\n", problem.Count(n, "check"), rest.what, names(rest.checks))
		}
	}
	b.WriteString("\n### What it is about\n\n")
	for _, row := range report.facts() {
		fmt.Fprintf(&b, "- %s: %s\n", row[0], code(row[1]))
	}
	return b.String()
}

// names are the checks' IDs, on one line.
func names(checks []Check) string {
	var all []string
	for _, c := range checks {
		all = append(all, "`"+string(c.ID)+"`")
	}
	return strings.Join(all, ", ")
}

// markdown writes a check that has something to say: a list in a list, which every
// forge shows the same.
func (c Check) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n- **%s** `%s`: %s\n", c.Verdict, c.ID, escape(c.Summary))
	if c.Seen != "" {
		fmt.Fprintf(&b, "  - Seen: %s\n", code(c.Seen))
	}
	if c.Fix != "" {
		fmt.Fprintf(&b, "  - To do: %s\n", escape(c.Fix))
	}
	if url := pages[c.Reference]; url != "" {
		fmt.Fprintf(&b, "  - See: [%s](%s)\n", escape(c.Reference), url)
	} else if c.Reference != "" {
		fmt.Fprintf(&b, "  - See: %s\n", escape(c.Reference))
	}
	return b.String()
}

// facts are what the report is about, as rows of a name and a value.
func (report *Report) facts() [][2]string {
	expires, err := message.ParseDate(report.Expires)
	rows := [][2]string{{"Resource", report.Resource}, {"Account", report.Account}}
	if err == nil {
		rows = append(rows, [2]string{"Message expires", expires.Start().Format(time.DateOnly)})
	}
	if record := report.Record; record != nil {
		source, url := string(record.Source), record.URL
		if record.Database != "" {
			source += ", with " + string(record.Database)
		}
		if record.DatabaseURL != "" {
			url = strings.TrimPrefix(url+" and "+record.DatabaseURL, " and ")
		}
		rows = append(rows, [2]string{"Record", fmt.Sprintf("%s %s (%s)", record.Class, record.Handle, source)},
			[2]string{"Registry", record.Registry.Rule().Name}, [2]string{"Read from", url}, [2]string{"IANA's list of", record.Snapshot})
	}
	if cert := report.Certificate; cert != nil {
		rows = append(rows, [2]string{"Certificate", fmt.Sprintf("%s, until %s", cert.Subject, cert.NotAfter.Format(time.DateOnly))},
			[2]string{"Certificate SHA-256", cert.SHA256}, [2]string{"Found", cert.Place})
	}
	rows = append(rows, [2]string{"Judged for", page.Time(report.At)})
	known := rows[:0]
	for _, row := range rows {
		if row[1] != "" {
			known = append(known, row)
		}
	}
	return known
}

// code puts text from outside into a code span, where a ticket system sees no
// names, links or images in it. Within a table a bar needs a backslash even there.
func code(s string) string {
	s = strings.ReplaceAll(problem.Visible(s), "|", `\|`)
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		s = " " + s + " "
	}
	return fence + s + fence
}

// escape keeps text from being read as markup: CommonMark lets a backslash stand
// before any ASCII punctuation. What begins HTML becomes an entity, for readers
// that take HTML out before they look for backslashes.
func escape(s string) string {
	const markup = "\\`*_{}[]()#+!|~"
	var b strings.Builder
	for _, r := range problem.Visible(s) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune(markup, r):
			b.WriteByte('\\')
			fallthrough
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
