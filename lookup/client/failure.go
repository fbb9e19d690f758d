package client

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
)

// explain tells apart why a request failed. The context is the request's own.
func (x *exchange) explain(ctx context.Context, err error, badTLS bool) *lookup.Error {
	kind := lookup.Connection
	var timeout net.Error
	var unresolved *net.DNSError
	var refused *lookup.Error // by the dialer
	switch {
	case ctx.Err() != nil:
		return interruption(ctx, x.chain, ctx.Err())
	case errors.As(err, &refused):
		return newError(refused.Kind, x.chain, refused.Detail, nil)
	case errors.As(err, &unresolved):
		kind = lookup.DNS
	case errors.As(err, &timeout) && timeout.Timeout():
		kind = lookup.Timeout
	case !isHangup(err) && (badTLS || isTLS(err)):
		kind = lookup.TLS
	}
	return newError(kind, x.chain, "", err)
}

// newError is an error at the point that a chain of requests has reached.
func newError(kind problem.ID, chain []string, detail string, err error) *lookup.Error {
	return at(chain, &lookup.Error{Kind: kind, Detail: detail, Err: err})
}

// at puts an error at that point.
func at(chain []string, e *lookup.Error) *lookup.Error {
	e.Chain = chain
	if len(chain) > 0 {
		e.URL = chain[len(chain)-1]
	}
	return e
}

// interruption is the error for a context that has ended, or will have before
// the question's turn comes.
func interruption(ctx context.Context, chain []string, err error) *lookup.Error {
	if ctx.Err() == nil {
		return newError(lookup.Timeout, chain, "", err)
	}
	return at(chain, lookup.Ended(ctx))
}

// isHangup says whether the other side is gone, whatever was being said. A
// reset has another number on each system, and the same operation.
func isHangup(err error) bool {
	var operation *net.OpError
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &operation) && (operation.Op == "read" || operation.Op == "write")
}

// isTLS knows the errors of a handshake that have a type.
func isTLS(err error) bool {
	var certificate *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	return errors.As(err, &certificate) || errors.As(err, &header)
}
