package external

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
)

// A CommandError says that a command could not be started, failed, or was
// stopped. It wraps what package os/exec said, such as an [*exec.ExitError], or
// the cause of the context's end.
type CommandError struct {
	Program string // without its arguments
	Said    string // what is shown of its standard error, on one line; or empty
	Err     error
}

func (e *CommandError) Error() string {
	var notFound *exec.Error
	var notRunnable *fs.PathError
	switch {
	case errors.As(e.Err, &notFound):
		return fmt.Sprintf("the signing command %q cannot be started: %v", e.Program, notFound.Err)
	case errors.As(e.Err, &notRunnable):
		return fmt.Sprintf("the signing command %q cannot be started: %v", e.Program, notRunnable.Err)
	}
	text := fmt.Sprintf("the signing command %q failed: %v", e.Program, e.Err)
	if e.Said == "" {
		return text + "; it said nothing"
	}
	return text + "; it said: " + e.Said
}

func (e *CommandError) Unwrap() error { return e.Err }

// A Form is what a command wrote instead of a raw signature. Its values are
// stable.
type Form string

// The forms that are told apart.
const (
	Nothing     Form = "nothing"
	TooMuch     Form = "too-much"     // more than 64 KiB
	Hex         Form = "hex"          // a signature of the right length, in hexadecimal
	Base64      Form = "base64"       // the same in base64, RFC 4648 section 4
	Base64URL   Form = "base64url"    // the same in base64url, RFC 4648 section 5
	AWSText     Form = "aws-text"     // the same in the text form that AWS takes
	JSON        Form = "json"         // an object
	OtherText   Form = "text"         // any other text
	OtherLength Form = "other-length" // bytes, too many or too few
)

// An OutputError says that a command succeeded, but wrote something else than a
// raw signature of the key's length. So does a shell's pipeline of which only the
// last program has succeeded.
type OutputError struct {
	Program string // without its arguments
	Said    string // what is shown of its standard error, on one line; or empty
	Form    Form
	Length  int // what it wrote, in bytes; 0 for TooMuch
	Want    int // the key's length in bytes; 0 for TooMuch
}

func (e *OutputError) Error() string {
	text := fmt.Sprintf("the signing command %q returned %s", e.Program, e.what())
	if e.Said != "" {
		text += "; it said: " + e.Said
	}
	return text
}

func (e *OutputError) what() string {
	switch e.Form {
	case Nothing:
		return "nothing: expected the raw signature on its standard output"
	case TooMuch:
		return fmt.Sprintf("more than %d KiB: expected the raw signature alone", maxOutput>>10)
	case Hex:
		return "the signature in hexadecimal: decode it in the command (xxd -r -p)"
	case Base64:
		return "the signature in base64: decode it in the command (base64 -d)"
	case Base64URL:
		return "the signature in base64url: decode it in the command"
	case AWSText:
		return "the signature in AWS's text form already: expected the raw bytes (byoasn signature decode)"
	case JSON:
		return "JSON: take the signature out of it in the command (jq -r), and decode it"
	case OtherText:
		return fmt.Sprintf("text of %d characters: expected a raw signature of %d bytes", e.Length, e.Want)
	}
	return fmt.Sprintf("%d bytes: expected a raw signature of the public key's length, %d bytes, and nothing after it", e.Length, e.Want)
}
