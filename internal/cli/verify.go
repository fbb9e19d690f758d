package cli

import (
	"crypto/rsa"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
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
	verdict := judge(pub, text, signature)
	verdict.CertificateProblems = concerns
	verdict.check(text, a)
	if v.json {
		err = a.writeJSON(verdict)
	} else {
		err = verdict.write(a)
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
	cert, pub, err := a.loadCertified(v.cert)
	if err != nil {
		return nil, nil, err
	}
	return pub, a.certificateConcerns(cert), nil
}

// A verdict is what "verify" says, and its JSON form, version 1.
type verdict struct {
	Version int    `json:"version"`
	OK      bool   `json:"ok"`
	Reason  string `json:"reason,omitempty"` // a sign.Reason, "encoding" or "message"
	Text    string `json:"signedText,omitempty"`
	Detail  string `json:"detail"`

	Problems            []messageProblem `json:"messageProblems"`
	CertificateProblems []string         `json:"certificateProblems"`
	Hint                string           `json:"hint,omitempty"`
}

// A messageProblem is a problem of the message in JSON.
type messageProblem struct {
	ID    problem.ID `json:"id"`
	Field string     `json:"field"`
	Seen  string     `json:"seen,omitempty"`
	Text  string     `json:"text"`
	Minor bool       `json:"minor"`
}

// judge verifies the signature alone.
func judge(pub *rsa.PublicKey, text, signature string) *verdict {
	v := &verdict{Version: 1, Problems: []messageProblem{}}
	sig, err := sign.Parse(signature)
	var encoding *sign.EncodingError
	if errors.As(err, &encoding) {
		v.Reason, v.Detail = "encoding", err.Error()
		if encoding.Raw != nil && sign.Verify(pub, []byte(text), encoding.Raw) == nil {
			v.Hint = "in AWS's text form it would verify: " + encoding.Raw.String()
		}
		return v
	}
	err = sign.Verify(pub, []byte(text), sig)
	var why *sign.VerifyError
	switch {
	case err == nil:
		v.OK = true
		v.Detail = fmt.Sprintf("RSASSA-PSS with SHA-256 and a salt of 32 bytes, by the RSA %d key SHA-256 %s", pub.N.BitLen(), certgen.PublicKeyFingerprint(pub))
	case errors.As(err, &why):
		v.Reason, v.Text, v.Detail = string(why.Reason), string(why.Text), err.Error()
	default:
		v.Reason, v.Detail = "key", err.Error()
	}
	return v
}

// check adds what is wrong with the message. A text that is no message at all,
// or one that has expired, turns a yes into a no; anything else is data to a
// signature.
func (v *verdict) check(text string, a *app) {
	m, err := message.Parse(text)
	problems := m.Check(a.Now())
	var e *problem.List
	if errors.As(err, &e) {
		problems = e.Problems
		if v.OK {
			v.refuse(a, e.Problems[0])
		}
	}
	for _, p := range problems {
		if p.ID == message.ExpiryPast && v.OK {
			v.refuse(a, p)
		}
		v.Problems = append(v.Problems, messageProblem{p.ID, p.Field, problem.Clip(p.Seen, problem.MaxShown), p.Error(), p.Minor})
	}
}

// refuse turns a yes into a no for the message's sake.
func (v *verdict) refuse(a *app, p *problem.Problem) {
	v.OK, v.Reason = false, "message"
	v.Detail = "the signature verifies, and AWS takes no such message: " + p.Error()
	v.Hint = fmt.Sprintf("compose the message again with %s message, and sign that", a.name)
}

func (v *verdict) write(a *app) error {
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
