package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
)

// answers are the verdicts as a person reads them.
var answers = map[preflight.Verdict]string{preflight.Pass: "yes", preflight.Fail: "no", preflight.Unknown: "unknown"}

// colours are the verdicts' on a terminal (ECMA-48 SGR).
var colours = map[preflight.Verdict]string{preflight.Pass: "\033[32m", preflight.Warn: "\033[33m", preflight.Fail: "\033[31m", preflight.Unknown: "\033[35m"}

// text is a report for a person: as wide as the window, and what passes on one line
// but for those who want to see more.
func (a *app) text(report *preflight.Report) string {
	if a.verbose {
		return report.Text(host.Columns(a.Stdout), a.paint)
	}
	return report.Brief(host.Columns(a.Stdout), a.paint)
}

// paint colours a word where --color says so: of its own accord on a terminal that
// has colours, unless NO_COLOR is set (no-color.org).
func (a *app) paint(v preflight.Verdict, word string) string {
	if a.color == colorNever || a.color != colorAlways && !a.hasColors() {
		return word
	}
	return colours[v] + word + "\033[0m"
}

func (a *app) hasColors() bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && host.IsTerminal(a.Stdout)
}

// A colorWhen is the value of --color.
type colorWhen string

const (
	colorAuto   colorWhen = "auto"
	colorAlways colorWhen = "always"
	colorNever  colorWhen = "never"
)

// The methods of a pflag.Value.
func (c *colorWhen) String() string { return string(*c) }
func (c *colorWhen) Type() string   { return "WHEN" }
func (c *colorWhen) Set(text string) error {
	switch *c = colorWhen(text); *c {
	case colorAuto, colorAlways, colorNever:
		return nil
	}
	return errors.New("expected auto, always or never")
}

// deciding is the check that gave a report its verdict: of a pass, that of the
// certificate's being published.
func deciding(report *preflight.Report) preflight.Check {
	for _, c := range report.Checks {
		if report.Verdict == preflight.Pass && c.ID == preflight.CertificatePublished ||
			report.Verdict != preflight.Pass && c.Verdict == report.Verdict && c.Decides && c.Because == "" {
			return c
		}
	}
	return preflight.Check{}
}

// row is what a look came to on one line, for a table of many.
func (a *app) row(resource string, o outcome) string {
	const most = 100
	answer := answers[o.Verdict]
	pad := strings.Repeat(" ", 7-len(answer))
	return strings.TrimRight(fmt.Sprintf("%-12s %s%s  %-26s %s", resource, a.paint(o.Verdict, answer), pad, o.Check, problem.Clip(o.Seen, most)), " ")
}
