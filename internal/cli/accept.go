package cli

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/sign"
)

const acceptLong = `Take in what came back from the secure host. REQUEST is the file that was made here, not
a copy that came back; RESPONSE is the answer to it. Either may be the texts of its QR
codes, one a line, and one of them - for standard input.

The response is compared with the request: the digest, every message, every signature,
and the key and certificate if the request names them. For each message there are three
lines, of which a shell takes two:

  # 1 of 1: AWS account 1234-5678-9012 may announce AS12345; expires 2026-12-31, in 38 days
  text_message='1|aws|...'
  signed_message='...'

--json prints an object a line instead. Exit status 1 is a response that is refused, 2
a file that cannot be read.`

// An acceptFlags is the command "accept".
type acceptFlags struct {
	certOut string
	force   bool
	json    bool
}

func (a *app) acceptCommand() *cobra.Command {
	c := &acceptFlags{}
	cmd := &cobra.Command{
		Use:   "accept REQUEST RESPONSE",
		Short: "take in what the secure host has signed, and compare it with the request",
		Long:  acceptLong,
		Example: `  accepted=$(byoasn accept request.json response.json) && eval "$accepted"
  byoasn accept --cert-out certificate.pem request.json response.json
  byoasn accept --json request.json response.json > signed.jsonl
  zbarimg --raw -q response-*.png | byoasn accept request.json -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return hint(fmt.Errorf("%s needs two files, the REQUEST and the RESPONSE, and got %d", cmd.CommandPath(), len(args)), "see "+cmd.CommandPath()+" -h")
			}
			if err := oneFromStdin([2]string{"the request", args[0]}, [2]string{"the response", args[1]}); err != nil {
				return err
			}
			return a.accept(c, args[0], args[1])
		},
	}
	cmd.Flags().StringVar(&c.certOut, "cert-out", "", "write the certificate that came along to `FILE`")
	cmd.Flags().BoolVar(&c.force, "force", false, "overwrite the file of --cert-out")
	cmd.Flags().BoolVar(&c.json, "json", false, "print a JSON object a line")
	return cmd
}

func (a *app) accept(c *acceptFlags, requestPath, responsePath string) error {
	if c.certOut != "" {
		if err := mayCreate(c.certOut, c.force); err != nil {
			return err
		}
	}
	request, err := a.carriedRequest(requestPath)
	if err != nil {
		return err
	}
	response, err := a.carriedResponse(responsePath)
	if err != nil {
		return err
	}
	accepted, err := handoff.Accept(request, response, a.Now())
	if err != nil {
		return c.refuse(a, request, err)
	}
	if c.certOut != "" {
		if accepted.Certificate == nil {
			return hint(errors.New("--cert-out: the response has no certificate, only a public key"), "byoasn-offline respond sends it along with --cert")
		}
		if err := create(c.certOut, certgen.MarshalCertificate(accepted.Certificate), 0o644, c.force); err != nil {
			return err
		}
	}
	lines := newAcceptedLines(request, response, accepted, a)
	if err := c.write(a, lines); err != nil {
		return err
	}
	c.tell(a, request, accepted, lines)
	return nil
}

// A refusedLine is what accept --json prints of a response that is refused: its
// JSON form is a contract.
type refusedLine struct {
	Version int          `json:"version"`
	Request string       `json:"request"` // the request's digest
	OK      bool         `json:"ok"`      // false
	Refused handoff.ID   `json:"refused"`
	File    handoff.File `json:"file,omitempty"`
	Path    string       `json:"path,omitempty"` // a JSON pointer
	Error   string       `json:"error"`
}

// refuse says why a response is not accepted.
func (c *acceptFlags) refuse(a *app, request *handoff.Request, err error) error {
	var wrong *handoff.Error
	if c.json && errors.As(err, &wrong) {
		line := refusedLine{Version: 1, Request: request.Digest().Full(), Refused: wrong.ID, File: wrong.File, Path: wrong.Path, Error: err.Error()}
		if err := a.writeLine(line); err != nil {
			return err
		}
	}
	return &noError{fmt.Errorf("not accepted: %w", named(err))}
}

// An acceptedLine is what accept --json prints of a message: its JSON form is a
// contract.
type acceptedLine struct {
	Version     int            `json:"version"`
	Request     string         `json:"request"` // the request's digest
	OK          bool           `json:"ok"`      // true
	Account     string         `json:"account"`
	ASN         string         `json:"asn,omitempty"`
	CIDR        string         `json:"cidr,omitempty"`
	Expires     string         `json:"expires"`
	Message     string         `json:"message"`
	Signature   sign.Signature `json:"signature"`
	Certificate string         `json:"certificate,omitempty"` // SHA-256
	PublicKey   string         `json:"publicKey"`             // SHA-256
	Warnings    []string       `json:"warnings,omitempty"`

	words string
}

func newAcceptedLines(request *handoff.Request, response *handoff.Response, accepted *handoff.Accepted, a *app) []acceptedLine {
	lines := make([]acceptedLine, len(accepted.Signed))
	signer := response.Signer()
	items := request.Items(a.Now())
	for i, s := range accepted.Signed {
		m := s.Message
		line := acceptedLine{Version: 1, Request: request.Digest().Full(), OK: true,
			Account: m.Account(), Expires: m.Expiry().String(), Message: m.String(), Signature: s.Signature,
			PublicKey: signer.PublicKey.String(),
			words:     fmt.Sprintf("%d of %d: %s", i+1, len(items), items[i])}
		if _, ok := m.Resource().CIDR(); ok {
			line.CIDR = m.Resource().String()
		} else {
			line.ASN = m.Resource().String()
		}
		if accepted.Certificate != nil {
			line.Certificate = signer.Certificate.String()
		}
		for _, p := range items[i].Problems {
			line.Warnings = append(line.Warnings, p.Error())
		}
		lines[i] = line
	}
	return lines
}

func (c *acceptFlags) write(a *app, lines []acceptedLine) error {
	for _, line := range lines {
		var err error
		if c.json {
			err = a.writeLine(line)
		} else {
			_, err = fmt.Fprintf(a.Stdout, "# %s\ntext_message=%s\nsigned_message=%s\n", line.words, shellQuote(line.Message), shellQuote(line.Signature.String()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writeLine prints a JSON object on a line.
func (a *app) writeLine(v any) error {
	enc := json.NewEncoder(a.Stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// tell says whose signatures were accepted, and what to do with them.
func (c *acceptFlags) tell(a *app, request *handoff.Request, accepted *handoff.Accepted, lines []acceptedLine) {
	if request.Signer().IsZero() {
		a.warn("the request names no key, so that anybody's would do: is it yours? its SHA-256 is %s", lines[0].PublicKey)
	}
	if accepted.Certificate != nil {
		for _, concern := range a.certificateConcerns(accepted.Certificate) {
			a.warn("%s", concern)
		}
	}
	warned := map[string]bool{}
	for _, line := range lines {
		for _, text := range line.Warnings {
			if !warned[text] {
				warned[text] = true
				a.warn("%s", text)
			}
		}
	}
	a.note("accepted %s of the key SHA-256 %s", plural(len(lines), "signature"), lines[0].PublicKey)
	if c.certOut != "" {
		a.note("wrote %s: %s, SHA-256 %s", c.certOut, accepted.Certificate.Subject, lines[0].Certificate)
	}
	next := "next"
	if n := len(lines); n > 1 {
		next = fmt.Sprintf("next, for the first of the %d", n)
	}
	a.note("%s: byoasn preflight --message %s --signature %s", next, shellQuote(lines[0].Message), shellQuote(lines[0].Signature.String()))
}
