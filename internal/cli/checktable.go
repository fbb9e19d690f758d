package cli

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
)

// answers are the verdicts as a person reads them.
var answers = map[rdap.Verdict]string{rdap.Pass: "yes", rdap.Warn: "yes", rdap.Fail: "no", rdap.Unknown: "unknown"}

// colours are the verdicts' on a terminal (ECMA-48 SGR).
var colours = map[rdap.Verdict]string{rdap.Pass: "\033[32m", rdap.Warn: "\033[33m", rdap.Fail: "\033[31m", rdap.Unknown: "\033[35m"}

// paint colours a word on a terminal, unless NO_COLOR is set (no-color.org).
func (a *app) paint(v rdap.Verdict, word string) string {
	if os.Getenv("NO_COLOR") != "" || !host.IsTerminal(a.Stdout) {
		return word
	}
	return colours[v] + word + "\033[0m"
}

// write prints the answer, then the findings, a certificate a line, and where
// all that was read.
func (c checked) write(a *app) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%s: %s. %s\n", c.Resource, a.paint(c.Verdict, answers[c.Verdict]), problem.Visible(c.headline()))
	for _, f := range c.Findings {
		pad := strings.Repeat(" ", max(0, 7-len(f.Verdict)))
		fmt.Fprintf(&out, "\n  %s%s  %s\n", a.paint(f.Verdict, string(f.Verdict)), pad, f.ID)
		for _, row := range [][2]string{{"", f.Summary}, {"seen: ", f.Seen}, {"do: ", f.Mend}, {"see: ", f.Reference}} {
			if row[1] != "" {
				fmt.Fprintf(&out, "           %s%s\n", row[0], problem.Visible(row[1]))
			}
		}
	}
	c.writeCertificates(&out)
	c.writeSource(&out)
	_, err := a.Stdout.Write([]byte(out.String()))
	return err
}

// headline is the finding that decided.
func (c checked) headline() string {
	for _, f := range c.Findings {
		if f.Verdict == c.Verdict {
			return f.Summary
		}
	}
	return ""
}

func (c checked) writeCertificates(out *strings.Builder) {
	if len(c.Certificates) == 0 {
		return
	}
	fmt.Fprintf(out, "\n  Published:\n")
	for _, found := range c.Certificates {
		line := found.Kind.String()
		if found.NotAfter != nil {
			line = fmt.Sprintf("%s until %s, SHA-256 %s", found.Subject, found.NotAfter.Format(time.DateOnly), found.SHA256)
		}
		fmt.Fprintf(out, "    %s\n      in %s", problem.Visible(line), problem.Visible(found.Place))
		for _, form := range found.Forms {
			fmt.Fprintf(out, "; %s", form)
		}
		out.WriteByte('\n')
	}
}

func (c checked) writeSource(out *strings.Builder) {
	if c.Object == nil {
		return
	}
	o := c.Object
	fmt.Fprintf(out, "\n  Read from %s %s", o.Class, problem.Visible(o.Handle))
	if o.Name != "" {
		fmt.Fprintf(out, " (%s)", problem.Visible(o.Name))
	}
	if name := c.Registry.Rule().Name; name != "" {
		fmt.Fprintf(out, " at %s", name)
	}
	if o.URL != "" {
		fmt.Fprintf(out, ", %s", problem.Visible(o.URL))
	}
	if o.Snapshot != "" {
		fmt.Fprintf(out, " (server from IANA's list of %s)", o.Snapshot)
	}
	out.WriteByte('\n')
}

// row is the outcome on one line, for a table of many.
func (c checked) row(a *app) string {
	id, detail := rdap.ID(""), ""
	for _, f := range c.Findings {
		if f.Verdict == c.Verdict {
			id, detail = f.ID, problem.Visible(f.Seen)
			break
		}
	}
	const most = 100
	if len(detail) > most {
		detail = strings.ToValidUTF8(detail[:most], "") + "…"
	}
	answer := answers[c.Verdict]
	pad := strings.Repeat(" ", 7-len(answer))
	return strings.TrimRight(fmt.Sprintf("%-12s %s%s  %-26s %s", c.Resource, a.paint(c.Verdict, answer), pad, id, detail), " ")
}
