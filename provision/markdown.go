package provision

import (
	"fmt"
	"strings"
)

// Markdown returns the runbook in CommonMark, with a newline at the end, each
// step under a heading of its own and each limit with a link to its source.
func (b Runbook) Markdown() string {
	var m strings.Builder
	fmt.Fprintf(&m, "# %s\n\n%s\n", b.Title, b.About)
	if len(b.Variables) > 0 {
		m.WriteString("\n## Set these first\n\nThe commands below name them.\n")
	}
	for _, v := range b.Variables {
		fmt.Fprintf(&m, "\n`$%s` is %s; listed by\n\n%s\n%s", v.Name, v.What, b.Shell.fenced(v.Lists.LinesIn(b.Shell)), b.Shell.fenced(b.Shell.ask(v.Name)))
	}
	var phase Phase
	for i, step := range b.Steps {
		if step.Phase != phase {
			phase = step.Phase
			fmt.Fprintf(&m, "\n## %s\n", phase.heading())
		}
		step.markdown(&m, i+1, b.Shell)
	}
	fmt.Fprintf(&m, "\n## What it may call\n\n%s\n\n%s", policyText, fenced("json", strings.TrimSuffix(b.Policy(), "\n")))
	return m.String()
}

func (s Step) markdown(m *strings.Builder, number int, shell Shell) {
	fmt.Fprintf(m, "\n### %d. %s\n", number, s.Title)
	if s.When != "" {
		fmt.Fprintf(m, "\n*Only %s.*\n", s.When)
	}
	if s.Text != "" {
		fmt.Fprintf(m, "\n%s\n", s.Text)
	}
	if len(s.Records) > 0 {
		fmt.Fprintf(m, "\n```\n%s\n```\n", strings.Join(s.Records, "\n"))
	}
	for _, c := range s.Commands {
		fmt.Fprintf(m, "\n%s", shell.fenced(c.LinesIn(shell)))
	}
	if s.Wait != nil {
		fmt.Fprintf(m, "\n%s\n", s.Wait.sentence(" ("+s.Wait.Source.link()+")"))
		if loop := s.Wait.Loop(shell); loop != "" {
			fmt.Fprintf(m, "\n%s", shell.fenced(loop))
		}
	}
	if len(s.Notes) > 0 {
		m.WriteByte('\n')
	}
	for _, n := range s.Notes {
		fmt.Fprintf(m, "- %s (%s)\n", n.Text, n.Source.link())
	}
}

func (s Source) link() string {
	return fmt.Sprintf("[%s](%s)", s.Title, s.URL)
}

// fenced puts a command in a code block, whose fence is longer than any run of
// backticks in it (CommonMark 0.31, section 4.5).
func (s Shell) fenced(code string) string {
	language := "sh"
	if s == PowerShell {
		language = "powershell"
	}
	return fenced(language, code)
}

func fenced(language, code string) string {
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	return fence + language + "\n" + code + "\n" + fence + "\n"
}
