package cli

import (
	"context"
	"crypto"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

const signLong = `Sign a message and print the signature in AWS's text form, on one line. MESSAGE
is checked first: one that is malformed or expired is refused, with the reason.
With - it comes from standard input, whose one final newline is left out.

--batch signs a message a line, from FILE or - for standard input, and prints a
JSON object a line, in the same order: {"line", "message", "signature"}, or
{"line", "message", "error"} for a message that is refused, either with
"warnings" where there are any. Blank lines are left out. A refused message does
not stop the others; the exit status is then 2.

For a key in a device, --signer is a command that makes RSASSA-PSS signatures with
SHA-256 and a salt of 32 bytes: it gets the message on standard input, and writes the
raw signature to standard output, which is verified. Never put a PIN in it: others
can see it. Once it has failed it is not run again, as wrong PINs lock a device.`

// A signFlags is the command "sign".
type signFlags struct {
	signerFlags
	cert, batch string
	workers     int
}

func (a *app) signCommand() *cobra.Command {
	s := &signFlags{}
	cmd := &cobra.Command{
		Use:   "sign MESSAGE|-",
		Short: "sign a message",
		Long:  signLong,
		Example: `  signed_message=$(byoasn sign --key private-key.pem "$text_message")
  byoasn message --account 123456789012 --asn 12345 | byoasn sign --key private-key.pem -
  byoasn sign --key private-key.pem --batch messages.txt > signed.jsonl
  byoasn sign --cert certificate.pem "$text_message" --signer "pkcs11-tool --token-label T --login \
    --pin env:PIN --sign --id 01 --mechanism SHA256-RSA-PKCS-PSS --mgf MGF1-SHA256 --salt-len 32"`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.validate(cmd); err != nil {
				return err
			}
			if s.batch != "" {
				if len(args) > 0 {
					return fmt.Errorf("%s takes a MESSAGE or --batch, not both", cmd.CommandPath())
				}
				return a.signBatch(cmd.Context(), s)
			}
			if err := oneArg("the MESSAGE, or - for standard input")(cmd, args); err != nil {
				return err
			}
			return a.sign(cmd.Context(), s, args[0])
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&s.cert, "cert", "", "the certificate's `FILE`, for --signer, instead of --public-key")
	flags.StringVar(&s.batch, "batch", "", "sign a message a line from `FILE`, - for standard input")
	flags.IntVar(&s.workers, "workers", 0, "signatures of --batch made at the same time; 0 is one a processor with --key, one with --signer")
	s.add(cmd)
	operands(cmd, takesText, "the message")
	a.takes(cmd, from("", messageOf, "batch"), a.fromKey("key", "signer"), a.fromSigner())
	uses(cmd, readsFile, "cert", "batch")
	exclusive(cmd, "key", "cert")
	exclusive(cmd, "public-key", "cert")
	a.judgedAt(cmd, "sign what will be valid at this `TIME`: YYYY-MM-DD, YYYYMMDD, RFC 3339, or in how long, such as 30d")
	return cmd
}

func (s *signFlags) validate(cmd *cobra.Command) error {
	if err := s.signerFlags.validate(cmd, s.cert != ""); err != nil {
		return err
	}
	see := "see " + cmd.CommandPath() + " -h"
	switch {
	case s.cert != "" && s.command == "":
		return hint(errors.New("--cert goes with --signer alone"), see)
	case s.workers < 0:
		return hint(fmt.Errorf("--workers %d: expected 0 or more", s.workers), see)
	case s.workers > 0 && s.batch == "":
		return hint(errors.New("--workers goes with --batch alone"), see)
	}
	return nil
}

// signer returns what signs, a command's with the key of --cert if that is given.
func (s *signFlags) signer(ctx context.Context, a *app) (crypto.Signer, error) {
	if s.cert == "" {
		return a.signer(ctx, &s.signerFlags, nil)
	}
	_, public, err := a.loadCertified(s.cert)
	if err != nil {
		return nil, err
	}
	return a.signer(ctx, &s.signerFlags, public)
}

func (a *app) sign(ctx context.Context, s *signFlags, arg string) error {
	text, err := a.textArg("the message", arg)
	if err != nil {
		return err
	}
	m, warnings, err := a.signable(text)
	if err != nil {
		return faulty("not signed", err)
	}
	for _, p := range warnings {
		a.warn("%s", p)
	}
	signer, err := s.signer(ctx, a)
	if err != nil {
		return err
	}
	sig, err := sign.Sign(signer, m.Bytes())
	if err != nil {
		return s.explain(err)
	}
	a.madeSignature(m, sig)
	if _, err = fmt.Fprintln(a.Stdout, sig); err == nil {
		a.nextAfterSign(s)
	}
	return err
}

// signable parses a message and refuses what AWS is known to refuse. An ASN or
// range that is not public is let through with a warning: whoever composed it
// has said already that it is a test.
func (a *app) signable(text string) (m message.Message, warnings []*problem.Problem, err error) {
	m, err = message.Parse(text)
	if err != nil {
		return m, nil, err
	}
	warnings, refused := sorted(m.Check(a.Now()))
	if len(refused) > 0 {
		return m, warnings, &problem.List{Problems: refused}
	}
	return m, warnings, nil
}

// sorted tells the problems that are warned about from those for which a message
// is refused.
func sorted(problems []*problem.Problem) (warnings, refused []*problem.Problem) {
	for _, p := range problems {
		if p.Minor || p.ID == resource.NotPublic {
			warnings = append(warnings, p)
		} else {
			refused = append(refused, p)
		}
	}
	return warnings, refused
}

// faulty says what was not done because of a message, and each problem on a line
// of its own.
func faulty(what string, err error) error {
	var e *problem.List
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
	return hint(fmt.Errorf("%s: %w", what, e.Problems[0]), hints...)
}
