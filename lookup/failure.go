package lookup

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
)

// explain tells apart why a request failed. The context is the request's own.
func (x *exchange) explain(ctx context.Context, err error, badTLS bool) *Error {
	kind := Connection
	var timeout net.Error
	var unresolved *net.DNSError
	switch {
	case ctx.Err() != nil:
		return interruption(x.chain, ctx.Err())
	case errors.As(err, &unresolved):
		kind = DNS
	case errors.As(err, &timeout) && timeout.Timeout():
		kind = Timeout
	case !isHangup(err) && (badTLS || isTLS(err)):
		kind = TLS
	}
	return newError(kind, x.chain, "", err)
}

// interruption is the error for a context that has ended, or will have before
// the question's turn comes.
func interruption(chain []string, err error) *Error {
	kind := Timeout
	if errors.Is(err, context.Canceled) {
		kind = Cancelled
	}
	return newError(kind, chain, "", err)
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
