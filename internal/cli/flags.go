package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
)

// everyCommand has a rule looked at before each command runs, below root.
func everyCommand(root *cobra.Command, rule func(*cobra.Command, []string) error) {
	for _, c := range root.Commands() {
		everyCommand(c, rule)
	}
	if run := root.RunE; run != nil {
		root.RunE = func(cmd *cobra.Command, args []string) error {
			if err := rule(cmd, args); err != nil {
				return err
			}
			return run(cmd, args)
		}
	}
}

// mayBeEmpty annotates a flag whose emptiness is something that the command has
// an answer to.
const mayBeEmpty = "byoasn_may_be_empty"

// refuseEmpty refuses a flag that is given and empty: it stands for a shell variable
// that is not set, and to take it for a flag that was not given would leave a check
// out, or ask a network instead of reading a file.
func refuseEmpty(cmd *cobra.Command, args []string) error {
	var empty []string
	for i, arg := range args {
		if arg == "" {
			empty = append(empty, operandName(cmd, i))
		}
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if isEmpty(f) && !annotated(f, mayBeEmpty) {
			empty = append(empty, "--"+f.Name)
		}
	})
	switch len(empty) {
	case 0:
		return nil
	case 1:
		if err := literalOfRPKI(cmd); empty[0] == "--signature" && err != nil {
			return err
		}
		return fmt.Errorf("%s is empty: is the variable set?", empty[0])
	}
	return fmt.Errorf("%s are empty: are the variables set?", strings.Join(empty, " and "))
}

// literalOfRPKI explains the one message that goes with an empty signature, and for
// which nothing is to be checked here.
func literalOfRPKI(cmd *cobra.Command) error {
	given := cmd.Flags().Lookup("message")
	if given == nil || given.Value.String() != provision.CoveredByAssociation {
		return nil
	}
	_, err := message.Parse(given.Value.String())
	return err
}

// isEmpty says whether a flag that takes a text, or several, was given none.
func isEmpty(f *pflag.Flag) bool {
	return f.Value.Type() == "string" && f.Value.String() == "" || slices.Contains(valuesOf(f), "") && f.Value.Type() == "stringArray"
}

// valuesOf are what a flag was given, of one that may be repeated all.
func valuesOf(f *pflag.Flag) []string {
	if many, ok := f.Value.(pflag.SliceValue); ok {
		return many.GetSlice()
	}
	if value := f.Value.String(); value != "" {
		return []string{value}
	}
	return nil
}

// refuseSecrets refuses a private key in an argument, before anything is said of it.
func refuseSecrets(args []string) error {
	const shortest = 64 // of what could be one; most arguments are shorter
	for i, arg := range args {
		if len(arg) < shortest {
			continue
		}
		what := "an argument"
		if name, _, _ := strings.Cut(arg, "="); isFlag(name) {
			what = name
		} else if i > 0 && isFlag(args[i-1]) {
			what = args[i-1]
		}
		if err := secretGiven(what, []byte(arg)); err != nil {
			return err
		}
	}
	return nil
}

// isFlag says whether an argument is the name of a flag.
func isFlag(arg string) bool {
	name, found := strings.CutPrefix(arg, "--")
	return found && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") == "" && name[0] != '-'
}

// setPatience has --timeout, where it is given, hold for inputs too: for standard
// input and for a FIFO, which may never come to an end.
func (a *app) setPatience(cmd *cobra.Command, _ []string) (err error) {
	if cmd.Flags().Changed("timeout") {
		a.patience, err = parseDuration(cmd.Flags().Lookup("timeout").Value.String())
	}
	return err
}

// flagError adds the way out to an error of the flags, and takes out what may be a
// secret.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	advice := "see " + cmd.CommandPath() + " -h"
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case problem.Secret(err.Error()) != "":
		err = fmt.Errorf("an argument is %s, and none is wanted here", problem.Secret(err.Error()))
	case errors.As(err, &invalid) && strings.Contains(invalid.GetFlag().Name, "pass"):
		err = fmt.Errorf("--%s does not take what it was given", invalid.GetFlag().Name)
		if invalid.GetFlag().Name == "passphrase-fd" {
			err = errors.New("--passphrase-fd takes the number of an open file descriptor, and that is none")
		}
	case errors.As(err, &invalid):
		err = invalidValue(invalid)
	case !errors.As(err, &unknown):
		err = noValue(err)
	case strings.HasPrefix(unknown.GetSpecifiedName(), "pass") && cmd.Flags().Lookup("passphrase-fd") != nil:
		advice = "a passphrase is never an argument: it is asked for on the terminal, or use --passphrase-file or --passphrase-fd"
	case a.Network == nil && cmd.Flags().Lookup("record") != nil:
		advice = "this binary has no network and no flags for one: see " + cmd.CommandPath() + " -h"
	default:
		if err = unknownFlag(cmd, unknown); errors.As(err, new(*hinted)) {
			return err
		}
	}
	return hint(err, advice)
}

// need says which required flags are missing, all at once.
func need(cmd *cobra.Command, names ...string) error {
	var missing []string
	for _, name := range names {
		if !cmd.Flags().Changed(name) {
			missing = append(missing, "--"+name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return hint(fmt.Errorf("%s needs %s", cmd.CommandPath(), strings.Join(missing, " and ")), "see "+cmd.CommandPath()+" -h")
}

// exclusive makes a command refuse more than one of the flags.
func exclusive(cmd *cobra.Command, names ...string) {
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var given []string
		for _, name := range names {
			if cmd.Flags().Changed(name) {
				given = append(given, "--"+name)
			}
		}
		if len(given) > 1 {
			return hint(fmt.Errorf("%s cannot go together", strings.Join(given, " and ")), "see "+cmd.CommandPath()+" -h")
		}
		return run(cmd, args)
	}
}

// oneArg makes sure of exactly one argument, and says what it is for.
func oneArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch len(args) {
		case 1:
			return nil
		case 0:
			return hint(fmt.Errorf("%s needs %s", cmd.CommandPath(), what), "see "+cmd.CommandPath()+" -h")
		}
		return hint(fmt.Errorf("%s takes one argument, %s, and got %d", cmd.CommandPath(), what, len(args)),
			"put quotes around an argument that has blanks or a | in it")
	}
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return hint(fmt.Errorf("%s takes no arguments, and got %s", cmd.CommandPath(), problem.Quote(args[0])), "see "+cmd.CommandPath()+" -h")
}
