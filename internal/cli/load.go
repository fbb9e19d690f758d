package cli

import (
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/internal/host"
)

type privateKey = *rsa.PrivateKey

// loadKey reads a private key's file, asks for its passphrase if it has one,
// and says what the owner should know about it.
func (a *app) loadKey(path string, p *passphraseFlags) (privateKey, error) {
	a.guard()
	data, err := a.read(path)
	if err != nil {
		return nil, err
	}
	defer clear(data)
	file, err := p.open(a, path, data)
	if err != nil {
		return nil, a.withKindHints(fmt.Errorf("%s: %w", inputName(path), unwrapNoTerminal(err)))
	}
	if path != "-" {
		a.warnIfExposed(path, "private key")
	}
	for _, warning := range file.Warnings {
		a.warn("%s: %s", path, warning)
	}
	for _, concern := range certgen.KeyConcerns(&file.Key.PublicKey) {
		a.warn("%s: %s", path, concern)
	}
	return file.Key, nil
}

// unwrapNoTerminal leaves out what the library says around an error of asking,
// which is a whole sentence already.
func unwrapNoTerminal(err error) error {
	var h *hinted
	if errors.As(err, &h) {
		return h
	}
	return err
}

// loadCertificate reads a certificate in any form.
func (a *app) loadCertificate(path string) (*x509.Certificate, error) {
	cert, departs, err := a.loadDeparting(path)
	if departs != nil {
		return nil, fmt.Errorf("%s: %w", inputName(path), departs)
	}
	return cert, err
}

// loadOwn reads a certificate in any form to compare it with what is published:
// one that departs from RFC 5280 will do for that.
func (a *app) loadOwn(path string) (*x509.Certificate, error) {
	cert, departs, err := a.loadDeparting(path)
	if departs != nil {
		a.warn("%s: %s", inputName(path), departs)
	}
	return cert, err
}

// loadDeparting reads a certificate, and in which way it departs from RFC 5280.
func (a *app) loadDeparting(path string) (cert *x509.Certificate, departs, err error) {
	data, err := a.read(path)
	if err != nil {
		return nil, nil, err
	}
	cert, err = certgen.ReadCertificate(data)
	if err != nil && cert == nil {
		return nil, nil, hint(fmt.Errorf("%s: %w", inputName(path), err), a.kindHints(err)...)
	}
	return cert, err, nil
}

// loadCertified reads a certificate in any form, and the RSA key in it.
func (a *app) loadCertified(path string) (*x509.Certificate, *rsa.PublicKey, error) {
	cert, err := a.loadCertificate(path)
	if err != nil {
		return nil, nil, err
	}
	public, err := certgen.RSAPublicKey(cert)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", inputName(path), err)
	}
	return cert, public, nil
}

// loadPublicKey reads a public key in any form.
func (a *app) loadPublicKey(path string) (*rsa.PublicKey, error) {
	data, err := a.read(path)
	if err != nil {
		return nil, err
	}
	pub, err := certgen.ReadPublicKey(data)
	if err != nil {
		return nil, hint(fmt.Errorf("%s: %w", inputName(path), err), a.kindHints(err)...)
	}
	return pub, nil
}

// withKindHints adds to an error what it is told to do about what a file holds, and
// leaves its own advice alone.
func (a *app) withKindHints(err error) error {
	if hints := a.kindHints(err); len(hints) > 0 {
		return hint(err, hints...)
	}
	return err
}

// kindHints names the command or flag for what a file holds instead.
func (a *app) kindHints(err error) []string {
	var kind *certgen.KindError
	switch {
	case !errors.As(err, &kind):
	case kind.Want != certgen.KindPublicKey && kind.Got == certgen.KindCertificate:
		return []string{"--key takes the private key's file, and --cert the certificate's"}
	case kind.Want == certgen.KindCertificate && kind.Got == certgen.KindSecretKey:
		return []string{"--cert takes the certificate's file, and --key the private key's"}
	case kind.Want == certgen.KindPublicKey && kind.Got == certgen.KindCertificate:
		return []string{"give a certificate with --cert"}
	case kind.Want == certgen.KindCertificate && kind.Got == certgen.KindPublicKey:
		return []string{a.name + " cert new makes the certificate of a private key"}
	case kind.Want == certgen.KindCertificate && kind.Got == certgen.KindRequest:
		return []string{a.name + " cert new makes the certificate, without a request"}
	}
	return nil
}

// guard is called before a private key or its passphrase is in memory, and keeps
// them there as far as the system allows: out of core dumps, and out of swap
// space. What it cannot do stops nobody from signing, and is said with --verbose:
// an ordinary user's limit on locked memory is far below what a process maps, so
// that a warning would come with every signature. On the secure host it is said
// once, with the key that is made there.
func (a *app) guard() { a.guardSaying(a.detail) }

func (a *app) guardNewKey() {
	if a.Network == nil {
		a.guardSaying(a.note)
		return
	}
	a.guard()
}

func (a *app) guardSaying(missed func(format string, args ...any)) {
	done, missing := host.KeepMemory()
	a.sayGuarded(done, missing, missed)
}

// guardEnvironment is called before a command that signs is started, whose PIN may
// be in the environment: that stays out of core dumps, the command's own too, which
// inherits the limit. Memory is not locked for it: what the environment holds was in
// the shell's memory before, and is in the command's.
func (a *app) guardEnvironment() {
	done, missing := host.StopDumps()
	a.sayGuarded(done, missing, a.detail)
}

func (a *app) sayGuarded(done, missing []string, missed func(format string, args ...any)) {
	if len(done) > 0 {
		a.detail("%s", strings.Join(done, ", "))
	}
	for _, text := range missing {
		missed("%s", text)
	}
}
