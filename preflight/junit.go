package preflight

import (
	"fmt"
	"html"
	"strings"

	"github.com/byoasn/byoasn/internal/page"
	"github.com/byoasn/byoasn/problem"
)

// JUnit writes the report as the XML of JUnit's results, for pipelines: GitLab,
// Jenkins, Azure DevOps, Buildkite and CircleCI read it themselves, and GitHub with
// an action. SARIF, the other form that they show, is of findings in a file's lines,
// of which a proof has none.
//
// Each check is a test. One that fails has a failure; one that is unknown and
// decides an error; one that was not made is skipped; a warning passes, and is in
// its output.
func (report *Report) JUnit() string {
	o := report.ordered()
	failures, errors := 0, 0
	for _, c := range o.wrong {
		switch c.Verdict {
		case Fail:
			failures++
		case Unknown:
			errors++
		}
	}
	x := sheet{&page.Page{}}
	x.Text(`<?xml version="1.0" encoding="UTF-8"?>`)
	x.Text(`<testsuites name="byoasn">`)
	x.Text(`<testsuite name="%s" tests="%s" failures="%s" errors="%s" skipped="%s" timestamp="%s">`, "preflight"+prefixed(" ", report.Resource),
		fmt.Sprint(len(report.Checks)), fmt.Sprint(failures), fmt.Sprint(errors), fmt.Sprint(len(o.idle)), report.At.Format("2006-01-02T15:04:05Z"))
	for _, c := range report.Checks { // each with its fix: a pipeline shows one at a time
		x.Text(`<testcase classname="byoasn.preflight" name="%s">`, string(c.ID))
		x.outcome(c)
		x.Text("</testcase>")
	}
	x.Text("<system-out>%s</system-out>", report.Headline)
	x.Text("</testsuite>\n</testsuites>")
	return x.String()
}

// outcome writes what is in a test's element.
func (p sheet) outcome(c Check) {
	kind := map[Verdict]string{Fail: "failure", Unknown: "error"}[c.Verdict]
	switch {
	case c.aside():
		p.Text(`<skipped message="%s"/>`, c.Summary+c.because())
	case kind != "":
		p.Text(`<`+kind+` type="%s" message="%s">`, string(c.ID), c.Summary)
		p.WriteString(html.EscapeString(strings.Join(c.lines(), "\n")) + "</" + kind + ">\n")
	case c.Verdict == Warn:
		p.Text("<system-out>%s</system-out>", "warning: "+strings.Join(append([]string{c.Summary}, c.lines()...), " "))
	}
}

// lines are what was seen, what to do and where it is written, a line each.
func (c Check) lines() (lines []string) {
	for _, row := range [][2]string{{"Seen: ", c.Seen}, {"To do: ", c.Fix}, {"See: ", c.Reference}} {
		if row[1] != "" {
			lines = append(lines, problem.Visible(row[0]+row[1]))
		}
	}
	return lines
}
