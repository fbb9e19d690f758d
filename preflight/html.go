package preflight

import (
	_ "embed"
	"fmt"
	"html"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

//go:embed report.css
var style string

// HTML writes the report as one page that needs nothing else: no script, no
// font, no other file. It reads on a screen of any width and on paper.
//
// It is put together by hand: package html/template keeps the linker from leaving
// out what a program does not use, and a program that must have no way to open a
// connection wants to be seen to have none.
func (report *Report) HTML() string {
	p := &page{}
	p.head(report)
	p.text(`<h1>BYOASN pre-flight%s</h1>`, prefixed(": ", report.Resource))
	p.text(`<p class="answer %s">%s</p>`, string(report.Verdict), report.Headline)
	if len(report.Steps) > 0 {
		p.text("<h2>To do</h2>\n<ol>")
		for _, step := range report.Steps {
			p.text("<li>%s</li>", step)
		}
		p.text("</ol>")
	}
	p.text("<h2>Facts</h2>\n<dl>")
	for _, fact := range report.facts() {
		p.text("<dt>%s</dt><dd>%s</dd>", fact[0], fact[1])
	}
	p.text("</dl>")
	for _, g := range report.groups() {
		p.text("<section>\n<h2>%s</h2>", g.title)
		for _, c := range g.checks {
			p.check(c)
		}
		p.text("</section>")
	}
	if report.Next != "" {
		p.text("<h2>Next</h2>\n<pre>%s</pre>", report.Next)
	}
	p.text("<footer>Judged for %s. The verdict rests on what AWS documents; what it does not document is unknown here. Made by byoasn.</footer>",
		report.At.Format("2006-01-02 15:04 UTC"))
	p.text("</main>\n</body>\n</html>")
	return p.String()
}

// A page is HTML that is being written.
type page struct {
	strings.Builder
}

// text writes a line. The markup is the format's; every value is escaped.
func (p *page) text(format string, values ...string) {
	escaped := make([]any, len(values))
	for i, v := range values {
		escaped[i] = html.EscapeString(visible(v))
	}
	fmt.Fprintf(p, format+"\n", escaped...)
}

func (p *page) head(report *Report) {
	p.text(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Pre-flight%s: %s</title>`, prefixed(" ", report.Resource), string(report.Verdict))
	p.WriteString("<style>\n" + style + "</style>\n")
	p.text("</head>\n<body>\n<main>")
}

// check writes one check.
func (p *page) check(c Check) {
	class := string(c.Verdict)
	if c.aside() {
		class += " aside"
	}
	p.text(`<div class="check %s">`+"\n"+`<div class="verdict">%s</div>`+"\n<div>", class, string(c.Verdict))
	because := ""
	if c.Because != "" {
		because = " (because of " + string(c.Because) + ")"
	}
	p.text(`<div class="line"><p>%s<span class="more">%s</span></p><p class="id">%s</p></div>`, c.Summary, because, string(c.ID))
	rows := [][2]string{{"Seen", c.Seen}}
	if c.Verdict != Pass {
		rows = append(rows, [2]string{"To do", c.Fix}, [2]string{"See", c.Reference})
	}
	for _, row := range rows {
		if row[1] != "" {
			p.text(`<p class="more"><b>%s:</b> %s</p>`, row[0], row[1])
		}
	}
	p.text("</div>\n</div>")
}

// prefixed puts a text before another one that is not empty.
func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

// A group is the checks of one subject.
type group struct {
	title  string
	checks []Check
}

// groups splits the checks, which stand in order, by the subject that their IDs
// begin with.
func (report *Report) groups() []group {
	var groups []group
	for _, c := range report.Checks {
		title := titleOf(c.ID)
		if len(groups) == 0 || groups[len(groups)-1].title != title {
			groups = append(groups, group{title: title})
		}
		last := &groups[len(groups)-1]
		last.checks = append(last.checks, c)
	}
	return groups
}

func titleOf(id problem.ID) string {
	switch subject, _, _ := strings.Cut(string(id), "-"); subject {
	case "message", "resource":
		return "Message"
	case "registry", "record":
		return "Registry's record"
	case "roa":
		return "Routing (ROAs)"
	case "signature":
		if id != SignatureMatches {
			return "Signature"
		}
	}
	return "Certificate in the record"
}
