package external

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// A Signer is a [crypto.MessageSigner] that runs a command for each signature.
// It may be used by several goroutines at the same time if the device bears it.
type Signer struct {
	ctx     context.Context
	public  *rsa.PublicKey
	command Command
}

var _ crypto.MessageSigner = (*Signer)(nil)

// New is a signer for the key whose public half is given. It runs nothing yet.
// When the context ends, so does a command that is running, and no other is
// started: a context with a deadline is the command's time limit.
func New(ctx context.Context, public *rsa.PublicKey, command Command) (*Signer, error) {
	switch {
	case ctx == nil:
		return nil, errors.New("there is no context for the signing command")
	case public == nil || public.N == nil:
		return nil, errors.New("there is no public key: the command's signatures could not be told from any others")
	case len(command.Args) == 0 || command.Args[0] == "":
		return nil, errEmpty
	case isAssignment(command.Args[0]):
		return nil, assignmentError(command.Args[0])
	}
	return &Signer{ctx, public, command}, nil
}

// MarshalJSON refuses: a signer is no data.
func (Signer) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a signer has no JSON form")
}

// Public returns the key that [New] was given, an [*rsa.PublicKey].
func (s *Signer) Public() crypto.PublicKey { return s.public }

// SignMessage has the command sign the message, or its digest if the command
// takes that. Options are [crypto.SHA256] for RSASSA-PKCS1-v1_5, or
// [*rsa.PSSOptions] with SHA-256 and a salt of 32 bytes, given as a number or as
// [rsa.PSSSaltLengthEqualsHash]; nothing else. The reader is not used.
//
// Its errors are a [*problem.Problem], [CommandFailed] or [BadOutput], or a
// plain one for the options.
func (s *Signer) SignMessage(_ io.Reader, message []byte, opts crypto.SignerOpts) ([]byte, error) {
	if s.command.Digest {
		digest := sha256.Sum256(message)
		return s.sign(digest[:], opts)
	}
	return s.sign(message, opts)
}

// Sign has the command sign a SHA-256 digest, if the command takes digests. For
// one that takes the message it always fails: use [crypto.SignMessage].
func (s *Signer) Sign(_ io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if !s.command.Digest {
		return nil, errors.New("the signing command takes messages, and there is only a digest: call SignMessage, or make its input the digest")
	}
	if len(digest) != sha256.Size {
		return nil, fmt.Errorf("a digest of %d bytes is not SHA-256's: expected %d", len(digest), sha256.Size)
	}
	return s.sign(digest, opts)
}

func (s *Signer) sign(input []byte, opts crypto.SignerOpts) ([]byte, error) {
	scheme, salt, err := parameters(opts)
	if err != nil {
		return nil, err
	}
	kind := "message"
	if s.command.Digest {
		kind = "digest"
	}
	raw, said, err := s.command.run(s.ctx, []string{
		"BYOASN_SCHEME=" + scheme,
		"BYOASN_HASH=sha256",
		"BYOASN_SALT=" + salt,
		"BYOASN_INPUT=" + kind,
	}, input)
	if err != nil {
		return nil, err
	}
	if len(raw) != s.public.Size() {
		return nil, s.command.notRaw(raw, s.public.Size(), said)
	}
	return raw, nil
}

// parameters are the scheme and the salt's length as the command reads them. A
// salt length of zero is refused with the others: in [rsa.PSSOptions] it means
// the largest that fits.
func parameters(opts crypto.SignerOpts) (scheme, salt string, err error) {
	if opts == nil || opts.HashFunc() != crypto.SHA256 {
		return "", "", errors.New("the signing command is asked for a hash other than SHA-256, and makes no other signatures")
	}
	pss, ok := opts.(*rsa.PSSOptions)
	if !ok {
		return "rsassa-pkcs1-v1_5", "", nil
	}
	if pss.SaltLength != rsa.PSSSaltLengthEqualsHash && pss.SaltLength != sha256.Size {
		return "", "", fmt.Errorf("the signing command is asked for the PSS salt length %d, and makes salts of %d bytes alone", pss.SaltLength, sha256.Size)
	}
	return "rsassa-pss", strconv.Itoa(sha256.Size), nil
}
