package cli

import (
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
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
