package provision

import (
	"fmt"
	"slices"
	"strings"
)

// heading names the phase.
func (p Phase) heading() string {
	switch p {
	case Bring:
		return "Bring it"
	case Return:
		return "The way back"
	case Leave:
		return "Leave"
	}
	return string(p)
}

// sources lists the pages that the runbook names, each once, in their order.
func (b Runbook) sources() []Source {
	var list []Source
	add := func(s Source) {
		if s != (Source{}) && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	for _, step := range b.Steps {
		if step.Wait != nil {
			add(step.Wait.Source)
		}
		for _, note := range step.Notes {
			add(note.Source)
		}
	}
	return list
}

const policyText = "The IAM policy that the calls above need, for the role that makes them, a statement for each part:"

// width is how long a line of text gets, in bytes.
const width = 78

// Text returns the runbook for a terminal, in lines of up to 78 characters,
// commands aside, with a newline at the end. A number in brackets names a page
// in the list at the end.
func (b Runbook) Text() string {
	t := &textWriter{sources: b.sources(), shell: b.Shell}
	t.line(b.Title)
	t.line("")
	t.wrap("", "", b.About)
	if len(b.Variables) > 0 {
		t.line("")
		t.line("SET THESE FIRST: THE COMMANDS BELOW NAME THEM")
	}
	for _, v := range b.Variables {
		t.line("")
		t.wrap("    ", "    ", "$"+v.Name+" is "+v.What+"; listed by")
		t.commands(v.Lists)
		t.line("\n        " + b.Shell.ask(v.Name))
	}
	var phase Phase
	for i, step := range b.Steps {
		t.line("")
		if step.Phase != phase {
			phase = step.Phase
			t.line(strings.ToUpper(phase.heading()))
			t.line("")
		}
		t.step(i+1, step)
	}
	t.line("")
	t.line("WHAT IT MAY CALL")
	t.line("")
	t.wrap("", "", policyText)
	t.line("")
	for line := range strings.Lines(b.Policy()) {
		t.WriteString("        " + line)
	}
	t.line("")
	t.line("SOURCES")
	t.line("")
	for i, s := range t.sources {
		t.wrap(fmt.Sprintf("[%d] ", i+1), "    ", s.Title)
		t.line("    " + s.URL)
	}
	return t.String()
}

// A textWriter writes a runbook as text.
type textWriter struct {
	strings.Builder
	sources []Source
	shell   Shell
}

func (t *textWriter) line(s string) {
	t.WriteString(s + "\n")
}

func (t *textWriter) step(number int, s Step) {
	title := s.Title
	if s.When != "" {
		title += " (" + s.When + ")"
	}
	t.wrap(fmt.Sprintf("%2d. ", number), "    ", title)
	if s.Text != "" {
		t.wrap("    ", "    ", s.Text)
	}
	if len(s.Records) > 0 {
		t.line("")
	}
	for _, record := range s.Records {
		t.line("        " + record)
	}
	t.commands(s.Commands...)
	if len(s.Commands)+len(s.Records) > 0 && (s.Wait != nil || len(s.Notes) > 0) {
		t.line("")
	}
	if s.Wait != nil {
		t.wrap("    ", "    ", s.Wait.sentence(t.cite(s.Wait.Source)))
		t.loop(s.Wait)
		if s.Wait.Poll != nil && len(s.Notes) > 0 {
			t.line("")
		}
	}
	for _, n := range s.Notes {
		t.wrap("    - ", "      ", n.Text+t.cite(n.Source))
	}
}

// commands writes commands, a blank line before each.
func (t *textWriter) commands(list ...Command) {
	for _, c := range list {
		t.line("\n" + c.lines(t.shell, "        "))
	}
}

// loop writes the loop that waits.
func (t *textWriter) loop(w *Wait) {
	loop := w.Loop(t.shell)
	if loop == "" {
		return
	}
	t.line("")
	for line := range strings.Lines(loop) {
		t.WriteString("        " + line)
	}
	t.line("")
}

func (t *textWriter) cite(s Source) string {
	if i := slices.Index(t.sources, s); i >= 0 {
		return fmt.Sprintf(" [%d]", i+1)
	}
	return ""
}

// wrap writes words in lines, the first after one indentation and the others
// after another.
func (t *textWriter) wrap(first, other, text string) {
	line, begun := first, false
	for word := range strings.FieldsSeq(text) {
		if begun && len(line)+1+len(word) > width {
			t.line(line)
			line, begun = other, false
		}
		if begun {
			line += " "
		}
		line, begun = line+word, true
	}
	t.line(line)
}

// sentence says what to wait for. The citation stands where the states are.
func (w Wait) sentence(citation string) string {
	text := fmt.Sprintf("Repeat it until the State of %s is %s (before that, %s)%s.", w.Of, w.Until, strings.Join(w.While, ", "), citation)
	if w.Takes != "" {
		text += " It takes " + w.Takes + "."
	}
	if len(w.Failed) > 0 {
		text += " Stop if it is " + strings.Join(w.Failed, " or ") + "."
	}
	if w.Failing != "" {
		text += " " + w.Failing
	}
	return text
}
