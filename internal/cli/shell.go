package cli

import (
	"fmt"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/provision"
)

// addShell adds --shell to all commands: which shell a printed command is for.
func (a *app) addShell(root *cobra.Command) {
	root.PersistentFlags().StringVar((*string)(&a.shell), "shell", string(usualShell()), "the shell that printed commands are for: posix or powershell")
}

// usualShell is the shell that a person is likely to have: on Windows PowerShell,
// unless a POSIX shell, such as Git's, has started the program.
func usualShell() provision.Shell {
	if runtime.GOOS == "windows" && os.Getenv("SHELL") == "" {
		return provision.PowerShell
	}
	return provision.POSIX
}

func (a *app) checkShell(*cobra.Command, []string) error {
	if a.shell != provision.POSIX && a.shell != provision.PowerShell {
		return fmt.Errorf("--shell %q: expected posix or powershell", a.shell)
	}
	return nil
}
