package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/byoasn/byoasn/internal/host"
	"github.com/byoasn/byoasn/problem"
)

// maxInput bounds the files and streams that are read whole: keys, certificates
// and signatures are a few kilobytes.
const maxInput = 1 << 20

// open opens a file, or standard input for "-". It is the one way to an input, but
// for the passphrase's.
func (a *app) open(path string) (io.ReadCloser, error) {
	if a.patience == 0 {
		return a.openNow(path)
	}
	deadline := time.Now().Add(a.patience)
	input, err := inTime(deadline, func() (io.ReadCloser, error) { return a.openNow(path) }) // which waits for a FIFO's writer
	if err != nil {
		return nil, a.late(path, err)
	}
	return &patient{input, deadline, func(err error) error { return a.late(path, err) }}, nil
}

func (a *app) openNow(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(a.Stdin), nil
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a directory, not a file", problem.Clip(path, 200))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(err)
	}
	return f, nil
}

// errLate is the error of what did not come in time.
var errLate = errors.New("too late")

// inTime is the result of work that can only be waited for.
func inTime[T any](deadline time.Time, work func() (T, error)) (T, error) {
	type result struct {
		done T
		err  error
	}
	finished := make(chan result, 1)
	go func() {
		done, err := work()
		finished <- result{done, err}
	}()
	select {
	case r := <-finished:
		return r.done, r.err
	case <-time.After(time.Until(deadline)):
		return *new(T), errLate
	}
}

// late says which input did not come within --timeout.
func (a *app) late(path string, err error) error {
	if !errors.Is(err, errLate) {
		return err
	}
	return &answer{fmt.Errorf("%s did not come to an end within %s (--timeout)", inputName(path), a.patience), exitUnknown}
}

// A patient reader waits until a deadline.
type patient struct {
	io.ReadCloser
	deadline time.Time
	late     func(error) error
}

func (p *patient) Read(into []byte) (int, error) {
	own := make([]byte, len(into)) // of a read that may outlive this one
	n, err := inTime(p.deadline, func() (int, error) { return p.ReadCloser.Read(own) })
	return copy(into, own[:n]), p.late(err)
}

// read returns the content of a file, or of standard input for "-": a key or a
// certificate.
func (a *app) read(path string) ([]byte, error) { return a.readUpTo(path, maxInput) }

// readUpTo returns the content of a file of so many bytes, or of standard input.
func (a *app) readUpTo(path string, most int64) ([]byte, error) {
	return a.readAs(path, most, func(r io.Reader) io.Reader { return r })
}

// readText is the same for a text, which may be in UTF-16, and is never a private
// key. What names it in an error.
func (a *app) readText(what, path string, most int64) ([]byte, error) {
	data, err := a.readAs(path, most, newText)
	if err != nil {
		return nil, err
	}
	return data, secretGiven(what, data)
}

func (a *app) readAs(path string, most int64, decode func(io.Reader) io.Reader) ([]byte, error) {
	input, err := a.open(path)
	if err != nil {
		return nil, err
	}
	defer input.Close()
	return readBounded(decode(input), inputName(path), most)
}

func readBounded(r io.Reader, name string, most int64) ([]byte, error) {
	data, err := readAll(io.LimitReader(r, most+1))
	switch {
	case errors.As(err, new(*answer)):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, nameless(err))
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
		return fmt.Errorf("%s: there is no such file", problem.Clip(e.Path, 200))
	}
	return fmt.Errorf("%s: %w", problem.Clip(e.Path, 200), e.Err)
}

// warnIfExposed warns about a secret that others on the machine can read.
func (a *app) warnIfExposed(path, what string) {
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() && host.Exposed(info.Mode()) {
		a.warn("%s holds a %s and others can read it (mode %04o): chmod 600 %s", path, what, info.Mode().Perm(), a.shell.Quote(path))
	}
}

// textArg returns an argument's text, or standard input's for "-". What names it in
// an error, such as "the message".
func (a *app) textArg(what, arg string) (string, error) {
	if arg != "-" {
		return arg, nil
	}
	data, err := a.readText(what, "-", maxInput)
	if err != nil {
		return "", err
	}
	return a.oneNewlineLess(data), nil
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

// secretGiven refuses a private key in the place of something that is printed, or
// sent.
func secretGiven(what string, given []byte) error {
	found := problem.Secret(string(given))
	if !strings.Contains(found, "private key") {
		return nil
	}
	return hint(fmt.Errorf("what was given as %s is %s: it is not shown, and nothing was done with it", what, found),
		"--key takes the name of a private key's file, and nothing else takes a private key")
}
