package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/internal/host"
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

// choose returns a passphrase for a new key, asked for twice on a terminal.
func (p *passphraseFlags) choose(a *app, prompt string) ([]byte, error) {
	if p.given() {
		return p.read(a)
	}
	first, err := a.askSecret(prompt)
	if err != nil {
		return nil, err
	}
	if len(first) == 0 {
		return nil, hint(errors.New("the passphrase is empty, and no key was made"), "a key without one is made with --no-passphrase")
	}
	second, err := a.askSecret("The same once more: ")
	if err != nil {
		clear(first)
		return nil, err
	}
	defer clear(second)
	if !bytes.Equal(first, second) {
		clear(first)
		return nil, errors.New("the two passphrases differ, and no key was made")
	}
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
	case err != nil:
		return nil, fmt.Errorf("reading the passphrase from the terminal: %s", strings.TrimSpace(err.Error()))
	}
	return line, nil
}
