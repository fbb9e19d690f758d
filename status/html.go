package status

import (
	_ "embed"
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
)

//go:embed report.css
var style string

// HTML writes the report as one page that needs nothing else, for a team to look at:
// each way as a line of steps, what to do next, and what ends when. Like
// [preflight.Report.HTML] it is put together by hand.
func (report *Report) HTML() string {
	p := &page{}
	p.head()
	p.text(`<h1>BYOASN: where the job stands</h1>`)
	p.text(`<p class="answer %s">%s</p>`, string(report.Verdict), report.headline())
	p.todo(report)
	for _, way := range report.Ways {
		p.way(way, report.At)
	}
	p.timeline(report)
	p.text("<footer>As of %s. What was last looked at when, each line says. Made by byoasn.</footer>", report.At.Format("2006-01-02 15:04 UTC"))
	p.text("</main>\n</body>\n</html>")
	return p.String()
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

// A page is HTML that is being written.
type page struct {
	strings.Builder
}

// text writes a line. The markup is the format's; every value is escaped.
func (p *page) text(format string, values ...string) {
	escaped := make([]any, len(values))
	for i, v := range values {
		escaped[i] = html.EscapeString(problem.Visible(problem.Redact(v)))
	}
	fmt.Fprintf(p, format+"\n", escaped...)
}

func (p *page) head() {
	p.text(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>BYOASN: where the job stands</title>`)
	p.WriteString("<style>\n" + style + "</style>\n")
	p.text("</head>\n<body>\n<main>")
}

// todo lists the commands to run next.
func (p *page) todo(report *Report) {
	open := false
	for _, way := range report.Ways {
		if way.Next == "" {
			continue
		}
		if !open {
			open = true
			p.text("<h2>Next</h2>")
		}
		p.text("<p>%s</p>\n<pre>%s</pre>", way.Name(), way.Next)
	}
}

// way draws one way: a line of steps, and what is known of each.
func (p *page) way(way Way, now time.Time) {
	p.text(`<section>`+"\n"+`<h2>%s <span class="soft">%s</span></h2>`+"\n"+`<ol class="steps">`, way.Name(), way.answer())
	for _, line := range way.Lines {
		p.text(`<li class="%s"><b>%s</b><span>%s</span></li>`, line.class(), string(line.Step), line.Range)
	}
	p.text("</ol>")
	for _, line := range way.Lines {
		p.text(`<div class="check %s"><div class="verdict">%s</div><div><p><b>%s</b> %s</p>`, line.class(), line.word(), string(line.Step), line.sentence(now))
		if line.Fix != "" {
			p.text(`<p class="more">To do: %s</p>`, line.Fix)
		}
		p.text("</div></div>")
	}
	p.text("</section>")
}

// class is how a line is drawn.
func (line Line) class() string {
	if word := line.word(); word == "-" || word == "open" {
		return "open"
	}
	return string(line.Verdict)
}

// timeline draws what ends when: a bar each, from now on, a year wide at most.
func (p *page) timeline(report *Report) {
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
				p.text("<h2>What ends when</h2>\n<table>")
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
			p.text(`<tr class="%s"><td>%s</td><td>%s</td><td class="n">%s</td><td class="n">%s</td><td class="draw"><div class="bar"><i style="width:%s%%"></i></div></td></tr>`,
				class, way.Resource, e.What, e.At.Format(time.DateOnly), days(e), fmt.Sprint(share))
		}
	}
	if open {
		p.text("</table>")
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
