package preflight

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/byoasn/byoasn/message"
)

// Markdown writes the report for a change ticket, in CommonMark with the tables
// of GitHub and GitLab. Text from outside is escaped: it stays text.
func (report *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Pre-flight: %s\n\n**%s**\n", cmp.Or(escape(report.Resource), "BYOASN"), escape(report.Headline))
	if len(report.Steps) > 0 {
		b.WriteString("\n### To do\n\n")
		for i, step := range report.Steps {
			fmt.Fprintf(&b, "%d. %s\n", i+1, escape(step))
		}
	}
	b.WriteString("\n### Facts\n\n| | |\n|---|---|\n")
	for _, row := range report.facts() {
		fmt.Fprintf(&b, "| %s | %s |\n", row[0], code(row[1]))
	}
	b.WriteString("\n### Checks\n\n| verdict | check | what was found |\n|---|---|---|\n")
	for _, c := range report.Checks {
		fmt.Fprintf(&b, "| %s | `%s` | %s |\n", strong(c), c.ID, c.markdown())
	}
	if report.Next != "" {
		fmt.Fprintf(&b, "\n### Next\n\n```sh\n%s\n```\n", visible(report.Next))
	}
	return b.String()
}

// strong is a check's verdict, in bold if it is not a pass.
func strong(c Check) string {
	if c.Verdict == Pass || c.aside() {
		return string(c.Verdict)
	}
	return "**" + string(c.Verdict) + "**"
}

func (c Check) markdown() string {
	cell := escape(c.Summary)
	if c.Because != "" {
		cell += fmt.Sprintf(" Because of `%s`.", c.Because)
	}
	if c.Seen != "" {
		cell += "<br>Seen: " + code(c.Seen)
	}
	if c.Fix != "" && c.Verdict != Pass {
		cell += "<br>To do: " + escape(c.Fix)
	}
	return cell
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
	rows = append(rows, [2]string{"Judged for", report.At.Format("2006-01-02 15:04 UTC")})
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
	s = strings.ReplaceAll(visible(s), "|", `\|`)
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
	for _, r := range visible(s) {
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
