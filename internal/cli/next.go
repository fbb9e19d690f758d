package cli

import (
	"strings"

	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// advise says to a person at a terminal what to do after a command whose answer is all
// that a script wants of it.
func (a *app) advise(format string, args ...any) {
	if host.IsTerminal(a.Stderr) {
		a.next(format, args...)
	}
}

// nextAfterSign is to verify what was signed.
func (a *app) nextAfterSign(s *signFlags) {
	with := "--cert certificate.pem"
	switch {
	case s.cert != "":
		with = "--cert " + a.shell.Quote(s.cert)
	case s.public != "":
		with = "--public-key " + a.shell.Quote(s.public)
	}
	a.advise(`%s verify %s --message "$text_message" --signature "$signed_message"`, a.name, with)
}

// nextAfterVerify is to look at the registry's record, where there is a network.
func (a *app) nextAfterVerify(v *verifyFlags, text string) {
	m, err := message.Parse(text)
	if err != nil || v.cert == "" || v.cert == "-" || a.Network == nil {
		return
	}
	a.advise("%s check %s --cert %s", a.name, flagOf(m.Resource()), a.shell.Quote(v.cert))
}

// flagOf is the flag that names a resource.
func flagOf(r resource.Resource) string {
	if _, ok := r.CIDR(); ok {
		return "--cidr " + r.String()
	}
	return "--asn " + r.String()
}

// nextAfterReport is what to do about the check that decided, or after a yes.
func (a *app) nextAfterReport(report *preflight.Report, of resource.Resource, cert string) {
	if of.IsZero() {
		return
	}
	if cert == "" || cert == "-" {
		cert = "certificate.pem"
	}
	cert = a.shell.Quote(cert)
	if report.Verdict == preflight.Pass {
		a.advise(`%s preflight --message "$text_message" --signature "$signed_message" --cert %s`, a.name, cert)
		return
	}
	if command := fixing(deciding(report).ID, flagOf(of), cert); command != "" {
		a.advise("%s %s", a.name, command)
	}
}

// fixing is the command that makes what a check found missing or wrong, or "" if none
// does.
func fixing(id problem.ID, of, cert string) string {
	switch id {
	case preflight.CertificatePublished, preflight.CertificatePlacement, preflight.CertificateForm, preflight.CertificateEncoding:
		return "cert publish " + cert + " " + of
	case preflight.CertificateKey, preflight.CertificateValidity, preflight.CertificateSelfSignature:
		return "cert new --key private-key.pem --out new-certificate.pem"
	case preflight.CertificateStale:
		return "cert unpublish " + cert + " " + of
	case preflight.SignatureEncoding, preflight.SignatureScheme, preflight.SignatureMatches:
		return `sign --key private-key.pem "$text_message"`
	}
	switch subject, _, _ := strings.Cut(string(id), "-"); {
	case subject == "message":
		return "message --account YOUR_ACCOUNT " + of
	case subject == "roa" && strings.HasPrefix(of, "--cidr"):
		return "roas " + of + " --asn YOUR_ASN"
	}
	return ""
}
