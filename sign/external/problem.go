package external

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

const (
	// CommandFailed is the problem of a command that could not be started, failed,
	// or was stopped. It wraps what package os/exec said, such as an
	// [*exec.ExitError], or the cause of the context's end.
	CommandFailed problem.ID = "signing-command-failed"

	// BadOutput is the problem of a command that succeeded, but wrote something
	// else than a raw signature of the key's length. So does a shell's pipeline of
	// which only the last program has succeeded. If it wrote the signature in an
	// encoding, the problem wraps the [*sign.EncodingError] that names it.
	BadOutput problem.ID = "signing-command-output"
)

// field names a command by its program, without its arguments.
func (c Command) field() string {
	return "the signing command " + problem.Quote(c.Args[0])
}

// failed says that a command did not do its work.
func (c Command) failed(said string, err error) *problem.Problem {
	p := &problem.Problem{ID: CommandFailed, Field: c.field(), Err: err}
	var notFound *exec.Error
	var notRunnable *fs.PathError
	switch {
	case errors.As(err, &notFound):
		p.What, p.Fix = fmt.Sprintf("cannot be started: %v", notFound.Err), "give a program that is in PATH, or its path"
	case errors.As(err, &notRunnable):
		p.What, p.Fix = fmt.Sprintf("cannot be started: %v", notRunnable.Err), "give a program that is in PATH, or its path"
	case said == "":
		p.What = fmt.Sprintf("failed: %v; it said nothing", err)
	default:
		p.What = fmt.Sprintf("failed: %v; it said: %s", err, said)
	}
	return p
}

// returned says that a command wrote something else.
func (c Command) returned(what, fix, said string, err error) *problem.Problem {
	p := &problem.Problem{ID: BadOutput, Field: c.field(), What: "returned " + what, Fix: fix, Err: err}
	if said != "" {
		p.What += "; it said: " + said
	}
	return p
}

// tooMuch says that a command wrote more than any signature.
func (c Command) tooMuch(said string) *problem.Problem {
	return c.returned(fmt.Sprintf("more than %d KiB: expected the raw signature alone", maxOutput>>10), "", said, nil)
}

// notRaw says what a command wrote instead of a raw signature of want bytes.
func (c Command) notRaw(out []byte, want int, said string) *problem.Problem {
	sig, err := sign.Parse(string(bytes.TrimSpace(out)))
	encoding, isEncoded := errors.AsType[*sign.EncodingError](err)
	switch {
	case len(bytes.TrimSpace(out)) == 0:
		return c.returned("nothing: expected the raw signature on its standard output", "", said, nil)
	case len(sig) == want:
		return c.returned("the signature in AWS's text form already: expected the raw bytes", "have it write the bytes (byoasn signature decode)", said, nil)
	case isEncoded && isText(out) && len(encoding.Raw) == want:
		return c.returned("the signature in another form: "+what(encoding), "decode it in the command: base64 -d, xxd -r -p, or jq -r before them", said, encoding)
	case isText(out):
		return c.returned(fmt.Sprintf("text of %d characters: expected a raw signature of %d bytes", len(out), want), "", said, nil)
	}
	return c.returned(fmt.Sprintf("%d bytes: expected a raw signature of the public key's length, %d bytes, and nothing after it", len(out), want), "", said, nil)
}

// what names the ways in which an encoding differs.
func what(encoding *sign.EncodingError) string {
	var parts []string
	for _, p := range encoding.Problems {
		parts = append(parts, "it "+p.What)
	}
	return strings.Join(parts, ", ")
}

func isText(out []byte) bool {
	return !bytes.ContainsFunc(out, func(r rune) bool { return r > '~' || r < ' ' && r != '\t' && r != '\r' && r != '\n' })
}
