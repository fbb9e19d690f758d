package external

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// A Command is a program that signs.
type Command struct {
	Args []string // the program, in PATH or by its path, and its arguments

	// Digest says that standard input is the SHA-256 of what is to be signed, 32
	// bytes, which the command must not hash again, instead of the bytes to sign.
	Digest bool

	// Env is the environment, as "NAME=value", less the variables that say what
	// is asked for. If it is nil, the command has this process's own.
	Env []string
}

const (
	// maxOutput is room for the longest RSA signature in any encoding, and for a
	// page of JSON around it.
	maxOutput = 64 << 10

	// grace is how long a command that was told to stop may take to do so: to log
	// out of its device, and stop what it has started. It is also how long its
	// children may keep its output open after it has ended: an agent that it
	// started may do so for good.
	grace = 2 * time.Second
)

var errTooMuch = errors.New("too much output")

// run starts the command, gives it the input, and returns what it wrote to
// standard output and what is shown of its standard error.
func (c Command) run(ctx context.Context, variables []string, input []byte) (raw []byte, said string, err error) {
	running, stop := context.WithCancel(ctx)
	defer stop()
	cmd := exec.CommandContext(running, c.Args[0], c.Args[1:]...)
	cmd.Cancel, cmd.WaitDelay = func() error { return terminate(cmd.Process) }, grace
	if cmd.Env = slices.Clip(c.Env); c.Env == nil {
		cmd.Env = cmd.Environ()
	}
	cmd.Env = append(cmd.Env, variables...)
	out, diagnostics := &output{stop: stop}, &excerpt{}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), out, diagnostics

	err = cmd.Run()
	said = c.withoutSecrets(diagnostics.String())
	switch {
	case out.tooMuch:
		return nil, said, c.tooMuch(said)
	case err == nil, errors.Is(err, exec.ErrWaitDelay):
		return out.written, said, nil
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	}
	return nil, said, c.failed(said, err)
}

// terminate asks a process to end; after the grace it is killed. Where there are no
// signals, it is killed at once. What it has started is its own: it stays in this
// process's group, since in another one it could not read the terminal.
func terminate(p *os.Process) error {
	err := p.Signal(syscall.SIGTERM)
	if err == nil || errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return p.Kill()
}

// An output keeps what a command writes, and stops one that does not end.
type output struct {
	written []byte
	stop    func()
	tooMuch bool
}

func (o *output) Write(p []byte) (int, error) {
	if len(o.written)+len(p) > maxOutput {
		o.tooMuch = true
		o.stop()
		return 0, errTooMuch
	}
	o.written = append(o.written, p...)
	return len(p), nil
}
