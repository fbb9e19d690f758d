package cli

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

func (a *app) signatureCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "signature",
		Short: "turn a signature into AWS's text form, and back",
		Args:  cobra.ArbitraryArgs,
		RunE:  group,
	}
	cmd.AddCommand(a.signatureEncodeCommand(), a.signatureDecodeCommand())
	return cmd
}

func (a *app) signatureEncodeCommand() *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use:   "encode [FILE|-]",
		Short: "raw signature bytes, from any tool, to AWS's text form",
		Long: `Turn a signature into the text form that AWS takes. FILE, or standard input,
holds the raw bytes as openssl or a token writes them, or, with --from, standard
base64 (as AWS KMS returns it) or hexadecimal.`,
		Example: "  openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1 -sign private-key.pem message.txt | byoasn signature encode\n" +
			"  aws kms sign … --query Signature --output text | byoasn signature encode --from base64",
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.encodeSignature(args, from) },
	}
	cmd.Flags().StringVar(&from, "from", "raw", "what FILE holds: raw, base64 or hex")
	operands(cmd, readsFileOrStdin, "the signature")
	return cmd
}

func (a *app) encodeSignature(args []string, from string) error {
	raw, err := a.rawSignature(pathOrStdin(args), from)
	if err != nil {
		return err
	}
	text := sign.Signature(raw).String()
	if _, err := sign.Parse(text); err != nil {
		return fmt.Errorf("%d bytes are not an RSA signature: a key of 2048 bits makes 256", len(raw))
	}
	_, err = fmt.Fprintln(a.Stdout, text)
	return err
}

// rawSignature reads raw bytes, base64 or hexadecimal. What is plain text even then
// is none: a signature is random bytes, and a file named by mistake, which may hold a
// private key, must not come out again in another form.
func (a *app) rawSignature(path, from string) (raw []byte, err error) {
	switch from {
	case "raw":
		if raw, err = a.read(path); err == nil {
			err = notText(raw)
		}
	case "base64":
		raw, err = a.decodedSignature(path, from, base64.StdEncoding.Strict().DecodeString)
	case "hex":
		raw, err = a.decodedSignature(path, from, hex.DecodeString)
	default:
		return nil, fmt.Errorf("--from %s is not one of raw, base64, hex", problem.Quote(from))
	}
	if err == nil {
		err = secretGiven("the signature", raw)
	}
	if err == nil && !bytes.ContainsFunc(raw, func(r rune) bool { return r < '\t' || r > '~' }) {
		err = hint(errors.New("the input is text, not the bytes of a signature"), "see "+a.name+" signature encode -h")
	}
	return raw, err
}

func (a *app) decodedSignature(path, form string, decode func(string) ([]byte, error)) ([]byte, error) {
	data, err := a.readText("the signature", path, maxInput)
	if err != nil {
		return nil, err
	}
	raw, err := decode(strings.Join(strings.Fields(string(data)), ""))
	if err != nil {
		return nil, fmt.Errorf("the input is not %s", strings.Replace(form, "hex", "hexadecimal", 1))
	}
	return raw, nil
}

// notText fails for an encoded signature where raw bytes are due.
func notText(data []byte) error {
	_, err := sign.Parse(string(bytes.TrimSpace(data)))
	var e *sign.EncodingError
	switch {
	case err == nil:
		return errors.New("the input is in AWS's text form already")
	case !errors.As(err, &e), e.Raw == nil, bytes.Equal(e.Raw, data):
		return nil
	case len(e.Problems) > 1:
	case errors.Is(err, sign.Base64), errors.Is(err, sign.NoPadding):
		return hint(errors.New("the input is base64, not raw bytes"), "say so with --from base64")
	case errors.Is(err, sign.Hex):
		return hint(errors.New("the input is hexadecimal, not raw bytes"), "say so with --from hex")
	}
	return asMeant(err)
}

// asMeant adds to what is wrong with a signature the text that AWS would take, where
// it can be told.
func asMeant(err error) error {
	var e *sign.EncodingError
	if errors.As(err, &e) && e.Raw != nil {
		return hint(err, "in AWS's text form it is "+e.Raw.String())
	}
	return err
}

func (a *app) signatureDecodeCommand() *cobra.Command {
	var to, out string
	var force bool
	cmd := &cobra.Command{
		Use:   "decode [FILE|-]",
		Short: "AWS's text form to raw signature bytes",
		Long: `Turn a signature in AWS's text form, from FILE or standard input, into raw bytes
for other tools, or, with --to, into standard base64 or hexadecimal.`,
		Example: `  printf %s "$signed_message" | byoasn signature decode --out signature.bin`,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := a.readText("the signature", pathOrStdin(args), maxInput)
			if err != nil {
				return err
			}
			text, _ := strings.CutSuffix(strings.TrimSuffix(string(data), "\n"), "\r")
			sig, err := sign.Parse(text)
			if err != nil {
				return asMeant(err)
			}
			return a.writeSignature(sig, to, out, force)
		},
	}
	cmd.Flags().StringVar(&to, "to", "raw", "what to write: raw, base64 or hex")
	cmd.Flags().StringVar(&out, "out", "-", "the `FILE` to write, - for standard output")
	cmd.Flags().BoolVar(&force, "force", false, "overwrite FILE")
	operands(cmd, readsFileOrStdin, "the signature")
	uses(cmd, writesFile, "out")
	return cmd
}

func (a *app) writeSignature(sig sign.Signature, to, out string, force bool) error {
	var data []byte
	switch to {
	case "raw":
		data = sig
	case "base64":
		data = []byte(base64.StdEncoding.EncodeToString(sig) + "\n")
	case "hex":
		data = []byte(hex.EncodeToString(sig) + "\n")
	default:
		return fmt.Errorf("--to %s is not one of raw, base64, hex", problem.Quote(to))
	}
	if out != "-" {
		return create(out, data, 0o644, force)
	}
	if to == "raw" && host.IsTerminal(a.Stdout) {
		return hint(errors.New("raw bytes would garble the terminal"), "write them to a file with --out FILE, or print --to base64 or --to hex")
	}
	_, err := a.Stdout.Write(data)
	return err
}

func pathOrStdin(args []string) string {
	if len(args) == 0 {
		return "-"
	}
	return args[0]
}
