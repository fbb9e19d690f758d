package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/sign"
)

const signLong = `Sign a message and print the signature in AWS's text form, on one line. MESSAGE
is checked first: one that is malformed or expired is refused, with the reason.
With - it comes from standard input, whose one final newline is left out.

--batch signs a message a line, from FILE or - for standard input, and prints a
JSON object a line, in the same order: {"line", "message", "signature"}, or
{"line", "message", "error"} for a message that is refused, either with
"warnings" where there are any. Blank lines are left out. A refused message does
not stop the others; the exit status is then 2.`

// A signFlags is the command "sign".
type signFlags struct {
	passphraseFlags
	key, batch string
}

func (a *app) signCommand() *cobra.Command {
	s := &signFlags{}
	cmd := &cobra.Command{
		Use:   "sign MESSAGE|-",
		Short: "sign a message",
		Long:  signLong,
		Example: `  signed_message=$(byoasn sign --key private-key.pem "$text_message")
  byoasn message --account 123456789012 --asn 12345 | byoasn sign --key private-key.pem -
  byoasn sign --key private-key.pem --batch messages.txt > signed.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, "key"); err != nil {
				return err
			}
			if s.batch != "" {
				if len(args) > 0 {
					return fmt.Errorf("%s takes a MESSAGE or --batch, not both", cmd.CommandPath())
				}
				return a.signBatch(s)
			}
			if err := oneArg("the MESSAGE, or - for standard input")(cmd, args); err != nil {
				return err
			}
			return a.sign(s, args[0])
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&s.key, "key", "", "the private key's `FILE`, - for standard input")
	flags.StringVar(&s.batch, "batch", "", "sign a message a line from `FILE`, - for standard input")
	s.add(cmd)
	return cmd
}

func (a *app) sign(s *signFlags, arg string) error {
	if arg == "-" && s.key == "-" {
		return errors.New("the key and the message cannot both come from standard input")
	}
	text, err := a.textArg(arg)
	if err != nil {
		return err
	}
	m, warnings, err := a.signable(text)
	if err != nil {
		return notSigned(err)
	}
	for _, p := range warnings {
		a.warn("%s", p)
	}
	key, err := a.loadKey(s.key, &s.passphraseFlags)
	if err != nil {
		return err
	}
	sig, err := sign.Sign(key, m.Bytes())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.Stdout, sig)
	return err
}

// signable parses a message and refuses what AWS is known to refuse. An ASN or
// range that is not public is let through with a warning: whoever composed it
// has said already that it is a test.
func (a *app) signable(text string) (m message.Message, warnings []message.Problem, err error) {
	m, err = message.Parse(text)
	if err != nil {
		return m, nil, err
	}
	refused := &message.Error{Text: text}
	for _, p := range m.Check(a.Now()) {
		if p.Minor || p.ID == message.NotPublic {
			warnings = append(warnings, p)
		} else {
			refused.Problems = append(refused.Problems, p)
		}
	}
	if len(refused.Problems) > 0 {
		return m, warnings, refused
	}
	return m, warnings, nil
}

// notSigned says that nothing was signed, and each problem on a line of its
// own.
func notSigned(err error) error {
	var e *message.Error
	if !errors.As(err, &e) {
		return err
	}
	var hints []string
	for _, p := range e.Problems[1:] {
		hints = append(hints, "besides, "+p.Error())
	}
	if e.Meant != "" {
		hints = append(hints, "probably meant: "+e.Meant)
	}
	return hint(fmt.Errorf("not signed: %w", e.Problems[0]), hints...)
}
