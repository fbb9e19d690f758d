package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// mayBeEmpty annotates a flag whose emptiness is something that the command has
// an answer to.
const mayBeEmpty = "byoasn_may_be_empty"

// refuseEmpty makes a command, and those below it, refuse a flag that is given
// and empty: it stands for a shell variable that is not set, and to take it for a
// flag that was not given would leave a check out, or ask a network instead of
// reading a file.
func refuseEmpty(cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		refuseEmpty(c)
	}
	run := cmd.RunE
	if run == nil {
		return
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var empty []string
		cmd.Flags().Visit(func(f *pflag.Flag) {
			if f.Value.Type() == "string" && f.Value.String() == "" && f.Annotations[mayBeEmpty] == nil {
				empty = append(empty, "--"+f.Name)
			}
		})
		switch len(empty) {
		case 0:
			return run(cmd, args)
		case 1:
			return fmt.Errorf("%s is empty: is the variable set?", empty[0])
		}
		return fmt.Errorf("%s are empty: are the variables set?", strings.Join(empty, " and "))
	}
}
