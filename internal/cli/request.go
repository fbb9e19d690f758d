package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/problem"
)

const requestLong = `Ask the secure host, which has the key, for signatures: write a request, a small
JSON file to carry there, or show it there as QR codes. Each --asn and --cidr makes a
message, as the command message does; --message and --from take messages as they are.

On standard error is the request's digest. "byoasn-offline respond" wants it compared:
keep it at hand, and keep the request, which "byoasn accept" compares the response with.

--cert, --public-key or --signer-key says whose signatures are wanted; the others' are
then refused, there and here. Nothing in the request is secret, and it has no date:
the same request made again is the same file.`

// A requestFlags is the command "request".
type requestFlags struct {
	codeFlags
	account, expires      string
	asns, cidrs, messages []string
	from                  string
	allowReserved         bool
	cert, public, key     string
	note, out             string
	force                 bool
}

func (a *app) requestCommand() *cobra.Command {
	r := &requestFlags{}
	cmd := &cobra.Command{
		Use:   "request",
		Short: "ask the secure host for signatures: make the file to carry there",
		Long:  requestLong,
		Example: `  byoasn request --account 123456789012 --asn 12345 --cert certificate.pem --out request.json
  byoasn request --account 123456789012 --asn 12345 --cidr 8.8.8.0/24 --note "ticket 4711" --out request.json
  byoasn request --from messages.txt --out request.json --qr-png request`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := r.validate(cmd); err != nil {
				return err
			}
			return a.request(r)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&r.account, "account", "", "the AWS account `NUMBER`, 12 digits")
	flags.StringArrayVar(&r.asns, "asn", nil, "your AS `NUMBER`; may be repeated")
	flags.StringArrayVar(&r.cidrs, "cidr", nil, "your address `RANGE`; may be repeated")
	flags.StringVar(&r.expires, "expires", "", "the day on which the messages expire, as `YYYYMMDD`, or in how long, such as 30d")
	flags.BoolVar(&r.allowReserved, "allow-reserved", false, "take an ASN or range that is not public, for tests: AWS will refuse it")
	flags.StringArrayVar(&r.messages, "message", nil, "a `MESSAGE` to have signed; may be repeated")
	flags.StringVar(&r.from, "from", "", "messages, one a line, from `FILE`, - for standard input")
	flags.StringVar(&r.cert, "cert", "", "who should sign: the certificate in `FILE`, and its key")
	flags.StringVar(&r.public, "public-key", "", "who should sign: the key whose public half is in `FILE`")
	flags.StringVar(&r.key, "signer-key", "", "who should sign: the key whose public half has this SHA-256 `FINGERPRINT`")
	flags.StringVar(&r.note, "note", "", "a `TEXT` for whoever signs, such as a ticket's number")
	flags.StringVar(&r.out, "out", "-", "the `FILE` to write, - for standard output")
	flags.BoolVar(&r.force, "force", false, "overwrite FILE and pictures")
	r.add(cmd)
	for _, fields := range []string{"account", "asn", "cidr", "expires", "allow-reserved"} {
		exclusive(cmd, fields, "message")
		exclusive(cmd, fields, "from")
	}
	uses(cmd, readsFile, "from", "cert", "public-key")
	uses(cmd, writesFile, "out")
	exclusive(cmd, "message", "from")
	exclusive(cmd, "cert", "public-key", "signer-key")
	a.takes(cmd, fromAccount("message", "from"), fromASN("message", "from"), fromCIDR("message", "from"), a.fromCertificate("cert", "public-key", "signer-key"))
	a.aboutMany(cmd)
	return cmd
}

func (r *requestFlags) validate(cmd *cobra.Command) error {
	switch {
	case len(r.messages) > 0 || r.from != "":
		return nil
	case len(r.asns)+len(r.cidrs) == 0:
		return hint(fmt.Errorf("%s needs something to have signed: --account with --asn or --cidr, --message, or --from", cmd.CommandPath()), "see "+cmd.CommandPath()+" -h")
	}
	return need(cmd, "account")
}

func (a *app) request(r *requestFlags) error {
	if err := r.mayCreateAll(); err != nil {
		return err
	}
	messages, err := r.compose(a)
	if err != nil {
		return err
	}
	signer, err := r.signer(a)
	if err != nil {
		return err
	}
	request, err := handoff.NewRequest(messages, handoff.Options{Signer: signer, Note: r.note})
	if err != nil {
		return r.flagNamed(err)
	}
	file := request.Marshal()
	made, err := r.codes(a, file, r.out)
	if err != nil {
		return err
	}
	if err := a.writeOut(r.out, file, r.force); err != nil {
		return err
	}
	for _, m := range messages {
		a.asked(m, r.out)
	}
	r.next(a, request)
	return r.show(a, made, r.force)
}

// flagNamed says which flag an error is about, where there is no file yet to look at.
func (r *requestFlags) flagNamed(err error) error {
	if wrong, ok := errors.AsType[*problem.Problem](err); ok && wrong.ID == handoff.BadNote {
		return fmt.Errorf("--note: %s: it %s; %s", wrong.ID, wrong.What, wrong.Fix)
	}
	return named(err)
}

// mayCreateAll fails early where one of the files would be refused.
func (r *requestFlags) mayCreateAll() error {
	if r.out != "-" {
		if err := mayCreate(r.out, r.force); err != nil {
			return err
		}
	}
	return r.codeFlags.mayCreate(r.force)
}

// signer says who should sign, if anybody in particular.
func (r *requestFlags) signer(a *app) (s handoff.Signer, err error) {
	if r.key == "" {
		return a.wantedSigner(r.cert, r.public)
	}
	if s.PublicKey, err = handoff.ParseFingerprint(r.key); err != nil {
		return s, fmt.Errorf("--signer-key: %w", err)
	}
	return s, nil
}

// wantedSigner reads who should sign from one of two files, if there is one.
func (a *app) wantedSigner(certificate, key string) (s handoff.Signer, err error) {
	switch {
	case certificate != "":
		cert, _, err := a.loadCertified(certificate)
		if err != nil {
			return s, err
		}
		for _, concern := range a.certificateConcerns(cert) {
			a.warn("%s", concern)
		}
		return handoff.SignerOf(cert)
	case key != "":
		public, err := a.loadPublicKey(key)
		if err != nil {
			return s, err
		}
		return handoff.SignerOfKey(public)
	}
	return s, nil
}

// next says what was written, and what to do with it.
func (r *requestFlags) next(a *app, request *handoff.Request) {
	file := "request.json"
	if r.out != "-" {
		file = filepath.Base(r.out)
		a.note("wrote %s: %s to sign", r.out, problem.Count(len(request.Messages()), "message"))
	}
	if request.Signer() == (handoff.Signer{}) {
		a.note("any key may sign: to accept one alone, name it with --cert, --public-key or --signer-key")
	}
	a.note("digest %s: byoasn-offline respond will ask for it", request.Digest())
	certificate := ""
	if r.cert != "" {
		certificate = " --cert " + a.shell.Quote(inputName(filepath.Base(r.cert)))
	}
	a.note("next, on the secure host: byoasn-offline respond --key private-key.pem%s --audit-log signed.jsonl --out response.json %s", certificate, a.shell.Quote(file))
}
