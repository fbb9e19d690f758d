package preflight

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/byoasn/byoasn/problem"
)

// Text writes the report for people: the answer, what to do, then the checks, of
// which those that pass, and those that another one leaves unknown, have a line
// each, then what it is about and the next command.
//
// Lines are wrapped at so many columns; 0 leaves them as long as they are. Paint
// colours a verdict's word; nil leaves it as it is.
func (report *Report) Text(columns int, paint func(v Verdict, word string) string) string {
	return report.write(&text{columns: columns, paint: paint})
}

// Brief is Text with the checks that pass on one line, and those that were not made
// on another.
func (report *Report) Brief(columns int, paint func(v Verdict, word string) string) string {
	return report.write(&text{columns: columns, paint: paint, brief: true})
}

func (report *Report) write(t *text) string {
	if t.paint == nil {
		t.paint = func(_ Verdict, word string) string { return word }
	}
	answer, rest, _ := strings.Cut(report.Headline, ":")
	t.line(t.paint(report.Verdict, answer)+":", utf8.RuneCountInString(answer)+1, 0, rest)
	if len(report.Steps) > 0 {
		t.WriteString("\nTo do:\n")
		for i, step := range report.Steps {
			t.line(fmt.Sprintf("%3d. ", i+1), 5, 5, step)
		}
	}
	t.WriteString("\nChecks:\n")
	for _, c := range report.Checks {
		if t.brief && slices.Contains(report.Steps, c.Fix) {
			c.Fix = "" // said already
		}
		if !t.brief || c.Verdict != Pass && !c.aside() {
			t.check(c)
		}
	}
	if t.brief {
		t.folded(report.Checks)
	}
	if report.recordOnly() {
		t.published(report.Published)
	}
	t.WriteString("\nAbout:\n")
	for _, fact := range report.facts() {
		t.line(fmt.Sprintf("  %-20s", fact[0]), 22, 22, fact[1])
	}
	if report.Next != "" {
		fmt.Fprintf(t, "\nNext:\n  %s\n", problem.Visible(report.Next))
	}
	return t.String()
}

// recordOnly says whether the report is about the record alone.
func (report *Report) recordOnly() bool {
	return !slices.ContainsFunc(report.Checks, func(c Check) bool { return c.ID == SignatureMatches })
}

// published lists what is in the record.
func (t *text) published(all []*Published) {
	if len(all) > 0 {
		t.WriteString("\nPublished:\n")
	}
	for _, p := range all {
		what := string(p.Kind)
		if p.NotAfter != nil {
			what = fmt.Sprintf("%s until %s, SHA-256 %s", p.Subject, p.NotAfter.Format(time.DateOnly), p.SHA256)
		}
		for _, form := range p.Forms {
			what += "; " + form.String()
		}
		t.line("  ", 2, 4, what)
		t.line("    ", 4, 4, "in "+p.Place)
	}
}

// A text is a report that is being written.
type text struct {
	strings.Builder
	columns int
	paint   func(Verdict, string) string
	brief   bool
}

// folded says in a line each how many checks pass, and how many were not made.
func (t *text) folded(checks []Check) {
	passed, idle := 0, 0
	var causes []string
	for _, c := range checks {
		switch {
		case c.Verdict == Pass:
			passed++
		case c.aside():
			idle++
			if cause := string(c.Because); cause != "" && !slices.Contains(causes, cause) {
				causes = append(causes, cause)
			}
		}
	}
	if passed > 0 {
		t.line("  "+t.paint(Pass, "pass")+"     ", 11, 11, problem.Count(passed, "check"))
	}
	if idle > 0 {
		why := "nothing was given that they are about"
		if len(causes) > 0 {
			why = "they need " + strings.Join(causes, ", ")
		}
		t.line("  -        ", 11, 11, problem.Count(idle, "check")+" not made: "+why)
	}
}

// checkColumn is where a check's sentences begin.
const checkColumn = 38

// check writes a check: its verdict, ID and summary, and what was seen if that
// is not as it should be.
func (t *text) check(c Check) {
	word := string(c.Verdict)
	if c.aside() {
		word = "-"
	}
	summary := c.Summary
	if c.Because != "" {
		summary += " (" + string(c.Because) + ")"
	}
	pad := strings.Repeat(" ", len("unknown")-len(word))
	t.line(fmt.Sprintf("  %s%s  %-27s", t.paint(c.Verdict, word), pad, c.ID), checkColumn, checkColumn, summary)
	if c.Verdict == Pass || c.aside() {
		return
	}
	for _, row := range [][2]string{{"seen: ", c.Seen}, {"do: ", c.Fix}, {"see: ", c.Reference}} {
		if row[1] != "" {
			t.line(strings.Repeat(" ", checkColumn), checkColumn, checkColumn, row[0]+row[1])
		}
	}
}

// line writes what stands before, which takes so many columns, and then words,
// wrapped and indented. A word that is longer than a line is left whole.
func (t *text) line(before string, used, indent int, words string) {
	const least = 30 // columns for the words, however narrow the terminal is
	words = problem.Visible(words)
	if t.columns == 0 {
		t.WriteString(before + words + "\n")
		return
	}
	end := max(t.columns, indent+least)
	t.WriteString(before)
	blank := strings.HasPrefix(words, " ")
	for i, word := range strings.Fields(words) {
		width := utf8.RuneCountInString(word)
		switch {
		case i > 0 && used+1+width > end:
			t.WriteString("\n" + strings.Repeat(" ", indent))
			used = indent
		case i > 0 || blank:
			t.WriteByte(' ')
			used++
		}
		t.WriteString(word)
		used += width
	}
	t.WriteByte('\n')
}
