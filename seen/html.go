package seen

import (
	_ "embed"
	"fmt"

	"github.com/byoasn/byoasn/internal/page"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/resource"
)

//go:embed report.css
var style string

// A sheet is the page that a report is written to.
type sheet struct {
	*page.Page
}

// HTML writes the report as one page that needs nothing else: the peers by origin,
// and by time, drawn.
func (r *Report) HTML() string {
	name := r.Prefix.String() + " from " + resource.OfASN(r.ASN).Name()
	p := sheet{page.New(name+": "+string(r.Verdict), style)}
	p.Text(`<h1>Is %s seen?</h1>`, name)
	p.Text(`<p class="answer %s">%s</p>`, string(r.Verdict), r.Headline)
	p.Steps(r.Steps)
	p.origins("Peers by origin", r.Origins)
	p.times(r)
	p.origins("Parts of it that are announced", r.MoreSpecifics)
	p.origins("Blocks that hold it", r.LessSpecifics)
	p.Text("<h2>Checks</h2>")
	for _, c := range r.Checks {
		p.check(c)
	}
	return p.End("Judged at " + page.Time(r.At) + ". " + r.about() + " RIPEstat's looking glass is the source. Made by byoasn.")
}

// origins is a table of routes, each with a bar; the line in it is the threshold.
func (p sheet) origins(title string, routes []Route) {
	if len(routes) == 0 {
		return
	}
	p.Text("<h2>%s</h2>", title)
	p.Text(`<table><thead><tr><th>range</th><th>origin</th><th>ROA</th><th>peers</th><th>share</th><th class="draw"></th></tr></thead><tbody>`)
	for _, r := range routes {
		p.Text(`<tr class="%s"><td>%s</td><td>%s</td><td>%s</td><td class="n">%s</td><td class="n">%s</td>`,
			string(r.Whose), r.Prefix.String(), r.name(), string(r.ROA), fmt.Sprint(r.Peers), percent(r.Share))
		p.Text(`<td class="draw"><div class="bar"><i style="width:%s%%"></i><b style="left:%s%%"></b></div></td></tr>`,
			decimal(min(r.Share, 1)*100), decimal(Enough*100))
	}
	p.Text("</tbody></table>")
}

func decimal(n float64) string { return fmt.Sprintf("%.1f", n) }

func (p sheet) check(c preflight.Check) {
	p.Text(`<div class="check %s">`+"\n"+`<div class="verdict">%s</div>`+"\n<div>", string(c.Verdict), string(c.Verdict))
	p.Text(`<div class="line"><p>%s</p><p class="id">%s</p></div>`, c.Summary, string(c.ID))
	if c.Seen != "" {
		p.Text(`<p class="more">%s</p>`, c.Seen)
	}
	p.Text("</div>\n</div>")
}
