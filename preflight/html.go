package preflight

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"github.com/byoasn/byoasn/internal/page"
	"github.com/byoasn/byoasn/problem"
)

//go:embed report.css
var style string

// A sheet is the page, or the XML, that a report is written to.
type sheet struct {
	*page.Page
}

// HTML writes the report as one page that needs nothing else: no script, no
// font, no other file. It reads on a screen of any width and on paper.
func (report *Report) HTML() string {
	p := sheet{page.New("Pre-flight"+prefixed(" ", report.Resource)+": "+string(report.Verdict), style)}
	p.Text(`<h1>BYOASN pre-flight%s</h1>`, prefixed(": ", report.Resource))
	p.Text(`<p class="answer %s">%s</p>`, string(report.Verdict), report.Headline)
	p.Text(`<p class="counts">%s</p>`, report.counts())
	p.Steps(report.Steps)
	if report.Next != "" {
		p.Text("<h2>Next</h2>\n<pre>%s</pre>", report.Next)
	}
	o := report.ordered()
	if len(o.wrong) > 0 {
		p.Text("<h2>What is wrong or unknown</h2>")
		for _, c := range o.wrong {
			p.check(c)
		}
	}
	p.folded(problem.Count(len(o.passed), "check")+" passed", o.passed)
	p.folded(problem.Count(len(o.idle), "check")+" not made", o.idle)
	p.Text("<h2>What it is about</h2>\n<dl>")
	for _, fact := range report.facts() {
		p.WriteString("<dt>" + page.Escaped(fact[0]) + "</dt><dd>" + unbroken(page.Escaped(fact[1])) + "</dd>\n")
	}
	p.Text("</dl>")
	return p.End("Judged for " + page.Time(report.At) + prefixed(", by ", report.Program) +
		". The verdict rests on what AWS documents; what it does not document is unknown here.")
}

// folded writes checks that are shown only to those who open them, and on paper.
func (p sheet) folded(title string, checks []Check) {
	if len(checks) == 0 {
		return
	}
	p.Text("<details>\n<summary>%s</summary>", title)
	for _, c := range checks {
		p.check(c)
	}
	p.Text("</details>")
}

// check writes one check.
func (p sheet) check(c Check) {
	class := string(c.Verdict)
	if c.aside() {
		class += " aside"
	}
	p.Text(`<div class="check %s">`+"\n"+`<div class="verdict">%s</div>`+"\n<div>", class, string(c.Verdict))
	p.Text(`<div class="line"><p>%s<span class="more">%s</span></p><p class="id">%s</p></div>`, c.Summary, c.because(), string(c.ID))
	if c.Seen != "" {
		p.row("Seen", unbroken(page.Escaped(c.Seen)))
	}
	if c.Verdict != Pass && c.Fix != "" {
		p.row("To do", page.Escaped(c.Fix))
	}
	if c.Verdict != Pass && c.Reference != "" {
		p.row("See", linked(c.Reference))
	}
	p.Text("</div>\n</div>")
}

// row writes a line of a check, whose markup is ours.
func (p sheet) row(name, markup string) {
	p.WriteString(`<p class="more"><b>` + name + ":</b> " + markup + "</p>\n")
}

// linked is a reference, and a link where it is known where it can be read.
func linked(reference string) string {
	text := page.Escaped(reference)
	if url := pages[reference]; url != "" {
		return `<a href="` + url + `">` + text + "</a>"
	}
	return text
}

// A fingerprint is 32 bytes with colons between.
var fingerprints = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:[0-9A-F]{2}:){31}[0-9A-F]{2}`) })

// unbroken keeps fingerprints in one piece where there is room, and where there is
// none breaks them behind every eighth byte alone, so that they can be compared.
func unbroken(escaped string) string {
	return fingerprints().ReplaceAllStringFunc(escaped, func(f string) string {
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
