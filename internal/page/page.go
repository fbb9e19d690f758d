// Package page writes the reports' HTML: one page that needs nothing else, no
// script, no font, no other file, and that reads on a screen of any width, light or
// dark, and on paper.
//
// It is put together by hand: package html/template keeps the linker from leaving
// out what a program does not use, and a program that must have no way to open a
// connection wants to be seen to have none.
package page

import (
	_ "embed"
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/byoasn/byoasn/problem"
)

// What every report looks like; a report's own sheet comes after it.
//
//go:embed page.css
var style string

// A Page is HTML, or XML, that is being written. The zero value is empty.
type Page struct {
	strings.Builder
}

// New begins a page. The sheet holds what no other report has.
func New(title, sheet string) *Page {
	p := &Page{}
	p.Text(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%s</title>`, title)
	p.WriteString("<style>\n" + style + sheet + "</style>\n</head>\n<body>\n<main>\n")
	return p
}

// Text writes a line. The markup is the format's; every value is escaped.
func (p *Page) Text(format string, values ...string) {
	safe := make([]any, len(values))
	for i, v := range values {
		safe[i] = Escaped(v)
	}
	fmt.Fprintf(p, format+"\n", safe...)
}

// Steps lists what is to be done, if anything is.
func (p *Page) Steps(steps []string) {
	if len(steps) == 0 {
		return
	}
	p.Text("<h2>To do</h2>\n<ol>")
	for _, step := range steps {
		p.Text("<li>%s</li>", step)
	}
	p.Text("</ol>")
}

// End writes what stands at the foot, and ends the page.
func (p *Page) End(footer string) string {
	p.Text("<footer>%s</footer>\n</main>\n</body>\n</html>", footer)
	return p.String()
}

// Escaped is a text as markup, without what a report must not show.
func Escaped(text string) string {
	return html.EscapeString(problem.Visible(problem.Redact(text)))
}

// Time is a time as every report has it.
func Time(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
