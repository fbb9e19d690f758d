package status

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/internal/page"
	"github.com/byoasn/byoasn/preflight"
)

//go:embed report.css
var style string

// A sheet is the page that a report is written to.
type sheet struct {
	*page.Page
}

// HTML writes the report as one page that needs nothing else, for a team to look at:
// each way as a line of steps, what to do next, and what ends when.
func (report *Report) HTML() string {
	const title = "BYOASN: where the job stands"
	p := sheet{page.New(title, style)}
	p.Text("<h1>%s</h1>", title)
	p.Text(`<p class="answer %s">%s</p>`, string(report.Verdict), report.headline())
	p.todo(report)
	for _, way := range report.Ways {
		p.way(way, report.At)
	}
	p.timeline(report)
	return p.End("As of " + page.Time(report.At) + ". What was last looked at when, each line says. Made by byoasn.")
}

// headline is the verdict in words.
func (report *Report) headline() string {
	done := 0
	for _, way := range report.Ways {
		if way.Verdict == preflight.Pass {
			done++
		}
	}
	switch {
	case len(report.Ways) == 0:
		return "The file has no proofs yet."
	case done == len(report.Ways):
		return "All is done."
	case report.Verdict == preflight.Fail:
		return report.wrong()
	}
	return fmt.Sprintf("Not done yet: %d of %d are.", done, len(report.Ways))
}

// wrong names the first thing that is.
func (report *Report) wrong() string {
	for _, way := range report.Ways {
		for _, line := range way.Lines {
			if line.Needed && line.Verdict == preflight.Fail {
				return fmt.Sprintf("%s, %s: %s", way.Resource, line.name(), line.Summary)
			}
		}
	}
	return "Something is wrong."
}

// todo lists the commands to run next.
func (p sheet) todo(report *Report) {
	open := false
	for _, way := range report.Ways {
		if way.Next == "" {
			continue
		}
		if !open {
			open = true
			p.Text("<h2>Next</h2>")
		}
		p.Text("<p>%s</p>\n<pre>%s</pre>", way.Name(), way.Next)
	}
}

// way draws one way: a line of steps, and what is known of each.
func (p sheet) way(way Way, now time.Time) {
	p.Text(`<section>`+"\n"+`<h2>%s <span class="soft">%s</span></h2>`+"\n"+`<ol class="steps">`, way.Name(), way.answer())
	for _, line := range way.Lines {
		p.Text(`<li class="%s"><b>%s</b><span>%s</span></li>`, line.class(), string(line.Step), line.Range)
	}
	p.Text("</ol>")
	for _, line := range way.Lines {
		p.Text(`<div class="check %s"><div class="verdict">%s</div><div><p><b>%s</b> %s</p>`, line.class(), line.word(), string(line.Step), line.sentence(now))
		if line.Fix != "" {
			p.Text(`<p class="more">To do: %s</p>`, line.Fix)
		}
		p.Text("</div></div>")
	}
	p.Text("</section>")
}

// class is how a line is drawn.
func (line Line) class() string {
	if word := line.word(); word == "-" || word == "open" {
		return "open"
	}
	return string(line.Verdict)
}

// timeline draws what ends when: a bar each, from now on, a year wide at most.
func (p sheet) timeline(report *Report) {
	const year = 366
	width := 1
	for _, way := range report.Ways {
		for _, e := range way.Expires {
			width = max(width, min(e.DaysLeft, year))
		}
	}
	open := false
	for _, way := range report.Ways {
		for _, e := range way.Expires {
			if !open {
				open = true
				p.Text("<h2>What ends when</h2>\n<table>")
			}
			class := "pass"
			switch {
			case !e.Needed:
				class = "open"
			case e.DaysLeft < 0:
				class = "fail"
			case e.DaysLeft < 14:
				class = "warn"
			}
			share := 100 * max(0, min(e.DaysLeft, width)) / width
			p.Text(`<tr class="%s"><td>%s</td><td>%s</td><td class="n">%s</td><td class="n">%s</td><td class="draw"><div class="bar"><i style="width:%s%%"></i></div></td></tr>`,
				class, way.Resource, e.What, e.At.Format(time.DateOnly), days(e), fmt.Sprint(share))
		}
	}
	if open {
		p.Text("</table>")
	}
}

// days says what is left of something.
func days(e Expiry) string {
	switch {
	case !e.Needed:
		return "not needed any more"
	case e.DaysLeft < 0:
		return fmt.Sprintf("over for %d d", -e.DaysLeft)
	}
	return fmt.Sprintf("%d d left", e.DaysLeft)
}
