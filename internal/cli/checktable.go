package cli

import (
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

// paint colours a word on a terminal, unless NO_COLOR is set (no-color.org).
func (a *app) paint(v preflight.Verdict, word string) string {
	if os.Getenv("NO_COLOR") != "" || !host.IsTerminal(a.Stdout) {
		return word
	}
	return colours[v] + word + "\033[0m"
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

// row is a report on one line, for a table of many.
func (a *app) row(report *preflight.Report) string {
	const most = 100
	c := deciding(report)
	answer := answers[report.Verdict]
	pad := strings.Repeat(" ", 7-len(answer))
	return strings.TrimRight(fmt.Sprintf("%-12s %s%s  %-26s %s", report.Resource, a.paint(report.Verdict, answer), pad, c.ID, problem.Clip(c.Seen, most)), " ")
}
