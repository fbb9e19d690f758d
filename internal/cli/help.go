package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// A chapter is commands that belong together, in the order in which a job needs
// them.
type chapter struct {
	title    string
	commands []string
}

// chapters are how the first help is arranged: the way through the job comes first.
var chapters = []chapter{
	{"The way through the job:", []string{"new", "status", "key", "cert", "message", "sign", "verify", "check", "preflight", "aws"}},
	{"Routes:", []string{"roas", "seen"}},
	{"With the key on a machine of its own:", []string{"request", "respond", "accept"}},
}

// firstHelp replaces the help of the program itself by one that fits a window of 80
// columns and 24 rows; the help of its commands, and its man page, are cobra's.
func (a *app) firstHelp(root *cobra.Command) {
	usual := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if cmd != root {
			usual(cmd, args)
			return
		}
		fmt.Fprint(cmd.OutOrStdout(), a.helpText(root))
	})
}

func (a *app) helpText(root *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: prove to AWS that an AS number or an address range is yours\n", a.name)
	if a.Network == nil {
		b.WriteString("This binary is for the machine with the key, and cannot open a connection.\n")
	}
	named := map[string]bool{}
	for _, c := range chapters {
		var lines strings.Builder
		for _, name := range c.commands {
			if cmd, _, err := root.Find([]string{name}); err == nil && cmd != root {
				fmt.Fprintf(&lines, "  %-10s %s\n", name, cmd.Short)
				named[name] = true
			}
		}
		if lines.String() != "" {
			b.WriteString(c.title + "\n" + lines.String())
		}
	}
	fmt.Fprintf(&b, "Also: %s\n", strings.Join(others(root, named), ", "))
	fmt.Fprintf(&b, "%s COMMAND -h explains a command. -q says less, -v more.\n", a.name)
	b.WriteString("Exit status: 0 yes, 1 a definite no, 2 wrong command or input, 3 not found out.\n")
	return b.String()
}

// others are the commands that no chapter names.
func others(root *cobra.Command, named map[string]bool) (names []string) {
	for _, cmd := range root.Commands() {
		if !named[cmd.Name()] && (cmd.IsAvailableCommand() || cmd.Name() == "help") {
			names = append(names, cmd.Name())
		}
	}
	slices.Sort(names)
	return names
}
