package seen

import (
	_ "embed"
	"fmt"
	"html"
	"strings"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

//go:embed report.css
var style string

// HTML writes the report as one page that needs nothing else: the peers by origin,
// and by time, drawn. Like [preflight.Report.HTML] it is put together by hand.
func (r *Report) HTML() string {
	p := &page{}
	name := r.Prefix.String() + " from " + resource.OfASN(r.ASN).Name()
	p.head(name + ": " + string(r.Verdict))
	p.text(`<h1>Is %s seen?</h1>`, name)
	p.text(`<p class="answer %s">%s</p>`, string(r.Verdict), r.Headline)
	if len(r.Steps) > 0 {
		p.text("<h2>To do</h2>\n<ol>")
		for _, step := range r.Steps {
			p.text("<li>%s</li>", step)
		}
		p.text("</ol>")
	}
	p.origins("Peers by origin", r.Origins)
	p.times(r)
	p.origins("Parts of it that are announced", r.MoreSpecifics)
	p.origins("Blocks that hold it", r.LessSpecifics)
	p.text("<h2>Checks</h2>")
	for _, c := range r.Checks {
		p.check(c)
	}
	p.text("<footer>Judged at %s. %s RIPEstat's looking glass is the source. Made by byoasn.</footer>", r.At.Format("2006-01-02 15:04 UTC"), r.about())
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
		escaped[i] = html.EscapeString(problem.Visible(problem.Redact(v)))
	}
	fmt.Fprintf(p, format+"\n", escaped...)
}

func (p *page) head(title string) {
	p.text(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%s</title>`, title)
	p.WriteString("<style>\n" + style + "</style>\n")
	p.text("</head>\n<body>\n<main>")
}

// origins is a table of routes, each with a bar; the line in it is the threshold.
func (p *page) origins(title string, routes []Route) {
	if len(routes) == 0 {
		return
	}
	p.text("<h2>%s</h2>", title)
	p.text(`<table><thead><tr><th>range</th><th>origin</th><th>ROA</th><th>peers</th><th>share</th><th class="draw"></th></tr></thead><tbody>`)
	for _, r := range routes {
		p.text(`<tr class="%s"><td>%s</td><td>%s</td><td>%s</td><td class="n">%s</td><td class="n">%s</td>`,
			string(r.Whose), r.Prefix.String(), r.name(), string(r.ROA), fmt.Sprint(r.Peers), percent(r.Share))
		p.text(`<td class="draw"><div class="bar"><i style="width:%s%%"></i><b style="left:%s%%"></b></div></td></tr>`,
			decimal(min(r.Share, 1)*100), decimal(Enough*100))
	}
	p.text("</tbody></table>")
}

func decimal(n float64) string { return fmt.Sprintf("%.1f", n) }

func (p *page) check(c preflight.Check) {
	p.text(`<div class="check %s">`+"\n"+`<div class="verdict">%s</div>`+"\n<div>", string(c.Verdict), string(c.Verdict))
	p.text(`<div class="line"><p>%s</p><p class="id">%s</p></div>`, c.Summary, string(c.ID))
	if c.Seen != "" {
		p.text(`<p class="more">%s</p>`, c.Seen)
	}
	p.text("</div>\n</div>")
}
