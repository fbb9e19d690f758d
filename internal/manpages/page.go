package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// name is the command's name as a page: byoasn-cert-new.
func name(cmd *cobra.Command) string {
	return strings.ReplaceAll(cmd.CommandPath(), " ", "-")
}

// page is a command's page, in the macros of man(7).
func page(cmd *cobra.Command, date, version string) string {
	b := &roff{}
	b.line(fmt.Sprintf(`.TH %s 1 %s "byoasn %s" BYOASN`, escape(strings.ToUpper(name(cmd))), date, escape(version)))
	b.macro("SH", "NAME")
	b.line(fmt.Sprintf(`%s \- %s`, escape(name(cmd)), escape(cmd.Short)))
	b.macro("SH", "SYNOPSIS")
	b.line(`\fB` + escape(cmd.CommandPath()) + `\fR` + escape(strings.TrimPrefix(cmd.UseLine(), cmd.CommandPath())))
	b.macro("SH", "DESCRIPTION")
	b.prose(cmd.Long)
	b.commands(cmd)
	b.options("OPTIONS", cmd.NonInheritedFlags())
	b.options("GLOBAL OPTIONS", cmd.InheritedFlags())
	if cmd.Example != "" {
		b.macro("SH", "EXAMPLES")
		b.verbatim(strings.Split(cmd.Example, "\n"))
	}
	b.macro("SH", "EXIT STATUS")
	for i, meaning := range []string{"yes", "a definite no", "the command or its input is wrong", "it could not be found out"} {
		b.item(fmt.Sprintf(`\fB%d\fR`, i), meaning)
	}
	b.seeAlso(cmd)
	return b.String()
}

// A roff is a page as it grows.
type roff struct{ strings.Builder }

func (b *roff) line(text string) { b.WriteString(text + "\n") }

// macro writes a request line; arguments with blanks are quoted.
func (b *roff) macro(name string, args ...string) {
	words := []string{"." + name}
	for _, arg := range args {
		arg = escape(arg)
		if strings.Contains(arg, " ") {
			arg = `"` + strings.ReplaceAll(arg, `"`, `\(dq`) + `"`
		}
		words = append(words, arg)
	}
	b.line(strings.Join(words, " "))
}

func (b *roff) item(tag, text string) {
	b.macro("TP")
	b.line(tag)
	b.line(escape(text))
}

// prose writes paragraphs; lines that are indented stay as they are.
func (b *roff) prose(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			b.macro("PP")
		}
		lines := strings.Split(paragraph, "\n")
		for len(lines) > 0 {
			indented := func(l string) bool { return strings.HasPrefix(l, "  ") || strings.HasPrefix(l, "\t") }
			n := slices.IndexFunc(lines, indented)
			if n < 0 {
				n = len(lines)
			}
			for _, line := range lines[:n] {
				b.line(escape(line))
			}
			lines = lines[n:]
			n = slices.IndexFunc(lines, func(l string) bool { return !indented(l) })
			if n < 0 {
				n = len(lines)
			}
			b.verbatim(lines[:n])
			lines = lines[n:]
		}
	}
}

// verbatim writes lines that are not to be filled.
func (b *roff) verbatim(lines []string) {
	if len(lines) == 0 {
		return
	}
	b.macro("RS", "2")
	b.macro("nf")
	for _, line := range lines {
		b.line(escape(strings.TrimPrefix(line, "  ")))
	}
	b.macro("fi")
	b.macro("RE")
}

func (b *roff) commands(cmd *cobra.Command) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	b.macro("SH", "COMMANDS")
	for _, below := range cmd.Commands() {
		if below.IsAvailableCommand() {
			b.item(`\fB`+escape(name(below))+`\fR(1)`, below.Short)
		}
	}
}

func (b *roff) options(title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	b.macro("SH", title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		tag := `\fB` + escape("--"+f.Name) + `\fR`
		if f.Shorthand != "" {
			tag = `\fB` + escape("-"+f.Shorthand) + `\fR, ` + tag
		}
		if value != "" {
			tag += ` \fI` + escape(value) + `\fR`
		}
		if d := f.DefValue; d != "" && d != "false" && d != "0" && d != "-1" && d != "[]" && d != "0s" && !strings.Contains(usage, "default") {
			usage += " (default " + d + ")"
		}
		b.item(tag, usage)
	})
}

func (b *roff) seeAlso(cmd *cobra.Command) {
	var names []string
	if cmd.HasParent() {
		names = append(names, name(cmd.Parent()))
		for _, beside := range cmd.Parent().Commands() {
			if beside.IsAvailableCommand() && beside != cmd {
				names = append(names, name(beside))
			}
		}
	}
	if len(names) == 0 {
		return
	}
	b.macro("SH", "SEE ALSO")
	for i, n := range names {
		end := ","
		if i == len(names)-1 {
			end = ""
		}
		b.line(`\fB` + escape(n) + `\fR(1)` + end)
	}
}

// escape writes a text so that nothing in it is a request or an escape, and a
// hyphen is the one to type.
func escape(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\t", "    ", "…", `\&...`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}
