package preflight

import (
	_ "embed"
	"fmt"
	"html"
	"regexp"
	"strings"
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
	p.text(`<p class="counts">%s</p>`, report.counts())
	if len(report.Steps) > 0 {
		p.text("<h2>To do</h2>\n<ol>")
		for _, step := range report.Steps {
			p.text("<li>%s</li>", step)
		}
		p.text("</ol>")
	}
	if report.Next != "" {
		p.text("<h2>Next</h2>\n<pre>%s</pre>", report.Next)
	}
	o := report.ordered()
	if len(o.wrong) > 0 {
		p.text("<h2>What is wrong or unknown</h2>")
		for _, c := range o.wrong {
			p.check(c)
		}
	}
	p.folded(fmt.Sprintf("%d %s passed", len(o.passed), plural(len(o.passed), "check")), o.passed)
	p.folded(fmt.Sprintf("%d %s not made", len(o.idle), plural(len(o.idle), "check")), o.idle)
	p.text("<h2>What it is about</h2>\n<dl>")
	for _, fact := range report.facts() {
		p.WriteString("<dt>" + escaped(fact[0]) + "</dt><dd>" + unbroken(escaped(fact[1])) + "</dd>\n")
	}
	p.text("</dl>")
	p.text("<footer>Judged for %s%s. The verdict rests on what AWS documents; what it does not document is unknown here.</footer>",
		report.At.Format("2006-01-02 15:04 UTC"), prefixed(", by ", report.Program))
	p.text("</main>\n</body>\n</html>")
	return p.String()
}

// folded writes checks that are shown only to those who open them, and on paper.
func (p *page) folded(title string, checks []Check) {
	if len(checks) == 0 {
		return
	}
	p.text("<details>\n<summary>%s</summary>", title)
	for _, c := range checks {
		p.check(c)
	}
	p.text("</details>")
}

// A page is HTML that is being written.
type page struct {
	strings.Builder
}

// text writes a line. The markup is the format's; every value is escaped.
func (p *page) text(format string, values ...string) {
	safe := make([]any, len(values))
	for i, v := range values {
		safe[i] = escaped(v)
	}
	fmt.Fprintf(p, format+"\n", safe...)
}

func escaped(text string) string { return html.EscapeString(visible(text)) }

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
	p.text(`<div class="line"><p>%s<span class="more">%s</span></p><p class="id">%s</p></div>`, c.Summary, c.because(), string(c.ID))
	if c.Seen != "" {
		p.row("Seen", unbroken(escaped(c.Seen)))
	}
	if c.Verdict != Pass && c.Fix != "" {
		p.row("To do", escaped(c.Fix))
	}
	if c.Verdict != Pass && c.Reference != "" {
		p.row("See", linked(c.Reference))
	}
	p.text("</div>\n</div>")
}

// row writes a line of a check, whose markup is ours.
func (p *page) row(name, markup string) {
	p.WriteString(`<p class="more"><b>` + name + ":</b> " + markup + "</p>\n")
}

// linked is a reference, and a link where it is known where it can be read.
func linked(reference string) string {
	text := escaped(reference)
	if url := pages[reference]; url != "" {
		return `<a href="` + url + `">` + text + "</a>"
	}
	return text
}

// A fingerprint is 32 bytes with colons between.
var fingerprints = regexp.MustCompile(`(?:[0-9A-F]{2}:){31}[0-9A-F]{2}`)

// unbroken keeps fingerprints in one piece where there is room, and where there is
// none breaks them behind every eighth byte alone, so that they can be compared.
func unbroken(escaped string) string {
	return fingerprints.ReplaceAllStringFunc(escaped, func(f string) string {
		const piece = 8 * 3 // characters, with the colon behind
		var pieces []string
		for ; len(f) > piece; f = f[piece:] {
			pieces = append(pieces, f[:piece])
		}
		return `<span class="print">` + strings.Join(append(pieces, f), `</span><wbr><span class="print">`) + "</span>"
	})
}

// prefixed puts a text before another one that is not empty.
func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}
