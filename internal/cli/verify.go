package cli

import (
	"crypto/rsa"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
)

const verifyLong = `Verify a signature over a message with the certificate or public key, and say why
if it does not verify. Exit status 0 is yes. 1 is no: the signature is bad, or it
verifies and the message is none that AWS takes, or has expired. What is only a risk, such as an
expiry that is near, and the certificate's own troubles are warnings.`

// A verifyFlags is the command "verify".
type verifyFlags struct {
	cert, public, message, signature string
	json                             bool
}

func (a *app) verifyCommand() *cobra.Command {
	v := &verifyFlags{}
	cmd := &cobra.Command{
		Use:     "verify",
		Short:   "verify a signature, or say why it does not verify",
		Long:    verifyLong,
		Example: `  byoasn verify --cert certificate.pem --message "$text_message" --signature "$signed_message"`,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := need(cmd, "message", "signature"); err != nil {
				return err
			}
			return a.verify(v)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&v.cert, "cert", "", "the certificate's `FILE`, in any form; - for standard input")
	flags.StringVar(&v.public, "public-key", "", "the public key's `FILE`, instead of --cert")
	flags.StringVar(&v.message, "message", "", "the `MESSAGE`, - for standard input")
	flags.StringVar(&v.signature, "signature", "", "the `SIGNATURE` as text, - for standard input")
	flags.BoolVar(&v.json, "json", false, "print JSON")
	uses(cmd, mayBeEmpty, "signature")
	uses(cmd, readsFile, "cert", "public-key")
	uses(cmd, takesText, "message", "signature")
	exclusive(cmd, "cert", "public-key")
	a.takes(cmd, fromMessage(), fromSignature(), a.fromCertificate("cert", "public-key"))
	a.judgedAt(cmd, atUsage)
	return cmd
}

func (a *app) verify(v *verifyFlags) error {
	pub, concerns, err := v.key(a)
	if err != nil {
		return err
	}
	text, err := a.textArg("the message", v.message)
	if err != nil {
		return err
	}
	signature, err := a.textArg("the signature", v.signature)
	if err != nil {
		return err
	}
	verdict, err := preflight.Verify(text, signature, nil, pub, a.Now())
	if err != nil {
		return err
	}
	verdict.CertificateProblems = concerns
	if verdict.Reason == "message" {
		verdict.Hint = fmt.Sprintf("compose the message again with %s message, and sign that", a.name)
	}
	if v.json {
		err = a.writeJSON(verdict)
	} else {
		err = a.sayVerdict(verdict)
	}
	if err == nil && !verdict.OK {
		return errNo
	}
	if err == nil && !v.json {
		a.nextAfterVerify(v, text)
	}
	return err
}

// key reads the public key, and says why AWS may not take its certificate.
func (v *verifyFlags) key(a *app) (pub *rsa.PublicKey, concerns []string, err error) {
	switch {
	case v.public != "":
		pub, err = a.loadPublicKey(v.public)
		return pub, []string{}, err
	case v.cert == "":
		return nil, nil, hint(fmt.Errorf("%s verify needs --cert or --public-key", a.name), "see "+a.name+" verify -h")
	}
	cert, _, err := a.loadDeparting(v.cert) // the concerns say how it departs
	if err != nil {
		return nil, nil, err
	}
	if pub, err = certgen.RSAPublicKey(cert); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", inputName(v.cert), err)
	}
	return pub, a.certificateConcerns(cert), nil
}

// sayVerdict prints what verify found.
func (a *app) sayVerdict(v *preflight.Verification) error {
	answer := "OK: "
	if !v.OK {
		answer = "not OK: "
	}
	_, err := fmt.Fprintln(a.Stdout, answer+problem.Visible(v.Detail))
	for _, concern := range v.CertificateProblems {
		a.warn("%s", concern)
	}
	for _, p := range v.Problems {
		a.warn("%s", p.Text)
	}
	if v.Hint != "" {
		a.voice.hint(v.Hint)
	}
	return err
}
