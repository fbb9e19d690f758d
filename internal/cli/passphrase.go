package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/problem"
)

// passphraseFlags say where a passphrase comes from: a file, an inherited file
// descriptor, or, with neither, the terminal. It is never an argument, which
// other users of the machine could read.
type passphraseFlags struct {
	file string
	fd   int
}

func (p *passphraseFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&p.file, "passphrase-file", "", "read the passphrase from the first line of `FILE`")
	cmd.Flags().IntVar(&p.fd, "passphrase-fd", -1, "read the passphrase from the first line of file descriptor `N`")
	uses(cmd, readsFile, "passphrase-file")
	uses(cmd, readsFD, "passphrase-fd")
	exclusive(cmd, "passphrase-file", "passphrase-fd")
}

func (p *passphraseFlags) given() bool { return p.file != "" || p.fd >= 0 }

// errNobodyToType is the error for a passphrase that nobody is there to type.
var errNobodyToType = errors.New("a passphrase is needed, and there is no terminal to ask for it on")

// get returns the passphrase for an existing key.
func (p *passphraseFlags) get(a *app, prompt string) ([]byte, error) {
	if p.given() {
		return p.read(a)
	}
	typed, err := a.askSecret(prompt)
	if err == nil && len(typed) == 0 {
		return nil, hint(errors.New("no passphrase was typed"), "type it at the prompt, or give it with --passphrase-file FILE")
	}
	return typed, err
}

// tries is how often a passphrase is asked for: somebody at a terminal may have
// typed it wrong, and has done all that came before.
const tries = 3

// open reads a private key, and asks for its passphrase if it has one.
func (p *passphraseFlags) open(a *app, path string, data []byte) (file *certgen.KeyFile, err error) {
	prompt := fmt.Sprintf("Passphrase for %s: ", path)
	for left := tries - 1; ; left-- {
		var passphrase []byte
		file, err = certgen.ReadKey(data, func() (_ []byte, err error) {
			passphrase, err = p.get(a, prompt)
			return passphrase, err
		})
		clear(passphrase)
		if left == 0 || p.given() || !errors.Is(err, certgen.ErrWrongPassphrase) {
			return file, err
		}
		prompt = fmt.Sprintf("That is not the passphrase; %d more, or Ctrl-C to end.\nPassphrase for %s: ", left, path)
	}
}

// shortest is how many characters of a passphrase take some time to try.
const shortest = 10

// warnIfShort warns of a passphrase that whoever gets the file soon finds.
func (a *app) warnIfShort(passphrase []byte) {
	if n := utf8.RuneCount(passphrase); n < shortest {
		a.warn("the passphrase has %s: whoever gets the file can try all of that length; several words are better", problem.Count(n, "character"))
	}
}

// choose returns a passphrase for a new key, asked for twice on a terminal.
func (p *passphraseFlags) choose(a *app, prompt string) ([]byte, error) {
	if p.given() {
		given, err := p.read(a)
		if err == nil {
			a.warnIfShort(given)
		}
		return given, err
	}
	first, err := a.askSecret(prompt)
	if err != nil {
		return nil, err
	}
	if len(first) == 0 {
		return nil, hint(errors.New("the passphrase is empty, and no key was made"), "a key without one is made with --no-passphrase")
	}
	second, err := a.askSecret("Repeat passphrase: ")
	if err != nil {
		clear(first)
		return nil, err
	}
	defer clear(second)
	if !bytes.Equal(first, second) {
		clear(first)
		return nil, errors.New("the two passphrases differ, and no key was made")
	}
	a.warnIfShort(first)
	return first, nil
}

// maxPassphrase bounds what is read from a file or descriptor.
const maxPassphrase = 4096

// read returns the first line of the file or descriptor.
func (p *passphraseFlags) read(a *app) ([]byte, error) {
	name, f := p.file, (*os.File)(nil)
	if p.fd >= 0 {
		name = fmt.Sprintf("file descriptor %d", p.fd)
		f = os.NewFile(uintptr(p.fd), name)
	} else {
		opened, err := os.Open(p.file)
		if err != nil { // without the name: somebody may have given the passphrase itself
			return nil, hint(errors.New("the file that --passphrase-file names cannot be opened"), "--passphrase-file takes the name of a file whose first line is the passphrase")
		}
		defer opened.Close()
		a.warnIfExposed(p.file, "passphrase")
		f = opened
	}
	if f == nil {
		return nil, fmt.Errorf("%s is not open", name)
	}
	data, err := readAll(io.LimitReader(f, maxPassphrase+1))
	if err != nil {
		return nil, fmt.Errorf("reading the passphrase from %s: %w", name, errors.Unwrap(err))
	}
	line, rest, _ := bytes.Cut(data, []byte("\n"))
	clear(rest)
	line = bytes.TrimSuffix(line, []byte("\r"))
	switch {
	case bytes.HasPrefix(line, []byte("\ufeff")):
		return nil, fmt.Errorf("%s begins with a byte-order mark, which nobody could type: save it as UTF-8 without one", name)
	case len(line) == 0:
		return nil, fmt.Errorf("the first line of %s is empty: there is no passphrase", name)
	case len(line) > maxPassphrase:
		return nil, fmt.Errorf("the first line of %s is longer than %d bytes", name, maxPassphrase)
	}
	return line, nil
}

// askSecret prompts on the terminal and reads a line without echo.
func (a *app) askSecret(prompt string) ([]byte, error) {
	line, err := a.ask(question{prompt: prompt, secret: true})
	switch {
	case errors.Is(err, host.ErrNoTerminal):
		return nil, hint(errNobodyToType, "give it with --passphrase-file FILE or --passphrase-fd N")
	case errors.Is(err, io.EOF): // Ctrl-D
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("reading the passphrase from the terminal: %s", strings.TrimSpace(err.Error()))
	}
	return line, nil
}
