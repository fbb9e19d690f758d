package cli

import (
	"context"
	"crypto"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

// A commandSigner is a command that signs, with a time limit for each signature. A
// signal that stops this process stops the command too, and when it has failed the
// terminal is as it was before. Then it is not run again: three wrong PINs lock a
// token.
type commandSigner struct {
	ctx      context.Context // of the command that signs, which has no other way to it
	app      *app
	public   *rsa.PublicKey
	command  external.Command
	timeout  time.Duration
	terminal *host.Terminal // nil if there is none

	mu      sync.Mutex
	running int // of a batch, several
	failed  bool
}

var _ crypto.MessageSigner = (*commandSigner)(nil)

func (c *commandSigner) Public() crypto.PublicKey { return c.public }

func (c *commandSigner) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	return c.run(func(s *external.Signer) ([]byte, error) { return s.Sign(random, digest, opts) })
}

func (c *commandSigner) SignMessage(random io.Reader, message []byte, opts crypto.SignerOpts) ([]byte, error) {
	raw, err := c.run(func(s *external.Signer) ([]byte, error) { return s.SignMessage(random, message, opts) })
	if _, pss := opts.(*rsa.PSSOptions); err == nil && !pss && isPSS(c.public, message, raw) {
		return nil, errForMessages
	}
	return raw, err
}

// errForMessages is the error for a command that makes the other signature. Other
// wrong ones are whoever asked's to find.
var errForMessages = hint(errors.New("a certificate needs RSASSA-PKCS1-v1_5 with SHA-256, and what the command returned is RSASSA-PSS, as for a message"),
	"give the command for the certificate; one that makes both looks at BYOASN_SCHEME")

// isPSS says whether a signature over the message is RSASSA-PSS, with whatever
// parameters.
func isPSS(public *rsa.PublicKey, message, raw []byte) bool {
	err := sign.Verify(public, message, raw)
	var why *sign.VerifyError
	if !errors.As(err, &why) {
		return err == nil
	}
	return why.Reason == sign.OtherSalt || why.Reason == sign.OtherHash || why.Reason == sign.OtherMGF
}

// silence is how long a command may take before somebody wonders: what it says
// itself, such as that it wants to be touched, is not shown while it runs.
const silence = 3 * time.Second

func (c *commandSigner) run(work func(*external.Signer) ([]byte, error)) (raw []byte, err error) {
	if !c.begin() {
		return nil, fmt.Errorf("%q has failed before, and is not run again: wrong PINs lock a device", c.command.Args[0])
	}
	defer func() { c.end(err) }()
	late := fmt.Errorf("it took longer than %s (--signer-timeout)", c.timeout)
	defer c.app.attend()()
	ctx, cancel := context.WithTimeoutCause(c.ctx, c.timeout, late)
	defer cancel()
	signer, err := external.New(ctx, c.public, c.command)
	if err != nil {
		return nil, err
	}
	waiting := time.AfterFunc(silence, func() {
		c.app.note("waiting for %s, up to %s: does the device want to be touched?", c.command.Args[0], c.timeout)
	})
	defer waiting.Stop()
	if raw, err = work(signer); err != nil {
		return nil, orStopped(c.ctx, err)
	}
	return raw, nil
}

// orStopped is the error of a command, or the signal that ended it: a key on the
// terminal tells the command and this process alike, and the command's end may be
// seen first.
func orStopped(stopped context.Context, err error) error {
	const soon = 200 * time.Millisecond
	select {
	case <-stopped.Done():
	case <-time.After(soon):
		return err
	}
	if cause := new(stoppedError); !errors.As(err, &cause) {
		return context.Cause(stopped)
	}
	return err
}

// begin says whether the command may be run.
func (c *commandSigner) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failed {
		return false
	}
	c.running++
	return true
}

// end puts the terminal back when one has failed and none is running: another one
// may be asking for its PIN.
func (c *commandSigner) end(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.running--
	c.failed = c.failed || err != nil
	if c.failed && c.running == 0 && c.terminal != nil {
		c.terminal.Restore()
	}
}
