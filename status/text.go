package status

import (
	"fmt"
	"strings"
	"time"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
)

// Text writes the report for people: for each way the lines, and the command to run
// next on a line of its own, as it is to be pasted.
//
// Lines are wrapped at so many columns, commands aside; 0 leaves them as long as they
// are. Paint colours a verdict's word; nil leaves it as it is.
func (report *Report) Text(columns int, paint func(v preflight.Verdict, word string) string) string {
	var b strings.Builder
	for i, way := range report.Ways {
		if i > 0 {
			b.WriteString("\n")
		}
		way.text(&b, report.At, columns, paint)
	}
	if len(report.Ways) == 0 {
		b.WriteString("the file has no proofs yet\n")
	}
	return b.String()
}

func (way Way) text(b *strings.Builder, now time.Time, columns int, paint func(preflight.Verdict, string) string) {
	fmt.Fprintf(b, "%s: %s\n", way.Name(), way.answer())
	for _, line := range way.Lines {
		word := fmt.Sprintf("%-7s", line.word())
		if paint != nil {
			word = paint(line.Verdict, word)
		}
		wrap(b, columns, "  "+word+"  "+fmt.Sprintf("%-11s", line.Step)+"  ", 2+7+2+11+2, line.sentence(now))
		if line.Fix != "" {
			wrap(b, columns, strings.Repeat(" ", 11)+"fix: ", 11+5, problem.Visible(line.Fix))
		}
	}
	for _, e := range way.Expires {
		if e.Needed && e.DaysLeft >= 0 && e.DaysLeft < 30 {
			fmt.Fprintf(b, "  the %s ends in %d days, on %s\n", e.What, e.DaysLeft, e.At.Format(time.DateOnly))
		}
	}
	if way.Next != "" {
		fmt.Fprintf(b, "next:\n  %s\n", problem.Visible(way.Next))
	}
}

// Name is what the way is of.
func (way Way) Name() string {
	if way.Account == "" {
		return way.Resource
	}
	return way.Resource + " for account " + way.Account
}

// answer is the verdict in words.
func (way Way) answer() string {
	switch way.Verdict {
	case preflight.Pass:
		return "all is done"
	case preflight.Fail:
		return "something is wrong"
	}
	done, all := 0, 0
	for _, line := range way.Lines {
		all++
		if !line.Needed || good(line.Verdict) {
			done++
		}
	}
	return fmt.Sprintf("%d of %d steps are done", done, all)
}

// word is what stands for the verdict: one that was never looked at is open, and one
// that is needed no more has none.
func (line Line) word() string {
	switch {
	case !line.Needed && !good(line.Verdict):
		return "-"
	case line.At == nil && line.Verdict == preflight.Unknown:
		return "open"
	}
	return string(line.Verdict)
}

// sentence is the line in words, and when it was looked at.
func (line Line) sentence(now time.Time) string {
	text := line.Summary
	if line.Range != "" {
		text = line.Range + ": " + text
	}
	if !line.Needed && !good(line.Verdict) {
		text = "not needed any more"
	}
	if line.At != nil {
		text += " (" + ago(now.Sub(*line.At)) + ")"
	}
	return problem.Visible(text)
}

// ago says how long ago a look was.
func ago(d time.Duration) string {
	count := func(n int, unit string) string {
		if n == 1 {
			return "1 " + unit + " ago"
		}
		return fmt.Sprintf("%d %ss ago", n, unit)
	}
	switch {
	case d < 2*time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return count(int(d.Minutes()), "minute")
	case d < 48*time.Hour:
		return count(int(d.Hours()), "hour")
	}
	return count(int(d.Hours()/24), "day")
}

// wrap writes words in lines, all but the first indented.
func wrap(b *strings.Builder, columns int, first string, indent int, text string) {
	b.WriteString(first)
	at, begun := indent, false
	for word := range strings.FieldsSeq(text) {
		if begun && columns > 0 && at+1+len(word) > columns {
			b.WriteString("\n" + strings.Repeat(" ", indent))
			at, begun = indent, false
		}
		if begun {
			b.WriteString(" ")
			at++
		}
		b.WriteString(word)
		at, begun = at+len(word), true
	}
	b.WriteString("\n")
}
