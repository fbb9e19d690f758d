package cli

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/handoff"
)

const respondLong = `Sign what a request asks for, on the machine that has the key. REQUEST is the file, or
the texts of its QR codes, one a line; - is standard input.

What will be signed is shown in plain words on the terminal, where it has to be
confirmed by typing the last five digits of the digest as the other machine shows it;
they are not shown here. If it is more than the window shows, it comes in pages, and
all of the digest is asked for. --yes signs without asking.

All of the messages are signed or none: not one if any has expired or is not what its
fields say, or if the request names another key. --audit-log gets a JSON object a line for
each message before the response is written: what cannot be logged is not handed out, and
after a crash the log may have more than was handed out, but never less. A file that is
no such log is not appended to. An existing response is never overwritten.

--key, or --signer for a key in a device, is as for sign.`

// A respondFlags is the command "respond".
type respondFlags struct {
	signerFlags
	codeFlags
	cert, out, log string
	yes            bool
}

func (a *app) respondCommand() *cobra.Command {
	r := &respondFlags{}
	cmd := &cobra.Command{
		Use:   "respond REQUEST|-",
		Short: "sign what a request asks for, on the machine that has the key",
		Long:  respondLong,
		Example: `  byoasn respond --key private-key.pem --cert certificate.pem --out response.json request.json
  byoasn respond --key private-key.pem --audit-log signed.jsonl --out response.json --qr request.json
  zbarimg --raw -q request-*.png | byoasn respond --key private-key.pem -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneArg("the REQUEST's file, or - for standard input")(cmd, args); err != nil {
				return err
			}
			if err := r.validate(cmd, r.cert != ""); err != nil {
				return err
			}
			return a.respond(cmd.Context(), r, args[0])
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&r.cert, "cert", "", "the key's certificate in `FILE`, to send along")
	flags.StringVar(&r.out, "out", "response.json", "the `FILE` to write, a new one; - for standard output")
	flags.StringVar(&r.log, "audit-log", "", "append what was signed to `FILE`, before it is handed out")
	flags.BoolVar(&r.yes, "yes", false, "sign without asking: for scripts")
	r.signerFlags.add(cmd)
	r.codeFlags.add(cmd)
	operands(cmd, readsFile, "the request")
	uses(cmd, readsFile, "cert")
	uses(cmd, writesFile, "out", "audit-log")
	exclusive(cmd, "public-key", "cert")
	a.takes(cmd, a.fromKey("key", "signer"), a.fromCertificate("cert", "public-key"))
	a.aboutMany(cmd)
	return cmd
}

func (a *app) respond(ctx context.Context, r *respondFlags, path string) error {
	if err := r.mayWrite(); err != nil {
		return err
	}
	request, texts, err := a.carriedRequest(path)
	if err != nil {
		return err
	}
	now := a.Now()
	if err := unsignable(request, now); err != nil {
		return fmt.Errorf("%s: %w", inputName(path), err)
	}
	cert, public, err := r.certified(a)
	if err != nil {
		return err
	}
	if public != nil { // before anybody types a passphrase for nothing
		if err := mayRespond(public, cert, request, now); err != nil {
			return err
		}
	}
	shown, err := a.show(r, request)
	if err != nil {
		return err
	}
	response, err := a.answer(ctx, r, shown, cert, public, now)
	if err != nil {
		return err
	}
	if texts {
		path = "-" // which is none that the other machine has
	}
	return a.handOut(r, response, now, path)
}

// unsignable refuses what sign would refuse, every message of it.
func unsignable(request *handoff.Request, now time.Time) error {
	var refused []string
	items := request.Items(now)
	for i, item := range items {
		_, problems := sorted(item.Problems)
		for _, p := range problems {
			refused = append(refused, fmt.Sprintf("%s: message %d of %d: %s", p.ID, i+1, len(items), p))
		}
	}
	if len(refused) == 0 {
		return nil
	}
	return hint(fmt.Errorf("nothing is signed: %s", refused[0]), prefixed("besides, ", refused[1:])...)
}

// mayRespond says why the request would not be signed, before anybody is asked.
func mayRespond(public crypto.PublicKey, cert *x509.Certificate, request *handoff.Request, now time.Time) error {
	err := request.Check(public, cert, now)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, handoff.CertificateNeeded):
		return hint(fmt.Errorf("nothing is signed: %w", named(err)), "give it with --cert")
	}
	return fmt.Errorf("nothing is signed: %w", named(err))
}

// answer signs, once it may and somebody has confirmed it: before the passphrase
// where it is known which key it is.
func (a *app) answer(ctx context.Context, r *respondFlags, shown confirmation, cert *x509.Certificate, public *rsa.PublicKey, now time.Time) (*handoff.Response, error) {
	if public != nil {
		if err := a.confirm(r, shown); err != nil {
			return nil, err
		}
	}
	signer, err := a.signer(ctx, &r.signerFlags, public)
	if err != nil {
		return nil, err
	}
	if err := mayRespond(signer.Public(), cert, shown.request, now); err != nil {
		return nil, err
	}
	if public == nil {
		if err := a.confirm(r, shown); err != nil {
			return nil, err
		}
	}
	response, err := handoff.Respond(signer, cert, shown.request, now)
	if err != nil {
		return nil, r.explain(named(err))
	}
	return response, nil
}

// mayWrite fails early where one of the files would be refused.
func (r *respondFlags) mayWrite() error {
	if r.log != "" {
		if err := mayAppend(r.log); err != nil {
			return fmt.Errorf("--audit-log: %w", err)
		}
	}
	err := r.codeFlags.mayCreate(false)
	if r.out != "-" && err == nil {
		err = mayCreate(r.out, false)
	}
	if exists := unhinted(err); exists != err {
		return hint(exists, "choose another name: what was signed before is not overwritten")
	}
	return err
}

// unhinted takes off advice that is of no use here, where there is no --force.
func unhinted(err error) error {
	var h *hinted
	if errors.As(err, &h) {
		return h.err
	}
	return err
}

// certified reads the certificate, and the public key where there is no other.
func (r *respondFlags) certified(a *app) (*x509.Certificate, *rsa.PublicKey, error) {
	switch {
	case r.cert != "":
		cert, public, err := a.loadCertified(r.cert)
		if err != nil {
			return nil, nil, err
		}
		for _, concern := range a.certificateConcerns(cert) {
			a.warn("%s", concern)
		}
		return cert, public, nil
	case r.public != "":
		public, err := a.loadPublicKey(r.public)
		return nil, public, err
	}
	return nil, nil, nil
}

// handOut logs what was signed, and then writes it. What cannot be logged is not
// handed out.
func (a *app) handOut(r *respondFlags, response *handoff.Response, now time.Time, path string) error {
	file := response.Marshal()
	made, err := r.codes(a, file, r.out)
	if err != nil {
		return hint(unhinted(err), "signed, but neither logged nor handed out: run it again without the codes, and carry the file")
	}
	lines := response.AuditLines(now)
	if r.log != "" {
		if err := a.appendLog(r.log, lines); err != nil {
			return hint(fmt.Errorf("--audit-log: %w", err), "what was signed could not be logged, and is not handed out")
		}
	}
	if err := a.writeOut(r.out, file, false); err != nil {
		return r.notHandedOut(err)
	}
	r.next(a, response, path)
	if err := r.codeFlags.show(a, made, false); err != nil {
		return hint(unhinted(err), fmt.Sprintf("the response itself is written, to %s: only its codes are not", outputName(r.out)))
	}
	return nil
}

// notHandedOut says what has become of a response that cannot be written.
func (r *respondFlags) notHandedOut(err error) error {
	done := "signed"
	if r.log != "" {
		done = "signed and logged"
	}
	return hint(unhinted(err), done+", but not handed out: run it again with --out elsewhere")
}

// next says what was written, and what to do with it.
func (r *respondFlags) next(a *app, response *handoff.Response, path string) {
	request, answer := "YOUR-REQUEST.json", "response.json"
	if path != "-" {
		request = filepath.Base(path)
	}
	if r.out != "-" {
		answer = filepath.Base(r.out)
		a.note("wrote %s, signed with the key SHA-256 %s", r.out, response.Signer().PublicKey)
	}
	a.note("next, on the machine that made the request: byoasn accept %s %s", a.shell.Quote(request), a.shell.Quote(answer))
}
