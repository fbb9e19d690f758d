package cli

import (
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/byoasn/byoasn/handoff"
)

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

// errOnlyAsked is what a signer says that is asked whether it would do.
var errOnlyAsked = errors.New("only asked")

// A keyAlone is the signer for that question.
type keyAlone struct {
	public crypto.PublicKey
}

func (k keyAlone) Public() crypto.PublicKey { return k.public }

func (keyAlone) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) { return nil, errOnlyAsked }

// mayRespond says why handoff.Respond would refuse to sign, before it does.
func mayRespond(public crypto.PublicKey, cert *x509.Certificate, request *handoff.Request, now time.Time) error {
	_, err := handoff.Respond(keyAlone{public}, cert, request, now)
	if errors.Is(err, errOnlyAsked) {
		return nil
	}
	err = fmt.Errorf("nothing is signed: %w", named(err))
	var e *handoff.Error
	if errors.As(err, &e) && e.ID == handoff.CertificateNeeded {
		return hint(err, "give it with --cert")
	}
	return err
}
