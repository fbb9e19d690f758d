package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// maxInput bounds the files and streams that are read whole: keys, certificates
// and signatures are a few kilobytes.
const maxInput = 1 << 20

// read returns the content of a file, or of standard input for "-": a key, a
// certificate, a message or a signature.
func (a *app) read(path string) ([]byte, error) {
	return a.readUpTo(path, maxInput)
}

// readUpTo returns the content of a file, or of standard input for "-".
func (a *app) readUpTo(path string, most int64) ([]byte, error) {
	if path == "-" {
		return readBounded(a.Stdin, inputName(path), most)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(err)
	}
	defer f.Close()
	return readBounded(f, path, most)
}

// oneFromStdin refuses two inputs from standard input. Each is what it is called,
// and where it comes from.
func oneFromStdin(inputs ...[2]string) error {
	var names []string
	for _, in := range inputs {
		if in[1] == "-" {
			names = append(names, in[0])
		}
	}
	if len(names) < 2 {
		return nil
	}
	return fmt.Errorf("%s cannot both come from standard input", strings.Join(names, " and "))
}

// inputName names a file in an error.
func inputName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

func readBounded(r io.Reader, name string, most int64) ([]byte, error) {
	data, err := readAll(io.LimitReader(r, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", name, err)
	case int64(len(data)) > most:
		return nil, fmt.Errorf("%s is larger than %d bytes, which is more than anything that belongs here", name, most)
	case len(data) == 0:
		return nil, fmt.Errorf("%s is empty", name)
	}
	return data, nil
}

// readAll is io.ReadAll, and clears each buffer that it outgrows: what it reads
// may be a key.
func readAll(r io.Reader) ([]byte, error) {
	data := make([]byte, 0, 4096)
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			clear(data)
			return nil, err
		}
		if len(data) == cap(data) {
			larger := append(make([]byte, 0, 2*cap(data)), data...)
			clear(data)
			data = larger
		}
	}
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
