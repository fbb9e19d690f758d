package cli

import (
	"context"
	"crypto"
	"crypto/rsa"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

// signerFlags say what signs: a private key in a file, or a command that reaches
// one in a device.
type signerFlags struct {
	passphraseFlags
	key                    string
	command, input, public string
	timeout                time.Duration
}

// What --signer-input may be.
const (
	inputMessage = "message"
	inputDigest  = "digest"
)

// signerTimeout is time enough for a person to find the device and touch it.
const signerTimeout = 5 * time.Minute

func (s *signerFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&s.key, "key", "", "the private key's `FILE`, - for standard input")
	flags.StringVar(&s.command, "signer", "", "instead of --key: the `COMMAND` that signs, with its arguments; no shell reads it")
	flags.StringVar(&s.public, "public-key", "", "the public key's `FILE`, for --signer")
	flags.StringVar(&s.input, "signer-input", inputMessage, "what --signer gets to sign: message, or the digest of it")
	durationVar(cmd, &s.timeout, "signer-timeout", signerTimeout, "how long --signer may take for a signature")
	uses(cmd, readsFile, "key", "public-key")
	s.passphraseFlags.add(cmd)
	exclusive(cmd, "key", "signer")
	exclusive(cmd, "key", "public-key")
	exclusive(cmd, "signer", "passphrase-file")
	exclusive(cmd, "signer", "passphrase-fd")
}

// validate refuses what means nothing, before anything is read. certificate says
// whether one names the command's key.
func (s *signerFlags) validate(cmd *cobra.Command, certificate bool) error {
	see := "see " + cmd.CommandPath() + " -h"
	if s.command == "" {
		for _, name := range []string{"public-key", "signer-input", "signer-timeout"} {
			if cmd.Flags().Changed(name) {
				return hint(fmt.Errorf("--%s goes with --signer alone", name), see)
			}
		}
		if s.key == "" {
			return hint(fmt.Errorf("%s needs --key, or --signer for a key in a device", cmd.CommandPath()), see)
		}
		return nil
	}
	switch {
	case s.public == "" && !certificate:
		way := "--public-key"
		if cmd.Flags().Lookup("cert") != nil {
			way += " or --cert"
		}
		return hint(fmt.Errorf("--signer needs %s: what the command returns is verified with it", way), see)
	case s.input != inputMessage && s.input != inputDigest:
		return hint(fmt.Errorf("--signer-input %q: expected %s or %s", s.input, inputMessage, inputDigest), see)
	case s.timeout <= 0:
		return hint(fmt.Errorf("--signer-timeout %s: expected some time", s.timeout), see)
	}
	_, err := s.split()
	return err
}

func (s *signerFlags) split() ([]string, error) {
	args, err := external.Split(s.command)
	if err != nil {
		return nil, fmt.Errorf("--signer: %w", err)
	}
	return args, nil
}

// signer returns what signs. The key of a command is the one that is certified,
// or, if that is nil, the one in the file of --public-key.
func (a *app) signer(ctx context.Context, s *signerFlags, certified *rsa.PublicKey) (crypto.Signer, error) {
	if s.command == "" {
		key, err := a.loadKey(s.key, &s.passphraseFlags)
		if err != nil {
			return nil, err // and no nil key in an interface
		}
		return key, nil
	}
	a.guardEnvironment()
	args, err := s.split()
	if err != nil {
		return nil, err
	}
	if certified == nil {
		if certified, err = a.loadPublicKey(s.public); err != nil {
			return nil, err
		}
	}
	for _, concern := range certgen.KeyConcerns(certified) {
		a.warn("%s", concern)
	}
	command := external.Command{Args: args, Digest: s.input == inputDigest}
	signer := &commandSigner{ctx: ctx, app: a, public: certified, command: command, timeout: s.timeout}
	if terminal, err := host.OpenTerminal(); err == nil {
		signer.terminal = terminal // stays open: it is put back after a command that asked for a PIN there and was killed
		a.undoing(terminal.Restore)
	}
	return signer, nil
}

// explain says what a command that signs has probably done.
func (s *signerFlags) explain(err error) error {
	var why *sign.VerifyError
	if s.command == "" || !errors.Is(err, sign.BadSigner) || !errors.As(err, &why) {
		return err
	}
	switch why.Reason {
	case sign.OtherKey:
		return hint(err, "the command's key has to be that of the public key or certificate; and what it gets on standard input is the "+s.input+": see --signer-input")
	case sign.OtherMessage:
		return hint(err, "the command got the "+s.input+" on standard input: see --signer-input")
	}
	return hint(err, "a message needs RSASSA-PSS with SHA-256 and a salt of 32 bytes; one command that signs certificates too looks at BYOASN_SCHEME")
}
