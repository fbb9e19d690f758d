package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// maxInput bounds every file and stream that is read whole: keys, certificates
// and signatures are a few kilobytes.
const maxInput = 1 << 20

// read returns the content of a file, or of standard input for "-".
func (a *app) read(path string) ([]byte, error) {
	if path == "-" {
		return readBounded(a.Stdin, "standard input")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(err)
	}
	defer f.Close()
	return readBounded(f, path)
}

func readBounded(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", name, err)
	case len(data) > maxInput:
		return nil, fmt.Errorf("%s is larger than %d bytes: it holds no key, certificate or signature", name, maxInput)
	case len(data) == 0:
		return nil, fmt.Errorf("%s is empty", name)
	}
	return data, nil
}

// fileError names the file first, and the fault in plain words.
func fileError(err error) error {
	var e *fs.PathError
	switch {
	case !errors.As(err, &e):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file", e.Path)
	}
	return fmt.Errorf("%s: %w", e.Path, e.Err)
}

// readKeyFile reads a private key's file and warns about its permissions.
func (a *app) readKeyFile(path string) ([]byte, error) {
	data, err := a.read(path)
	if err != nil {
		return nil, err
	}
	if path != "-" {
		a.warnIfExposed(path, "private key")
	}
	return data, nil
}

// warnIfExposed warns about a secret that others on the machine can read.
func (a *app) warnIfExposed(path, what string) {
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() && exposed(info.Mode()) {
		a.warn("%s holds a %s and others can read it (mode %04o): chmod 600 %s", path, what, info.Mode().Perm(), shellQuote(path))
	}
}

// oneNewlineLess takes exactly one line ending off the end of standard input,
// and says so: echo and files end in one, the text that was meant does not.
func (a *app) oneNewlineLess(data []byte) string {
	text, found := bytes.CutSuffix(data, []byte("\n"))
	if found {
		text, _ = bytes.CutSuffix(text, []byte("\r"))
		a.note("left out the newline at the end of standard input; nothing has to be done about it")
	}
	return string(text)
}

// textArg returns an argument's text, or standard input's for "-".
func (a *app) textArg(arg string) (string, error) {
	if arg != "-" {
		return arg, nil
	}
	data, err := a.read("-")
	if err != nil {
		return "", err
	}
	return a.oneNewlineLess(data), nil
}
