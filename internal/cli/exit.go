package cli

import "errors"

// The exit statuses, which are a contract.
const (
	exitYes     = 0
	exitNo      = 1
	exitWrong   = 2
	exitUnknown = 3

	// exitSignal and the signal's number: how a shell reports a process that a
	// signal ended.
	exitSignal = 128
)

// errNo ends a command whose answer, already printed, is a definite no.
var errNo = errors.New("no")

// errUnknown ends a command whose answer, already printed, is that it could
// not be found out.
var errUnknown = errors.New("unknown")

// An answer is an error that is the answer to what was asked: a definite no, or
// that it could not be found out.
type answer struct {
	err    error
	status int
}

func (e *answer) Error() string { return e.err.Error() }
func (e *answer) Unwrap() error { return e.err }

// no is a definite no that is an error's text.
func no(err error) error { return &answer{err, exitNo} }

// A hinted error carries what the reader could do about it.
type hinted struct {
	err   error
	hints []string
}

func (h *hinted) Error() string { return h.err.Error() }
func (h *hinted) Unwrap() error { return h.err }

// hint adds advice to an error.
func hint(err error, hints ...string) error {
	return &hinted{err, hints}
}
