package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
)

// An app is one run of the command line.
type app struct {
	Env
	*voice
	stops
	color   colorWhen
	printed *printed // standard output, for cobra

	shell    provision.Shell // that printed commands are for
	patience time.Duration   // how long an input may take to come, if it may not for ever

	present  func() time.Time // of notes in the proof file, whatever --at says
	proof    openProof
	fillings map[*cobra.Command][]filling
	many     map[*cobra.Command]bool
	filled   []string // flags that nobody gave
}

func newApp(env Env) *app {
	return &app{Env: env, printed: &printed{Writer: env.Stdout}, present: env.Now, voice: &voice{w: env.Stderr, name: env.program()}}
}

// Main runs the command that args name and returns the exit status.
func Main(env Env, args []string) int {
	a := newApp(env)
	if err := refuseSecrets(args); err != nil {
		return a.status(err)
	}
	ctx, release := a.watch()
	defer release()
	root := a.root(args)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = a.printed.err
	}
	return a.status(err)
}

// A printed stream remembers what went wrong with it: cobra, which prints the help to
// it, does not look.
type printed struct {
	io.Writer
	err error
}

func (p *printed) Write(data []byte) (int, error) {
	n, err := p.Writer.Write(data)
	p.err = errors.Join(p.err, err)
	return n, err
}

// Command returns the command line as cobra knows it, for what is made from it:
// man pages.
func Command(env Env) *cobra.Command {
	return newApp(env).root(nil)
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
	var answered *answer
	switch {
	case errors.As(err, &stopped):
		return stopped.status()
	case errors.As(err, &answered):
		return answered.status
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
check, preflight, roas and seen, which look at the registry's record, at ROAs and at
who sees a route.`

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

// commands are those right below the program, by name.
func (a *app) commands() map[string]func() *cobra.Command {
	return map[string]func() *cobra.Command{
		"new": a.newCommand, "status": a.statusCommand, "key": a.keyCommand, "cert": a.certCommand,
		"message": a.messageCommand, "sign": a.signCommand, "verify": a.verifyCommand, "check": a.checkCommand,
		"preflight": a.preflightCommand, "roas": a.roasCommand, "aws": a.awsCommand, "seen": a.seenCommand,
		"external": a.externalCommand, "signature": a.signatureCommand, "request": a.requestCommand,
		"respond": a.respondCommand, "accept": a.acceptCommand, "version": a.versionCommand,
	}
}

// root makes the command line for these arguments. If the first of them names a
// command, that one is made alone: to make them all takes as long as a signature.
func (a *app) root(args []string) *cobra.Command {
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
	root.SetOut(a.printed)
	root.SetErr(a.Stderr)
	root.SetFlagErrorFunc(a.flagError)
	// Not cobra's own: its template of it would have the linker keep every method
	// there is, the socket's too.
	showVersion := root.Flags().Bool("version", false, "print the version, as the command version does")
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if *showVersion && len(args) == 0 {
			return a.versionCommand().RunE(cmd, nil)
		}
		return group(cmd, args)
	}
	a.color = colorAuto
	root.PersistentFlags().Var(&a.color, "color", "colours: auto, always or never")
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "no notes, only warnings and errors")
	root.PersistentFlags().BoolP("help", "h", false, "explain a command")
	a.addShell(root)
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "every check of a report, and how memory with a key in it is guarded")
	a.proof.add(root)
	commands := a.commands()
	if len(args) > 0 && commands[args[0]] != nil {
		root.AddCommand(commands[args[0]]())
	} else {
		for _, name := range slices.Sorted(maps.Keys(commands)) {
			root.AddCommand(commands[name]())
		}
	}
	a.rename(root)
	a.firstHelp(root)
	if len(args) == 0 || strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		completes(root)
	}
	everyCommand(root, a.checkFiles)
	everyCommand(root, a.setPatience)
	everyCommand(root, refuseFileNames)
	everyCommand(root, refuseEmpty)
	everyCommand(root, a.checkShell)
	a.proving(root)
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
	err := fmt.Errorf("%s is not a command of %s", problem.Quote(args[0]), cmd.CommandPath())
	cmd.SuggestionsMinimumDistance = 2 // letters; cobra sets it only in its own message
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return hint(err, "did you mean "+cmd.CommandPath()+" "+nearest(args[0], near)+"?")
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return hint(err, "its commands are "+strings.Join(names, ", "))
}

// nearest prefers, of names that are near, one with the same letters: two that
// changed places are the commonest slip.
func nearest(typed string, near []string) string {
	for _, name := range near {
		if letters(name) == letters(typed) {
			return name
		}
	}
	return near[0]
}

func letters(word string) string {
	sorted := []byte(word)
	slices.Sort(sorted)
	return string(sorted)
}
