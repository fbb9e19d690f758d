package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/problem"
)

const acceptLong = `Take in what came back from the secure host. REQUEST is the file that was made here, not
a copy that came back; RESPONSE is the answer to it. Either may be the texts of its QR
codes, one a line, and one of them - for standard input.

The response is compared with the request: the digest, every message, every signature,
and the key and certificate if the request names them. For each message there are three
lines, of which a shell takes two, with _1, _2 and so on behind the names if there are
several messages:

  # 1 of 1: AWS account 1234-5678-9012 may announce AS12345; expires 2026-12-31, in 38 days
  text_message='1|aws|...'
  signed_message='...'

--cert or --public-key says whose signatures they have to be, if the request did not.

--json prints an object a line instead. Exit status 1 is a response that is refused, 2
a file that cannot be read, or a request that is none.`

// An acceptFlags is the command "accept".
type acceptFlags struct {
	certOut      string
	cert, public string
	force        bool
	json         bool
}

func (a *app) acceptCommand() *cobra.Command {
	c := &acceptFlags{}
	cmd := &cobra.Command{
		Use:   "accept REQUEST RESPONSE",
		Short: "take in what the secure host has signed, if it is right",
		Long:  acceptLong,
		Example: `  accepted=$(byoasn accept request.json response.json) && eval "$accepted"
  byoasn accept --cert-out certificate.pem request.json response.json
  byoasn accept --cert certificate.pem request.json response.json
  byoasn accept --json request.json response.json > signed.jsonl
  zbarimg --raw -q response-*.png | byoasn accept request.json -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return hint(fmt.Errorf("%s needs two files, the REQUEST and the RESPONSE, and got %d", cmd.CommandPath(), len(args)), "see "+cmd.CommandPath()+" -h")
			}
			return a.accept(c, args[0], args[1])
		},
	}
	cmd.Flags().StringVar(&c.cert, "cert", "", "who should have signed: the certificate in `FILE`, and its key")
	cmd.Flags().StringVar(&c.public, "public-key", "", "who should have signed: the key whose public half is in `FILE`")
	cmd.Flags().StringVar(&c.certOut, "cert-out", "", "write the certificate that came along to `FILE`")
	cmd.Flags().BoolVar(&c.force, "force", false, "overwrite the file of --cert-out")
	cmd.Flags().BoolVar(&c.json, "json", false, "print a JSON object a line")
	operands(cmd, readsFile, "the request", "the response")
	uses(cmd, readsFile, "cert", "public-key")
	uses(cmd, writesFile, "cert-out")
	exclusive(cmd, "cert", "public-key")
	a.takes(cmd, a.fromCertificate("cert", "public-key"))
	a.aboutMany(cmd)
	a.judgedAt(cmd, atUsage)
	return cmd
}

func (a *app) accept(c *acceptFlags, requestPath, responsePath string) error {
	if c.certOut != "" {
		if err := mayCreate(c.certOut, c.force); err != nil {
			return err
		}
	}
	request, _, err := a.carriedRequest(requestPath)
	if err != nil {
		return err
	}
	signer, err := a.wantedSigner(c.cert, c.public)
	if err != nil {
		return err
	}
	response, err := a.carriedResponse(responsePath)
	if err != nil {
		return c.refuse(a, request, err)
	}
	accepted, err := handoff.Accept(request, response, a.Now())
	if err == nil {
		err = response.CheckSigner(signer)
	}
	if err != nil {
		return c.refuse(a, request, named(err))
	}
	if c.certOut != "" {
		if accepted.Certificate == nil {
			return hint(errors.New("--cert-out: the response has no certificate, only a public key"), "byoasn-offline respond sends it along with --cert")
		}
		if err := create(c.certOut, certgen.MarshalCertificate(accepted.Certificate), 0o644, c.force); err != nil {
			return err
		}
	}
	lines := handoff.Lines(request, response, a.Now())
	doubts := c.doubts(a, request, response, accepted)
	for i := range lines {
		lines[i].Warnings = slices.Concat(doubts, lines[i].Warnings)
	}
	if err := c.write(a, lines, request.Items(a.Now())); err != nil {
		return err
	}
	if c.certOut != "" {
		a.madeCertificate(c.certOut, accepted.Certificate)
	}
	for _, s := range accepted.Signed {
		a.madeSignature(s.Message, s.Signature)
	}
	c.next(a, accepted, lines)
	return nil
}

// doubts are what speaks against whose signatures these are.
func (c *acceptFlags) doubts(a *app, request *handoff.Request, response *handoff.Response, accepted *handoff.Accepted) (doubts []string) {
	if request.Signer() == (handoff.Signer{}) && c.cert+c.public == "" {
		doubts = append(doubts, fmt.Sprintf("the request names no key, so that anybody's would do: is it yours? its SHA-256 is %s", response.Signer().PublicKey))
	}
	if accepted.Certificate != nil {
		doubts = append(doubts, a.certificateConcerns(accepted.Certificate)...)
	}
	return doubts
}

// refuse says why a response that was read is not accepted. One that could not be
// read is an error as any.
func (c *acceptFlags) refuse(a *app, request *handoff.Request, err error) error {
	line, ok := handoff.RefusalOf(request, err)
	if !ok {
		return err
	}
	if c.json {
		if err := a.writeLine(line); err != nil {
			return err
		}
	}
	return no(fmt.Errorf("not accepted: %w", err))
}

func (c *acceptFlags) write(a *app, lines []handoff.Line, items []handoff.Item) error {
	for i, line := range lines {
		var err error
		if c.json {
			err = a.writeLine(line)
		} else {
			n := numbered(i, len(lines))
			_, err = fmt.Fprintf(a.Stdout, "# %s\n%s\n%s\n", fmt.Sprintf("%d of %d: %s", i+1, len(items), items[i]), a.shell.Assign("text_message"+n, line.Message), a.shell.Assign("signed_message"+n, line.Signature.String()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// numbered is what tells the variables of several messages apart: nothing for one
// alone.
func numbered(i, of int) string {
	if of == 1 {
		return ""
	}
	return fmt.Sprintf("_%d", i+1)
}

// next says whose signatures were accepted, and what to do with them.
func (c *acceptFlags) next(a *app, accepted *handoff.Accepted, lines []handoff.Line) {
	warned := map[string]bool{}
	for _, line := range lines {
		for _, text := range line.Warnings {
			if !warned[text] {
				warned[text] = true
				a.warn("%s", text)
			}
		}
	}
	a.note("accepted %s of the key SHA-256 %s", problem.Count(len(lines), "signature"), lines[0].PublicKey)
	if c.certOut != "" {
		a.note("wrote %s: %s, SHA-256 %s", c.certOut, accepted.Certificate.Subject, lines[0].Certificate)
	}
	next := "next"
	if n := len(lines); n > 1 {
		next = fmt.Sprintf("next, for the first of the %d", n)
	}
	a.note("%s: byoasn preflight --message %s --signature %s", next, a.shell.Quote(lines[0].Message), a.shell.Quote(lines[0].Signature.String()))
}
