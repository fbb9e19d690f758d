package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/proof"
)

func (a *app) keyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "key",
		Short: "make the RSA key",
		Args:  cobra.ArbitraryArgs,
		RunE:  group,
	}
	cmd.AddCommand(a.keyNewCommand())
	return cmd
}

const keyNewLong = `Make an RSA key and write it as PKCS#8 PEM, encrypted with a passphrase
(PBES2, PBKDF2-HMAC-SHA-256 with 600,000 iterations, AES-256-CBC), as OpenSSL
reads it. The file is new, readable by you alone, and whole or not there.

The passphrase is asked for twice on the terminal; scripts give it with
--passphrase-file or --passphrase-fd. AWS documents keys of 2048 bits only.`

// A keyNew is the command "key new".
type keyNew struct {
	passphraseFlags
	bits  int
	out   string
	plain bool
	force bool
}

func (a *app) keyNewCommand() *cobra.Command {
	k := &keyNew{}
	cmd := &cobra.Command{
		Use:     "new",
		Short:   "make an RSA key, encrypted unless told otherwise",
		Long:    keyNewLong,
		Example: "  byoasn key new --out private-key.pem",
		Args:    noArgs,
		RunE:    func(*cobra.Command, []string) error { return a.keyNew(k) },
	}
	flags := cmd.Flags()
	flags.IntVar(&k.bits, "bits", certgen.DefaultBits, "2048, 3072 or 4096")
	flags.StringVar(&k.out, "out", "private-key.pem", "the `FILE` to write")
	flags.BoolVar(&k.plain, "no-passphrase", false, "do not encrypt the key: whoever reads the file has it")
	flags.BoolVar(&k.force, "force", false, "overwrite FILE; a key that it holds is kept beside it")
	uses(cmd, writesFile, "out")
	k.add(cmd)
	a.takes(cmd, a.fromKey("out"))
	exclusive(cmd, "no-passphrase", "passphrase-file")
	exclusive(cmd, "no-passphrase", "passphrase-fd")
	return cmd
}

func (a *app) keyNew(k *keyNew) error {
	if k.out == "-" {
		return errors.New("a private key is written to a file and nowhere else: name one with --out")
	}
	may := overNothing
	if k.force {
		may = overKeys
	}
	if err := mayPut(k.out, may); err != nil {
		return err // before anybody types a passphrase for nothing
	}
	a.guardNewKey()
	key, err := certgen.NewKey(k.bits)
	if err != nil {
		return err
	}
	pem, protection, err := a.encodeKey(k, key)
	if err != nil {
		return err
	}
	defer clear(pem)
	if k.force {
		if err := a.backUp(k.out); err != nil {
			return err
		}
	}
	if err := put(k.out, pem, 0o600, k.force); err != nil {
		return err
	}
	for _, concern := range certgen.KeyConcerns(&key.PublicKey) {
		a.warn("%s", concern)
	}
	a.note("wrote %s: RSA %d, PKCS#8, %s", k.out, k.bits, protection)
	a.note("public key SHA-256 %s", certgen.PublicKeyFingerprint(&key.PublicKey))
	a.madeForAll(proof.Key, fmt.Sprintf("RSA %d, PKCS#8, %s", k.bits, protection),
		func(p *proof.Proof) bool { return p.PublicKey == "" && p.Key == "" },
		func(p *proof.Proof) { p.SetKey(a.proof.inFolder(k.out), certgen.PublicKeyFingerprint(&key.PublicKey)) })
	a.next("%s cert new --key %s --days 365 --out certificate.pem", a.name, a.shell.Quote(k.out))
	return nil
}

// backUp keeps the private key that a new one is about to overwrite, and says whose
// it is.
func (a *app) backUp(path string) error {
	if err := mayTake(path, overFiles); err == nil {
		return nil // there is none
	}
	old, err := readOldKey(path)
	if err != nil {
		return fmt.Errorf("%s is not overwritten, as it may hold a private key: %w", path, err)
	}
	if old == nil {
		return nil
	}
	kept, err := old.backUp()
	if err != nil {
		return fmt.Errorf("%s is not overwritten, as the key in it cannot be kept: %w", path, err)
	}
	a.warn("%s held %s: it is kept in %s", path, old, kept)
	return nil
}

// encodeKey returns the file's content and says how it is protected.
func (a *app) encodeKey(k *keyNew, key privateKey) (pem []byte, protection string, err error) {
	if k.plain {
		pem, err = certgen.MarshalPlainKey(key)
		return pem, "not encrypted: whoever reads the file has the key", err
	}
	passphrase, err := k.choose(a, fmt.Sprintf("Passphrase for %s: ", k.out))
	if err != nil {
		return nil, "", err
	}
	defer clear(passphrase)
	pem, err = certgen.MarshalKey(key, passphrase)
	return pem, "encrypted with your passphrase", err
}
