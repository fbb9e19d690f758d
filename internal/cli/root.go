package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// An app is one run of the command line.
type app struct {
	Env
	*voice
}

// Main runs the command that args name and returns the exit status.
func Main(env Env, args []string) int {
	a := &app{env, &voice{w: env.Stderr, name: env.program()}}
	root := a.root()
	root.SetArgs(args)
	return a.status(root.Execute())
}

// Command returns the command line as cobra knows it, for what is made from it:
// man pages.
func Command(env Env) *cobra.Command {
	return (&app{env, &voice{w: env.Stderr, name: env.program()}}).root()
}

// status reports an error and chooses the exit status for it.
func (a *app) status(err error) int {
	switch {
	case err == nil:
		return exitYes
	case errors.Is(err, errNo):
		return exitNo
	case errors.Is(err, errUnknown):
		return exitUnknown
	}
	a.fail(err)
	var h *hinted
	if errors.As(err, &h) {
		for _, text := range h.hints {
			a.voice.hint(text)
		}
	}
	var stopped *stoppedError
	var no *noError
	switch {
	case errors.As(err, &stopped):
		return stopped.status()
	case errors.As(err, &no):
		return exitNo
	}
	return exitWrong
}

const rootLong = `byoasn makes the proof by which AWS lets you announce your own autonomous
system number (BYOASN) and address ranges (BYOIP): a key, a certificate for the
registry's record, a message, and its signature. %s

Where the key is on a machine of its own, request, respond and accept carry messages
there and signatures back, as files or QR codes.

Answers go to standard output, everything else to standard error. Exit status:
0 yes, 1 a definite no, 2 a wrong command or input, 3 it could not be found out.`

const rootOnline = `No command touches a network but
check and preflight, which look at the registry's record, and at ROAs.`

const rootOffline = `This binary, for the
secure host, cannot open a connection: there is no code in it that could. What
--signer runs is another program, and not held to that.`

const rootExample = `  byoasn key new --out private-key.pem
  byoasn cert new --key private-key.pem --days 365 --out certificate.pem
  byoasn cert publish certificate.pem --rir ripe --asn 64496
  text_message=$(byoasn message --account 123456789012 --asn 12345)
  signed_message=$(byoasn sign --key private-key.pem "$text_message")
  byoasn verify --cert certificate.pem --message "$text_message" --signature "$signed_message"
  byoasn preflight --message "$text_message" --signature "$signed_message"`

func (a *app) root() *cobra.Command {
	network := rootOnline
	if a.Network == nil {
		network = rootOffline
	}
	root := &cobra.Command{
		Use:               a.name,
		Short:             "prove to AWS that an autonomous system number is yours",
		Long:              fmt.Sprintf(rootLong, network),
		Example:           rootExample,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              cobra.ArbitraryArgs,
		RunE:              group,
		DisableAutoGenTag: true,
	}
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.SetFlagErrorFunc(a.flagError)
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "no notes, only warnings and errors")
	root.PersistentFlags().BoolP("help", "h", false, "explain a command")
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "say also how memory with a key in it is guarded")
	root.AddCommand(a.keyCommand(), a.certCommand(), a.messageCommand(), a.signCommand(),
		a.verifyCommand(), a.checkCommand(), a.preflightCommand(), a.awsCommand(), a.signatureCommand(),
		a.requestCommand(), a.respondCommand(), a.acceptCommand(), a.versionCommand())
	a.rename(root)
	refuseEmpty(root)
	return root
}

// rename puts the program's own name into the texts that are to be pasted.
func (a *app) rename(cmd *cobra.Command) {
	cmd.Long = strings.ReplaceAll(cmd.Long, "byoasn ", a.name+" ")
	cmd.Example = strings.ReplaceAll(cmd.Example, "byoasn ", a.name+" ")
	for _, below := range cmd.Commands() {
		a.rename(below)
	}
}

// group runs a command that only has commands below it: with nothing it shows
// the help, with anything else it says which commands there are.
func group(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	err := fmt.Errorf("%q is no command of %s", args[0], cmd.CommandPath())
	cmd.SuggestionsMinimumDistance = 2 // letters; cobra sets it only in its own message
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return hint(err, "did you mean "+cmd.CommandPath()+" "+near[0]+"?")
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return hint(err, "its commands are "+strings.Join(names, ", "))
}

// flagError adds the way out to an error of the flags.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	advice := "see " + cmd.CommandPath() + " -h"
	var unknown *pflag.NotExistError
	switch {
	case !errors.As(err, &unknown):
	case strings.HasPrefix(unknown.GetSpecifiedName(), "pass") && cmd.Flags().Lookup("passphrase-fd") != nil:
		advice = "a passphrase is never an argument: it is asked for on the terminal, or use --passphrase-file or --passphrase-fd"
	case a.Network == nil && cmd.Flags().Lookup("record") != nil:
		advice = "this binary has no network and no flags for one: see " + cmd.CommandPath() + " -h"
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
	return hint(fmt.Errorf("%s takes no arguments, and got %q", cmd.CommandPath(), args[0]), "see "+cmd.CommandPath()+" -h")
}
